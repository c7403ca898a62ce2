/// A service access point (IFA014 6.2.3).
package struct SAPD: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    /// The NS virtual link that it is attached to.
    package var virtualLinkID: String?
    /// The requirement by which an NS that nests this one reaches it.
    package var externalRequirementName: String?
    package var layerProtocols: [LayerProtocol]
    package var role: CpRole?
    package var protocols: [CpProtocolData]
    package var isTrunk: Bool
    package var ipStackMode: IPStackMode?

    package init(
        id: String,
        description: String = "",
        virtualLinkID: String? = nil,
        externalRequirementName: String? = nil,
        layerProtocols: [LayerProtocol] = [],
        role: CpRole? = nil,
        protocols: [CpProtocolData] = [],
        isTrunk: Bool = false,
        ipStackMode: IPStackMode? = nil
    ) {
        self.id = id
        self.description = description
        self.virtualLinkID = virtualLinkID
        self.externalRequirementName = externalRequirementName
        self.layerProtocols = layerProtocols
        self.role = role
        self.protocols = protocols
        self.isTrunk = isTrunk
        self.ipStackMode = ipStackMode
    }
}
