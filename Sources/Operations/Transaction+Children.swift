import FoundationEssentials
import MANOModel
import Store

extension Transaction {
    /// Starts the occurrence that a parked step stands for. The id follows from the step and its attempt, so that the same
    /// intent never makes two. Nil: an earlier attempt's has come to its end since.
    func startChild(of step: Step, parent: OperationOccurrence) throws -> Identifier<OperationOccurrence>? {
        if let earlier = step.output?["operationId"]?.stringValue,
            try get(Identifier<OperationOccurrence>(earlier)).value.state == .completed
        {
            return nil
        }
        let child = try step.payload.decode(ChildOperation.self)
        if let open = try openOperation(instance: child.subject.rawID), open.value.state == .failedTemporarily {
            let isOurs = open.value.parent?.operationID == parent.id && open.value.operation == child.operation
            if isOurs { return try move(open, .retryRequested, parent: parent, step: step) }
            if step.kind == ChildOperation.undoKind, child.undoes(open.value.operation) {
                return try move(open, .rollbackRequested, parent: parent, step: step)
            }
        }
        let namespace = UUID(uuidString: parent.id.rawValue) ?? UUID(namespace: UUID.manifold, name: parent.id.rawValue)
        let id = Identifier<OperationOccurrence>(UUID(namespace: namespace, name: "\(step.number).\(step.attempt)"))
        let isNS = if case .ns = child.subject { true } else { false }
        try insert(
            OperationOccurrence(
                id: id, subject: child.subject, operation: child.operation, state: isNS ? .processing : .starting,
                startedAt: now,
                parameters: child.parameters, isAutomatic: true,
                parent: .init(operationID: parent.id, stepNumber: step.number)))
        return id
    }

    private func move(
        _ open: Stored<OperationOccurrence>, _ event: OperationEvent, parent: OperationOccurrence, step: Step
    ) throws -> Identifier<OperationOccurrence> {
        var progress = StepProgress(operation: open.value, steps: try steps(open.value.id))
        try progress.move(event, at: now)
        if event == .retryRequested { try progress.retry() } else { progress.beginRollback() }
        progress.operation.isCancelPending = false
        progress.operation.cancelMode = nil
        progress.operation.parent = .init(operationID: parent.id, stepNumber: step.number)
        try save(progress.steps)
        try update(Stored(value: progress.operation, revision: open.revision, modifiedAt: open.modifiedAt))
        return open.value.id
    }

    /// Ends the parked step that waits for the occurrence, in the commit that ends the occurrence.
    func wakeParent(of child: OperationOccurrence) throws {
        guard let parent = child.parent else { return }
        let stored = try get(parent.operationID)
        guard var step = try steps(parent.operationID).first(where: { $0.number == parent.stepNumber }),
            step.state == .parked
        else { return }
        // An occurrence that was itself rolled back has left what the step was to take back.
        let isUndo =
            try step.kind == ChildOperation.undoKind
            && step.payload.decode(ChildOperation.self).undoes(child.operation)
        switch child.state {
        case .completed:
            step.state = .done
        case .rolledBack where isUndo:
            step.state = .done
        case .failed, .failedTemporarily, .rolledBack:
            step.state = .failed
            step.error =
                child.error ?? ManifoldError(.internal, "occurrence \(child.id) ended as \(child.state.rawValue)")
        case .starting, .processing, .rollingBack:
            return
        }
        step.endedAt = now
        try save([step])
        // The parent's revision moves with its steps, so that a decision made before is made again.
        try update(stored)
    }
}

extension UUID {
    /// The namespace of identifiers that follow from others.
    static let manifold = UUID(uuidString: "5f0c6c1e-8a8b-4b0e-9d0f-6d616e69666f")!
}
