extension SOL003 {
    /// An internal virtual link that somebody else manages (SOL003).
    package struct ExtManagedVirtualLinkData: Codable, Sendable, Equatable {
        package var id: String
        package var vnfVirtualLinkDescId: String
        package var vimConnectionId: String?
        package var resourceProviderId: String?
        /// The id of a network.
        package var resourceId: String

        package init(
            id: String, vnfVirtualLinkDescId: String, vimConnectionId: String? = nil,
            resourceProviderId: String? = nil, resourceId: String
        ) {
            self.id = id
            self.vnfVirtualLinkDescId = vnfVirtualLinkDescId
            self.vimConnectionId = vimConnectionId
            self.resourceProviderId = resourceProviderId
            self.resourceId = resourceId
        }
    }
}
