extension SOL005 {
    /// A forwarding graph of an NS instance (SOL005).
    package struct VnffgInfo: Codable, Sendable, Equatable {
        package var id: String
        package var vnffgdId: String
        package var vnfInstanceId: [String]
        package var pnfInfoId: [String]

        package init(id: String, vnffgdId: String, vnfInstanceId: [String], pnfInfoId: [String]) {
            self.id = id
            self.vnffgdId = vnffgdId
            self.vnfInstanceId = vnfInstanceId
            self.pnfInfoId = pnfInfoId
        }
    }
}
