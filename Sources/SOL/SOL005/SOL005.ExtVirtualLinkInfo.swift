extension SOL005 {
    /// An external virtual link of a VNF instance (SOL005, where `currentVnfExtCpData` is single).
    package struct ExtVirtualLinkInfo: Codable, Sendable, Equatable {
        package var id: String
        package var resourceHandle: SOL003.ResourceHandle
        package var extLinkPorts: [SOL003.ExtLinkPortInfo]?
        package var currentVnfExtCpData: SOL003.VnfExtCpData
    }
}
