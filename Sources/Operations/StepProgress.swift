import FoundationEssentials
import MANOModel

/// The rows of one occurrence, as the engine moves them: pure bookkeeping.
struct StepProgress: Sendable {
    var operation: OperationOccurrence
    var steps: [Step]

    /// Of the phase that runs.
    var current: [Step] { steps.filter { $0.phase == operation.phase } }

    var isPhaseDone: Bool { current.allSatisfy { $0.state == .done || $0.state == .skipped } }

    var hasRunning: Bool { current.contains { $0.state == .started || $0.state == .parked } }

    /// The first step that went wrong, with its error.
    var failure: ManifoldError? {
        guard let step = current.first(where: { $0.state == .failed || $0.state == .unknown }) else { return nil }
        var error = step.error ?? ManifoldError(.internal, "it failed without saying why")
        error.message = "\(step.title): \(error.message)"
        return error
    }

    /// Steps that can be started: all they depend on is done, and nothing has gone wrong.
    var ready: [Int] {
        guard failure == nil else { return [] }
        let done = Set(steps.filter { $0.state == .done || $0.state == .skipped }.map(\.number))
        return current.filter { $0.state == .pending && $0.dependsOn.allSatisfy(done.contains) }.map(\.number)
    }

    /// Steps to be tried again of which it isn't known what became of the attempt before.
    var unknown: [Int] {
        current.filter { $0.state == .pending && ($0.error?.code == .unknown || $0.error?.code == .timeout) }
            .map(\.number)
    }

    /// Records the result of an attempt. One that isn't the step's current attempt says nothing any more.
    @discardableResult
    mutating func record(_ result: StepResult, at now: Date) -> Bool {
        guard let index = steps.firstIndex(where: { $0.number == result.number }), steps[index].state == .started,
            steps[index].attempt == result.attempt
        else { return false }
        switch result.outcome {
        case .success(let output):
            steps[index].state = .done
            steps[index].output = output
            steps[index].error = nil
        case .failure(let error):
            steps[index].state = error.code == .unknown || error.code == .timeout ? .unknown : .failed
            steps[index].error = error
        }
        steps[index].endedAt = now
        return true
    }

    mutating func start(_ number: Int, at now: Date) {
        guard let index = steps.firstIndex(where: { $0.number == number }) else { return }
        let isChild = steps[index].kind == ChildOperation.kind || steps[index].kind == ChildOperation.undoKind
        steps[index].state = isChild ? .parked : .started
        steps[index].attempt += 1
        steps[index].startedAt = now
        steps[index].endedAt = nil
        steps[index].error = nil
    }

    /// Appends a phase and makes it the current one; `undoing` names the step that each draft undoes. Throws `.internal`
    /// where a draft could never be started.
    mutating func append(_ drafts: [StepDraft], undoing: [Int] = [], version: (String) -> Int) throws {
        try Self.check(drafts)
        if !steps.isEmpty || operation.state == .rollingBack { operation.phase += 1 }
        var numbers: [String: Int] = [:]
        for (offset, draft) in drafts.enumerated() { numbers[draft.key] = steps.count + offset }
        steps += drafts.enumerated().map { offset, draft in
            Step(
                operationID: operation.id, number: numbers[draft.key]!, phase: operation.phase,
                dependsOn: draft.dependsOn.compactMap { numbers[$0] }, kind: draft.kind,
                kindVersion: version(draft.kind),
                title: draft.title, resourceID: draft.resourceID, payload: draft.payload, timeLimit: draft.timeLimit,
                undoes: undoing.isEmpty ? nil : undoing[offset])
        }
    }

    private static func check(_ drafts: [StepDraft]) throws {
        guard Set(drafts.map(\.key)).count == drafts.count else {
            throw ManifoldError(.internal, "two steps of a phase have the same key")
        }
        var done: Set<String> = []
        var waiting = drafts
        while !waiting.isEmpty {
            let free = waiting.filter { $0.dependsOn.allSatisfy(done.contains) }
            guard !free.isEmpty else {
                throw ManifoldError(
                    .internal,
                    "steps wait for each other or for what isn't there: \(waiting.map(\.title).joined(separator: ", "))"
                )
            }
            done.formUnion(free.map(\.key))
            waiting.removeAll { done.contains($0.key) }
        }
    }

    /// The steps that take others back, each after the inverses of all that came to depend on its own, last first.
    static func undoing(_ steps: [Step], by inverse: (Step) throws -> StepDraft?) rethrows
        -> [(draft: StepDraft, undoes: Int)]
    {
        var inverses: [Int: StepDraft] = [:]
        for step in steps { inverses[step.number] = try inverse(step) }
        var dependants: [Int: Set<Int>] = [:]
        func before(_ step: Step) -> Set<Int> {
            if let known = dependants[step.number] { return known }
            var found: Set<Int> = []
            for later in steps where later.dependsOn.contains(step.number) || later.phase > step.phase {
                // What has no inverse still stands between others.
                if inverses[later.number] == nil { found.formUnion(before(later)) } else { found.insert(later.number) }
            }
            dependants[step.number] = found
            return found
        }
        return steps.reversed().compactMap { step in
            guard var draft = inverses[step.number] else { return nil }
            draft.key = "undo-\(step.number)"
            draft.dependsOn = before(step).sorted().map { "undo-\($0)" }
            return (draft, step.number)
        }
    }

    /// Makes what went wrong, and what an earlier attempt left, pending again. Throws `.conflict` where a rollback has begun.
    mutating func retry() throws {
        if steps.contains(where: { $0.undoes != nil }) {
            throw ManifoldError(
                .conflict, "the rollback of occurrence \(operation.id) has begun: it can't be retried",
                remedy: "roll it back again, or fail it")
        }
        for index in steps.indices where steps[index].phase == operation.phase {
            if steps[index].state == .failed || steps[index].state == .unknown { steps[index].state = .pending }
        }
        operation.error = nil
    }

    /// Nothing of the phase goes on; a rollback that failed before is tried again.
    mutating func beginRollback() {
        for index in steps.indices where steps[index].phase == operation.phase && steps[index].state != .done {
            steps[index].state = steps[index].undoes == nil ? .skipped : .pending
        }
    }

    /// Moves the occurrence; an event that its state doesn't allow is a conflict that says so.
    mutating func move(_ event: OperationEvent, at now: Date) throws {
        guard let target = event.target(from: operation.state) else {
            throw ManifoldError(
                .conflict,
                "occurrence \(operation.id) is \(operation.state.rawValue): it can't be \(event.participle)",
                remedy: event.isRequest ? "only an occurrence that is FAILED_TEMP can" : nil)
        }
        operation.state = target
        operation.stateEnteredAt = now
    }
}
