package import FoundationEssentials
package import MANOModel

extension SOL005 {
    /// An occurrence of an NS life-cycle operation (SOL005).
    package struct NsLcmOpOcc: Codable, Sendable, Equatable {
        package var id: String
        package var operationState: String
        package var stateEnteredTime: Date
        /// The same as `stateEnteredTime`, under the name that earlier releases require.
        package var statusEnteredTime: Date
        package var nsInstanceId: String
        package var lcmOperationType: String
        package var startTime: Date
        package var isAutomaticInvocation: Bool
        /// The body of the request.
        package var operationParams: JSONValue?
        package var isCancelPending: Bool
        package var cancelMode: String?
        package var error: SOL013.ProblemDetails?
        package var resourceChanges: ResourceChanges?
        package var warnings: [String]?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, operationState: String, stateEnteredTime: Date, statusEnteredTime: Date,
            nsInstanceId: String, lcmOperationType: String, startTime: Date, isAutomaticInvocation: Bool,
            operationParams: JSONValue? = nil, isCancelPending: Bool, cancelMode: String? = nil,
            error: SOL013.ProblemDetails? = nil, resourceChanges: ResourceChanges? = nil,
            warnings: [String]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.operationState = operationState
            self.stateEnteredTime = stateEnteredTime
            self.statusEnteredTime = statusEnteredTime
            self.nsInstanceId = nsInstanceId
            self.lcmOperationType = lcmOperationType
            self.startTime = startTime
            self.isAutomaticInvocation = isAutomaticInvocation
            self.operationParams = operationParams
            self.isCancelPending = isCancelPending
            self.cancelMode = cancelMode
            self.error = error
            self.resourceChanges = resourceChanges
            self.warnings = warnings
            self._links = _links
        }

        /// What the operation added, changed or removed.
        package struct ResourceChanges: Codable, Sendable, Equatable {
            package var affectedVnfs: [AffectedVnf]?
            package var affectedVls: [AffectedVirtualLink]?
            package var affectedVnffgs: [AffectedVnffg]?
            package var affectedSaps: [AffectedSap]?

            package init(
                affectedVnfs: [AffectedVnf]? = nil, affectedVls: [AffectedVirtualLink]? = nil,
                affectedVnffgs: [AffectedVnffg]? = nil, affectedSaps: [AffectedSap]? = nil
            ) {
                self.affectedVnfs = affectedVnfs
                self.affectedVls = affectedVls
                self.affectedVnffgs = affectedVnffgs
                self.affectedSaps = affectedSaps
            }
        }
    }
}
