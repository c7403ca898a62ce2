import MANOModel
import Synchronization

/// The outside as the steps of these tests act on it: things that are there or not, faults to order, calls that were made.
final class World: Sendable {
    /// What becomes of one call.
    enum Fault: Sendable {
        /// It is refused, and nothing is done.
        case refuse(ManifoldError.Code)
        /// It is done, and its answer is lost on the way.
        case lose(ManifoldError.Code)
        /// Nothing is done until `release`.
        case hold
        /// It is done, and doesn't answer until `release`.
        case holdAnswer
        case wait(Duration)
    }

    private struct State {
        var things: Set<String> = []
        var calls: [String] = []
        var running: [String: Int] = [:]
        var together: Set<Set<String>> = []
        var faults: [String: [Fault]] = [:]
        var refusals: Set<String> = []
        var held: [(name: String, gate: CheckedContinuation<Void, Never>)] = []
        var permits: [String: Int] = [:]
        var isOver = false
        var dead: Set<Int> = []
        /// The call at which the manager stops, and whether the call was carried out before.
        var crashes: [(call: Int, isDone: Bool)] = []
    }

    private let state = Mutex(State())

    var things: Set<String> { state.withLock { $0.things } }

    /// In order, like `make a`.
    var calls: [String] { state.withLock { $0.calls } }

    /// Whether two calls were under way at the same time.
    func ranTogether(_ first: String, _ second: String) -> Bool {
        state.withLock { $0.together.contains([first, second]) }
    }

    func isRunning(_ name: String) -> Bool { state.withLock { ($0.running[name] ?? 0) > 0 } }

    /// What the next calls of the name meet, one after the other.
    func order(_ name: String, _ faults: Fault...) { state.withLock { $0.faults[name, default: []] += faults } }

    /// Every call of the name is refused, until it is allowed again.
    func refuse(_ name: String, _ isRefused: Bool = true) {
        state.withLock { state in
            if isRefused { state.refusals.insert(name) } else { state.refusals.remove(name) }
        }
    }

    func put(_ thing: String) { state.withLock { _ = $0.things.insert(thing) } }

    /// Lets the held call of the name go on, the oldest first.
    func release(_ name: String) {
        let gate = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if let index = state.held.firstIndex(where: { $0.name == name }) {
                return state.held.remove(at: index).gate
            }
            state.permits[name, default: 0] += 1
            return nil
        }
        gate?.resume()
    }

    /// The manager of that life is gone: its calls change nothing any more, and don't answer.
    func bury(_ life: Int) { state.withLock { _ = $0.dead.insert(life) } }

    func isDead(_ life: Int) -> Bool { state.withLock { $0.dead.contains(life) } }

    /// The manager that makes the call of that number (from 1, of all) stops there.
    func crash(at call: Int, isDone: Bool) { state.withLock { $0.crashes.append((call, isDone)) } }

    /// Ends all that is held.
    func end() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isOver = true
            return state.held
        }
        for waiting in held { waiting.gate.resume() }
    }

    /// One call of a step; the effect is carried out where no fault keeps it from it.
    func call<T: Sendable>(
        _ verb: String, _ thing: String, life: Int, _ effect: @Sendable (inout Set<String>) -> T
    ) async throws -> T {
        let name = "\(verb) \(thing)"
        let fault = begin(name, life, effect)
        defer { state.withLock { $0.running[name]! -= 1 } }
        var result: T?
        switch fault {
        case nil: break
        case .refuse(let code): throw ManifoldError(code, "\(name) was refused")
        case .lose(let code):
            _ = apply(life, effect)
            throw ManifoldError(code, "the answer to \(name) was lost")
        case .hold: await hold(name)
        case .holdAnswer:
            result = apply(life, effect)
            await hold(name)
        case .wait(let duration): try? await Task.sleep(for: duration)
        }
        if let result = result ?? apply(life, effect) { return result }
        await hold(name)
        throw CancellationError()
    }

    private func begin<T>(_ name: String, _ life: Int, _ effect: @Sendable (inout Set<String>) -> T) -> Fault? {
        state.withLock { state in
            guard !state.dead.contains(life) else {
                state.running[name, default: 0] += 1
                return .hold
            }
            state.calls.append(name)
            for (other, count) in state.running where count > 0 { state.together.insert([name, other]) }
            state.running[name, default: 0] += 1
            if let crash = state.crashes.first(where: { $0.call == state.calls.count }) {
                if crash.isDone, !state.refusals.contains(name) { _ = effect(&state.things) }
                state.dead.insert(life)
                return .hold
            }
            if state.refusals.contains(name) { return .refuse(.infrastructure) }
            guard var faults = state.faults[name], !faults.isEmpty else { return nil }
            defer { state.faults[name] = faults }
            return faults.removeFirst()
        }
    }

    /// Nil: the manager that called is gone.
    private func apply<T: Sendable>(_ life: Int, _ effect: @Sendable (inout Set<String>) -> T) -> T? {
        state.withLock { $0.dead.contains(life) ? nil : effect(&$0.things) }
    }

    /// Heeds no cancellation, as a C call.
    private func hold(_ name: String) async {
        await withCheckedContinuation { gate in
            let isFree = state.withLock { state in
                if state.isOver { return true }
                if let permits = state.permits[name], permits > 0 {
                    state.permits[name] = permits - 1
                    return true
                }
                state.held.append((name, gate))
                return false
            }
            if isFree { gate.resume() }
        }
    }
}
