import NIOCore
import SwitchConnection

/// Joins a channel to its `SessionState`: bytes in, answers to the waiters, deadlines on the event loop's clock.
final class SessionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Command
    typealias OutboundOut = ByteBuffer

    typealias Waiter = CheckedContinuation<[ByteBuffer], any Error>
    typealias Events = AsyncThrowingStream<PortEvent, any Error>.Continuation

    enum Command: Sendable {
        /// The last request is the one that is answered.
        case exchange([Request], deadline: NIODeadline, Waiter)
        case events(Events)
    }

    private let address: ServerAddress
    private let greeted: EventLoopPromise<Void>
    private var splitter = FrameSplitter()
    private var state = SessionState<Waiter>()
    private var timers: [UInt32: Scheduled<Void>] = [:]
    private var events: [Events] = []
    private var isEnded = false

    /// `greeted` is kept once the switch has said that it speaks our version.
    init(address: ServerAddress, greeted: EventLoopPromise<Void>) {
        self.address = address
        self.greeted = greeted
    }

    func channelActive(context: ChannelHandlerContext) {
        write(Request.hello.frames(xid: 0), context)
        context.fireChannelActive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The promise says that the command arrived here: from now on its waiter is this handler's to resume.
        promise?.succeed()
        switch unwrapOutboundIn(data) {
        case .exchange(let requests, let deadline, let waiter):
            guard let xids = state.send(waiter, count: requests.count) else {
                waiter.resume(throwing: OpenFlowError(.unreachable, "\(address): the connection has ended"))
                return
            }
            let this = NIOLoopBound(self, eventLoop: context.eventLoop)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            timers[xids.upperBound] = context.eventLoop.scheduleTask(deadline: deadline) {
                this.value.expire(xids.upperBound, bound.value)
            }
            write(zip(xids, requests).flatMap { $1.frames(xid: $0) }, context)
        case .events(let stream):
            guard !isEnded else {
                stream.finish(throwing: OpenFlowError(.unreachable, "\(address): the connection has ended"))
                return
            }
            events.append(stream)
        }
    }

    private func write(_ frames: [Frame], _ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: 64 * frames.count)
        for frame in frames { frame.write(to: &buffer) }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func expire(_ xid: UInt32, _ context: ChannelHandlerContext) {
        timers[xid] = nil
        guard let (waiter, silent) = state.expired(last: xid) else { return }
        waiter.resume(throwing: OpenFlowError(.unknown, "\(address): no answer before the deadline"))
        // A switch that is stopped or gone looks like this; the next request tries a fresh connection.
        if silent { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(OpenFlowError) {
            for frame in try splitter.feed(unwrapInboundIn(data)) {
                try perform(state.received(frame), frame.xid, context)
            }
        } catch {
            end(error)
            context.close(promise: nil)
        }
    }

    private func perform(
        _ action: SessionState<Waiter>.Action, _ xid: UInt32, _ context: ChannelHandlerContext
    ) throws(OpenFlowError) {
        switch action {
        case .none: break
        case .ready: greeted.succeed()
        case .succeed(let waiter, let answer):
            timers.removeValue(forKey: xid)?.cancel()
            waiter.resume(returning: answer)
        case .fail(let waiter, let error):
            timers.removeValue(forKey: xid)?.cancel()
            waiter.resume(throwing: OpenFlowError(error.code, "\(address): \(error.message)", reason: error.reason))
        case .reply(let frame): write([frame], context)
        case .portStatus(var body):
            let event = try PortEvent(from: &body)
            for stream in events { stream.yield(event) }
        case .close(let error): throw OpenFlowError(error.code, "\(address): \(error.message)")
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(OpenFlowError(.unknown, "\(address): \(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(OpenFlowError(.unknown, "\(address): the connection ended before the answer"))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(OpenFlowError(.unreachable, "\(address): the connection was never made"))
    }

    private func end(_ error: OpenFlowError) {
        guard !isEnded else { return }
        isEnded = true
        greeted.fail(error)
        for timer in timers.values { timer.cancel() }
        timers = [:]
        for waiter in state.end() { waiter.resume(throwing: error) }
        for stream in events { stream.finish(throwing: error) }
        events = []
    }
}
