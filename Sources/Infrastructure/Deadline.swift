import Synchronization

/// The body's result; nil where it takes longer, and then it is left to end by itself: a call to a host can't be taken back.
func answer<T: Sendable>(within limit: Duration, _ body: @escaping @Sendable () async throws -> T) async throws -> T? {
    let (results, sink) = AsyncStream.makeStream(of: Result<T, any Error>.self, bufferingPolicy: .bufferingOldest(1))
    let work = Task {
        do { sink.yield(.success(try await body())) } catch { sink.yield(.failure(error)) }
        sink.finish()
    }
    let clock = Task {
        try? await Task.sleep(for: limit)
        sink.finish()
    }
    defer {
        clock.cancel()
        work.cancel()
    }
    for await result in results { return try result.get() }
    return nil
}

/// What several tasks have found so far.
final class Collected<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    var all: [Key: Value] { values.withLock { $0 } }

    func add(_ key: Key, _ value: Value) { values.withLock { $0[key] = value } }
}
