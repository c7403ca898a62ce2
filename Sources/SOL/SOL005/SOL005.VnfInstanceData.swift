extension SOL005 {
    /// An existing VNF instance that takes the place of a VNF profile (SOL005).
    package struct VnfInstanceData: Codable, Sendable, Equatable {
        package var vnfInstanceId: String
        package var vnfProfileId: String

        package init(vnfInstanceId: String, vnfProfileId: String) {
            self.vnfInstanceId = vnfInstanceId
            self.vnfProfileId = vnfProfileId
        }
    }
}
