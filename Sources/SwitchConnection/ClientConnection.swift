package import NIOCore
package import NIOPosix

/// The one connection of a client: made on first use, and again on the next use after it has ended.
package actor ClientConnection<Failure: ConnectionFailure> {
    private enum State {
        /// → connecting
        case idle
        /// → open, idle
        case connecting(Task<any Channel, any Error>)
        /// → connecting, once the channel is no longer active
        case open(any Channel)
        /// Takes nothing more.
        case closed
    }

    /// How long a connection may take to be made, however late a call's deadline is.
    private static var connectTimeout: Duration { .seconds(5) }

    package nonisolated let address: ServerAddress
    private let connect: @Sendable (_ timeout: Duration) async throws -> any Channel
    private var state = State.idle

    /// - Parameter connect: makes a connection in no more than that time.
    package init(
        address: ServerAddress, connect: @escaping @Sendable (_ timeout: Duration) async throws -> any Channel
    ) {
        self.address = address
        self.connect = connect
    }

    /// Runs `body` on the connection; once more, on a fresh one, where the connection turns out to have ended before
    /// the request left.
    ///
    /// - Parameter deadline: a connection that has to be made first takes no longer than this.
    /// - Throws: what `body` throws, and an unreachable `Failure` where there is no connection or this is closed.
    package func run<Result: Sendable>(
        until deadline: Duration, _ body: @Sendable (any Channel) async throws -> Result
    ) async throws -> Result {
        let channel = try await channel(until: deadline)
        do {
            return try await body(channel)
        } catch let error as Failure where error.isUnreachable {
            if case .open(let current) = state, current === channel { state = .idle }
            return try await body(try await self.channel(until: deadline))
        }
    }

    /// Ends the connection for good.
    package func close() async {
        defer { state = .closed }
        if case .open(let channel) = state { try? await channel.close() }
    }

    private func channel(until deadline: Duration) async throws -> any Channel {
        switch state {
        case .closed:
            throw Failure.unreachable("\(address): this client is closed")
        case .open(let channel) where channel.isActive:
            return channel
        case .connecting(let task):
            return try await task.value
        case .idle, .open:
            break
        }
        let task = Task { [address, connect] in
            do {
                return try await connect(min(deadline, Self.connectTimeout))
            } catch {
                throw error as? Failure ?? Failure.unreachable("\(address): \(error)")
            }
        }
        state = .connecting(task)
        do {
            let channel = try await task.value
            if case .closed = state {
                try? await channel.close()
                throw Failure.unreachable("\(address): this client is closed")
            }
            state = .open(channel)
            return channel
        } catch {
            if case .connecting = state { state = .idle }
            throw error
        }
    }
}

extension ClientBootstrap {
    package func connect(to address: ServerAddress) async throws -> any Channel {
        switch address {
        case .unix(let path): try await connect(unixDomainSocketPath: path).get()
        case .tcp(let host, let port): try await connect(host: host, port: port).get()
        }
    }
}
