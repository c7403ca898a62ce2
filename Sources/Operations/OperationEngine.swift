import FoundationEssentials
package import Logging
package import MANOModel
package import Store

/// The durable engine: it takes occurrences, asks their procedures for steps, runs the steps, and after a restart goes on
/// with what was open. Truth is in the store; the engine holds only what is in flight.
package actor OperationEngine {
    nonisolated let store: StateStore
    nonisolated let executors: [String: any StepExecutor]
    nonisolated let sources: Sources
    nonisolated let log: Logger
    private let procedures: [ProcedureKey: any Procedure]
    private var drivers: [Identifier<OperationOccurrence>: Driving] = [:]
    private var isClosed = false

    private struct Driving {
        let driver: OperationDriver
        /// How many have been sent to it.
        var pokes = 0
    }

    /// What a procedure is for.
    package struct ProcedureKey: Hashable, Sendable {
        package var isNS: Bool
        package var operation: LifecycleOperation

        package init(isNS: Bool, operation: LifecycleOperation) {
            self.isNS = isNS
            self.operation = operation
        }

        init(_ operation: OperationOccurrence) {
            if case .ns = operation.subject { isNS = true } else { isNS = false }
            self.operation = operation.operation
        }
    }

    package init(
        store: StateStore, executors: [any StepExecutor], procedures: [ProcedureKey: any Procedure],
        sources: Sources = .system,
        log: Logger
    ) {
        self.store = store
        self.executors = Dictionary(uniqueKeysWithValues: executors.map { ($0.kind, $0) })
        self.procedures = procedures
        self.sources = sources
        self.log = log
    }

    /// Goes on with every occurrence that was open when the manager last ended.
    package func recover() async throws {
        let open = try await store.read { try $0.openOperations() }
        for stored in open where stored.value.state.isRunning { poke(stored.value.id) }
    }

    /// Accepts an occurrence: one commit with its lock on the instance and whatever `also` changes with it. SOL003 knows
    /// STARTING, an NS occurrence is born in PROCESSING (SOL005 6.6.2).
    package func accept(
        subject: OperationOccurrence.Subject, operation: LifecycleOperation, parameters: JSONValue,
        isAutomatic: Bool = false,
        also: @escaping Effect = { _ in }
    ) async throws -> Identifier<OperationOccurrence> {
        let id: Identifier<OperationOccurrence> = sources.identifier()
        let state: OperationState = if case .ns = subject { .processing } else { .starting }
        let occurrence = OperationOccurrence(
            id: id, subject: subject, operation: operation, state: state, startedAt: sources.now(),
            parameters: parameters,
            isAutomatic: isAutomatic)
        Failpoints.pass("accept:before")
        do {
            try await store.transact { transaction in
                try also(transaction)
                try transaction.insert(occurrence)
            }
        } catch let conflict as StoreConflict {
            throw ManifoldError(.conflict, conflict.description, remedy: "try again")
        }
        Failpoints.pass("accept:after")
        poke(id)
        return id
    }

    /// SOL003 5.4.14: FAILED_TEMP → PROCESSING.
    package func retry(_ id: Identifier<OperationOccurrence>) async throws {
        try await request(.retryRequested, id) { try $0.retry() }
        poke(id)
    }

    /// SOL003 5.4.15: FAILED_TEMP → ROLLING_BACK.
    package func rollback(_ id: Identifier<OperationOccurrence>) async throws {
        let operation = try await store.read { try $0.get(id).value }
        guard try procedure(for: operation).canRollBack(operation) else {
            throw ManifoldError(
                .notFound,
                "rollback is not supported for occurrence \(id): \(operation.operation.rawValue) has taken resources away",
                remedy: "retry it, or fail it")
        }
        try await request(.rollbackRequested, id) { $0.beginRollback() }
        poke(id)
    }

    /// SOL003 5.4.16: FAILED_TEMP → FAILED, at once; what it has started and rests in FAILED_TEMP fails before it, since
    /// nobody else would set those instances free.
    package func fail(_ id: Identifier<OperationOccurrence>) async throws {
        let (operation, children) = try await store.read { reading in
            (
                try reading.get(id).value,
                try reading.steps(id).compactMap { $0.output?["operationId"]?.stringValue }
            )
        }
        if operation.state == .failedTemporarily {
            for child in children.map({ Identifier<OperationOccurrence>($0) }) {
                let state = try await store.read { try $0.get(child).value.state }
                if state == .failedTemporarily { try await fail(child) }
            }
        }
        let effect = try procedure(for: operation).failed(operation)
        try await request(.failRequested, id, also: effect) { _ in }
        if let parent = operation.parent { poke(parent.operationID) }
    }

    /// SOL003 5.4.17: nothing new is started. FORCEFUL also gives up what is running.
    package func cancel(_ id: Identifier<OperationOccurrence>, mode: OperationOccurrence.CancelMode) async throws {
        try await store.transact { transaction in
            var stored = try transaction.get(id)
            guard stored.value.state.isRunning else {
                throw ManifoldError(
                    .conflict, "occurrence \(id) is \(stored.value.state.rawValue): there is nothing to cancel")
            }
            stored.value.isCancelPending = true
            stored.value.cancelMode = mode
            try transaction.update(stored)
            for step in try transaction.steps(id) where step.state == .parked {
                guard let child = step.output?["operationId"]?.stringValue else { continue }
                var childStored = try transaction.get(Identifier<OperationOccurrence>(child))
                guard childStored.value.state.isRunning else { continue }
                childStored.value.isCancelPending = true
                childStored.value.cancelMode = mode
                try transaction.update(childStored)
            }
        }
        let children = try await store.read { reading in
            try reading.steps(id).compactMap { $0.state == .parked ? $0.output?["operationId"]?.stringValue : nil }
        }
        poke(id)
        for child in children { poke(Identifier(child)) }
    }

    /// Stops driving; what is open goes on at the next start. Returns when nothing of the engine's is being committed.
    package func close() async {
        isClosed = true
        for driving in drivers.values { await driving.driver.abandon() }
        drivers = [:]
    }

    private func request(
        _ event: OperationEvent, _ id: Identifier<OperationOccurrence>, also: @escaping Effect = { _ in },
        change: @escaping @Sendable (inout StepProgress) throws -> Void
    ) async throws {
        do {
            try await store.transact { transaction in
                let stored = try transaction.get(id)
                var progress = StepProgress(operation: stored.value, steps: try transaction.steps(id))
                try progress.move(event, at: transaction.now)
                progress.operation.isCancelPending = false
                progress.operation.cancelMode = nil
                try change(&progress)
                try transaction.save(progress.steps)
                try transaction.update(
                    Stored(value: progress.operation, revision: stored.revision, modifiedAt: stored.modifiedAt))
                try also(transaction)
                if progress.operation.state.isTerminal {
                    try transaction.wakeParent(of: progress.operation)
                }
            }
        } catch let conflict as StoreConflict {
            throw ManifoldError(.conflict, conflict.description, remedy: "try again")
        }
    }

    nonisolated func procedure(for operation: OperationOccurrence) throws -> any Procedure {
        guard let procedure = procedures[ProcedureKey(operation)] else {
            throw ManifoldError(
                .unsupported, "\(operation.operation.rawValue) is not supported for this kind of instance")
        }
        return procedure
    }

    /// Whether this version carries out steps of the kind, as they were planned.
    nonisolated func knows(_ step: Step) -> Bool {
        executors[step.kind].map { step.kindVersion <= $0.version } ?? false
    }

    nonisolated func unknownKind(_ step: Step) -> ManifoldError {
        ManifoldError(
            .unsupported, "this version doesn't know steps of kind \(step.kind) version \(step.kindVersion)",
            remedy: "go on with the version that planned it, or fail the operation")
    }

    /// Has the occurrence looked at; a driver that runs looks again.
    func poke(_ id: Identifier<OperationOccurrence>) {
        guard !isClosed else { return }
        var driving = drivers[id] ?? Driving(driver: OperationDriver(id: id, engine: self))
        driving.pokes += 1
        drivers[id] = driving
        let driver = driving.driver
        Task { await driver.poke() }
    }

    /// A driver says that it has nothing in flight. It is kept where a poke is still on its way to it.
    func rest(_ driver: OperationDriver, after pokes: Int) {
        guard let driving = drivers[driver.id], driving.driver === driver, driving.pokes == pokes else { return }
        drivers[driver.id] = nil
    }
}
