import FoundationEssentials
import Logging
import MANOModel
import Store

/// Drives one occurrence. It reads the rows, works out what follows from results that came in, commits that together with
/// the intents of the steps it frees, and only then starts them.
actor OperationDriver {
    nonisolated let id: Identifier<OperationOccurrence>
    nonisolated let engine: OperationEngine
    private var results: [StepResult] = []
    /// Attempts in flight, by step.
    private var attempts: [Int: Attempt] = [:]
    private var pokes = 0
    private var isDirty = false
    private var isSettling = false
    private var settling: Task<Void, Never>?
    private var isAbandoned = false
    /// As of the last commit.
    private var known: Rows?

    private struct Attempt {
        var number: Int
        var work: Task<Void, Never>?
        var timer: Task<Void, Never>?
    }

    init(id: Identifier<OperationOccurrence>, engine: OperationEngine) {
        self.id = id
        self.engine = engine
    }

    func poke() {
        pokes += 1
        isDirty = true
        settleAll()
    }

    /// Starts nothing any more; returns when what is being committed is committed.
    func abandon() async {
        isAbandoned = true
        await settling?.value
    }

    /// Takes the result of an attempt that is in flight; one that was given up says nothing any more.
    private func post(_ result: StepResult) {
        guard attempts[result.number]?.number == result.attempt else { return }
        results.append(result)
        isDirty = true
        settleAll()
    }

    /// In a task of its own: those of attempts and deadlines get cancelled.
    private func settleAll() {
        guard !isSettling, !isAbandoned else { return }
        isSettling = true
        settling = Task { await settleWhileDirty() }
    }

    private func settleWhileDirty() async {
        while isDirty, !isAbandoned {
            isDirty = false
            await settle()
        }
        isSettling = false
        if attempts.isEmpty { await engine.rest(self, after: pokes) }
    }

    private func settle() async {
        let arrived = results
        results = []
        let inFlight = Set(attempts.keys).subtracting(arrived.map(\.number))
        let known = known
        for attempt in 1... {
            do {
                if attempt == 1 {
                    let outcome = try await engine.store.read {
                        try self.workOut(arrived, inFlight, known: known, in: $0)
                    }
                    guard let outcome else { break }
                    if !isAbandoned { outcome.toResume.forEach(lookUp) }
                    guard outcome.hasChanged else { break }
                    try await commit { _ in outcome }
                } else {
                    // Where others were faster it is worked out where there are no others: in the commit itself.
                    try await commit { try self.workOut(arrived, inFlight, known: known, in: $0) }
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

    /// Commits an outcome, and then starts what it frees. `worked` gives nil where there is nothing to commit.
    private func commit(_ worked: @escaping @Sendable (Transaction) throws -> Outcome?) async throws {
        let id = id
        let committed = try await engine.store.transact {
            transaction -> (Outcome, Rows, [Identifier<OperationOccurrence>])? in
            guard let outcome = try worked(transaction), outcome.hasChanged else { return nil }
            Failpoints.pass("\(outcome.progress.operation.operation.rawValue):commit:before:\(outcome.name)")
            let stored = try transaction.get(id)
            guard stored.revision == outcome.base.revision else {
                throw StoreConflict("occurrence \(id) has moved on")
            }
            try outcome.effect(transaction)
            var steps = outcome.progress.steps
            var children: [Identifier<OperationOccurrence>] = []
            let updated = try transaction.update(
                Stored(value: outcome.progress.operation, revision: stored.revision, modifiedAt: stored.modifiedAt))
            let parent = updated.value
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
            let before = outcome.base.steps
            try transaction.save(
                steps.indices.filter { $0 >= before.count || steps[$0] != before[$0] }.map { steps[$0] })
            if !parent.state.isRunning { try transaction.wakeParent(of: parent) }
            return (outcome, Rows(revision: updated.revision, steps: steps), children)
        }
        guard let (outcome, rows, children) = committed else { return }
        known = rows
        Failpoints.pass("\(outcome.progress.operation.operation.rawValue):commit:after:\(outcome.name)")
        for number in outcome.givenUp {
            let attempt = attempts.removeValue(forKey: number)
            attempt?.timer?.cancel()
            attempt?.work?.cancel()
        }
        guard !isAbandoned else { return }
        for step in outcome.started where step.state == .started {
            if outcome.isUnknown.contains(step.number) { lookUp(step) } else { run(step) }
        }
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
        engine.log.error("occurrence can't go on", metadata: ["occurrence": "\(id)", "error": "\(error)"])
        do {
            // What failed may be the procedure's own effect: the occurrence ends without it then.
            let parent: OperationOccurrence.Parent?
            do {
                parent = try await recordEnd(error, arrived, hasEffect: true)
            } catch _ {
                parent = try await recordEnd(error, arrived, hasEffect: false)
            }
            if let parent { await engine.poke(parent.operationID) }
        } catch {
            engine.log.critical(
                "occurrence can't even be given up", metadata: ["occurrence": "\(id)", "error": "\(error)"])
        }
    }

    private func recordEnd(
        _ error: ManifoldError, _ arrived: [StepResult], hasEffect: Bool
    ) async throws -> OperationOccurrence.Parent? {
        let engine = engine
        let id = id
        return try await engine.store.transact { transaction in
            let stored = try transaction.get(id)
            guard stored.value.state.isRunning else { return nil }
            var progress = StepProgress(operation: stored.value, steps: try transaction.steps(id))
            for result in arrived { progress.record(result, at: transaction.now) }
            progress.operation.error = error
            progress.operation.isCancelPending = false
            try progress.move(.errorOccurred, at: transaction.now)
            try transaction.save(progress.steps)
            try transaction.update(
                Stored(value: progress.operation, revision: stored.revision, modifiedAt: stored.modifiedAt))
            if hasEffect, progress.operation.state == .rolledBack {
                try engine.procedure(for: stored.value).rolledBack(stored.value)(transaction)
            }
            try transaction.wakeParent(of: progress.operation)
            return progress.operation.parent
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

    /// A step of which it isn't known what became of an earlier act: started by a manager that is gone, or given up at its
    /// deadline. It is done, or done now; where nobody can be asked, it stays unknown.
    private func lookUp(_ step: Step) {
        guard attempts[step.number]?.number != step.attempt else { return }
        launch(step) { executor in
            let observation: StepObservation
            do {
                observation = try await executor.observe(step)
            } catch {
                throw ManifoldError(unknown: error)
            }
            return switch observation {
            case .done(let output): output
            case .notDone: try await executor.act(step)
            }
        }
    }

    /// Runs an attempt beside its deadline; whichever ends first is the result, and a late answer is dropped.
    private func launch(_ step: Step, _ body: @escaping @Sendable (any StepExecutor) async throws -> JSONValue?) {
        guard let executor = engine.executors[step.kind], engine.knows(step) else {
            let error = engine.unknownKind(step)
            attempts[step.number] = Attempt(number: step.attempt)
            post(StepResult(number: step.number, attempt: step.attempt, outcome: .failure(error)))
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
            post(StepResult(number: step.number, attempt: step.attempt, outcome: outcome))
        }
        if step.timeLimit > 0 {
            attempt.timer = Task {
                try? await Task.sleep(for: .seconds(step.timeLimit))
                if !Task.isCancelled { timeOut(step) }
            }
        }
        attempts[step.number] = attempt
    }

    private func timeOut(_ step: Step) {
        guard let attempt = attempts[step.number], attempt.number == step.attempt else { return }
        attempt.work?.cancel()
        post(
            StepResult(
                number: step.number, attempt: step.attempt,
                outcome: .failure(
                    ManifoldError(
                        .timeout, "it has not ended within \(Int(step.timeLimit)) s; what became of it is not known",
                        remedy: "retry: what exists already is kept"))))
    }
}

extension ManifoldError {
    /// Whatever kept somebody from being asked: nothing is known.
    fileprivate init(unknown error: any Error) {
        self = error as? ManifoldError ?? ManifoldError(.internal, "\(error)")
        if code != .timeout { code = .unknown }
    }
}
