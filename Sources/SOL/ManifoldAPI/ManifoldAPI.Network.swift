extension ManifoldAPI {
    /// A network with how much of it is used.
    package struct Network: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        package var segment: Int
        package var prefix: String?
        package var gateway: String?
        /// Bytes; absent: 1500.
        package var mtu: Int?
        package var attachment: CreateNetworkRequest.Attachment
        /// The host's id.
        package var host: String?
        package var nsInstanceId: String?
        /// What carries it between hosts: `VLAN 1001 of fabric`; absent: nothing.
        package var carrier: String?
        /// The ids of the hosts that it is on; absent: of none.
        package var places: [String]?
        /// How many CPs are on it.
        package var used: Int

        package init(
            id: String, name: String, segment: Int, prefix: String? = nil, gateway: String? = nil,
            attachment: CreateNetworkRequest.Attachment, host: String? = nil, nsInstanceId: String? = nil,
            carrier: String? = nil,
            places: [String]? = nil, used: Int, mtu: Int? = nil
        ) {
            self.id = id
            self.name = name
            self.segment = segment
            self.prefix = prefix
            self.gateway = gateway
            self.attachment = attachment
            self.host = host
            self.nsInstanceId = nsInstanceId
            self.carrier = carrier
            self.places = places
            self.used = used
            self.mtu = mtu
        }
    }
}
