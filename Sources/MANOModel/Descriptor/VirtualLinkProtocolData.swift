/// Protocol data of a virtual link (IFA011 7.1.8.13).
package struct VirtualLinkProtocolData: Codable, Sendable, Hashable {
    package var layerProtocol: LayerProtocol
    package var l2: L2ProtocolData?
    package var l3: L3ProtocolData?

    package init(
        layerProtocol: LayerProtocol,
        l2: L2ProtocolData? = nil,
        l3: L3ProtocolData? = nil
    ) {
        self.layerProtocol = layerProtocol
        self.l2 = l2
        self.l3 = l3
    }
}
