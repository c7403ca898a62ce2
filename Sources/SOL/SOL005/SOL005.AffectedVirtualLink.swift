extension SOL005 {
    /// A virtual link that an NS operation changed (SOL005).
    package struct AffectedVirtualLink: Codable, Sendable, Equatable {
        package var nsVirtualLinkInstanceId: String
        package var nsVirtualLinkDescId: String
        package var vlProfileId: String
        /// `ADD`, `DELETE` or `MODIFY`.
        package var changeType: String
        package var changeResult: String

        package init(
            nsVirtualLinkInstanceId: String, nsVirtualLinkDescId: String, vlProfileId: String, changeType: String,
            changeResult: String
        ) {
            self.nsVirtualLinkInstanceId = nsVirtualLinkInstanceId
            self.nsVirtualLinkDescId = nsVirtualLinkDescId
            self.vlProfileId = vlProfileId
            self.changeType = changeType
            self.changeResult = changeResult
        }
    }
}
