import BlockingPool
import Glibc
package import Logging
import MANOModel
import NIOCore
import NIOPosix
import Synchronization

/// Serves a simulated world on a unix socket, so that it outlives the manager that uses it.
package final class SimulatedWorldServer: Sendable {
    private let world: SimulatedWorld
    private let path: String
    private let logger: Logger

    /// - Parameter path: of the socket; one that nobody serves any more is replaced.
    package init(world: SimulatedWorld, path: String, logger: Logger) {
        self.world = world
        self.path = path
        self.logger = logger
    }

    /// Serves until its task is cancelled, then ends all connections.
    ///
    /// - Parameter ready: called once connections are accepted.
    /// - Throws: `.conflict` where another world answers at the path; `.infrastructure` where the socket can't be made.
    package func run(ready: @Sendable () -> Void = {}) async throws {
        if let other = try? await SimulatedWorldClient.connect(path: path) {
            await other.close()
            throw ManifoldError(
                .conflict, "a simulated world is already served at \(path)", remedy: "stop it, or choose another path")
        }
        let connections = Connections()
        let listener: any Channel
        do {
            listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .childChannelInitializer { [world] channel in
                    channel.eventLoop.makeCompletedFuture {
                        connections.add(channel)
                        try channel.pipeline.syncOperations.addHandlers(
                            ByteToMessageHandler(LineDecoder()), WorldServerHandler(world: world))
                    }
                }
                .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        } catch {
            throw ManifoldError(
                .infrastructure, "the simulated world can't be served at \(path)", cause: "\(error)",
                remedy: "the folder must exist and be writable, and the path have at most 107 bytes")
        }
        logger.info("The simulated world is served", metadata: ["path": "\(path)"])
        ready()
        await withTaskCancellationHandler {
            try? await listener.closeFuture.get()
        } onCancel: {
            listener.close(promise: nil)
        }
        for channel in connections.all { try? await channel.close() }
        _ = try? await BlockingPool.files.run { [path] in unlink(path) }
    }
}

/// The channels that are open.
private final class Connections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    var all: [any Channel] { channels.withLock { Array($0.values) } }

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
    }
}

/// Each request is answered by a task of its own. A client that goes away doesn't end what it asked for.
private final class WorldServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let world: SimulatedWorld
    private var subscription: Int?

    init(world: SimulatedWorld) { self.world = world }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = context.channel
        let request: WorldMessage.Request
        do {
            request = try WorldMessage.decode(WorldMessage.Request.self, from: unwrapInboundIn(data))
        } catch {
            let problem = ManifoldError(.malformed, "the simulated world can't read a request", cause: "\(error)")
            WorldMessage.send(WorldMessage.Response(error: problem), on: channel)
            return
        }
        if case .subscribe = request.call { subscribe(channel) }
        Task { [world] in
            do {
                let answer = try await world.answer(request.call)
                WorldMessage.send(WorldMessage.Response(id: request.id, answer: answer), on: channel)
            } catch is SimulatedWorld.AnswerLost {
                channel.close(promise: nil)
            } catch {
                let problem = error as? ManifoldError ?? ManifoldError(.internal, "\(error)")
                WorldMessage.send(WorldMessage.Response(id: request.id, error: problem), on: channel)
            }
        }
    }

    /// Listens from now on, so that no later act is missed.
    private func subscribe(_ channel: any Channel) {
        guard subscription == nil else { return }
        subscription = world.listen { event in WorldMessage.send(WorldMessage.Response(event: event), on: channel) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let subscription { world.stopListening(subscription) }
        subscription = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
