package import FoundationEssentials
package import MANOModel

extension SOL003 {
    /// An occurrence of a VNF life-cycle operation (SOL003 5.5.2.13).
    package struct VnfLcmOpOcc: Codable, Sendable, Equatable {
        package var id: String
        package var operationState: String
        package var stateEnteredTime: Date
        package var startTime: Date
        package var vnfInstanceId: String
        package var grantId: String?
        package var operation: String
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
            id: String, operationState: String, stateEnteredTime: Date, startTime: Date, vnfInstanceId: String,
            grantId: String? = nil, operation: String, isAutomaticInvocation: Bool,
            operationParams: JSONValue? = nil, isCancelPending: Bool, cancelMode: String? = nil,
            error: SOL013.ProblemDetails? = nil, resourceChanges: ResourceChanges? = nil,
            warnings: [String]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.operationState = operationState
            self.stateEnteredTime = stateEnteredTime
            self.startTime = startTime
            self.vnfInstanceId = vnfInstanceId
            self.grantId = grantId
            self.operation = operation
            self.isAutomaticInvocation = isAutomaticInvocation
            self.operationParams = operationParams
            self.isCancelPending = isCancelPending
            self.cancelMode = cancelMode
            self.error = error
            self.resourceChanges = resourceChanges
            self.warnings = warnings
            self._links = _links
        }

        /// Resources that the operation added, changed or removed.
        package struct ResourceChanges: Codable, Sendable, Equatable {
            package var affectedVnfcs: [AffectedVnfc]?
            package var affectedVirtualLinks: [AffectedVirtualLink]?
            package var affectedVirtualStorages: [AffectedVirtualStorage]?

            package init(
                affectedVnfcs: [AffectedVnfc]? = nil, affectedVirtualLinks: [AffectedVirtualLink]? = nil,
                affectedVirtualStorages: [AffectedVirtualStorage]? = nil
            ) {
                self.affectedVnfcs = affectedVnfcs
                self.affectedVirtualLinks = affectedVirtualLinks
                self.affectedVirtualStorages = affectedVirtualStorages
            }
        }
    }
}
