package import MANOModel

extension SOL005 {
    /// The healing of one VNF of an NS (SOL005).
    package struct HealVnfData: Codable, Sendable, Equatable {
        package var vnfInstanceId: String
        package var cause: String?
        package var additionalParams: [String: JSONValue]?

        package init(vnfInstanceId: String, cause: String? = nil, additionalParams: [String: JSONValue]? = nil) {
            self.vnfInstanceId = vnfInstanceId
            self.cause = cause
            self.additionalParams = additionalParams
        }
    }
}
