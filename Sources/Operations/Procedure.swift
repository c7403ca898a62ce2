package import MANOModel
package import Store

/// How one kind of operation goes, a phase at a time. `decide` is pure: it answers from what was read.
package protocol Procedure: Sendable {
    associatedtype Snapshot: Sendable

    /// Reads what deciding needs.
    func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> Snapshot
    /// The next phase after those whose steps are all done. A thrown error ends the phase: in STARTING as a rejected grant,
    /// later as FAILED_TEMP.
    func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: Snapshot) throws -> Decision
    /// Whether taking back its steps brings the state before; if not, rollback isn't supported for the occurrence.
    func canRollBack(_ operation: OperationOccurrence) -> Bool
    /// What the end of a rollback changes beside the occurrence.
    func rolledBack(_ operation: OperationOccurrence) -> Effect
    /// What giving up changes beside the occurrence.
    func failed(_ operation: OperationOccurrence) -> Effect
}

extension Procedure {
    package func canRollBack(_ operation: OperationOccurrence) -> Bool { true }
}

/// What a decision changes, in the commit that accepts it. It checks again what the decision rests on, by the revisions of
/// what it updates and by its claims, and throws `StoreConflict` where that no longer holds.
package typealias Effect = @Sendable (Transaction) throws -> Void

/// A procedure's answer.
package enum Decision: Sendable {
    /// Go on with these steps; none: the phase is over at once.
    case proceed(Phase)
    case complete(effect: Effect)
}

/// One phase.
package struct Phase: Sendable {
    package var steps: [StepDraft]
    package var plan: JSONValue?
    package var affected: [AffectedResource]
    package var grantID: String?
    /// For the occurrence's `warnings`.
    package var warnings: [String]
    package var effect: Effect

    package init(
        steps: [StepDraft], plan: JSONValue? = nil, affected: [AffectedResource] = [], grantID: String? = nil,
        warnings: [String] = [], effect: @escaping Effect = { _ in }
    ) {
        self.steps = steps
        self.plan = plan
        self.affected = affected
        self.grantID = grantID
        self.warnings = warnings
        self.effect = effect
    }
}
