/// What of a host the interfaces of guests that pass by its switch come from.
package struct Uplink: Sendable, Equatable {
    package var kind: Kind
    package var interface: PhysicalFunction
    /// What single guests can have of it: virtual functions, or vDPA devices.
    package var parts: [Part]
    /// It is a port of a Linux bridge: no macvtap can be on it, and nobody can have it as a whole.
    package var isBridgePort: Bool
    /// vDPA devices are made of it: nobody can have it as a whole.
    package var hasVDPADevices: Bool
    /// Bytes that an IP packet has at most there; nil: not known.
    package var mtu: Int?

    package enum Kind: Sendable, Hashable {
        /// A card, a bond, a VLAN.
        case interface
        /// A Linux bridge.
        case bridge
        /// The vDPA devices of a card, or a device by itself.
        case vdpa
    }

    package struct Part: Sendable, Equatable {
        /// What a claim on it names.
        package var claimKey: String
        /// The virtual function that it is made of, which nobody can have beside it; nil: none.
        package var parent: String?

        package init(claimKey: String, parent: String? = nil) {
            self.claimKey = claimKey
            self.parent = parent
        }
    }

    package init(
        _ kind: Kind, _ interface: PhysicalFunction, parts: [Part] = [], isBridgePort: Bool = false,
        hasVDPADevices: Bool = false, mtu: Int? = nil
    ) {
        self.kind = kind
        self.interface = interface
        self.parts = parts
        self.isBridgePort = isBridgePort
        self.hasVDPADevices = hasVDPADevices
        self.mtu = mtu
    }
}
