import Synchronization

/// Sees that what is put back on a host's switch is what the store wants there at that moment: no step changes the switch
/// between the look into the store and the end of the putting back. In the order of arrival.
package final class SwitchTurns: Sendable {
    private struct Waiter {
        var isRestoring: Bool
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var changes = 0
        var isRestoring = false
        var waiting: [Waiter] = []

        /// Whether one that comes now, or is the first of the waiting, has its turn; it is counted then.
        mutating func enter(restoring: Bool) -> Bool {
            guard !isRestoring, !restoring || changes == 0 else { return false }
            if restoring { isRestoring = true } else { changes += 1 }
            return true
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs `body`, which changes the switch; beside other changes.
    package func changing<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async rethrows -> Value {
        await enter(restoring: false)
        defer { leave { $0.changes -= 1 } }
        return try await body()
    }

    /// Runs `body`, which asks the store what is wanted and puts it back; beside nothing else.
    package func restoring<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async rethrows -> Value {
        await enter(restoring: true)
        defer { leave { $0.isRestoring = false } }
        return try await body()
    }

    private func enter(restoring: Bool, isolation: isolated (any Actor)? = #isolation) async {
        await withCheckedContinuation { continuation in
            let isIn = state.withLock { state in
                if state.waiting.isEmpty, state.enter(restoring: restoring) { return true }
                state.waiting.append(Waiter(isRestoring: restoring, continuation: continuation))
                return false
            }
            if isIn { continuation.resume() }
        }
    }

    private func leave(_ body: (inout State) -> Void) {
        let next = state.withLock { state in
            body(&state)
            let count = state.waiting.prefix { state.enter(restoring: $0.isRestoring) }.count
            defer { state.waiting.removeFirst(count) }
            return state.waiting.prefix(count).map(\.continuation)
        }
        for continuation in next { continuation.resume() }
    }
}
