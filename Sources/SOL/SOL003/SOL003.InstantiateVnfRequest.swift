package import MANOModel

extension SOL003 {
    /// What a VNF is instantiated with (SOL003).
    package struct InstantiateVnfRequest: Codable, Sendable, Equatable {
        package var flavourId: String
        package var instantiationLevelId: String?
        package var extVirtualLinks: [ExtVirtualLinkData]?
        package var extManagedVirtualLinks: [ExtManagedVirtualLinkData]?
        package var localizationLanguage: String?
        package var additionalParams: [String: JSONValue]?
        package var extensions: [String: JSONValue]?
        package var vnfConfigurableProperties: [String: JSONValue]?

        package init(
            flavourId: String, instantiationLevelId: String? = nil, extVirtualLinks: [ExtVirtualLinkData]? = nil,
            extManagedVirtualLinks: [ExtManagedVirtualLinkData]? = nil, localizationLanguage: String? = nil,
            additionalParams: [String: JSONValue]? = nil, extensions: [String: JSONValue]? = nil,
            vnfConfigurableProperties: [String: JSONValue]? = nil
        ) {
            self.flavourId = flavourId
            self.instantiationLevelId = instantiationLevelId
            self.extVirtualLinks = extVirtualLinks
            self.extManagedVirtualLinks = extManagedVirtualLinks
            self.localizationLanguage = localizationLanguage
            self.additionalParams = additionalParams
            self.extensions = extensions
            self.vnfConfigurableProperties = vnfConfigurableProperties
        }
    }
}
