extension SOL003 {
    /// A volume of a VNF instance (SOL003).
    package struct VirtualStorageResourceInfo: Codable, Sendable, Equatable {
        package var id: String
        package var virtualStorageDescId: String
        package var storageResource: ResourceHandle

        package init(id: String, virtualStorageDescId: String, storageResource: ResourceHandle) {
            self.id = id
            self.virtualStorageDescId = virtualStorageDescId
            self.storageResource = storageResource
        }
    }
}
