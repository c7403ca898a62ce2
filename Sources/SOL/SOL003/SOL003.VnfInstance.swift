package import MANOModel

extension SOL003 {
    /// A VNF instance (SOL003 5.5.2.2).
    package struct VnfInstance: Codable, Sendable, Equatable {
        package var id: String
        package var vnfInstanceName: String?
        package var vnfInstanceDescription: String?
        package var vnfdId: String
        package var vnfProvider: String
        package var vnfProductName: String
        package var vnfSoftwareVersion: String
        package var vnfdVersion: String
        package var vnfConfigurableProperties: [String: JSONValue]?
        /// `NOT_INSTANTIATED` or `INSTANTIATED`.
        package var instantiationState: String
        package var instantiatedVnfInfo: InstantiatedVnfInfo?
        package var metadata: [String: JSONValue]?
        package var extensions: [String: JSONValue]?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, vnfInstanceName: String? = nil, vnfInstanceDescription: String? = nil, vnfdId: String,
            vnfProvider: String, vnfProductName: String, vnfSoftwareVersion: String, vnfdVersion: String,
            vnfConfigurableProperties: [String: JSONValue]? = nil, instantiationState: String,
            instantiatedVnfInfo: InstantiatedVnfInfo? = nil, metadata: [String: JSONValue]? = nil,
            extensions: [String: JSONValue]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.vnfInstanceName = vnfInstanceName
            self.vnfInstanceDescription = vnfInstanceDescription
            self.vnfdId = vnfdId
            self.vnfProvider = vnfProvider
            self.vnfProductName = vnfProductName
            self.vnfSoftwareVersion = vnfSoftwareVersion
            self.vnfdVersion = vnfdVersion
            self.vnfConfigurableProperties = vnfConfigurableProperties
            self.instantiationState = instantiationState
            self.instantiatedVnfInfo = instantiatedVnfInfo
            self.metadata = metadata
            self.extensions = extensions
            self._links = _links
        }

        /// What an instantiated VNF is made of.
        package struct InstantiatedVnfInfo: Codable, Sendable, Equatable {
            package var flavourId: String
            /// `STARTED` or `STOPPED`.
            package var vnfState: String
            package var scaleStatus: [ScaleInfo]?
            package var extCpInfo: [VnfExtCpInfo]
            package var extVirtualLinkInfo: [ExtVirtualLinkInfo]?
            package var vnfcResourceInfo: [VnfcResourceInfo]?
            package var vnfVirtualLinkResourceInfo: [VnfVirtualLinkResourceInfo]?
            package var virtualStorageResourceInfo: [VirtualStorageResourceInfo]?

            package init(
                flavourId: String, vnfState: String, scaleStatus: [ScaleInfo]? = nil, extCpInfo: [VnfExtCpInfo],
                extVirtualLinkInfo: [ExtVirtualLinkInfo]? = nil, vnfcResourceInfo: [VnfcResourceInfo]? = nil,
                vnfVirtualLinkResourceInfo: [VnfVirtualLinkResourceInfo]? = nil,
                virtualStorageResourceInfo: [VirtualStorageResourceInfo]? = nil
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
