import MANOModel
import Operations

/// A kind of step on the `World`; each is idempotent, as steps have to be.
struct WorldStep: StepExecutor {
    enum Verb: String, CaseIterable {
        /// Makes a thing; taken back by `remove`.
        case make
        case remove
        /// Does nothing, and nothing takes it back.
        case check
        /// Removes all things whose names begin with the given one and a dot.
        case clear
    }

    let verb: Verb
    let world: World
    let life: Int
    var kind: String { verb.rawValue }
    let version = 1

    static func all(_ world: World, life: Int) -> [any StepExecutor] {
        Verb.allCases.map { WorldStep(verb: $0, world: world, life: life) }
    }

    static func payload(_ thing: String) -> JSONValue { .object(["thing": .string(thing)]) }

    func act(_ step: Step) async throws -> JSONValue? {
        let thing = thing(step)
        let verb = verb
        return try await world.call(kind, thing, life: life) { things in
            switch verb {
            case .make: things.insert(thing)
            case .remove: things.remove(thing)
            case .clear: things = things.filter { !$0.hasPrefix(thing + ".") }
            case .check: break
            }
            return .string("\(verb.rawValue) \(thing), attempt \(step.attempt)")
        }
    }

    func observe(_ step: Step) async throws -> StepObservation {
        let thing = thing(step)
        let verb = verb
        let isDone = try await world.call("look", thing, life: life) { things in
            switch verb {
            case .make: things.contains(thing)
            case .remove: !things.contains(thing)
            case .clear: !things.contains { $0.hasPrefix(thing + ".") }
            case .check: false
            }
        }
        return isDone ? .done(.string("found")) : .notDone
    }

    func inverse(of step: Step) -> StepDraft? {
        guard verb == .make else { return nil }
        return StepDraft(
            key: "", kind: Verb.remove.rawValue, title: "take back: \(step.title)", resourceID: step.resourceID,
            payload: step.payload, timeLimit: step.timeLimit)
    }

    private func thing(_ step: Step) -> String { step.payload["thing"]?.stringValue ?? "" }
}
