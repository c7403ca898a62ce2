package import FoundationEssentials

/// An operation occurrence on a VNF or an NS instance (SOL003 5.5.2.13, SOL005 6.5.2.3).
package struct OperationOccurrence: Codable, Sendable, Equatable {
    package var id: Identifier<OperationOccurrence>
    package var subject: Subject
    package var operation: LifecycleOperation
    package var state: OperationState
    package var stateEnteredAt: Date
    package var startedAt: Date
    /// The body of the request, whole.
    package var parameters: JSONValue
    /// Started by the manager itself: by a policy, or as part of an NS operation.
    package var isAutomatic: Bool
    package var isCancelPending: Bool
    package var cancelMode: CancelMode?
    package var error: ManifoldError?
    /// The phase that runs, from 0.
    package var phase: Int
    /// The NS occurrence whose step it is.
    package var parent: Parent?
    package var grantID: String?
    /// What planning chose, for later phases and for the affected resources of the body; each procedure's own.
    package var plan: JSONValue?
    package var affected: [AffectedResource]
    /// What an operator should know of that stopped nothing, such as fields of the descriptor that have no effect.
    package var warnings: [String]

    /// The instance that the occurrence changes.
    package enum Subject: Codable, Sendable, Hashable {
        case vnf(Identifier<VNFInstance>)
        case ns(Identifier<NSInstance>)

        package var rawID: String {
            switch self {
            case .vnf(let id): id.rawValue
            case .ns(let id): id.rawValue
            }
        }
    }

    /// The step of another occurrence that waits for this one.
    package struct Parent: Codable, Sendable, Hashable {
        package var operationID: Identifier<OperationOccurrence>
        package var stepNumber: Int

        package init(operationID: Identifier<OperationOccurrence>, stepNumber: Int) {
            self.operationID = operationID
            self.stepNumber = stepNumber
        }
    }

    package enum CancelMode: String, Codable, Sendable, CaseIterable {
        case graceful = "GRACEFUL"
        case forceful = "FORCEFUL"
    }

    package init(
        id: Identifier<OperationOccurrence>, subject: Subject, operation: LifecycleOperation, state: OperationState,
        startedAt: Date,
        parameters: JSONValue, isAutomatic: Bool = false, parent: Parent? = nil
    ) {
        self.id = id
        self.subject = subject
        self.operation = operation
        self.state = state
        stateEnteredAt = startedAt
        self.startedAt = startedAt
        self.parameters = parameters
        self.isAutomatic = isAutomatic
        isCancelPending = false
        cancelMode = nil
        error = nil
        phase = 0
        self.parent = parent
        grantID = nil
        plan = nil
        affected = []
        warnings = []
    }
}
