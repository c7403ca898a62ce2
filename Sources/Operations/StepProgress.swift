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

    /// Records the result of an attempt. One that isn't the step's current attempt says nothing any more.
    mutating func record(_ result: StepResult, at now: Date) {
        guard let index = steps.firstIndex(where: { $0.number == result.number }), steps[index].state == .started,
            steps[index].attempt == result.attempt
        else { return }
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

    /// Appends a phase and makes it the current one.
    mutating func append(_ drafts: [StepDraft], undoing: [String: Int] = [:], version: (String) -> Int) {
        if !steps.isEmpty || operation.state == .rollingBack { operation.phase += 1 }
        var numbers: [String: Int] = [:]
        for (offset, draft) in drafts.enumerated() { numbers[draft.key] = steps.count + offset }
        steps += drafts.map { draft in
            Step(
                operationID: operation.id, number: numbers[draft.key]!, phase: operation.phase,
                dependsOn: draft.dependsOn.compactMap { numbers[$0] }, kind: draft.kind,
                kindVersion: version(draft.kind),
                title: draft.title, resourceID: draft.resourceID, payload: draft.payload, timeLimit: draft.timeLimit,
                undoes: undoing[draft.key])
        }
    }

    /// Makes what went wrong, and what an earlier attempt left, pending again.
    mutating func retry() {
        for index in steps.indices where steps[index].phase == operation.phase {
            if steps[index].state == .failed || steps[index].state == .unknown { steps[index].state = .pending }
        }
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
