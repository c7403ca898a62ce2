extension SOL005 {
    /// A SAP of the NS and the addresses it is to have (SOL005).
    package struct SapData: Codable, Sendable, Equatable {
        package var sapdId: String
        package var sapName: String
        package var description: String
        package var sapProtocolData: [SOL003.CpProtocolData]?

        package init(
            sapdId: String, sapName: String, description: String, sapProtocolData: [SOL003.CpProtocolData]? = nil
        ) {
            self.sapdId = sapdId
            self.sapName = sapName
            self.description = description
            self.sapProtocolData = sapProtocolData
        }
    }
}
