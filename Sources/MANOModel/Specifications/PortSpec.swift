/// A guest's port on the integration bridge.
package struct PortSpec: Sendable, Codable, Equatable {
    package var name: String
    /// The VNFC's id.
    package var owner: String
    /// OpenFlow port number.
    package var number: Int
    /// VLAN tag, 1 to 4094.
    package var segment: Int
    package var macAddress: String
    /// A port that belongs to a forwarding graph says nothing by itself: only its graph's flows move its packets.
    package var isChained: Bool
    /// The vhost-user socket; nil: a tap, which its hypervisor makes.
    package var socket: String?
    /// The switch listens on the socket, where it names it; nil: the guest does.
    package var switchListens: Bool?
    /// Bytes; nil: what is usual.
    package var mtu: Int?

    package init(
        name: String, owner: String, number: Int, segment: Int, macAddress: String, isChained: Bool,
        socket: String? = nil, switchListens: Bool? = nil, mtu: Int? = nil
    ) {
        self.name = name
        self.owner = owner
        self.number = number
        self.segment = segment
        self.macAddress = macAddress
        self.isChained = isChained
        self.socket = socket
        self.switchListens = switchListens
        self.mtu = mtu
    }
}
