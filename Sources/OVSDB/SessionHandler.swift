import NIOCore
import SwitchConnection

/// Joins a channel to its `SessionState`: bytes in, answers to the waiters, deadlines on the event loop's clock.
final class SessionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Command
    typealias OutboundOut = ByteBuffer

    typealias Updates = AsyncThrowingStream<[RowUpdate], any Error>.Continuation

    enum Command: Sendable {
        case call(
            method: String, params: [JSONValue], deadline: NIODeadline, CheckedContinuation<JSONValue, any Error>)
        case monitor(
            name: String, params: [JSONValue], deadline: NIODeadline, Updates, CheckedContinuation<Void, any Error>)
        case stopMonitor(name: String)
    }

    enum Waiter: Sendable {
        case call(CheckedContinuation<JSONValue, any Error>)
        case monitor(name: String, Updates, CheckedContinuation<Void, any Error>)
        case nobody

        func fail(_ error: OVSDBError) {
            switch self {
            case .call(let continuation): continuation.resume(throwing: error)
            case .monitor(_, let updates, let continuation):
                updates.finish(throwing: error)
                continuation.resume(throwing: error)
            case .nobody: break
            }
        }
    }

    private let address: ServerAddress
    private var splitter = MessageSplitter()
    private var state = SessionState<Waiter, Updates>()
    private var timers: [Int64: Scheduled<Void>] = [:]

    init(address: ServerAddress) {
        self.address = address
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The promise says that the command arrived here: from now on its waiter is this handler's to resume.
        promise?.succeed()
        switch unwrapOutboundIn(data) {
        case .call(let method, let params, let deadline, let continuation):
            send(.call(continuation), method, params, deadline, context)
        case .monitor(let name, let params, let deadline, let updates, let continuation):
            send(.monitor(name: name, updates, continuation), "monitor", params, deadline, context)
        case .stopMonitor(let name):
            guard state.removeMonitor(name) != nil else { return }
            send(.nobody, "monitor_cancel", [.string(name)], .now() + .seconds(5), context)
        }
    }

    private func send(
        _ waiter: Waiter, _ method: String, _ params: [JSONValue], _ deadline: NIODeadline,
        _ context: ChannelHandlerContext
    ) {
        guard let id = state.send(waiter) else {
            waiter.fail(OVSDBError(.unreachable, "\(address): the connection has ended"))
            return
        }
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        timers[id] = context.eventLoop.scheduleTask(deadline: deadline) {
            this.value.expire(id, method, bound.value)
        }
        write(.request(id: .integer(id), method: method, params: params), context)
    }

    private func write(_ message: RPCMessage, _ context: ChannelHandlerContext) {
        do {
            let buffer = context.channel.allocator.buffer(bytes: try message.encoded())
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        } catch {
            // Only a real number that JSON can't hold (infinity) gets here; nothing was sent.
            end(OVSDBError(.malformed, "a request can't be written as JSON: \(error)"))
            context.close(promise: nil)
        }
    }

    private func expire(_ id: Int64, _ method: String, _ context: ChannelHandlerContext) {
        timers[id] = nil
        guard let (waiter, silent) = state.expired(id) else { return }
        waiter.fail(OVSDBError(.unknown, "\(address): no answer to \(method) before its deadline"))
        // A peer that is stopped or gone looks like this; the next request tries a fresh connection.
        if silent { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(OVSDBError) {
            for bytes in try splitter.feed(unwrapInboundIn(data).readableBytesView) {
                let message = try RPCMessage(parsing: bytes)
                if case .response(.integer(let id), _, _) = message { timers.removeValue(forKey: id)?.cancel() }
                perform(state.received(message), context)
            }
        } catch {
            end(error)
            context.close(promise: nil)
        }
    }

    private func perform(_ action: SessionState<Waiter, Updates>.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .succeed(.call(let continuation), let json): continuation.resume(returning: json)
        case .succeed(.monitor(let name, let updates, let continuation), let json):
            guard let initial = RowUpdate.parse(json) else {
                Waiter.monitor(name: name, updates, continuation)
                    .fail(OVSDBError(.malformed, "\(address): the answer to monitor isn't a table update"))
                return
            }
            updates.yield(initial)
            state.addMonitor(name, updates)
            continuation.resume()
        case .succeed(.nobody, _): break
        case .fail(let waiter, let error): waiter.fail(error)
        case .reply(let message): write(message, context)
        case .deliver(let updates, let json):
            if let changes = RowUpdate.parse(json) {
                updates.yield(changes)
            } else {
                updates.finish(throwing: OVSDBError(.malformed, "\(address): an update isn't a table update"))
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(OVSDBError(.unknown, "\(address): \(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(OVSDBError(.unknown, "\(address): the connection ended before the answer"))
        context.fireChannelInactive()
    }

    private func end(_ error: OVSDBError) {
        for timer in timers.values { timer.cancel() }
        timers = [:]
        let (waiters, sinks) = state.end()
        for waiter in waiters { waiter.fail(error) }
        for sink in sinks { sink.finish(throwing: error) }
    }
}
