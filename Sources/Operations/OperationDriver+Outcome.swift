import FoundationEssentials
import Logging
import MANOModel
import Store

/// What follows from the rows and from results that came in: worked out on one snapshot, without changing anything.
extension OperationDriver {
    /// What one look at the rows leads to.
    struct Outcome: Sendable {
        var progress: StepProgress
        /// The rows that it was worked out on.
        var base: Rows
        var effect: Effect
        var started: [Step] = []
        /// Of those: what became of the attempt before isn't known.
        var isUnknown: Set<Int> = []
        /// Were in flight when the manager last ended.
        var toResume: [Step] = []
        /// Ended by a forceful cancel while in flight.
        var givenUp: [Int] = []
        var hasChanged = false
    }

    /// The steps of an occurrence as they were at a revision of it: whoever writes steps moves the occurrence's revision.
    struct Rows: Sendable {
        var revision: Int64
        var steps: [Step]
    }

    /// - Parameter known: spares reading the steps where they are of the same revision.
    nonisolated func workOut(
        _ arrived: [StepResult], _ inFlight: Set<Int>, known: Rows?, in reading: Reading
    ) throws -> Outcome? {
        let stored = try reading.get(id)
        guard stored.value.state.isRunning else { return nil }
        let rows: Rows
        if let known, known.revision == stored.revision {
            rows = known
        } else {
            rows = Rows(revision: stored.revision, steps: try reading.steps(id))
        }
        let now = engine.sources.now()
        var outcome = Outcome(
            progress: StepProgress(operation: stored.value, steps: rows.steps), base: rows, effect: { _ in })
        for result in arrived where outcome.progress.record(result, at: now) { outcome.hasChanged = true }
        // What was started before a restart, and isn't in flight, is looked up by its name.
        outcome.toResume = outcome.progress.current.filter { $0.state == .started && !inFlight.contains($0.number) }
        if outcome.progress.operation.isCancelPending {
            if outcome.progress.operation.cancelMode == .forceful { giveUpRunning(&outcome, at: now) }
            if !outcome.progress.hasRunning {
                try end(&outcome, .cancelled, ManifoldError(.conflict, "it was cancelled"), at: now)
            }
            return outcome
        }
        if let failure = outcome.progress.failure {
            if !outcome.progress.hasRunning { try end(&outcome, .errorOccurred, failure, at: now) }
            return outcome
        }
        try advance(&outcome, at: now, in: reading)
        guard outcome.progress.operation.state.isRunning else { return outcome }
        let ready = Set(outcome.progress.ready)
        outcome.isUnknown = ready.intersection(outcome.progress.unknown)
        for number in ready { outcome.progress.start(number, at: now) }
        if !ready.isEmpty { outcome.hasChanged = true }
        outcome.started = outcome.progress.steps.filter { ready.contains($0.number) }
        return outcome
    }

    /// Asks the procedure for phases as long as the one before is over.
    private nonisolated func advance(_ outcome: inout Outcome, at now: Date, in reading: Reading) throws {
        while outcome.progress.isPhaseDone {
            let operation = outcome.progress.operation
            if operation.state == .rollingBack {
                try rollBack(&outcome, at: now)
                if operation.state != outcome.progress.operation.state { return }
                continue
            }
            let decision: Decision
            do {
                decision = try decide(outcome.progress, in: reading)
            } catch let error as ManifoldError {
                try end(&outcome, operation.state == .starting ? .grantRejected : .errorOccurred, error, at: now)
                return
            }
            outcome.hasChanged = true
            switch decision {
            case .complete(let effect):
                if operation.state == .starting { try outcome.progress.move(.granted, at: now) }
                chain(&outcome, effect)
                try outcome.progress.move(.succeeded, at: now)
                outcome.progress.operation.error = nil
                return
            case .proceed(let phase):
                if operation.state == .starting { try outcome.progress.move(.granted, at: now) }
                chain(&outcome, phase.effect)
                if let plan = phase.plan { outcome.progress.operation.plan = plan }
                if let grant = phase.grantID { outcome.progress.operation.grantID = grant }
                outcome.progress.operation.affected += phase.affected
                for warning in phase.warnings where !outcome.progress.operation.warnings.contains(warning) {
                    outcome.progress.operation.warnings.append(warning)
                }
                let executors = engine.executors
                try outcome.progress.append(phase.steps) { executors[$0]?.version ?? 1 }
                if phase.steps.isEmpty, outcome.progress.steps.isEmpty { outcome.progress.operation.phase += 1 }
                return
            }
        }
    }

    private nonisolated func chain(_ outcome: inout Outcome, _ effect: @escaping Effect) {
        let before = outcome.effect
        outcome.effect = { transaction in
            try before(transaction)
            try effect(transaction)
        }
    }

    private nonisolated func decide(_ progress: StepProgress, in reading: Reading) throws -> Decision {
        try decide(progress, by: try engine.procedure(for: progress.operation), in: reading)
    }

    private nonisolated func decide<P: Procedure>(
        _ progress: StepProgress, by procedure: P, in reading: Reading
    ) throws -> Decision {
        let snapshot = try procedure.snapshot(of: progress.operation, in: reading)
        return try procedure.decide(progress.operation, steps: progress.steps, from: snapshot)
    }

    /// The phase that takes back what was done, last first; after it the occurrence is rolled back.
    private nonisolated func rollBack(_ outcome: inout Outcome, at now: Date) throws {
        outcome.hasChanged = true
        let undone = Set(outcome.progress.steps.compactMap(\.undoes))
        let toUndo = outcome.progress.steps.filter { $0.undoes == nil && !undone.contains($0.number) && $0.attempt > 0 }
        let isOver = outcome.progress.steps.contains { $0.undoes != nil } || toUndo.isEmpty
        if isOver {
            let procedure = try engine.procedure(for: outcome.progress.operation)
            chain(&outcome, procedure.rolledBack(outcome.progress.operation))
            try outcome.progress.move(.succeeded, at: now)
            return
        }
        let drafts = try StepProgress.undoing(toUndo, by: inverse)
        for index in outcome.progress.steps.indices where outcome.progress.steps[index].state == .pending {
            outcome.progress.steps[index].state = .skipped
        }
        let executors = engine.executors
        try outcome.progress.append(drafts.map(\.draft), undoing: drafts.map(\.undoes)) {
            executors[$0]?.version ?? 1
        }
        if drafts.isEmpty {
            let procedure = try engine.procedure(for: outcome.progress.operation)
            chain(&outcome, procedure.rolledBack(outcome.progress.operation))
            try outcome.progress.move(.succeeded, at: now)
        }
    }

    private nonisolated func inverse(of step: Step) throws -> StepDraft? {
        if step.kind == ChildOperation.kind {
            return try step.payload.decode(ChildOperation.self).undoing(step)
        }
        guard engine.knows(step) else {
            // A step that was refused for its kind has done nothing; of any other, somebody who knows it takes it back.
            if step.state == .skipped, step.error?.code == .unsupported { return nil }
            throw engine.unknownKind(step)
        }
        return engine.executors[step.kind]?.inverse(of: step)
    }

    private nonisolated func end(
        _ outcome: inout Outcome, _ event: OperationEvent, _ error: ManifoldError, at now: Date
    ) throws {
        let wasStarting = outcome.progress.operation.state == .starting
        try outcome.progress.move(event, at: now)
        outcome.progress.operation.error = error
        outcome.progress.operation.isCancelPending = false
        outcome.hasChanged = true
        if wasStarting {
            chain(
                &outcome, try engine.procedure(for: outcome.progress.operation).rolledBack(outcome.progress.operation))
        }
        engine.log.warning(
            "occurrence went wrong",
            metadata: [
                "occurrence": "\(id)", "state": "\(outcome.progress.operation.state.rawValue)", "error": "\(error)",
            ])
    }

    private nonisolated func giveUpRunning(_ outcome: inout Outcome, at now: Date) {
        for step in outcome.progress.current where step.state == .started {
            outcome.progress.record(
                StepResult(
                    number: step.number, attempt: step.attempt,
                    outcome: .failure(ManifoldError(.unknown, "it was given up by a forceful cancel"))), at: now)
            outcome.givenUp.append(step.number)
        }
        outcome.toResume = []
    }
}

extension OperationDriver.Outcome {
    /// For failpoints.
    var name: String {
        "\(progress.operation.state.rawValue):\(progress.operation.phase):\(progress.steps.filter { $0.state == .done }.count)"
    }
}
