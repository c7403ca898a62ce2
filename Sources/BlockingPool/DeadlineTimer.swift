/// One thread that calls back at deadlines, however busy the cooperative pool is.
final class DeadlineTimer: Sendable {
    static let shared = DeadlineTimer()

    private struct State {
        var nextID: UInt64 = 0
        var waiting: [UInt64: (at: Int64, body: @Sendable () -> Void)] = [:]
        var isRunning = false
        /// When the thread will look next.
        var wakesAt = Int64.max
    }

    private let monitor = Monitor(State())

    /// Calls `body` on the timer's thread after `duration`, unless cancelled before; `body` must not block.
    func schedule(after duration: Duration, _ body: @escaping @Sendable () -> Void) -> UInt64 {
        let at = MonotonicTime.after(duration)
        let (id, starts, wakes) = monitor.withLock { state in
            state.nextID += 1
            state.waiting[state.nextID] = (at, body)
            let starts = !state.isRunning
            state.isRunning = true
            return (state.nextID, starts, at < state.wakesAt)
        }
        if starts {
            WorkerThread.start(name: "deadlines") { self.loop() }
        } else if wakes {
            monitor.signal()
        }
        return id
    }

    func cancel(_ id: UInt64) {
        _ = monitor.withLock { $0.waiting.removeValue(forKey: id) }
    }

    private func loop() -> Never {
        while true {
            let due: [@Sendable () -> Void] = monitor.wait { state in
                let now = MonotonicTime.now()
                let ids = state.waiting.filter { $0.value.at <= now }.map(\.key)
                guard ids.isEmpty else {
                    return .done(ids.compactMap { state.waiting.removeValue(forKey: $0)?.body })
                }
                guard let next = state.waiting.values.map(\.at).min() else {
                    state.wakesAt = .max
                    return .untilSignalled
                }
                state.wakesAt = next
                return .until(nanoseconds: next)
            }
            for body in due { body() }
        }
    }
}
