/// A network that external connection points are put on: SOL003 `extVirtualLinks[].resourceId` names its id.
package struct Network: Codable, Sendable, Equatable {
    package var id: Identifier<Network>
    /// Unique.
    package var name: String
    /// The VLAN tag that keeps the network apart on a switch, 1 to 4094; claimed.
    package var segment: Int
    /// IPv4 or IPv6 prefix (`10.10.0.0/24`) from which addresses are given; nil: none are given.
    package var prefix: String?
    /// Never given to a guest.
    package var gateway: String?
    /// Bytes; nil: what is usual.
    package var mtu: Int?
    package var attachment: Attachment
    /// For virtual functions on a provider network; nil: as their drivers do by themselves.
    package var functionPolicy: VirtualFunctionPolicy?
    /// The host where the network meets the outside, or that its guests are bound to.
    package var hostID: Identifier<Host>?
    /// What carries it between the hosts that it is on; nil: it is on one, or on each for itself.
    package var carrier: Carrier?
    /// In the order in which they came.
    package var places: [Place]
    /// The NS instance whose virtual link it is; nil for the operator's own.
    package var nsInstanceID: Identifier<NSInstance>?
    /// The NS VL or the VNF's internal VL descriptor that it realises.
    package var virtualLinkDescID: String?
    package var vnfInstanceID: Identifier<VNFInstance>?

    /// Where the outside of a network is.
    package enum Attachment: Codable, Sendable, Equatable {
        /// Only guests are on it.
        case none
        /// A network namespace on `hostID`, with the address (`10.10.0.1/24`) on its interface.
        case namespace(name: String, address: String?)
        /// A physical interface of the host, whole or one VLAN of it.
        case physical(interface: String, vlan: Int?)
        /// An interface of the host itself with the address: the management network that the manager reaches.
        case host(address: String)
        /// A physical network that hosts' cards and Linux bridges lead to, whole or one VLAN of it. Guests reach it by
        /// these, past the switch.
        case provider(physicalNetwork: String, vlan: Int?)

        /// VLAN tag on what it leads to; nil: none.
        package var vlan: Int? {
            switch self {
            case .physical(_, let vlan), .provider(_, let vlan): vlan
            case .none, .namespace, .host: nil
            }
        }

        /// It is a port of a host's switch.
        package var hasEndpoint: Bool {
            switch self {
            case .none, .provider: false
            case .namespace, .physical, .host: true
            }
        }
    }

    package init(
        id: Identifier<Network>, name: String, segment: Int, prefix: String? = nil, gateway: String? = nil,
        attachment: Attachment = .none, functionPolicy: VirtualFunctionPolicy? = nil, hostID: Identifier<Host>? = nil,
        nsInstanceID: Identifier<NSInstance>? = nil,
        virtualLinkDescID: String? = nil, vnfInstanceID: Identifier<VNFInstance>? = nil, carrier: Carrier? = nil,
        places: [Place] = [], mtu: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.segment = segment
        self.prefix = prefix
        self.gateway = gateway
        self.attachment = attachment
        self.functionPolicy = functionPolicy
        self.hostID = hostID
        self.nsInstanceID = nsInstanceID
        self.virtualLinkDescID = virtualLinkDescID
        self.vnfInstanceID = vnfInstanceID
        self.carrier = carrier
        self.places = places
        self.mtu = mtu
    }

    /// The name of the attachment's port on the switch; it follows from the id.
    package var endpointPortName: String { ExternalName.make(kind: "endpoint", owner: id.rawValue) }
}
