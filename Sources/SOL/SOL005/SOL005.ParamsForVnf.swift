package import MANOModel

extension SOL005 {
    /// Parameters for the VNF instances of one profile (SOL005).
    package struct ParamsForVnf: Codable, Sendable, Equatable {
        package var vnfProfileId: String
        package var vnfInstanceName: String?
        package var vnfInstanceDescription: String?
        package var vnfConfigurableProperties: [String: JSONValue]?
        package var metadata: [String: JSONValue]?
        package var extensions: [String: JSONValue]?
        package var additionalParams: [String: JSONValue]?

        package init(
            vnfProfileId: String, vnfInstanceName: String? = nil, vnfInstanceDescription: String? = nil,
            vnfConfigurableProperties: [String: JSONValue]? = nil, metadata: [String: JSONValue]? = nil,
            extensions: [String: JSONValue]? = nil, additionalParams: [String: JSONValue]? = nil
        ) {
            self.vnfProfileId = vnfProfileId
            self.vnfInstanceName = vnfInstanceName
            self.vnfInstanceDescription = vnfInstanceDescription
            self.vnfConfigurableProperties = vnfConfigurableProperties
            self.metadata = metadata
            self.extensions = extensions
            self.additionalParams = additionalParams
        }
    }
}
