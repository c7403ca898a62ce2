import Synchronization

/// A value that is worked out once, by whoever asks first, until it is forgotten; a failure is tried again by the next
/// who asks.
final class Once<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var running: Task<Value, any Error>?
    }

    private let state = Mutex(State())

    /// It is worked out anew when it is asked for next.
    func forget() { state.withLock { $0.value = nil } }

    func value(_ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task: Task<Value, any Error>
        switch state.withLock({ state -> (Value?, Task<Value, any Error>?) in
            if let value = state.value { return (value, nil) }
            if let running = state.running { return (nil, running) }
            let running = Task {
                do {
                    let value = try await make()
                    self.state.withLock { $0 = State(value: value) }
                    return value
                } catch {
                    self.state.withLock { $0 = State() }
                    throw error
                }
            }
            state.running = running
            return (nil, running)
        }) {
        case (let value?, _): return value
        case (_, let running?): task = running
        case (nil, nil): preconditionFailure("neither a value nor a task")
        }
        return try await task.value
    }
}
