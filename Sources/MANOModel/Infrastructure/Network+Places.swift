extension Network {
    /// What carries a network between hosts; claimed.
    package enum Carrier: Codable, Sendable, Equatable, Hashable {
        case vlan(physicalNetwork: String, id: Int)

        /// `VLAN 1001 of fabric`.
        package var title: String {
            switch self {
            case .vlan(let physicalNetwork, let id): "VLAN \(id) of \(physicalNetwork)"
            }
        }

        /// The claim that makes it nobody else's.
        package func claim(owner: String) -> Claim {
            switch self {
            case .vlan(let physicalNetwork, let id):
                Claim(kind: .segment, scope: physicalNetwork, key: String(id), owner: owner)
            }
        }
    }

    /// A host that the network is on, from its first guest there on.
    package struct Place: Codable, Sendable, Equatable {
        package var hostID: Identifier<Host>
        /// Where it leaves the host; nil while it is on no other, or nothing joins the host with others.
        package var uplink: Uplink?

        package init(hostID: Identifier<Host>, uplink: Uplink? = nil) {
            self.hostID = hostID
            self.uplink = uplink
        }
    }

    /// The port by which a network leaves one host's switch.
    package struct Uplink: Codable, Sendable, Equatable {
        package var interface: String
        package var portNumber: Int

        package init(interface: String, portNumber: Int) {
            self.interface = interface
            self.portNumber = portNumber
        }
    }

    /// Whose the uplink on a host is, in claims and on the switch.
    package func uplinkOwner(on hostID: Identifier<Host>) -> String { "\(id)/\(hostID)" }

    /// The name of the uplink's port on the switch; it follows from the ids.
    package func uplinkPortName(on hostID: Identifier<Host>) -> String {
        ExternalName.make(kind: "uplink", owner: uplinkOwner(on: hostID))
    }

    /// The uplink on a host, as its switch is told; nil: there is none.
    package func uplink(on hostID: Identifier<Host>) -> EndpointSpec? {
        guard let carrier, let uplink = places.first(where: { $0.hostID == hostID })?.uplink else { return nil }
        switch carrier {
        case .vlan(_, let id):
            return EndpointSpec(
                owner: uplinkOwner(on: hostID), portName: uplinkPortName(on: hostID), number: uplink.portNumber,
                segment: segment, attachment: .physical(interface: uplink.interface, vlan: id), isChained: false)
        }
    }
}
