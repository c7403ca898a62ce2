extension SOL003 {
    /// A volume that an operation changed (SOL003).
    package struct AffectedVirtualStorage: Codable, Sendable, Equatable {
        package var id: String
        package var virtualStorageDescId: String
        package var changeType: String
        package var storageResource: ResourceHandle
        package var zoneId: String?

        package init(
            id: String, virtualStorageDescId: String, changeType: String, storageResource: ResourceHandle,
            zoneId: String? = nil
        ) {
            self.id = id
            self.virtualStorageDescId = virtualStorageDescId
            self.changeType = changeType
            self.storageResource = storageResource
            self.zoneId = zoneId
        }
    }
}
