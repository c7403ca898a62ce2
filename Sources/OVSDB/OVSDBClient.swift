import NIOCore
import NIOPosix
package import SwitchConnection

/// A client of one database server (RFC 7047).
///
/// It connects on first use and again on the next use after a connection has ended. Every call has a deadline, and ends
/// at the latest then: with an answer, or with an `OVSDBError` that says whether the request can have been done.
package actor OVSDBClient {
    package nonisolated let address: ServerAddress
    private let connection: ClientConnection<OVSDBError>
    private var monitors = 0

    package init(address: ServerAddress) {
        self.address = address
        connection = ClientConnection(address: address) { timeout in
            try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(SessionHandler(address: address))
                    }
                }
                .connect(to: address)
        }
    }

    /// Runs `operations` as one transaction: all of them, or none.
    ///
    /// Errors: `refused` names the operation, and its `reason` is the server's word for it.
    package func transact(
        db: String, _ operations: [Operation], deadline: Duration = .seconds(5)
    ) async throws -> [OperationResult] {
        let answer = try await call(
            "transact", [.string(db)] + operations.map(\.json), deadline: deadline)
        guard let members = answer.array else {
            throw OVSDBError(.malformed, "\(address): the answer to transact isn't an array")
        }
        var results: [OperationResult] = []
        for (index, member) in members.enumerated() {
            if let reason = member["error"]?.string {
                let details = member["details"]?.string.map { ": \($0)" } ?? ""
                // One member more than there are operations is an error of the commit itself (RFC 7047 4.1.3).
                let what = index < operations.count ? "operation \(index + 1) of \(operations.count)" : "commit"
                throw OVSDBError(.refused, "\(address): \(db): \(what): \(reason)\(details)", reason: reason)
            }
            // Operations after a failed one are null, and the failed one comes before them.
            guard let result = OperationResult(member) else {
                throw OVSDBError(.malformed, "\(address): the result of operation \(index + 1) can't be read")
            }
            results.append(result)
        }
        guard results.count == operations.count else {
            throw OVSDBError(
                .malformed, "\(address): \(results.count) results for \(operations.count) operations")
        }
        return results
    }

    package func listDatabases(deadline: Duration = .seconds(5)) async throws -> [String] {
        try await call("list_dbs", [], deadline: deadline).array?.compactMap(\.string) ?? []
    }

    /// The schema as RFC 7047 3.2 writes it.
    package func schema(of db: String, deadline: Duration = .seconds(5)) async throws -> JSONValue {
        try await call("get_schema", [.string(db)], deadline: deadline)
    }

    /// Asks the server to answer; returns once it has.
    package func echo(deadline: Duration = .seconds(5)) async throws {
        _ = try await call("echo", [], deadline: deadline)
    }

    /// Watches columns of tables: first what is there, in one element, then each commit that changes them.
    ///
    /// `columns` maps a table to the columns that matter, nil to all of them. The sequence ends by throwing when the
    /// connection ends: what happened meanwhile is not known, so begin again and compare. Dropping it ends the watch.
    package func monitor(
        db: String, _ columns: [String: [String]?], deadline: Duration = .seconds(5)
    ) async throws -> AsyncThrowingStream<[RowUpdate], any Error> {
        let limit = NIODeadline.now() + TimeAmount(deadline)
        monitors += 1
        let name = "monitor-\(monitors)"
        let requests = columns.mapValues { columns in
            JSONValue.object(columns.map { ["columns": .array($0.map { .string($0) })] } ?? [:])
        }
        return try await connection.run(until: deadline) { channel in
            let (stream, updates) = AsyncThrowingStream.makeStream(of: [RowUpdate].self, throwing: (any Error).self)
            updates.onTermination = { reason in
                if case .cancelled = reason {
                    channel.writeAndFlush(SessionHandler.Command.stopMonitor(name: name), promise: nil)
                }
            }
            try await withCheckedThrowingContinuation { continuation in
                self.hand(
                    .monitor(
                        name: name, params: [.string(db), .string(name), .object(requests)], deadline: limit, updates,
                        continuation), to: channel,
                    orFail: { continuation.resume(throwing: $0) })
            }
            return stream
        }
    }

    /// Ends the connection for good; calls that wait for an answer end as unknown.
    package func close() async { await connection.close() }

    private func call(_ method: String, _ params: [JSONValue], deadline: Duration) async throws -> JSONValue {
        let limit = NIODeadline.now() + TimeAmount(deadline)
        return try await connection.run(until: deadline) { channel in
            try await withCheckedThrowingContinuation { continuation in
                self.hand(
                    .call(method: method, params: params, deadline: limit, continuation), to: channel,
                    orFail: { continuation.resume(throwing: $0) })
            }
        }
    }

    /// Gives the command to the channel's handler, which resumes its waiter; `orFail` is called where the channel is
    /// gone before that.
    private nonisolated func hand(
        _ command: SessionHandler.Command, to channel: any Channel, orFail: @escaping @Sendable (OVSDBError) -> Void
    ) {
        let arrived = channel.eventLoop.makePromise(of: Void.self)
        arrived.futureResult.whenFailure { [address] error in
            orFail(OVSDBError(.unreachable, "\(address): \(error)"))
        }
        channel.writeAndFlush(command, promise: arrived)
    }
}
