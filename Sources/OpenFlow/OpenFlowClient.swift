import NIOCore
import NIOPosix
package import SwitchConnection

/// A client of one bridge that speaks OpenFlow 1.5.
///
/// It connects on first use and again on the next use after a connection has ended. Every call has a deadline, and ends
/// at the latest then: with an answer, or with an `OpenFlowError` that says whether the request can have been done.
package actor OpenFlowClient {
    /// One change of the tables.
    package enum Change: Hashable, Sendable {
        case flow(FlowMod)
        case group(GroupMod)
    }

    package nonisolated let address: ServerAddress
    private let connection: ClientConnection<OpenFlowError>
    private var bundles: UInt32 = 0

    package init(address: ServerAddress) {
        self.address = address
        connection = ClientConnection(address: address) { timeout in
            try await Self.connect(to: address, timeout: timeout)
        }
    }

    /// Makes all changes, in this order, at one moment; or none, where any of them is refused.
    package func apply(_ changes: [Change], deadline: Duration = .seconds(5)) async throws {
        guard !changes.isEmpty else { return }
        let end = ContinuousClock.now + deadline
        bundles &+= 1
        let id = bundles
        let members: [Request] = changes.map { change in
            switch change {
            case .flow(let mod): .bundleAdd(mod, id: id)
            case .group(let mod): .bundleAddGroup(mod, id: id)
            }
        }
        do {
            // A switch refuses a member without giving up the bundle: commit only when all are known to be in it.
            _ = try await exchange([.bundle(.open, id: id)] + members + [.barrier], deadline: deadline)
        } catch let error as OpenFlowError where error.code == .refused {
            _ = try? await exchange([.bundle(.discard, id: id)], deadline: ContinuousClock.now.distance(to: end))
            throw error
        }
        _ = try await exchange([.bundle(.commit, id: id)], deadline: ContinuousClock.now.distance(to: end))
    }

    /// Makes the changes one after the other and returns when all are in force. Where one is refused, the others happen
    /// nonetheless.
    package func send(_ changes: [Change], deadline: Duration = .seconds(5)) async throws {
        let requests: [Request] = changes.map { change in
            switch change {
            case .flow(let mod): .flow(mod)
            case .group(let mod): .group(mod)
            }
        }
        _ = try await exchange(requests + [.barrier], deadline: deadline)
    }

    /// Returns once the switch has dealt with everything that was sent before.
    package func barrier(deadline: Duration = .seconds(5)) async throws {
        _ = try await exchange([.barrier], deadline: deadline)
    }

    package func echo(deadline: Duration = .seconds(5)) async throws {
        _ = try await exchange([.echo], deadline: deadline)
    }

    /// The bridge's datapath id.
    package func datapathID(deadline: Duration = .seconds(5)) async throws -> UInt64 {
        let answer = try await exchange([.features], deadline: deadline)
        guard var body = answer.first else { throw OpenFlowError.short }
        return try body.take()
    }

    package func flows(_ filter: FlowFilter = FlowFilter(), deadline: Duration = .seconds(5)) async throws
        -> [FlowEntry]
    {
        try Self.all(try await exchange([.flows(filter)], deadline: deadline)) { try FlowEntry(from: &$0) }
    }

    package func groups(deadline: Duration = .seconds(5)) async throws -> [Group] {
        try Self.all(try await exchange([.groups], deadline: deadline)) { try Group(from: &$0) }
    }

    package func groupStatistics(deadline: Duration = .seconds(5)) async throws -> [GroupStatistics] {
        try Self.all(try await exchange([.groupStatistics], deadline: deadline)) { try GroupStatistics(from: &$0) }
    }

    package func ports(deadline: Duration = .seconds(5)) async throws -> [Port] {
        try Self.all(try await exchange([.ports], deadline: deadline)) { try Port(from: &$0) }
    }

    package func portStatistics(deadline: Duration = .seconds(5)) async throws -> [PortStatistics] {
        try Self.all(try await exchange([.portStatistics], deadline: deadline)) { try PortStatistics(from: &$0) }
    }

    /// Ports that come, go or change from now on. The sequence ends by throwing when the connection ends: what happened
    /// meanwhile is not known, so begin again and compare.
    package func portEvents(deadline: Duration = .seconds(5)) async throws
        -> AsyncThrowingStream<PortEvent, any Error>
    {
        let (stream, events) = AsyncThrowingStream.makeStream(of: PortEvent.self, throwing: (any Error).self)
        _ = try await connection.run(until: deadline) { channel in
            try await channel.writeAndFlush(SessionHandler.Command.events(events))
            return try await self.exchange([.portEvents, .barrier], on: channel, deadline: deadline)
        }
        return stream
    }

    /// Ends the connection for good; calls that wait for an answer end as unknown.
    package func close() async { await connection.close() }

    private static func all<Entry>(
        _ parts: [ByteBuffer], _ read: (inout ByteBuffer) throws -> Entry
    ) throws -> [Entry] {
        var entries: [Entry] = []
        for var part in parts {
            while part.readableBytes > 0 { entries.append(try read(&part)) }
        }
        return entries
    }

    private func exchange(_ requests: [Request], deadline: Duration) async throws -> [ByteBuffer] {
        try await connection.run(until: deadline) { channel in
            try await self.exchange(requests, on: channel, deadline: deadline)
        }
    }

    private nonisolated func exchange(
        _ requests: [Request], on channel: any Channel, deadline: Duration
    ) async throws -> [ByteBuffer] {
        let limit = NIODeadline.now() + TimeAmount(deadline)
        return try await withCheckedThrowingContinuation { continuation in
            let arrived = channel.eventLoop.makePromise(of: Void.self)
            arrived.futureResult.whenFailure { [address] error in
                continuation.resume(throwing: OpenFlowError(.unreachable, "\(address): \(error)"))
            }
            channel.writeAndFlush(
                SessionHandler.Command.exchange(requests, deadline: limit, continuation), promise: arrived)
        }
    }

    /// Within the time the switch has to greet, too.
    private static func connect(to address: ServerAddress, timeout: Duration) async throws -> any Channel {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let greeted = loop.makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(timeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        SessionHandler(address: address, greeted: greeted))
                }
            }
        do {
            let channel = try await bootstrap.connect(to: address)
            let timer = loop.scheduleTask(in: TimeAmount(timeout)) {
                channel.close(promise: nil)
            }
            try await greeted.futureResult.get()
            timer.cancel()
            return channel
        } catch {
            // Before the greeting nothing can have been asked.
            greeted.fail(error)
            let message = (error as? OpenFlowError)?.message ?? "\(address): \(error)"
            throw OpenFlowError(.unreachable, message)
        }
    }
}

extension ContinuousClock.Instant {
    fileprivate func distance(to end: ContinuousClock.Instant) -> Duration { max(.zero, duration(to: end)) }
}
