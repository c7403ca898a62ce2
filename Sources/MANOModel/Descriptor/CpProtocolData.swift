/// A protocol layer of a CP, and its addresses (IFA011 7.1.6.8).
package struct CpProtocolData: Codable, Sendable, Hashable {
    package var layerProtocol: LayerProtocol
    package var addresses: [AddressData]

    package init(
        layerProtocol: LayerProtocol,
        addresses: [AddressData] = []
    ) {
        self.layerProtocol = layerProtocol
        self.addresses = addresses
    }
}
