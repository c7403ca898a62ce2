import Foundation
import SwitchConnection
import NIOCore
import NIOPosix

@testable import OVSDB

/// A database server in this process whose answers the test chooses.
final class FakeServer: Sendable {
    /// The messages to send back for one that came in.
    typealias Answer = @Sendable (RPCMessage) -> [RPCMessage]

    let path: String
    private let channel: any Channel

    var address: ServerAddress { .unix(path: path) }

    static func with<Result: Sendable>(
        _ answer: @escaping Answer, _ body: @Sendable (FakeServer) async throws -> Result
    ) async throws -> Result {
        let server = try await FakeServer(answer)
        do {
            let result = try await body(server)
            try await server.channel.close()
            return result
        } catch {
            try? await server.channel.close()
            throw error
        }
    }

    private init(_ answer: @escaping Answer) async throws {
        path = "/tmp/mft-\(UInt32.random(in: 0...UInt32.max)).sock"
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Peer(answer))
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    private final class Peer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: Answer
        private var splitter = MessageSplitter()

        init(_ answer: @escaping Answer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            do {
                for bytes in try splitter.feed(unwrapInboundIn(data).readableBytesView) {
                    for message in answer(try RPCMessage(parsing: bytes)) {
                        // `hang up` is the tests' way to have the connection cut.
                        if case .notification("hang up", _) = message {
                            context.close(promise: nil)
                            return
                        }
                        let buffer = ByteBuffer(bytes: try message.encoded())
                        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
                    }
                }
            } catch {
                context.close(promise: nil)
            }
        }
    }
}
