extension SOL003 {
    /// The configuration of one external CP instance (SOL003).
    package struct VnfExtCpConfig: Codable, Sendable, Equatable {
        package var parentCpConfigId: String?
        package var linkPortId: String?
        package var createExtLinkPort: Bool?
        package var cpProtocolData: [CpProtocolData]?

        package init(
            parentCpConfigId: String? = nil, linkPortId: String? = nil, createExtLinkPort: Bool? = nil,
            cpProtocolData: [CpProtocolData]? = nil
        ) {
            self.parentCpConfigId = parentCpConfigId
            self.linkPortId = linkPortId
            self.createExtLinkPort = createExtLinkPort
            self.cpProtocolData = cpProtocolData
        }
    }
}
