/// An external CP of a PNF (IFA014 6.6.4).
package struct PnfExtCp: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// The requirement of the PNF node that exposes it.
    package var requirementName: String?
    package var description: String
    package var layerProtocols: [LayerProtocol]
    package var role: CpRole?
    package var protocols: [CpProtocolData]
    package var isTrunk: Bool
    package var ipStackMode: IPStackMode?
    package var securityGroupIDs: [String]

    package init(
        id: String,
        requirementName: String? = nil,
        description: String = "",
        layerProtocols: [LayerProtocol] = [],
        role: CpRole? = nil,
        protocols: [CpProtocolData] = [],
        isTrunk: Bool = false,
        ipStackMode: IPStackMode? = nil,
        securityGroupIDs: [String] = []
    ) {
        self.id = id
        self.requirementName = requirementName
        self.description = description
        self.layerProtocols = layerProtocols
        self.role = role
        self.protocols = protocols
        self.isTrunk = isTrunk
        self.ipStackMode = ipStackMode
        self.securityGroupIDs = securityGroupIDs
    }
}
