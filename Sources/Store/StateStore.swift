import FoundationEssentials
import GRDB
package import MANOModel
import Synchronization

/// The manager's state in one SQLite file: WAL, every commit FULL. Bodies of `transact` that wait at the same time share
/// one commit, each in a savepoint of its own.
package final class StateStore: Sendable {
    private let pool: DatabasePool
    private let views: any ResourceRendering
    private let sources: Sources
    private let queue = Mutex(Queue())
    private let cache = ModelCache()

    private struct Queue {
        var waiting: [any WaitingBody] = []
        var isDraining = false
        var commits = 0
    }

    /// Opens or makes the database and brings its schema up to date. Refuses one of a newer program.
    package init(path: String, views: any ResourceRendering, sources: Sources = .system) throws {
        self.views = views
        self.sources = sources
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // The pool sets NORMAL after prepareDatabase has run.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            let migrations = Migrations.all
            if try pool.read({ try migrations.hasBeenSuperseded($0) }) {
                throw ManifoldError(
                    .conflict, "the database \(path) was written by a newer Manifold",
                    remedy: "run that version, or restore a copy made before the upgrade")
            }
            try migrations.migrate(pool)
        } catch let error as DatabaseError {
            throw ManifoldError(.internal, "the database \(path) can't be opened", cause: "\(error)")
        }
    }

    /// How many commits there have been since the store was opened.
    package var commits: Int { queue.withLock { $0.commits } }

    /// Runs the body in a transaction and returns after its commit is on disk. The body is synchronous, does no I/O, and
    /// can be run again. That the caller is cancelled doesn't cancel its body.
    package func transact<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = Body(body: body, continuation: continuation)
            let mustDrain = queue.withLock { queue in
                queue.waiting.append(job)
                defer { queue.isDraining = true }
                return !queue.isDraining
            }
            if mustDrain {
                pool.asyncWriteWithoutTransaction { self.drain($0) }
            }
        }
    }

    /// The writer's `PRAGMA synchronous`: 2 is FULL.
    package func synchronous() async throws -> Int {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Reads from one snapshot.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Reading) throws -> T) async throws -> T {
        try await pool.read { [cache] db in try body(Reading(db: db, cache: cache, fillsCache: true)) }
    }

    package func close() throws { try pool.close() }

    private func drain(_ db: Database) {
        while true {
            let jobs = queue.withLock { queue in
                let jobs = queue.waiting
                queue.waiting = []
                if jobs.isEmpty { queue.isDraining = false }
                return jobs
            }
            if jobs.isEmpty { return }
            do {
                try commit(jobs, db)
                for job in jobs { job.finish(nil) }
            } catch {
                for job in jobs {
                    do {
                        try commit([job], db)
                        job.finish(nil)
                    } catch {
                        job.finish(Self.commitFailure(error))
                    }
                }
            }
        }
    }

    /// Why nothing was written.
    fileprivate static func commitFailure(_ error: any Error) -> ManifoldError {
        ManifoldError(
            (error as? DatabaseError)?.resultCode == .SQLITE_FULL ? .noSpace : .internal,
            "the database could not commit", cause: "\(error)", remedy: "check the disk's free space and health")
    }

    private func commit(_ jobs: [any WaitingBody], _ db: Database) throws {
        let transaction = Transaction(db: db, cache: cache, views: views, now: sources.now())
        try db.inTransaction(.immediate) {
            for job in jobs {
                try db.inSavepoint {
                    job.run(transaction) ? .commit : .rollback
                }
            }
            return .commit
        }
        queue.withLock { $0.commits += 1 }
    }
}

/// A body that waits for its commit.
private protocol WaitingBody: Sendable {
    /// Whether the body came to its end; if not, its error is kept for `finish`.
    func run(_ transaction: Transaction) -> Bool
    func finish(_ error: (any Error)?)
}

private final class Body<T: Sendable>: WaitingBody {
    private let body: @Sendable (Transaction) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private let result = Mutex<Result<T, any Error>?>(nil)

    init(body: @escaping @Sendable (Transaction) throws -> T, continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ transaction: Transaction) -> Bool {
        let outcome = Result { try body(transaction) }
        result.withLock { $0 = outcome }
        if case .success = outcome { return true }
        return false
    }

    func finish(_ error: (any Error)?) {
        if let error {
            continuation.resume(throwing: error)
        } else if let outcome = result.withLock({ $0 }) {
            continuation.resume(with: outcome.mapError { ($0 as? DatabaseError).map(StateStore.commitFailure) ?? $0 })
        }
    }
}
