import FoundationEssentials
import Logging
import MANOModel
import Store

/// Drives one occurrence. It reads the rows, works out what follows from results that came in, commits that together with
/// the intents of the steps it frees, and only then starts them.
actor OperationDriver {
    nonisolated let id: Identifier<OperationOccurrence>
    private let engine: OperationEngine
    private var results: [StepResult] = []
    /// Attempts in flight, by step.
    private var attempts: [Int: Attempt] = [:]
    private var isDirty = false
    private var isSettling = false
    private var isAbandoned = false

    private struct Attempt {
        var number: Int
        var work: Task<Void, Never>?
        var timer: Task<Void, Never>?
    }

    init(id: Identifier<OperationOccurrence>, engine: OperationEngine) {
        self.id = id
        self.engine = engine
    }

    func poke() async {
        isDirty = true
        await settleAll()
    }

    func abandon() { isAbandoned = true }

    private func post(_ result: StepResult) async {
        results.append(result)
        isDirty = true
        await settleAll()
    }

    private func settleAll() async {
        guard !isSettling else { return }
        isSettling = true
        while isDirty, !isAbandoned {
            isDirty = false
            await settle()
        }
        isSettling = false
        if attempts.isEmpty { await engine.rest(self) }
    }

    /// What one look at the rows leads to.
    fileprivate struct Outcome: Sendable {
        var progress: StepProgress
        var revision: Int64
        var effect: Effect
        var started: [Step] = []
        /// Were in flight when the manager last ended.
        var toResume: [Step] = []
        var hasChanged = false
    }

    private func settle() async {
        let arrived = results
        results = []
        let inFlight = Set(attempts.keys).subtracting(arrived.map(\.number))
        for attempt in 1... {
            do {
                if attempt == 1 {
                    guard let outcome = try await engine.store.read({ try self.workOut(arrived, inFlight, in: $0) })
                    else { break }
                    outcome.toResume.forEach(resume)
                    guard outcome.hasChanged else { break }
                    try await commit { _ in outcome }
                } else {
                    // Where others were faster it is worked out where there are no others: in the commit itself.
                    try await commit { try self.workOut(arrived, inFlight, in: $0) }
                }
                break
            } catch let conflict as StoreConflict {
                engine.log.debug("planning again", metadata: ["occurrence": "\(id)", "why": "\(conflict)"])
                if attempt >= 5 {
                    await giveUp(
                        ManifoldError(
                            .conflict, "others were faster five times: \(conflict)", remedy: "retry the operation"),
                        arrived)
                    break
                }
            } catch {
                await giveUp((error as? ManifoldError) ?? ManifoldError(.internal, "\(error)"), arrived)
                break
            }
        }
        for result in arrived where attempts[result.number]?.number == result.attempt {
            attempts.removeValue(forKey: result.number)?.timer?.cancel()
        }
    }

    private nonisolated func workOut(
        _ arrived: [StepResult], _ inFlight: Set<Int>, in reading: Reading
    ) throws -> Outcome? {
        let stored = try reading.operation(id)
        let steps = try reading.steps(id)
        guard stored.value.state.isRunning else { return nil }
        let now = engine.sources.now()
        var outcome = Outcome(
            progress: StepProgress(operation: stored.value, steps: steps), revision: stored.revision, effect: { _ in })
        for result in arrived { outcome.progress.record(result, at: now) }
        outcome.hasChanged = !arrived.isEmpty
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
                outcome.progress.append(phase.steps) { executors[$0]?.version ?? 1 }
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
        var drafts: [StepDraft] = []
        var undoing: [String: Int] = [:]
        var keys: [Int: String] = [:]
        for step in toUndo.reversed() {
            guard var draft = inverse(of: step) else { continue }
            draft.key = "undo-\(step.number)"
            keys[step.number] = draft.key
            undoing[draft.key] = step.number
            // What depended on it goes first.
            draft.dependsOn = toUndo.filter { $0.dependsOn.contains(step.number) || $0.phase > step.phase }
                .compactMap { keys[$0.number] }
            drafts.append(draft)
        }
        for index in outcome.progress.steps.indices where outcome.progress.steps[index].state == .pending {
            outcome.progress.steps[index].state = .skipped
        }
        let executors = engine.executors
        outcome.progress.append(drafts, undoing: undoing) { executors[$0]?.version ?? 1 }
        if drafts.isEmpty {
            let procedure = try engine.procedure(for: outcome.progress.operation)
            chain(&outcome, procedure.rolledBack(outcome.progress.operation))
            try outcome.progress.move(.succeeded, at: now)
        }
    }

    private nonisolated func inverse(of step: Step) -> StepDraft? {
        if step.kind == ChildOperation.kind {
            guard var child = try? step.payload.decode(ChildOperation.self), child.operation == .instantiate else {
                return nil
            }
            child.operation = .terminate
            child.parameters = .object(["terminationType": .string("FORCEFUL")])
            guard let payload = try? JSONValue(encoding: child) else { return nil }
            return StepDraft(
                key: "", kind: ChildOperation.undoKind, title: "take back: \(step.title)", resourceID: step.resourceID,
                payload: payload, timeLimit: 0)
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
        }
    }

    /// Commits an outcome, and then starts what it frees. `worked` gives nil where there is nothing to commit.
    private func commit(_ worked: @escaping @Sendable (Transaction) throws -> Outcome?) async throws {
        let id = id
        let committed = try await engine.store.transact {
            transaction -> (Outcome, [Identifier<OperationOccurrence>])? in
            guard let outcome = try worked(transaction), outcome.hasChanged else { return nil }
            Failpoints.pass("\(outcome.progress.operation.operation.rawValue):commit:before:\(outcome.name)")
            let stored = try transaction.operation(id)
            guard stored.revision == outcome.revision else {
                throw StoreConflict("occurrence \(id) has moved on")
            }
            try outcome.effect(transaction)
            var steps = outcome.progress.steps
            var children: [Identifier<OperationOccurrence>] = []
            let parent = try transaction.update(
                Stored(value: outcome.progress.operation, revision: stored.revision, modifiedAt: stored.modifiedAt)
            ).value
            for index in steps.indices where steps[index].state == .parked {
                guard outcome.started.contains(where: { $0.number == steps[index].number }) else { continue }
                do {
                    if let child = try transaction.startChild(of: steps[index], parent: parent) {
                        steps[index].output = .object(["operationId": .string(child.rawValue)])
                        children.append(child)
                    } else {
                        steps[index].state = .done
                    }
                } catch let error as ManifoldError {
                    steps[index].state = .failed
                    steps[index].error = error
                }
            }
            try transaction.save(steps)
            if !parent.state.isRunning { try transaction.wakeParent(of: parent) }
            return (outcome, children)
        }
        guard let (outcome, children) = committed else { return }
        Failpoints.pass("\(outcome.progress.operation.operation.rawValue):commit:after:\(outcome.name)")
        for step in outcome.started where step.state == .started { run(step) }
        for child in children { await engine.poke(child) }
        if children.count != outcome.started.filter({ $0.state == .parked }).count { isDirty = true }
        if !outcome.progress.operation.state.isRunning, let parent = outcome.progress.operation.parent {
            await engine.poke(parent.operationID)
        } else if outcome.progress.operation.state.isRunning, outcome.progress.isPhaseDone {
            isDirty = true
        }
    }

    /// Ends the occurrence where deciding or committing itself has failed.
    private func giveUp(_ error: ManifoldError, _ arrived: [StepResult]) async {
        let engine = engine
        let id = id
        engine.log.error("occurrence can't go on", metadata: ["occurrence": "\(id)", "error": "\(error)"])
        do {
            let parent = try await engine.store.transact { transaction -> OperationOccurrence.Parent? in
                let stored = try transaction.operation(id)
                guard stored.value.state.isRunning else { return nil }
                var progress = StepProgress(operation: stored.value, steps: try transaction.steps(id))
                for result in arrived { progress.record(result, at: transaction.now) }
                progress.operation.error = error
                try progress.move(.errorOccurred, at: transaction.now)
                try transaction.save(progress.steps)
                try transaction.update(
                    Stored(value: progress.operation, revision: stored.revision, modifiedAt: stored.modifiedAt))
                try transaction.wakeParent(of: progress.operation)
                return progress.operation.parent
            }
            if let parent { await engine.poke(parent.operationID) }
        } catch {
            engine.log.critical(
                "occurrence can't even be given up", metadata: ["occurrence": "\(id)", "error": "\(error)"])
        }
    }

    private func run(_ step: Step) {
        launch(step) { executor in
            Failpoints.pass("\(step.kind):act:before")
            let output = try await executor.act(step)
            Failpoints.pass("\(step.kind):act:after")
            return output
        }
    }

    /// A step that was started by a manager that is gone: done, or done now.
    private func resume(_ step: Step) {
        guard attempts[step.number] == nil else { return }
        launch(step) { executor in
            switch try await executor.observe(step) {
            case .done(let output): output
            case .notDone: try await executor.act(step)
            }
        }
    }

    /// Runs an attempt beside its deadline; whichever ends first is the result, and a late answer is dropped.
    private func launch(_ step: Step, _ body: @escaping @Sendable (any StepExecutor) async throws -> JSONValue?) {
        guard let executor = engine.executors[step.kind], step.kindVersion <= executor.version else {
            let error = ManifoldError(
                .unsupported, "this version doesn't know steps of kind \(step.kind) version \(step.kindVersion)",
                remedy: "go on with the version that planned it, or fail the operation")
            attempts[step.number] = Attempt(number: step.attempt)
            Task { await self.post(StepResult(number: step.number, attempt: step.attempt, outcome: .failure(error))) }
            return
        }
        var attempt = Attempt(number: step.attempt)
        attempt.work = Task {
            let outcome: Result<JSONValue?, ManifoldError>
            do {
                outcome = .success(try await body(executor))
            } catch let error as ManifoldError {
                outcome = .failure(error)
            } catch {
                outcome = .failure(ManifoldError(.internal, "\(error)"))
            }
            await self.post(StepResult(number: step.number, attempt: step.attempt, outcome: outcome))
        }
        if step.timeLimit > 0 {
            attempt.timer = Task {
                try? await Task.sleep(for: .seconds(step.timeLimit))
                if !Task.isCancelled { await self.timeOut(step) }
            }
        }
        attempts[step.number] = attempt
    }

    private func timeOut(_ step: Step) async {
        guard let attempt = attempts[step.number], attempt.number == step.attempt else { return }
        attempt.work?.cancel()
        await post(
            StepResult(
                number: step.number, attempt: step.attempt,
                outcome: .failure(
                    ManifoldError(
                        .timeout, "it has not ended within \(Int(step.timeLimit)) s; what became of it is not known",
                        remedy: "retry: what exists already is kept"))))
    }
}

extension OperationDriver.Outcome {
    /// For failpoints.
    fileprivate var name: String {
        "\(progress.operation.state.rawValue):\(progress.operation.phase):\(progress.steps.filter { $0.state == .done }.count)"
    }
}
