extension SOL003 {
    /// The network behind an internal virtual link (SOL003).
    package struct VnfVirtualLinkResourceInfo: Codable, Sendable, Equatable {
        package var id: String
        package var vnfVirtualLinkDescId: String
        package var networkResource: ResourceHandle
        package var vnfLinkPorts: [VnfLinkPortInfo]?

        package init(
            id: String, vnfVirtualLinkDescId: String, networkResource: ResourceHandle,
            vnfLinkPorts: [VnfLinkPortInfo]? = nil
        ) {
            self.id = id
            self.vnfVirtualLinkDescId = vnfVirtualLinkDescId
            self.networkResource = networkResource
            self.vnfLinkPorts = vnfLinkPorts
        }
    }
}
