extension SOL005 {
    /// A SAP that an NS operation changed (SOL005).
    package struct AffectedSap: Codable, Sendable, Equatable {
        package var sapInstanceId: String
        package var sapdId: String
        package var sapName: String?
        package var changeType: String
        package var changeResult: String

        package init(
            sapInstanceId: String, sapdId: String, sapName: String? = nil, changeType: String, changeResult: String
        ) {
            self.sapInstanceId = sapInstanceId
            self.sapdId = sapdId
            self.sapName = sapName
            self.changeType = changeType
            self.changeResult = changeResult
        }
    }
}
