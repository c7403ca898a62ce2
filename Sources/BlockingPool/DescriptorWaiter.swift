import Glibc

/// Waits for sockets and pipes on one thread, so that a thousand silent guests cost a thousand descriptors and no
/// thread each.
///
/// Descriptors given to it must be non-blocking and stay open until the wait has returned.
package final class DescriptorWaiter: Sendable {
    package static let shared = DescriptorWaiter()

    package enum Readiness: Sendable {
        case readable
        case writable

        fileprivate var events: Int16 { Int16(self == .readable ? POLLIN : POLLOUT) }
    }

    private struct Waiting {
        let descriptor: Int32
        let events: Int16
        let until: Int64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var nextID: UInt64 = 0
        var waiting: [UInt64: Waiting] = [:]
        /// Tasks between their first step and the end of their wait; true where cancelled before they waited.
        var entered: [UInt64: Bool] = [:]
        var wakeUp: (read: Int32, write: Int32)?
    }

    private let monitor = Monitor(State())

    /// Returns when the descriptor is ready, has an error or was closed at the other end.
    ///
    /// - Returns: false where `timeout` came first, or the task was cancelled.
    package func wait(for descriptor: Int32, _ readiness: Readiness, timeout: Duration) async -> Bool {
        let until = MonotonicTime.after(timeout)
        let id = monitor.withLock { state in
            state.nextID += 1
            state.entered[state.nextID] = false
            return state.nextID
        }
        defer { monitor.withLock { _ = $0.entered.removeValue(forKey: id) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = Waiting(
                    descriptor: descriptor, events: readiness.events, until: until, continuation: continuation)
                let isCancelled = monitor.withLock { state in
                    guard state.entered[id] != true else { return true }
                    state.waiting[id] = waiting
                    return false
                }
                if isCancelled { continuation.resume(returning: false) } else { wake() }
            }
        } onCancel: {
            let waiting = monitor.withLock { state in
                let waiting = state.waiting.removeValue(forKey: id)
                if waiting == nil, state.entered[id] != nil { state.entered[id] = true }
                return waiting
            }
            waiting?.continuation.resume(returning: false)
            wake()
        }
    }

    private func wake() {
        let (descriptor, starts) = monitor.withLock { state -> (Int32, Bool) in
            if let wakeUp = state.wakeUp { return (wakeUp.write, false) }
            var ends: [Int32] = [-1, -1]
            precondition(pipe(&ends) == 0, "no descriptor left for a pipe: \(String(cString: strerror(errno)))")
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            state.wakeUp = (ends[0], ends[1])
            return (ends[1], true)
        }
        if starts {
            WorkerThread.start(name: "descriptors") { self.loop() }
        } else {
            var byte: UInt8 = 0
            // A full pipe wakes the thread just as well.
            _ = write(descriptor, &byte, 1)
        }
    }

    private func loop() -> Never {
        let wakeUp = monitor.withLock { $0.wakeUp!.read }
        var scratch = [UInt8](repeating: 0, count: 256)
        while true {
            let entries = monitor.withLock { state in state.waiting.map { ($0.key, $0.value) } }
            var polled = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
            polled += entries.map { pollfd(fd: $0.1.descriptor, events: $0.1.events, revents: 0) }
            let next = entries.map(\.1.until).min()
            let milliseconds = next.map { (max($0 - MonotonicTime.now(), 0) + 999_999) / 1_000_000 } ?? -1
            poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds))
            while read(wakeUp, &scratch, scratch.count) > 0 {}
            let now = MonotonicTime.now()
            for (entry, result) in zip(entries, polled.dropFirst()) where result.revents != 0 || entry.1.until <= now {
                let waiting = monitor.withLock { $0.waiting.removeValue(forKey: entry.0) }
                waiting?.continuation.resume(returning: result.revents != 0)
            }
        }
    }
}
