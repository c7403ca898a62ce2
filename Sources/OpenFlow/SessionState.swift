import NIOCore

/// What happens to the requests and answers of one connection; does no input or output.
///
/// Requests go out in exchanges: messages that have no answer of their own (changes), and a last one that has (a
/// barrier, a commit, a question). The answer to the last one ends the exchange; errors that name any of its messages
/// are part of its result. `Waiter` is whatever awaits that.
struct SessionState<Waiter> {
    enum Action {
        case none
        /// The switch speaks our version; requests may be sent.
        case ready
        case succeed(Waiter, Answer)
        case fail(Waiter, OpenFlowError)
        case reply(Frame)
        case portStatus(ByteBuffer)
        /// The connection is of no use.
        case close(OpenFlowError)
    }

    /// The bodies of the answer's parts; of one that isn't multipart, its only body.
    typealias Answer = [ByteBuffer]

    private struct Exchange {
        var waiter: Waiter
        var first: UInt32
        var last: UInt32
        var parts: [ByteBuffer] = []
        var refusal: (index: Int, reason: OpenFlowError.Reason)?
        /// Messages that had come from the peer when the request was sent.
        var heard: Int
    }

    private enum State {
        /// → ready, at the peer's hello; → closed
        case greeting
        /// → closed
        case ready
        /// Takes nothing more.
        case closed
    }

    private var state = State.greeting
    private var nextXID: UInt32 = 1
    private var heard = 0
    /// By the last message's id.
    private var exchanges: [UInt32: Exchange] = [:]

    /// Gives ids to an exchange of `count` messages, and returns the first and the last of them; nil where the
    /// connection isn't ready.
    mutating func send(_ waiter: Waiter, count: Int) -> ClosedRange<UInt32>? {
        guard case .ready = state, count > 0 else { return nil }
        // Ids stay clear of 0, which switches use for messages of their own.
        if nextXID > UInt32.max - UInt32(count) { nextXID = 1 }
        let xids = nextXID...nextXID + UInt32(count) - 1
        nextXID = xids.upperBound + 1
        exchanges[xids.upperBound] = Exchange(
            waiter: waiter, first: xids.lowerBound, last: xids.upperBound, heard: heard)
        return xids
    }

    mutating func received(_ frame: Frame) -> Action {
        heard += 1
        switch (state, frame.kind) {
        case (.closed, _): return .none
        case (.greeting, .hello):
            // Both sides take the lower of the two versions (OpenFlow 1.5.1, 6.3.1), which must be ours.
            guard frame.version >= Frame.version else {
                return .close(
                    OpenFlowError(.malformed, "the switch speaks OpenFlow of wire version \(frame.version) at most"))
            }
            state = .ready
            return .ready
        case (.greeting, .error):
            return .close(OpenFlowError(.malformed, "the switch refused the greeting"))
        case (.greeting, _): return .none
        case (.ready, .echoRequest): return .reply(Frame(.echoReply, xid: frame.xid, body: frame.body))
        case (.ready, .portStatus): return .portStatus(frame.body)
        case (.ready, .error): return refused(frame)
        case (.ready, .multipartReply): return part(frame)
        case (.ready, .echoReply), (.ready, .featuresReply), (.ready, .barrierReply), (.ready, .bundleControl):
            // An answer to a message in the middle (the opening of a bundle) finds nobody, and needs nobody.
            guard let exchange = exchanges.removeValue(forKey: frame.xid) else { return .none }
            return finish(exchange, [frame.body])
        case (.ready, _): return .none
        }
    }

    private mutating func part(_ frame: Frame) -> Action {
        guard var exchange = exchanges[frame.xid] else { return .none }
        var body = frame.body
        guard let flags = body.getInteger(at: body.readerIndex + 2, as: UInt16.self), body.readableBytes >= 8 else {
            exchanges[frame.xid] = nil
            return .fail(exchange.waiter, .short)
        }
        body.moveReaderIndex(forwardBy: 8)
        exchange.parts.append(body)
        guard flags & 1 == 0 else {  // OFPMPF_REPLY_MORE
            exchanges[frame.xid] = exchange
            return .none
        }
        exchanges[frame.xid] = nil
        return finish(exchange, exchange.parts)
    }

    private mutating func refused(_ frame: Frame) -> Action {
        guard var exchange = exchanges.values.first(where: { $0.first <= frame.xid && frame.xid <= $0.last }) else {
            return .none
        }
        let reader = frame.body.readerIndex
        let reason = OpenFlowError.Reason(
            type: frame.body.getInteger(at: reader) ?? .max, code: frame.body.getInteger(at: reader + 2) ?? .max)
        if exchange.refusal == nil { exchange.refusal = (Int(frame.xid - exchange.first), reason) }
        guard frame.xid == exchange.last else {
            exchanges[exchange.last] = exchange
            return .none
        }
        exchanges[exchange.last] = nil
        return finish(exchange, [])
    }

    private func finish(_ exchange: Exchange, _ answer: Answer) -> Action {
        guard let (index, reason) = exchange.refusal else { return .succeed(exchange.waiter, answer) }
        let count = Int(exchange.last - exchange.first) + 1
        return .fail(
            exchange.waiter, OpenFlowError(.refused, "message \(index + 1) of \(count): \(reason)", reason: reason))
    }

    /// The deadline of an exchange has passed. `silent` says that the peer sent nothing at all since: such a connection
    /// is better given up.
    mutating func expired(last: UInt32) -> (waiter: Waiter, silent: Bool)? {
        guard let exchange = exchanges.removeValue(forKey: last) else { return nil }
        return (exchange.waiter, exchange.heard == heard)
    }

    /// The connection has ended: who is left waiting.
    mutating func end() -> [Waiter] {
        state = .closed
        defer { exchanges = [:] }
        return exchanges.sorted { $0.key < $1.key }.map(\.value.waiter)
    }
}
