import Synchronization

/// One call's way from waiting to its only answer.
final class Call<Value: Sendable>: PendingCall {
    private enum State {
        /// → running, over (given up in the queue)
        case waiting
        /// → over
        case running
        case over
    }

    private struct Content {
        var state = State.waiting
        var continuation: CheckedContinuation<Value, any Error>?
        var timer: UInt64?
    }

    private let content: Mutex<Content>
    private let body: @Sendable () throws -> Value

    init(_ continuation: CheckedContinuation<Value, any Error>, _ body: @escaping @Sendable () throws -> Value) {
        self.content = Mutex(Content(continuation: continuation))
        self.body = body
    }

    /// Remembers the timer that will give this call up; a call that is over already cancels it.
    func setTimer(_ timer: UInt64) {
        let isOver = content.withLock { content in
            content.timer = timer
            return content.state == .over
        }
        if isOver { DeadlineTimer.shared.cancel(timer) }
    }

    func begin() -> Bool {
        content.withLock { content in
            guard content.state == .waiting else { return false }
            content.state = .running
            return true
        }
    }

    func perform() -> Bool {
        finish(Result(catching: body))
    }

    /// Ends the call with an error, unless it has its answer.
    ///
    /// - Parameter stuck: called before the caller hears of it where the call is running: what the caller does next
    ///   must find that thread counted as stuck.
    func giveUp(_ error: (_ started: Bool) -> BlockingPoolError, stuck: () -> Void = {}) {
        let (continuation, state) = content.withLock { content in
            defer {
                content.state = .over
                content.continuation = nil
            }
            return (content.continuation, content.state)
        }
        if state == .running { stuck() }
        continuation?.resume(throwing: error(state == .running))
    }

    private func finish(_ result: Result<Value, any Error>) -> Bool {
        let (continuation, timer) = content.withLock { content in
            defer {
                content.state = .over
                content.continuation = nil
            }
            return (content.continuation, content.timer)
        }
        if let timer { DeadlineTimer.shared.cancel(timer) }
        guard let continuation else { return false }
        continuation.resume(with: result)
        return true
    }
}

/// A call as the queue sees it, whatever it returns.
protocol PendingCall: AnyObject, Sendable {
    /// False where the call was given up while it waited.
    func begin() -> Bool
    /// Runs the body and answers; false where the call was given up meanwhile.
    func perform() -> Bool
}
