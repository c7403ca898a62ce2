import MANOModel
import NIOCore
import NIOPosix
import Synchronization
package import VIM

/// A simulated world in another process. A lost connection ends the calls in flight as `.unknown` and is made again.
package final class SimulatedWorldClient: WorldAccess {
    private let path: String
    private let state = Mutex(State())

    private struct State {
        var channel: (any Channel)?
        var isClosed = false
        var nextID = 0
        var waiting: [Int: CheckedContinuation<WorldAnswer, any Error>] = [:]
        var outlets = EventOutlets()
        var connecting: Task<Void, Never>?
    }

    /// How long a call waits for a connection that is being made again.
    private static let patience = Duration.seconds(1)

    private init(path: String) { self.path = path }

    /// - Throws: `.unknown` where no world answers at the path.
    package static func connect(path: String) async throws -> SimulatedWorldClient {
        let client = SimulatedWorldClient(path: path)
        do {
            try await client.open()
        } catch {
            throw ManifoldError(
                .unknown, "no simulated world answers at \(path)", cause: "\(error)",
                remedy: "start one: manifold simulate --hosts 3 --socket \(path)")
        }
        return client
    }

    private func open() async throws {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(LineDecoder()), WorldClientHandler(client: self))
                }
            }
            .connect(unixDomainSocketPath: path).get()
        let isClosed = state.withLock { state in
            state.channel = state.isClosed ? nil : channel
            return state.isClosed
        }
        guard !isClosed else { return channel.close(promise: nil) }
        channel.closeFuture.whenComplete { [weak self] _ in self?.connectionEnded() }
        // Not awaited: where the connection is lost already, `connectionEnded` makes the next one.
        channel.writeAndFlush(try WorldMessage.line(WorldMessage.Request(id: 0, call: .subscribe)), promise: nil)
    }

    private func connectionEnded() {
        let lost = ManifoldError(.unknown, "the connection to the simulated world at \(path) was lost")
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = [:]
            state.channel = nil
            if !state.isClosed {
                state.outlets.sendToEveryHost(.disconnected(reason: lost.message))
                state.connecting = Task { [weak self] in await self?.reconnect() }
            }
            return waiting
        }
        for continuation in waiting.values { continuation.resume(throwing: lost) }
    }

    private func reconnect() async {
        var pause = Duration.milliseconds(5)
        while !state.withLock({ $0.isClosed }) {
            if (try? await open()) != nil {
                state.withLock { state in
                    state.outlets.sendToEveryHost(.connected)
                    state.outlets.sendToEveryHost(.resync)
                }
                return
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
        }
    }

    package func call(_ call: WorldCall) async throws -> WorldAnswer {
        let channel = try await connectedChannel()
        return try await withCheckedThrowingContinuation { continuation in
            let id = state.withLock { state -> Int? in
                guard state.channel === channel else { return nil }
                state.nextID += 1
                state.waiting[state.nextID] = continuation
                return state.nextID
            }
            guard let id else {
                let lost = ManifoldError(.unknown, "the connection to the simulated world at \(path) was lost")
                return continuation.resume(throwing: lost)
            }
            do {
                let line = try WorldMessage.line(WorldMessage.Request(id: id, call: call))
                channel.writeAndFlush(line, promise: nil)
            } catch {
                resume(id, with: .failure(ManifoldError(.internal, "a call can't be written", cause: "\(error)")))
            }
        }
    }

    private func connectedChannel() async throws -> any Channel {
        let end = ContinuousClock.now + Self.patience
        while true {
            let (channel, isClosed) = state.withLock { ($0.channel, $0.isClosed) }
            if let channel { return channel }
            guard !isClosed, ContinuousClock.now < end else {
                throw ManifoldError(.unknown, "the simulated world at \(path) can't be reached")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    fileprivate func receive(_ line: ByteBuffer) throws {
        let response = try WorldMessage.decode(WorldMessage.Response.self, from: line)
        if let event = response.event { state.withLock { $0.outlets.send(event.event, host: event.host) } }
        guard let id = response.id else { return }
        if let answer = response.answer {
            resume(id, with: .success(answer))
        } else {
            resume(
                id, with: .failure(response.error ?? ManifoldError(.internal, "the simulated world answered nothing")))
        }
    }

    private func resume(_ id: Int, with result: Result<WorldAnswer, any Error>) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(with: result)
    }

    package func events(host: String) -> AsyncStream<VIMEvent> {
        state.withLock { state in
            state.outlets.listen(host: host) { [weak self] id in
                self?.state.withLock { $0.outlets.remove(id, host: host) }
            }
        }
    }

    /// Ends the connection, the calls in flight and all event streams.
    package func close() async {
        let (channel, outlets) = state.withLock { state in
            state.isClosed = true
            return (state.channel, state.outlets.drain())
        }
        outlets.finish()
        try? await channel?.close()
    }
}

private final class WorldClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: SimulatedWorldClient

    init(client: SimulatedWorldClient) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do {
            try client.receive(unwrapInboundIn(data))
        } catch {
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
