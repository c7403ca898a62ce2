extension SOL003 {
    /// An internal virtual link that an operation changed (SOL003).
    package struct AffectedVirtualLink: Codable, Sendable, Equatable {
        package var id: String
        package var vnfVirtualLinkDescId: String
        package var changeType: String
        package var networkResource: ResourceHandle

        package init(id: String, vnfVirtualLinkDescId: String, changeType: String, networkResource: ResourceHandle) {
            self.id = id
            self.vnfVirtualLinkDescId = vnfVirtualLinkDescId
            self.changeType = changeType
            self.networkResource = networkResource
        }
    }
}
