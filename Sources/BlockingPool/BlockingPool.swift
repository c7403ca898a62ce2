/// Threads of our own for calls that block: C libraries, files, hashing, planning.
///
/// The cooperative pool is only as wide as the cores, so one blocking call there holds back everything else.
/// Threads start when they are first needed and end with the pool. A cancelled caller does not cancel its call.
package final class BlockingPool: Sendable {
    /// Files and hashing.
    package static let files = BlockingPool(name: "files", threads: 8, spares: 8)

    package let name: String
    private let workers: Workers

    /// - Parameters:
    ///   - name: of the threads (15 bytes are shown) and in errors.
    ///   - threads: how many calls run at once.
    ///   - spares: how many threads may stand in for those stuck in calls past their deadlines.
    package init(name: String, threads: Int, spares: Int = 0) {
        self.name = name
        workers = Workers(name: name, width: threads, spares: spares)
    }

    deinit {
        workers.close()
    }

    /// Runs `body` on one of the pool's threads and waits for it as long as it takes.
    ///
    /// - Throws: what `body` throws; `BlockingPoolError.exhausted`.
    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let call = Call(continuation, body)
            guard workers.submit(call) else {
                call.giveUp { _ in .exhausted(pool: name) }
                return
            }
        }
    }

    /// Runs `body` on one of the pool's threads and gives it up at the deadline (waiting for a thread included).
    /// `body` then runs on, its answer is dropped and its thread is replaced while there are spares.
    ///
    /// - Throws: what `body` throws; `BlockingPoolError.deadlineExceeded` and `.exhausted`.
    package func run<Value: Sendable>(
        deadline: Duration, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let call = Call(continuation, body)
            guard workers.submit(call) else {
                call.giveUp { _ in .exhausted(pool: name) }
                return
            }
            let timer = DeadlineTimer.shared.schedule(after: deadline) { [name, workers] in
                call.giveUp {
                    .deadlineExceeded(pool: name, after: deadline, started: $0)
                } stuck: {
                    workers.markStuck()
                }
            }
            call.setTimer(timer)
        }
    }
}
