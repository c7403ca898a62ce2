package import MANOModel

extension SOL003 {
    /// The request that makes a VNF instance resource (SOL003).
    package struct CreateVnfRequest: Codable, Sendable, Equatable {
        package var vnfdId: String
        package var vnfInstanceName: String?
        package var vnfInstanceDescription: String?
        package var metadata: [String: JSONValue]?

        package init(
            vnfdId: String, vnfInstanceName: String? = nil, vnfInstanceDescription: String? = nil,
            metadata: [String: JSONValue]? = nil
        ) {
            self.vnfdId = vnfdId
            self.vnfInstanceName = vnfInstanceName
            self.vnfInstanceDescription = vnfInstanceDescription
            self.metadata = metadata
        }
    }
}
