extension SOL005 {
    /// A SAP of an NS instance (SOL005).
    package struct SapInfo: Codable, Sendable, Equatable {
        package var id: String
        package var sapdId: String
        package var sapName: String
        package var description: String?
        package var sapProtocolInfo: [SOL003.CpProtocolInfo]

        package init(
            id: String, sapdId: String, sapName: String, description: String? = nil,
            sapProtocolInfo: [SOL003.CpProtocolInfo]
        ) {
            self.id = id
            self.sapdId = sapdId
            self.sapName = sapName
            self.description = description
            self.sapProtocolInfo = sapProtocolInfo
        }
    }
}
