package import MANOModel

extension SOL003 {
    /// What is to be healed (SOL003, with the attribute that SOL002 adds on the same path).
    package struct HealVnfRequest: Codable, Sendable, Equatable {
        /// The VNFCs to heal; absent: all.
        package var vnfcInstanceId: [String]?
        package var cause: String?
        package var additionalParams: [String: JSONValue]?

        package init(
            vnfcInstanceId: [String]? = nil, cause: String? = nil, additionalParams: [String: JSONValue]? = nil
        ) {
            self.vnfcInstanceId = vnfcInstanceId
            self.cause = cause
            self.additionalParams = additionalParams
        }
    }
}
