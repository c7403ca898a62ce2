extension SOL005 {
    /// A VNF that an NS operation changed (SOL005).
    package struct AffectedVnf: Codable, Sendable, Equatable {
        package var vnfInstanceId: String
        package var vnfdId: String
        package var vnfProfileId: String
        package var vnfName: String
        package var changeType: String
        /// `COMPLETED`, `ROLLED_BACK` or `FAILED`.
        package var changeResult: String
        /// Always empty: ETSI's schema requires the attribute at this level, where its text doesn't have it.
        package var changedExtConnectivity: [ExtVirtualLinkInfo]

        package init(
            vnfInstanceId: String, vnfdId: String, vnfProfileId: String, vnfName: String, changeType: String,
            changeResult: String, changedExtConnectivity: [ExtVirtualLinkInfo]
        ) {
            self.vnfInstanceId = vnfInstanceId
            self.vnfdId = vnfdId
            self.vnfProfileId = vnfProfileId
            self.vnfName = vnfName
            self.changeType = changeType
            self.changeResult = changeResult
            self.changedExtConnectivity = changedExtConnectivity
        }
    }
}
