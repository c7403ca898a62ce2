import Synchronization

/// Lets one body after the other run, in the order in which they came, across their suspensions.
final class TurnLock: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = last.withLock { last in
            let before = last
            let task = Task {
                await before?.value
                return try await body()
            }
            last = Task { _ = await task.result }
            return task
        }
        try await task.value
    }
}
