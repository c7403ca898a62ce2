/// What is at the other end of an interface's cable, as it says itself (LLDP, IEEE 802.1AB).
package struct LinkNeighbour: Codable, Sendable, Hashable {
    /// The host's.
    package var interface: String
    /// The neighbour's name, or its chassis id where it has none.
    package var system: String
    /// The neighbour's port.
    package var port: String

    package init(interface: String, system: String, port: String) {
        self.interface = interface
        self.system = system
        self.port = port
    }
}
