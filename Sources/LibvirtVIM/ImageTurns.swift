import Synchronization

/// Sees that nothing is made on a base image while it is being removed, and that none is removed while something is made on
/// it. By hash; different images don't wait for each other.
final class ImageTurns: Sendable {
    private struct Turn {
        var users = 0
        var isRemoved = false
        /// Users that wait for the removal's end.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let turns = Mutex<[String: Turn]>([:])

    /// Runs `body`, which has the image made or makes something on it; after a removal that is under way.
    func using<Value>(_ hash: String, _ body: () async throws -> Value) async rethrows -> Value {
        while !turns.withLock({ turns in
            guard turns[hash]?.isRemoved != true else { return false }
            turns[hash, default: Turn()].users += 1
            return true
        }) {
            await withCheckedContinuation { continuation in
                let isOver = turns.withLock { turns in
                    guard turns[hash]?.isRemoved == true else { return true }
                    turns[hash]?.waiting.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
        defer {
            turns.withLock { turns in
                turns[hash]?.users -= 1
                if turns[hash]?.users == 0 { turns[hash] = nil }
            }
        }
        return try await body()
    }

    /// Runs `body`, which removes the image, where nobody uses it at this moment and nobody else removes it.
    ///
    /// - Returns: nil where somebody does.
    func removing<Value>(_ hash: String, _ body: () async throws -> Value) async rethrows -> Value? {
        let isFree = turns.withLock { turns in
            guard turns[hash] == nil else { return false }
            turns[hash] = Turn(isRemoved: true)
            return true
        }
        guard isFree else { return nil }
        defer {
            let waiting = turns.withLock { $0.removeValue(forKey: hash)?.waiting ?? [] }
            for continuation in waiting { continuation.resume() }
        }
        return try await body()
    }
}
