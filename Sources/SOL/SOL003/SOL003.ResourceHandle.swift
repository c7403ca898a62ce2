extension SOL003 {
    /// A resource of the VIM (SOL003).
    package struct ResourceHandle: Codable, Sendable, Equatable {
        package var vimConnectionId: String?
        package var resourceProviderId: String?
        package var resourceId: String
        package var vimLevelResourceType: String?

        package init(
            vimConnectionId: String? = nil, resourceProviderId: String? = nil, resourceId: String,
            vimLevelResourceType: String? = nil
        ) {
            self.vimConnectionId = vimConnectionId
            self.resourceProviderId = resourceProviderId
            self.resourceId = resourceId
            self.vimLevelResourceType = vimLevelResourceType
        }
    }
}
