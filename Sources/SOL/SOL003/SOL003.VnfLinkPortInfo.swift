extension SOL003 {
    /// A port of an internal virtual link (SOL003).
    package struct VnfLinkPortInfo: Codable, Sendable, Equatable {
        package var id: String
        package var resourceHandle: ResourceHandle
        package var cpInstanceId: String?
        /// `VNFC_CP` or `EXT_CP`.
        package var cpInstanceType: String?

        package init(
            id: String, resourceHandle: ResourceHandle, cpInstanceId: String? = nil, cpInstanceType: String? = nil
        ) {
            self.id = id
            self.resourceHandle = resourceHandle
            self.cpInstanceId = cpInstanceId
            self.cpInstanceType = cpInstanceType
        }
    }
}
