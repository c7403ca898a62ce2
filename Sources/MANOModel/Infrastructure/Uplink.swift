/// What of a host the interfaces of guests that pass by its switch come from.
package struct Uplink: Sendable, Equatable {
    package var kind: Kind
    /// Its virtual functions are what single guests can have of it.
    package var interface: PhysicalFunction
    /// It is a port of a Linux bridge: no macvtap can be on it, and nobody can have it as a whole.
    package var isBridgePort: Bool
    /// Bytes that an IP packet has at most there; nil: not known.
    package var mtu: Int?

    package enum Kind: Sendable, Hashable {
        /// A card, a bond, a VLAN.
        case interface
        /// A Linux bridge.
        case bridge
    }

    package init(_ kind: Kind, _ interface: PhysicalFunction, isBridgePort: Bool = false, mtu: Int? = nil) {
        self.kind = kind
        self.interface = interface
        self.isBridgePort = isBridgePort
        self.mtu = mtu
    }
}
