import NIOCore
import NIOEmbedded
import SwitchConnection
import Synchronization
import Testing

@Suite("The connection of a client", .timeLimit(.minutes(1)))
struct ClientConnectionTests {
    private enum Failure: ConnectionFailure, Hashable {
        case gone(String)
        case refused

        static func unreachable(_ message: String) -> Failure { .gone(message) }
        var isUnreachable: Bool { self != .refused }
    }

    /// The other side, and how often it was called.
    private final class Server: Sendable {
        private let made = Mutex<[NIOAsyncTestingChannel]>([])
        private let asked = Mutex<[Duration]>([])
        /// Whether it can be reached.
        let isUp = Mutex(true)
        /// What a connection waits for before it is made.
        let gate: (any AsyncSequence<Void, Never> & Sendable)?

        init(gate: (any AsyncSequence<Void, Never> & Sendable)? = nil) { self.gate = gate }

        var channels: [NIOAsyncTestingChannel] { made.withLock { $0 } }
        var timeouts: [Duration] { asked.withLock { $0 } }

        func connection() -> ClientConnection<Failure> {
            ClientConnection(address: .unix(path: "/s")) { timeout in
                self.asked.withLock { $0.append(timeout) }
                if let gate = self.gate { for await _ in gate { break } }
                guard self.isUp.withLock({ $0 }) else { throw ChannelError.connectTimeout(.seconds(1)) }
                let channel = NIOAsyncTestingChannel()
                try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/s"))
                self.made.withLock { $0.append(channel) }
                return channel
            }
        }
    }

    private func isFirst(_ channel: any Channel, of server: Server) -> Bool { channel === server.channels.first }

    @Test("it is made on first use, and stays for the next ones")
    func lazy() async throws {
        let server = Server()
        let connection = server.connection()
        #expect(server.timeouts.isEmpty)
        for _ in 0..<3 {
            #expect(try await connection.run(until: .seconds(1)) { isFirst($0, of: server) })
        }
        #expect(server.channels.count == 1)
        await connection.close()
    }

    @Test("uses that come while it is being made share it")
    func shared() async throws {
        let (gate, opened) = AsyncStream.makeStream(of: Void.self)
        let server = Server(gate: gate)
        let connection = server.connection()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { try await connection.run(until: .seconds(1)) { isFirst($0, of: server) } }
            }
            while server.timeouts.isEmpty { await Task.yield() }
            opened.yield()
            for try await isFirst in group { #expect(isFirst) }
        }
        #expect(server.timeouts.count == 1)
        await connection.close()
    }

    @Test("after its end the next use makes another")
    func again() async throws {
        let server = Server()
        let connection = server.connection()
        try await connection.run(until: .seconds(1)) { _ in }
        try await server.channels[0].close()
        #expect(try await connection.run(until: .seconds(1)) { !isFirst($0, of: server) })
        #expect(server.channels.count == 2)
        await connection.close()
    }

    @Test("a request that never left is sent once more, on a fresh connection; any other failure is the caller's")
    func once() async throws {
        let server = Server()
        let connection = server.connection()
        let calls = Mutex(0)
        let answer = try await connection.run(until: .seconds(1)) { channel in
            calls.withLock { $0 += 1 }
            if isFirst(channel, of: server) { throw Failure.gone("it has ended") }
            return "done"
        }
        #expect(answer == "done")
        #expect(calls.withLock { $0 } == 2 && server.channels.count == 2)

        let twice = await #expect(throws: Failure.self) {
            try await connection.run(until: .seconds(1)) { _ in
                calls.withLock { $0 += 1 }
                throw Failure.gone("it has ended")
            }
        }
        #expect(twice == .gone("it has ended"))
        #expect(calls.withLock { $0 } == 4)

        let refused = await #expect(throws: Failure.self) {
            try await connection.run(until: .seconds(1)) { _ in
                calls.withLock { $0 += 1 }
                throw Failure.refused
            }
        }
        #expect(refused == .refused)
        #expect(calls.withLock { $0 } == 5)
        await connection.close()
    }

    @Test("what can't be reached is said so with its address, and tried again on the next use")
    func unreachable() async throws {
        let server = Server()
        server.isUp.withLock { $0 = false }
        let connection = server.connection()
        let error = await #expect(throws: Failure.self) { try await connection.run(until: .seconds(1)) { _ in } }
        guard case .gone(let message) = error else { throw Failure.refused }
        #expect(message.hasPrefix("unix:/s: "))
        server.isUp.withLock { $0 = true }
        try await connection.run(until: .seconds(1)) { _ in }
        #expect(server.channels.count == 1)
        await connection.close()
    }

    @Test("it may take as long as the call, and no longer than 5 s", arguments: [(1, 1), (60, 5)])
    func timeout(deadline: Int, expected: Int) async throws {
        let server = Server()
        let connection = server.connection()
        try await connection.run(until: .seconds(deadline)) { _ in }
        #expect(server.timeouts == [.seconds(expected)])
        await connection.close()
    }

    @Test("once closed it ends the channel and takes nothing more")
    func closed() async throws {
        let server = Server()
        let connection = server.connection()
        try await connection.run(until: .seconds(1)) { _ in }
        await connection.close()
        #expect(!server.channels[0].isActive)
        let error = await #expect(throws: Failure.self) { try await connection.run(until: .seconds(1)) { _ in } }
        #expect(error == .gone("unix:/s: this client is closed"))
        #expect(server.channels.count == 1)
    }

    @Test("a connection that is made after the close is ended at once")
    func closedWhileConnecting() async throws {
        let (gate, opened) = AsyncStream.makeStream(of: Void.self)
        let server = Server(gate: gate)
        let connection = server.connection()
        let use = Task { try await connection.run(until: .seconds(1)) { _ in } }
        while server.timeouts.isEmpty { await Task.yield() }
        await connection.close()
        opened.yield()
        let error = await #expect(throws: Failure.self) { try await use.value }
        #expect(error == .gone("unix:/s: this client is closed"))
        #expect(!server.channels[0].isActive)
    }
}
