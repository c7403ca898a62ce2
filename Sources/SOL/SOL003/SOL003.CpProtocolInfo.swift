extension SOL003 {
    /// Addresses that a CP has (SOL003).
    package struct CpProtocolInfo: Codable, Sendable, Equatable {
        /// `IP_OVER_ETHERNET`.
        package var layerProtocol: String
        package var ipOverEthernet: IpOverEthernetAddressInfo?

        package init(layerProtocol: String, ipOverEthernet: IpOverEthernetAddressInfo? = nil) {
            self.layerProtocol = layerProtocol
            self.ipOverEthernet = ipOverEthernet
        }
    }
}
