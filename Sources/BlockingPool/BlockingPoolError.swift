/// What a pool of threads refuses or gives up.
package enum BlockingPoolError: Error, Equatable, CustomStringConvertible {
    /// The call did not return in time. It may still be running: what it does is unknown until it is observed,
    /// and its late answer is dropped.
    case deadlineExceeded(pool: String, after: Duration, started: Bool)
    /// Every thread, and every spare one, is stuck in a call past its deadline.
    case exhausted(pool: String)

    package var description: String {
        switch self {
        case .deadlineExceeded(let pool, let after, let started):
            "\(pool): no answer within \(after)\(started ? "" : " (not started: all threads were busy)")"
        case .exhausted(let pool):
            "\(pool): all threads are stuck in calls that are past their deadlines"
        }
    }
}
