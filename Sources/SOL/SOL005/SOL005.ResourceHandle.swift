extension SOL005 {
    /// A resource of the VIM (SOL005).
    package struct ResourceHandle: Codable, Sendable, Equatable {
        package var vimId: String?
        package var resourceProviderId: String?
        package var resourceId: String
        package var vimLevelResourceType: String?

        package init(
            vimId: String? = nil, resourceProviderId: String? = nil, resourceId: String,
            vimLevelResourceType: String? = nil
        ) {
            self.vimId = vimId
            self.resourceProviderId = resourceProviderId
            self.resourceId = resourceId
            self.vimLevelResourceType = vimLevelResourceType
        }
    }
}
