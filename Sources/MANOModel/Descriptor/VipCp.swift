/// A virtual IP address shared by VDU CPs (`VipCpd`, IFA011 7.1.6.15).
package struct VipCp: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var targetCpIDs: [String]
    package var virtualLinkID: String?
    package var hasDedicatedAddress: Bool
    /// `high_availability` or `load_balance`.
    package var function: String
    package var layerProtocols: [LayerProtocol]
    package var protocols: [CpProtocolData]
    package var description: String?
    package var role: CpRole?
    package var isTrunk: Bool?
    package var ipStackMode: IPStackMode?

    package init(
        id: String,
        targetCpIDs: [String] = [],
        virtualLinkID: String? = nil,
        hasDedicatedAddress: Bool = true,
        function: String,
        layerProtocols: [LayerProtocol] = [],
        protocols: [CpProtocolData] = [],
        description: String? = nil,
        role: CpRole? = nil,
        isTrunk: Bool? = nil,
        ipStackMode: IPStackMode? = nil
    ) {
        self.id = id
        self.targetCpIDs = targetCpIDs
        self.virtualLinkID = virtualLinkID
        self.hasDedicatedAddress = hasDedicatedAddress
        self.function = function
        self.layerProtocols = layerProtocols
        self.protocols = protocols
        self.description = description
        self.role = role
        self.isTrunk = isTrunk
        self.ipStackMode = ipStackMode
    }
}
