/// An internal CP: one interface of a VDU (`VduCpd`, IFA011 7.1.6.4; `tosca.nodes.nfv.VduCp`).
package struct VduCp: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var vduID: String
    package var description: String
    /// Position among the interfaces of its VDU, from 0; nil: after those that have one.
    package var order: Int?
    package var vnicType: VNICType
    package var layerProtocols: [LayerProtocol]
    package var role: CpRole?
    package var protocols: [CpProtocolData]
    /// Bits per second.
    package var bitrate: Int?
    package var isTrunk: Bool
    package var interfaceRequirements: [InterfaceRequirement]
    /// The internal virtual link; nil where the CP is exposed as an external one.
    package var virtualLinkID: String?
    /// Bound on instances of this CP for SOL006; nil in SOL001.
    package var maxInstances: Int?
    package var securityGroupIDs: [String]
    /// How IPv4 and IPv6 go together (SOL001 4.x).
    package var ipStackMode: IPStackMode?

    package init(
        id: String,
        vduID: String,
        description: String = "",
        order: Int? = nil,
        vnicType: VNICType = VNICType.normal,
        layerProtocols: [LayerProtocol] = [],
        role: CpRole? = nil,
        protocols: [CpProtocolData] = [],
        bitrate: Int? = nil,
        isTrunk: Bool = false,
        interfaceRequirements: [InterfaceRequirement] = [],
        virtualLinkID: String? = nil,
        maxInstances: Int? = nil,
        securityGroupIDs: [String] = [],
        ipStackMode: IPStackMode? = nil
    ) {
        self.id = id
        self.vduID = vduID
        self.description = description
        self.order = order
        self.vnicType = vnicType
        self.layerProtocols = layerProtocols
        self.role = role
        self.protocols = protocols
        self.bitrate = bitrate
        self.isTrunk = isTrunk
        self.interfaceRequirements = interfaceRequirements
        self.virtualLinkID = virtualLinkID
        self.maxInstances = maxInstances
        self.securityGroupIDs = securityGroupIDs
        self.ipStackMode = ipStackMode
    }
}
