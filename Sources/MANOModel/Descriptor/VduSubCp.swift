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

    package init(
        id: String,
        trunkCpID: String,
        segmentationType: String? = nil,
        segmentationID: Int? = nil,
        layerProtocols: [LayerProtocol] = [],
        protocols: [CpProtocolData] = [],
        virtualLinkID: String? = nil
    ) {
        self.id = id
        self.trunkCpID = trunkCpID
        self.segmentationType = segmentationType
        self.segmentationID = segmentationID
        self.layerProtocols = layerProtocols
        self.protocols = protocols
        self.virtualLinkID = virtualLinkID
    }
}
