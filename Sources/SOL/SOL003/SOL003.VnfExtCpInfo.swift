extension SOL003 {
    /// An external CP of a VNF instance (SOL003).
    package struct VnfExtCpInfo: Codable, Sendable, Equatable {
        package var id: String
        package var cpdId: String
        package var cpConfigId: String?
        package var cpProtocolInfo: [CpProtocolInfo]
        package var extLinkPortId: String?
        package var associatedVnfcCpId: String?

        package init(
            id: String, cpdId: String, cpConfigId: String? = nil, cpProtocolInfo: [CpProtocolInfo],
            extLinkPortId: String? = nil, associatedVnfcCpId: String? = nil
        ) {
            self.id = id
            self.cpdId = cpdId
            self.cpConfigId = cpConfigId
            self.cpProtocolInfo = cpProtocolInfo
            self.extLinkPortId = extLinkPortId
            self.associatedVnfcCpId = associatedVnfcCpId
        }
    }
}
