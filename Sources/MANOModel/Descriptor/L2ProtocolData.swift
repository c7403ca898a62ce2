/// Layer 2 of a virtual link.
package struct L2ProtocolData: Codable, Sendable, Hashable {
    package var name: String?
    package var networkType: NetworkType?
    package var isVLANTransparent: Bool
    /// Bytes.
    package var mtu: Int?
    package var segmentationID: String?

    package init(
        name: String? = nil,
        networkType: NetworkType? = nil,
        isVLANTransparent: Bool = false,
        mtu: Int? = nil,
        segmentationID: String? = nil
    ) {
        self.name = name
        self.networkType = networkType
        self.isVLANTransparent = isVLANTransparent
        self.mtu = mtu
        self.segmentationID = segmentationID
    }

    package enum NetworkType: String, Codable, Sendable, Hashable {
        case flat, vlan, vxlan, gre
    }
}
