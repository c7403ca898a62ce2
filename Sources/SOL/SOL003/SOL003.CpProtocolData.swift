extension SOL003 {
    /// Addresses that a CP is to have (SOL003).
    package struct CpProtocolData: Codable, Sendable, Equatable {
        /// `IP_OVER_ETHERNET`.
        package var layerProtocol: String
        package var ipOverEthernet: IpOverEthernetAddressData?

        package init(layerProtocol: String, ipOverEthernet: IpOverEthernetAddressData? = nil) {
            self.layerProtocol = layerProtocol
            self.ipOverEthernet = ipOverEthernet
        }
    }
}
