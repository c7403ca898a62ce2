package import MANOModel

/// The payload of a step that is an occurrence of its own: the NS operation's step is parked until the VNF's has ended.
package struct ChildOperation: Codable, Sendable, Equatable {
    package static let kind = "operation"
    /// Takes back what another step's occurrence did: by its rollback if it is FAILED_TEMP, by `operation` if it came to its end.
    package static let undoKind = "operation.undo"

    package var subject: OperationOccurrence.Subject
    package var operation: LifecycleOperation
    package var parameters: JSONValue

    package init(subject: OperationOccurrence.Subject, operation: LifecycleOperation, parameters: JSONValue) {
        self.subject = subject
        self.operation = operation
        self.parameters = parameters
    }

    /// The step that runs the occurrence.
    package func draft(key: String, dependsOn: [String] = [], title: String) throws -> StepDraft {
        StepDraft(
            key: key, dependsOn: dependsOn, kind: Self.kind, title: title, resourceID: subject.rawID,
            payload: try JSONValue(encoding: self), timeLimit: 0)
    }

    /// Whether it takes back what the other operation does.
    func undoes(_ other: LifecycleOperation) -> Bool { Self.inverse(of: other) == operation }

    private static func inverse(of operation: LifecycleOperation) -> LifecycleOperation? {
        operation == .instantiate ? .terminate : nil
    }

    /// The step that takes back what this occurrence, run by `step`, did; nil: nothing does.
    func undoing(_ step: Step) throws -> StepDraft? {
        guard let inverse = Self.inverse(of: operation) else { return nil }
        let child = ChildOperation(
            subject: subject, operation: inverse, parameters: .object(["terminationType": .string("FORCEFUL")]))
        return StepDraft(
            key: "", kind: Self.undoKind, title: "take back: \(step.title)", resourceID: step.resourceID,
            payload: try JSONValue(encoding: child), timeLimit: 0)
    }
}
