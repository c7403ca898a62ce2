extension SOL003 {
    /// A VNFC that an operation changed (SOL003).
    package struct AffectedVnfc: Codable, Sendable, Equatable {
        package var id: String
        package var vduId: String
        package var changeType: String
        package var computeResource: ResourceHandle
        package var zoneId: String?

        package init(
            id: String, vduId: String, changeType: String, computeResource: ResourceHandle, zoneId: String? = nil
        ) {
            self.id = id
            self.vduId = vduId
            self.changeType = changeType
            self.computeResource = computeResource
            self.zoneId = zoneId
        }
    }
}
