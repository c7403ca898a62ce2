extension SOL005 {
    /// A virtual link of an NS instance (SOL005).
    package struct NsVirtualLinkInfo: Codable, Sendable, Equatable {
        package var id: String
        package var nsVirtualLinkDescId: String
        package var nsVirtualLinkProfileId: String
        package var resourceHandle: [ResourceHandle]?

        package init(
            id: String, nsVirtualLinkDescId: String, nsVirtualLinkProfileId: String,
            resourceHandle: [ResourceHandle]? = nil
        ) {
            self.id = id
            self.nsVirtualLinkDescId = nsVirtualLinkDescId
            self.nsVirtualLinkProfileId = nsVirtualLinkProfileId
            self.resourceHandle = resourceHandle
        }
    }
}
