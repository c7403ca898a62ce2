extension ManifoldAPI {
    /// What carries links of services between hosts (`GET`, `PUT /transport`).
    package struct Transport: Codable, Sendable, Equatable {
        /// Always there in an answer.
        package var type: Kind?
        /// Of `vlan`: hosts say which of their interfaces lead there.
        package var physicalNetwork: String?
        /// Of `vlan`: from 1 to 4094, with those between them.
        package var firstVLAN: Int?
        package var lastVLAN: Int?
        /// How many links it carries; not for `PUT`.
        package var links: Int?
        /// The names of the hosts that it joins; not for `PUT`.
        package var hosts: [String]?

        package enum Kind: String, Codable, Sendable, CaseIterable {
            case nothing = "none"
            case vlan
        }

        package init(
            type: Kind, physicalNetwork: String? = nil, firstVLAN: Int? = nil, lastVLAN: Int? = nil, links: Int? = nil,
            hosts: [String]? = nil
        ) {
            self.type = type
            self.physicalNetwork = physicalNetwork
            self.firstVLAN = firstVLAN
            self.lastVLAN = lastVLAN
            self.links = links
            self.hosts = hosts
        }
    }
}
