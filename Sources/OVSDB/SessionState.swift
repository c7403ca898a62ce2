/// What happens to requests, answers and monitors of one connection; does no input or output.
///
/// `Waiter` is whatever awaits an answer, `Sink` whatever takes a monitor's updates.
struct SessionState<Waiter, Sink> {
    enum Action {
        case none
        /// Hand `json` to the waiter.
        case succeed(Waiter, JSONValue)
        case fail(Waiter, OVSDBError)
        /// Send this message back.
        case reply(RPCMessage)
        case deliver(Sink, JSONValue)
    }

    private struct Pending {
        var waiter: Waiter
        /// Messages that had come from the peer when the request was sent.
        var heard: Int
    }

    private enum State {
        /// → closed, at `end`
        case open
        /// Takes nothing more.
        case closed
    }

    private var state = State.open
    private var nextID: Int64 = 1
    private var heard = 0
    private var pending: [Int64: Pending] = [:]
    private var sinks: [String: Sink] = [:]

    /// Gives the request its id; nil where the connection has ended.
    mutating func send(_ waiter: Waiter) -> Int64? {
        guard case .open = state else { return nil }
        defer { nextID += 1 }
        pending[nextID] = Pending(waiter: waiter, heard: heard)
        return nextID
    }

    mutating func received(_ message: RPCMessage) -> Action {
        heard += 1
        switch message {
        case .request(let id, "echo", let params):
            // RFC 7047 4.1.11: either side may ask, the answer carries the same parameters.
            return .reply(.response(id: id, result: .array(params), error: .null))
        case .request(let id, let method, _):
            let error: JSONValue = .object([
                "error": .string("unknown method"), "details": .string(method),
            ])
            return .reply(.response(id: id, result: .null, error: error))
        case .notification("update", let params):
            guard params.count == 2, let name = params[0].string, let sink = sinks[name] else { return .none }
            return .deliver(sink, params[1])
        case .notification:
            return .none
        case .response(let id, let result, let error):
            // An answer whose waiter was given up is dropped: its request ended as unknown.
            guard let id = id.integer, let waiter = pending.removeValue(forKey: id)?.waiter else { return .none }
            if error == .null { return .succeed(waiter, result) }
            let reason = error["error"]?.string ?? error.string
            let details = error["details"]?.string.map { ": \($0)" } ?? ""
            return .fail(waiter, OVSDBError(.refused, (reason ?? "\(error)") + details, reason: reason))
        }
    }

    /// The deadline of a request has passed. `silent` says that the peer sent nothing at all since the request: such a
    /// connection is better given up.
    mutating func expired(_ id: Int64) -> (waiter: Waiter, silent: Bool)? {
        guard let entry = pending.removeValue(forKey: id) else { return nil }
        return (entry.waiter, entry.heard == heard)
    }

    mutating func addMonitor(_ name: String, _ sink: Sink) {
        sinks[name] = sink
    }

    mutating func removeMonitor(_ name: String) -> Sink? {
        sinks.removeValue(forKey: name)
    }

    /// The connection has ended: who is left waiting, and who takes no more updates.
    mutating func end() -> (waiters: [Waiter], sinks: [Sink]) {
        state = .closed
        defer {
            pending = [:]
            sinks = [:]
        }
        return (pending.sorted { $0.key < $1.key }.map(\.value.waiter), Array(sinks.values))
    }
}
