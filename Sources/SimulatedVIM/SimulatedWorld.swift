import HostsFile
import MANOModel
import Synchronization
package import VIM

/// Hosts with hypervisors and switches that exist in memory only. Without delays a call costs microseconds.
package final class SimulatedWorld: WorldAccess {
    private let state: Mutex<WorldState>
    private let start = ContinuousClock.now

    /// - Throws: `.unprocessable` for two hosts of one name, or settings that name what isn't there.
    package init(hosts: [SimulatedHostDescription], settings: SimulationSettings = SimulationSettings()) throws {
        var names: Set<String> = []
        for host in hosts where !names.insert(host.name).inserted {
            throw ManifoldError(.unprocessable, "two simulated hosts are named \(host.name)")
        }
        try settings.check(hosts: names)
        state = Mutex(WorldState(hosts: hosts, settings: settings))
    }

    /// Standard hosts, named `sim-1` and so on.
    ///
    /// - Throws: `.unprocessable` for fewer than one or more than 100,000.
    package convenience init(hosts count: Int, settings: SimulationSettings = SimulationSettings()) throws {
        guard (1...HostsFile.limit).contains(count) else {
            throw ManifoldError(
                .unprocessable, "\(count) hosts can't be simulated", remedy: "ask for 1 to \(HostsFile.limit)")
        }
        try self.init(hosts: (1...count).map { .standard("sim-\($0)") }, settings: settings)
    }

    /// The act was done, but its answer is to be lost.
    struct AnswerLost: Error {}

    package func call(_ call: WorldCall) async throws -> WorldAnswer {
        do {
            return try await answer(call)
        } catch is AnswerLost {
            throw ManifoldError(.unknown, "the connection to the simulated host was lost before it answered")
        }
    }

    /// - Throws: `ManifoldError`, `AnswerLost`.
    func answer(_ call: WorldCall) async throws -> WorldAnswer {
        guard case .perform(let host, let action) = call else { return try state.withLock { try $0.answer(call) } }
        let now = now
        let (course, answer) = try state.withLock { state -> (WorldState.Course, WorldAnswer?) in
            let course = try state.course(of: action, host: host)
            if course.isClear, action.kind != .awaitReady {
                return (course, try state.act(action, host: host, now: now))
            }
            return (course, nil)
        }
        if let answer { return answer }
        // A task of its own: a caller that gives up doesn't undo what is on its way to the host.
        return try await Task { try await self.take(course, action, host: host) }.value
    }

    private func take(_ course: WorldState.Course, _ action: WorldAction, host: String) async throws -> WorldAnswer {
        if course.fault?.kind == .unknown {
            throw ManifoldError(.unknown, "host \(host) can't be reached", cause: course.fault?.message)
        }
        if course.delay > .zero { try await Task.sleep(for: course.delay) }
        if let fault = course.fault, fault.kind == .fail {
            throw ManifoldError(.infrastructure, "host \(host): \(action.kind.rawValue): \(fault.message)")
        }
        let answer: WorldAnswer
        if case .awaitReady(let name, let deadline) = action {
            answer = try await awaitReady(name, host: host, deadline: deadline)
        } else {
            answer = try state.withLock { try $0.act(action, host: host, now: now) }
        }
        switch course.fault?.kind {
        case .hang:
            while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
            throw AnswerLost()
        case .answerLost: throw AnswerLost()
        case .crashAfter: crash(action, host: host, course.fault)
        case .fail, .unknown, nil: break
        }
        return answer
    }

    private func crash(_ action: WorldAction, host: String, _ fault: SimulatedFault?) {
        guard case .startGuest(let spec) = action, let fault else { return }
        Task {
            try await Task.sleep(for: .milliseconds(fault.after ?? 0))
            // The guest may be gone by then.
            try? state.withLock {
                try $0.stopGuest(host: host, name: spec.name, crashed: true, reason: fault.message)
            }
        }
    }

    private func awaitReady(_ name: String, host: String, deadline: Duration) async throws -> WorldAnswer {
        let end = ContinuousClock.now + deadline
        while true {
            let now = now
            let left = try state.withLock { try $0.timeUntilReady(guest: name, host: host, now: now) }
            if left <= 0 { return .done }
            let untilEnd = end - .now
            guard untilEnd > .zero else {
                throw ManifoldError(
                    .timeout, "host \(host): guest \(name) is not ready after \(deadline)",
                    cause: "a simulated guest prints nothing",
                    remedy: "look at readyAfter of the simulation, or allow more time")
            }
            // In slices, so that a guest that stops is noticed.
            try await Task.sleep(for: min(.milliseconds(left), untilEnd, .milliseconds(20)))
        }
    }

    /// Milliseconds since the world was made.
    private var now: Int64 {
        let age = ContinuousClock.now - start
        return age.components.seconds * 1000 + age.components.attoseconds / 1_000_000_000_000_000
    }

    // MARK: Events

    package func events(host: String) -> AsyncStream<VIMEvent> {
        state.withLock { state in
            state.outlets.listen(host: host) { [weak self] id in
                self?.state.withLock { $0.outlets.remove(id, host: host) }
            }
        }
    }

    /// - Returns: what `stopListening` takes.
    func listen(_ tell: @escaping @Sendable (HostEvent) -> Void) -> Int {
        state.withLock { $0.outlets.listenToAll(tell) }
    }

    func stopListening(_ id: Int) { state.withLock { $0.outlets.removeFromAll(id) } }

    /// Ends all event streams.
    package func close() async {
        state.withLock { $0.outlets.drain() }.finish()
    }
}
