/// An address in front of the instances of container VDUs (`tosca.nodes.nfv.VirtualCp`, IFA011 7.1.6.16).
package struct VirtualCp: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var targetIDs: [String]
    package var virtualLinkID: String?
    package var layerProtocols: [LayerProtocol]
    package var role: CpRole?
    package var protocols: [CpProtocolData]
    package var isTrunk: Bool
    package var ipStackMode: IPStackMode?
    package var services: [ServicePorts]
    package var isPoolNameConfigurable: Bool

    package init(
        id: String,
        description: String = "",
        targetIDs: [String] = [],
        virtualLinkID: String? = nil,
        layerProtocols: [LayerProtocol] = [],
        role: CpRole? = nil,
        protocols: [CpProtocolData] = [],
        isTrunk: Bool = false,
        ipStackMode: IPStackMode? = nil,
        services: [ServicePorts] = [],
        isPoolNameConfigurable: Bool = false
    ) {
        self.id = id
        self.description = description
        self.targetIDs = targetIDs
        self.virtualLinkID = virtualLinkID
        self.layerProtocols = layerProtocols
        self.role = role
        self.protocols = protocols
        self.isTrunk = isTrunk
        self.ipStackMode = ipStackMode
        self.services = services
        self.isPoolNameConfigurable = isPoolNameConfigurable
    }
}
