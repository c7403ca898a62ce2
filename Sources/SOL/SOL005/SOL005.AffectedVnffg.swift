extension SOL005 {
    /// A forwarding graph that an NS operation changed (SOL005).
    package struct AffectedVnffg: Codable, Sendable, Equatable {
        package var vnffgInstanceId: String
        package var vnffgdId: String
        package var changeType: String
        package var changeResult: String

        package init(vnffgInstanceId: String, vnffgdId: String, changeType: String, changeResult: String) {
            self.vnffgInstanceId = vnffgInstanceId
            self.vnffgdId = vnffgdId
            self.changeType = changeType
            self.changeResult = changeResult
        }
    }
}
