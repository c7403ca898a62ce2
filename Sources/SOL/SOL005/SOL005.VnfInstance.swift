package import MANOModel

extension SOL005 {
    /// A VNF instance as an NS instance shows it (SOL005): without links, with its package.
    package struct VnfInstance: Codable, Sendable, Equatable {
        package var id: String
        package var vnfInstanceName: String?
        package var vnfInstanceDescription: String?
        package var vnfdId: String
        package var vnfProvider: String
        package var vnfProductName: String
        package var vnfSoftwareVersion: String
        package var vnfdVersion: String
        package var vnfPkgId: String
        package var vnfConfigurableProperties: [String: JSONValue]?
        package var instantiationState: String
        package var instantiatedVnfInfo: InstantiatedVnfInfo?
        package var metadata: [String: JSONValue]?
        package var extensions: [String: JSONValue]?

        package init(
            id: String, vnfInstanceName: String? = nil, vnfInstanceDescription: String? = nil, vnfdId: String,
            vnfProvider: String, vnfProductName: String, vnfSoftwareVersion: String, vnfdVersion: String,
            vnfPkgId: String, vnfConfigurableProperties: [String: JSONValue]? = nil, instantiationState: String,
            instantiatedVnfInfo: InstantiatedVnfInfo? = nil, metadata: [String: JSONValue]? = nil,
            extensions: [String: JSONValue]? = nil
        ) {
            self.id = id
            self.vnfInstanceName = vnfInstanceName
            self.vnfInstanceDescription = vnfInstanceDescription
            self.vnfdId = vnfdId
            self.vnfProvider = vnfProvider
            self.vnfProductName = vnfProductName
            self.vnfSoftwareVersion = vnfSoftwareVersion
            self.vnfdVersion = vnfdVersion
            self.vnfPkgId = vnfPkgId
            self.vnfConfigurableProperties = vnfConfigurableProperties
            self.instantiationState = instantiationState
            self.instantiatedVnfInfo = instantiatedVnfInfo
            self.metadata = metadata
            self.extensions = extensions
        }

        /// What an instantiated VNF is made of.
        package struct InstantiatedVnfInfo: Codable, Sendable, Equatable {
            package var flavourId: String
            package var vnfState: String
            package var scaleStatus: [SOL003.ScaleInfo]?
            package var extCpInfo: [SOL003.VnfExtCpInfo]
            package var extVirtualLinkInfo: [ExtVirtualLinkInfo]?
            package var vnfcResourceInfo: [SOL003.VnfcResourceInfo]?
            package var vnfVirtualLinkResourceInfo: [SOL003.VnfVirtualLinkResourceInfo]?
            package var virtualStorageResourceInfo: [SOL003.VirtualStorageResourceInfo]?

            package init(
                flavourId: String, vnfState: String, scaleStatus: [SOL003.ScaleInfo]? = nil,
                extCpInfo: [SOL003.VnfExtCpInfo], extVirtualLinkInfo: [ExtVirtualLinkInfo]? = nil,
                vnfcResourceInfo: [SOL003.VnfcResourceInfo]? = nil,
                vnfVirtualLinkResourceInfo: [SOL003.VnfVirtualLinkResourceInfo]? = nil,
                virtualStorageResourceInfo: [SOL003.VirtualStorageResourceInfo]? = nil
            ) {
                self.flavourId = flavourId
                self.vnfState = vnfState
                self.scaleStatus = scaleStatus
                self.extCpInfo = extCpInfo
                self.extVirtualLinkInfo = extVirtualLinkInfo
                self.vnfcResourceInfo = vnfcResourceInfo
                self.vnfVirtualLinkResourceInfo = vnfVirtualLinkResourceInfo
                self.virtualStorageResourceInfo = virtualStorageResourceInfo
            }
        }
    }
}
