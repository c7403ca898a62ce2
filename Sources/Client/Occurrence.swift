package import FoundationEssentials
import MANOModel
package import SOL

/// An operation occurrence, of a VNF (SOL003 5.5.2.13) or of an NS (SOL005 6.5.2.3).
package struct Occurrence: Sendable, Equatable {
    package var reference: Reference
    package var operation: String
    /// As sent: an unknown one is shown, and taken for one that goes on.
    package var state: String
    package var instanceID: String
    package var startedAt: Date
    package var stateEnteredAt: Date
    package var isAutomatic: Bool
    package var isCancelPending: Bool
    package var error: SOL013.ProblemDetails?
    /// Empty in a list, which leaves them out.
    package var warnings: [String]

    /// Where an occurrence is found.
    package struct Reference: Sendable, Hashable {
        package var kind: Kind
        package var id: String

        package init(_ kind: Kind, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    /// Whose operation it is.
    package enum Kind: String, Sendable, CaseIterable {
        case vnf, ns

        var family: APIFamily { self == .vnf ? .vnfs : .nss }
        var path: String { self == .vnf ? "/vnf_lcm_op_occs" : "/ns_lcm_op_occs" }
    }

    package var id: String { reference.id }

    /// Nothing happens any more unless somebody asks for it: at an end, or in FAILED_TEMP.
    package var isSettled: Bool { OperationState(rawValue: state).map { !$0.isRunning } ?? false }

    package init(_ occurrence: SOL003.VnfLcmOpOcc) {
        reference = Reference(.vnf, id: occurrence.id)
        operation = occurrence.operation
        state = occurrence.operationState
        instanceID = occurrence.vnfInstanceId
        startedAt = occurrence.startTime
        stateEnteredAt = occurrence.stateEnteredTime
        isAutomatic = occurrence.isAutomaticInvocation
        isCancelPending = occurrence.isCancelPending
        error = occurrence.error
        warnings = occurrence.warnings ?? []
    }

    package init(_ occurrence: SOL005.NsLcmOpOcc) {
        reference = Reference(.ns, id: occurrence.id)
        operation = occurrence.lcmOperationType
        state = occurrence.operationState
        instanceID = occurrence.nsInstanceId
        startedAt = occurrence.startTime
        stateEnteredAt = occurrence.stateEnteredTime
        isAutomatic = occurrence.isAutomaticInvocation
        isCancelPending = occurrence.isCancelPending
        error = occurrence.error
        warnings = occurrence.warnings ?? []
    }
}
