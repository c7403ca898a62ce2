package import FoundationEssentials

/// A VNF instance (SOL003 5.5.2.2) with what only the manager needs to know of it.
package struct VNFInstance: Codable, Sendable, Equatable {
    package var id: Identifier<VNFInstance>
    package var name: String?
    package var description: String?
    package var vnfdID: String
    package var packageID: Identifier<VNFPackage>
    package var provider: String
    package var productName: String
    package var softwareVersion: String
    package var vnfdVersion: String
    /// The NS instance that made it and the VNF profile it stands for there.
    package var nsInstanceID: Identifier<NSInstance>?
    package var vnfProfileID: String?
    /// Nil: nothing is planned or there.
    package var instantiated: InstantiatedVNF?
    package var isInstantiated: Bool { instantiated?.isComplete ?? false }
    package var metadata: [String: JSONValue]
    package var extensions: [String: JSONValue]
    package var configurableProperties: [String: JSONValue]
    package var createdAt: Date

    package init(
        id: Identifier<VNFInstance>, name: String? = nil, description: String? = nil, vnfdID: String,
        packageID: Identifier<VNFPackage>, provider: String, productName: String, softwareVersion: String,
        vnfdVersion: String,
        nsInstanceID: Identifier<NSInstance>? = nil, vnfProfileID: String? = nil, instantiated: InstantiatedVNF? = nil,
        metadata: [String: JSONValue] = [:], extensions: [String: JSONValue] = [:],
        configurableProperties: [String: JSONValue] = [:],
        createdAt: Date
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.vnfdID = vnfdID
        self.packageID = packageID
        self.provider = provider
        self.productName = productName
        self.softwareVersion = softwareVersion
        self.vnfdVersion = vnfdVersion
        self.nsInstanceID = nsInstanceID
        self.vnfProfileID = vnfProfileID
        self.instantiated = instantiated
        self.metadata = metadata
        self.extensions = extensions
        self.configurableProperties = configurableProperties
        self.createdAt = createdAt
    }
}
