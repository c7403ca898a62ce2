extension SOL003 {
    /// MAC and IP addresses that a CP has (SOL003).
    package struct IpOverEthernetAddressInfo: Codable, Sendable, Equatable {
        package var macAddress: String?
        package var segmentationId: String?
        package var ipAddresses: [IpAddresses]?
        /// All addresses once more: SOL003's published schema requires the attribute at this level, where its text has
        /// it inside `ipAddresses`. SOL005's doesn't.
        package var addresses: [String]?

        /// Addresses of one subnet.
        package struct IpAddresses: Codable, Sendable, Equatable {
            /// `IPV4` or `IPV6`.
            package var type: String
            package var addresses: [String]?
            package var isDynamic: Bool?
            /// The id of the network.
            package var subnetId: String?
        }
    }
}
