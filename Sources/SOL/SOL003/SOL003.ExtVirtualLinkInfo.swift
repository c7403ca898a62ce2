extension SOL003 {
    /// An external virtual link of a VNF instance (SOL003).
    package struct ExtVirtualLinkInfo: Codable, Sendable, Equatable {
        package var id: String
        package var resourceHandle: ResourceHandle
        package var extLinkPorts: [ExtLinkPortInfo]?
        package var currentVnfExtCpData: [VnfExtCpData]
    }
}
