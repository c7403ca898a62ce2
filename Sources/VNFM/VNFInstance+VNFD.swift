package import FoundationEssentials
package import MANOModel

extension VNFInstance {
    /// A new instance of a VNFD.
    package init(
        id: Identifier<VNFInstance>, vnfd: VNFD, packageID: Identifier<VNFPackage>, name: String?,
        description: String? = nil,
        nsInstanceID: Identifier<NSInstance>? = nil, vnfProfileID: String? = nil, metadata: [String: JSONValue] = [:],
        createdAt: Date
    ) {
        var properties: [String: JSONValue] = [:]
        if let value = vnfd.configurableProperties.isAutohealEnabled { properties["isAutohealEnabled"] = .bool(value) }
        if let value = vnfd.configurableProperties.isAutoscaleEnabled {
            properties["isAutoscaleEnabled"] = .bool(value)
        }
        for (name, value) in vnfd.configurableProperties.additional { properties[name] = JSONValue(value) }
        self.init(
            id: id, name: name, description: description, vnfdID: vnfd.id, packageID: packageID,
            provider: vnfd.provider,
            productName: vnfd.productName, softwareVersion: vnfd.softwareVersion, vnfdVersion: vnfd.version,
            nsInstanceID: nsInstanceID, vnfProfileID: vnfProfileID,
            metadata: vnfd.modifiableAttributes.metadata.mapValues { JSONValue($0) }.merging(metadata) { $1 },
            extensions: vnfd.modifiableAttributes.extensions.mapValues { JSONValue($0) },
            configurableProperties: properties,
            createdAt: createdAt)
    }
}
