/// The queue and the threads of one pool. The threads hold this, not the pool, so that a pool can go.
final class Workers: Sendable {
    private struct State {
        var queue = Queue()
        var threads = 0
        var idle = 0
        /// Threads inside calls that were given up while running.
        var stuck = 0
        var isClosed = false
    }

    private let name: String
    private let width: Int
    private let spares: Int
    private let monitor = Monitor(State())

    init(name: String, width: Int, spares: Int) {
        precondition(width > 0 && spares >= 0)
        self.name = name
        self.width = width
        self.spares = spares
    }

    /// False where no thread could ever take the call.
    func submit(_ call: any PendingCall) -> Bool {
        let (isAccepted, starts) = monitor.withLock { state in
            guard state.stuck < width + spares else { return (false, false) }
            state.queue.append(call)
            return (true, reserveThread(&state))
        }
        if starts {
            startThread()
        } else {
            monitor.signal()
        }
        return isAccepted
    }

    /// A running call was given up: its thread counts no longer, and another may take its place. Where the call
    /// returns at this very moment its thread may be told first; the sum is right in the end.
    func markStuck() {
        let starts = monitor.withLock { state in
            state.stuck += 1
            return reserveThread(&state)
        }
        if starts { startThread() }
    }

    func close() {
        monitor.withLock { $0.isClosed = true }
        monitor.broadcast()
    }

    private func reserveThread(_ state: inout State) -> Bool {
        let isWanted = state.idle < state.queue.count
        guard isWanted, state.threads - state.stuck < width, state.threads < width + spares else { return false }
        state.threads += 1
        return true
    }

    private func startThread() {
        WorkerThread.start(name: name) { self.loop() }
    }

    private func loop() {
        while let call = next() {
            guard call.begin() else { continue }
            let isAnswered = call.perform()
            guard !isAnswered else { continue }
            let ends = monitor.withLock { state in
                state.stuck -= 1
                guard state.threads - state.stuck > width else { return false }
                state.threads -= 1
                return true
            }
            if ends { return }
        }
    }

    /// The next call, or nothing where the pool is closed and all accepted calls have been taken.
    private func next() -> (any PendingCall)? {
        var isIdle = false
        return monitor.wait { state in
            if let call = state.queue.popFirst() {
                if isIdle { state.idle -= 1 }
                return .done(call)
            }
            if state.isClosed {
                if isIdle { state.idle -= 1 }
                state.threads -= 1
                return .done(nil)
            }
            if !isIdle {
                isIdle = true
                state.idle += 1
            }
            return .untilSignalled
        }
    }
}

/// First in, first out, without moving what waits at each take.
private struct Queue {
    private var incoming: [any PendingCall] = []
    private var outgoing: [any PendingCall] = []

    var count: Int { incoming.count + outgoing.count }

    mutating func append(_ call: any PendingCall) {
        incoming.append(call)
    }

    mutating func popFirst() -> (any PendingCall)? {
        if outgoing.isEmpty {
            outgoing = incoming.reversed()
            incoming.removeAll(keepingCapacity: true)
        }
        return outgoing.popLast()
    }
}
