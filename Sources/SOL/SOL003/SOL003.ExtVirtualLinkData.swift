extension SOL003 {
    /// An external virtual link and the external CPs that are put on it (SOL003).
    package struct ExtVirtualLinkData: Codable, Sendable, Equatable {
        package var id: String
        package var vimConnectionId: String?
        package var resourceProviderId: String?
        /// The id of a network.
        package var resourceId: String
        package var extCps: [VnfExtCpData]

        package init(
            id: String, vimConnectionId: String? = nil, resourceProviderId: String? = nil, resourceId: String,
            extCps: [VnfExtCpData]
        ) {
            self.id = id
            self.vimConnectionId = vimConnectionId
            self.resourceProviderId = resourceProviderId
            self.resourceId = resourceId
            self.extCps = extCps
        }
    }
}
