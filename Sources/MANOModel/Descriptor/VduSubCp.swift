/// A sub-port of a trunk (`VduSubCpd`, IFA011 7.1.6.11).
package struct VduSubCp: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var trunkCpID: String
    /// `vlan` or `inherit`.
    package var segmentationType: String?
    package var segmentationID: Int?
    package var layerProtocols: [LayerProtocol]
    package var protocols: [CpProtocolData]
    package var virtualLinkID: String?
    package var description: String?
    package var order: Int?
    package var vnicType: VNICType?
    package var role: CpRole?
    /// Bits per second.
    package var bitrate: Int?
    package var isTrunk: Bool?
    package var interfaceRequirements: [InterfaceRequirement]
    package var ipStackMode: IPStackMode?

    package init(
        id: String,
        trunkCpID: String,
        segmentationType: String? = nil,
        segmentationID: Int? = nil,
        layerProtocols: [LayerProtocol] = [],
        protocols: [CpProtocolData] = [],
        virtualLinkID: String? = nil,
        description: String? = nil,
        order: Int? = nil,
        vnicType: VNICType? = nil,
        role: CpRole? = nil,
        bitrate: Int? = nil,
        isTrunk: Bool? = nil,
        interfaceRequirements: [InterfaceRequirement] = [],
        ipStackMode: IPStackMode? = nil
    ) {
        self.id = id
        self.trunkCpID = trunkCpID
        self.segmentationType = segmentationType
        self.segmentationID = segmentationID
        self.layerProtocols = layerProtocols
        self.protocols = protocols
        self.virtualLinkID = virtualLinkID
        self.description = description
        self.order = order
        self.vnicType = vnicType
        self.role = role
        self.bitrate = bitrate
        self.isTrunk = isTrunk
        self.interfaceRequirements = interfaceRequirements
        self.ipStackMode = ipStackMode
    }
}
