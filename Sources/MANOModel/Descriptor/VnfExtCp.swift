/// An external CP (`VnfExtCpd`, IFA011 7.1.3.3).
package struct VnfExtCp: Codable, Sendable, Hashable, Identifiable {
    /// `cpdId`: the name of the VDU CP that is exposed, or of the `VnfExtCp` node.
    package var id: String
    package var attachment: Attachment
    /// The requirement of the VNF node that exposes it by `substitution_mappings`.
    package var requirementName: String?
    package var description: String
    package var layerProtocols: [LayerProtocol]
    package var role: CpRole?
    package var protocols: [CpProtocolData]
    package var isTrunk: Bool
    package var interfaceRequirements: [InterfaceRequirement]
    /// The manager reaches the VNF here.
    package var isManagement: Bool
    package var securityGroupIDs: [String]
    package var ipStackMode: IPStackMode?

    package init(
        id: String,
        attachment: Attachment,
        requirementName: String? = nil,
        description: String = "",
        layerProtocols: [LayerProtocol] = [],
        role: CpRole? = nil,
        protocols: [CpProtocolData] = [],
        isTrunk: Bool = false,
        interfaceRequirements: [InterfaceRequirement] = [],
        isManagement: Bool = false,
        securityGroupIDs: [String] = [],
        ipStackMode: IPStackMode? = nil
    ) {
        self.id = id
        self.attachment = attachment
        self.requirementName = requirementName
        self.description = description
        self.layerProtocols = layerProtocols
        self.role = role
        self.protocols = protocols
        self.isTrunk = isTrunk
        self.interfaceRequirements = interfaceRequirements
        self.isManagement = isManagement
        self.securityGroupIDs = securityGroupIDs
        self.ipStackMode = ipStackMode
    }

    /// What the external CP stands for inside the VNF.
    package enum Attachment: Codable, Sendable, Hashable {
        case vduCp(String)
        case virtualLink(String)
        case vipCp(String)
    }

    /// The VDU CP that is exposed; nil where an internal link is.
    package var vduCpID: String? {
        if case .vduCp(let id) = attachment { id } else { nil }
    }
}
