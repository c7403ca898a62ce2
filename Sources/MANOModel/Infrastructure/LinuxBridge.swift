/// A bridge of the host's kernel.
package struct LinuxBridge: Codable, Sendable, Hashable {
    package var name: String
    /// Bytes; its ports for guests have the same.
    package var mtu: Int?
    /// The host's own interfaces that are its ports; those of guests and containers are left out.
    package var ports: [String]
    /// Each port has VLANs of its own (`vlan_filtering`): one for a guest is in the bridge's own, untagged.
    package var filtersVLANs: Bool

    package init(name: String, mtu: Int? = nil, ports: [String] = [], filtersVLANs: Bool = false) {
        self.name = name
        self.mtu = mtu
        self.ports = ports
        self.filtersVLANs = filtersVLANs
    }
}
