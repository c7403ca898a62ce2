/// A bounded number of calls at once, each with a deadline: what one outside party gets of our threads, so that
/// a party that hangs holds back nobody else.
///
/// A thread stuck past its deadline is abandoned and replaced, up to a cap; beyond the cap calls fail at once
/// with `BlockingPoolError.exhausted` until a stuck one returns.
package final class Lane: Sendable {
    /// The time a call gets where the caller names none, waiting for its turn included.
    package let deadline: Duration
    private let pool: BlockingPool

    /// - Parameters:
    ///   - width: how many calls run at once.
    ///   - deadline: for calls that name none.
    ///   - replacements: how many stuck threads are replaced.
    package init(name: String, width: Int, deadline: Duration, replacements: Int) {
        self.deadline = deadline
        pool = BlockingPool(name: name, threads: width, spares: replacements)
    }

    /// Runs `body` in its turn.
    ///
    /// - Throws: what `body` throws; `BlockingPoolError.deadlineExceeded` and `.exhausted`.
    package func run<Value: Sendable>(
        deadline: Duration? = nil, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await pool.run(deadline: deadline ?? self.deadline, body)
    }
}
