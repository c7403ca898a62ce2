/// One connection point of a VNFC: a NIC of the guest and a port of the switch.
package struct ConnectionPoint: Codable, Sendable, Equatable {
    package var id: Identifier<ConnectionPoint>
    package var cpdID: String
    /// Where the CP is exposed as an external one: its CPD.
    package var externalCPDID: String?
    package var networkID: Identifier<Network>
    /// Of the network, on the switch.
    package var segment: Int
    package var macAddress: String
    /// With prefix length (`10.10.0.5/24`); empty where the network gives none.
    package var addresses: [String]
    package var gateway: String?
    /// Bytes, of the network; nil: what is usual.
    package var mtu: Int?
    /// The tap's and the switch port's name; follows from the id.
    package var portName: String
    /// The OpenFlow port number that was asked for, 1 to 65279; 0 for one that goes past the switch.
    package var portNumber: Int
    /// The card's function that it is; nil: it is a port of the switch.
    package var function: Function?
    /// What is made on an interface of the host for it; nil: it is no macvtap.
    package var macvtap: Macvtap?
    /// The Linux bridge of the host that it is a port of; nil: it is none of one.
    package var bridge: String?
    /// The name of the host's vDPA device that it is; nil: it is none.
    package var vdpaDevice: String?
    /// The vhost-user socket of the switch's port; nil: it is a tap.
    package var socket: String?
    /// The switch makes the socket, and the guest connects to it; nil: the guest makes it.
    package var switchListens: Bool?

    /// A function of a host's network card.
    package struct Function: Codable, Sendable, Equatable {
        package var pciAddress: String
        /// Not one of its virtual ones.
        package var isPhysical: Bool
        /// VLAN tag that the card puts on and takes off; nil: none.
        package var segment: Int?
        /// Mbit/s that are set aside for it; 0: none.
        package var bandwidth: Int64
        /// The network's, where it says anything of virtual functions.
        package var policy: VirtualFunctionPolicy?

        package init(
            pciAddress: String, isPhysical: Bool, segment: Int?, bandwidth: Int64, policy: VirtualFunctionPolicy? = nil
        ) {
            self.pciAddress = pciAddress
            self.isPhysical = isPhysical
            self.segment = segment
            self.bandwidth = bandwidth
            self.policy = policy
        }
    }

    /// An interface of the guest's on one of the host's.
    package struct Macvtap: Codable, Sendable, Equatable {
        /// The host's.
        package var interface: String
        package var mode: GuestInterface.MacvtapMode

        package init(interface: String, mode: GuestInterface.MacvtapMode) {
            self.interface = interface
            self.mode = mode
        }
    }

    /// Makes it a port of a host's switch: a vhost-user port where that has DPDK.
    package mutating func takeSocket(of host: Host, as cp: VduCp?, exposedAs external: VnfExtCp?) {
        guard host.facts?.networkSwitch.hasDPDK == true else { return }
        let isClient = cp?.isVhostUserClient(exposedAs: external) ?? false
        switchListens = isClient ? true : nil
        socket =
            isClient
            ? host.connection.switchSocket(port: portName) : host.connection.vhostUserSocket(port: portName)
    }

    package var isSwitchPort: Bool { function == nil && macvtap == nil && bridge == nil && vdpaDevice == nil }

    package init(
        id: Identifier<ConnectionPoint>, cpdID: String, externalCPDID: String? = nil, networkID: Identifier<Network>,
        segment: Int,
        macAddress: String, addresses: [String] = [], gateway: String? = nil, portName: String, portNumber: Int,
        function: Function? = nil, socket: String? = nil, mtu: Int? = nil
    ) {
        self.id = id
        self.cpdID = cpdID
        self.externalCPDID = externalCPDID
        self.networkID = networkID
        self.segment = segment
        self.macAddress = macAddress
        self.addresses = addresses
        self.gateway = gateway
        self.portName = portName
        self.portNumber = portNumber
        self.function = function
        self.socket = socket
        self.mtu = mtu
    }
}
