extension SOL003 {
    /// A port of an external virtual link (SOL003).
    package struct ExtLinkPortInfo: Codable, Sendable, Equatable {
        package var id: String
        package var resourceHandle: ResourceHandle
        package var cpInstanceId: String?

        package init(id: String, resourceHandle: ResourceHandle, cpInstanceId: String? = nil) {
            self.id = id
            self.resourceHandle = resourceHandle
            self.cpInstanceId = cpInstanceId
        }
    }
}
