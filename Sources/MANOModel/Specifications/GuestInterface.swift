/// A network interface of a guest.
package struct GuestInterface: Sendable, Codable, Equatable {
    package var attachment: Attachment
    package var macAddress: String
    package var model: Model
    /// Pairs of queues; more than 1 for virtio alone.
    package var queues: Int
    /// Bytes; nil: what is usual.
    package var mtu: Int?
    /// Of a virtio one.
    package var offloads: Offloads
    /// Packed rings (virtio 1.1).
    package var isPacked: Bool
    package var cpdID: String
    /// With prefix length.
    package var addresses: [String]

    package enum Model: String, Sendable, Codable, CaseIterable {
        case virtio, e1000, e1000e, rtl8139
    }

    /// What guest and host leave to each other. A switch that moves packets in user space doesn't finish what a guest
    /// leaves undone.
    package struct Offloads: Sendable, Codable, Equatable {
        package var checksums: Bool
        /// Of TCP (TSO, ECN), and the sender's segmentation as a whole (GSO); needs checksums (virtio 1.2, 5.1.3.1).
        package var segmentation: Bool
        /// Of UDP (UFO); needs checksums.
        package var fragmentation: Bool
        /// A packet that is received can be in several buffers of the guest's.
        package var mergesBuffers: Bool

        package init(
            checksums: Bool = false, segmentation: Bool = false, fragmentation: Bool = false, mergesBuffers: Bool = true
        ) {
            self.checksums = checksums
            self.segmentation = segmentation
            self.fragmentation = fragmentation
            self.mergesBuffers = mergesBuffers
        }
    }

    /// What is behind it on the host.
    package enum Attachment: Sendable, Codable, Equatable {
        /// A tap that the switch takes up by its name.
        case tap(String)
        /// A tap on a bridge of the host's kernel.
        case linuxBridge(String, port: String)
        case macvtap(device: String, mode: MacvtapMode)
        /// A vhost-user port of the switch, with its socket. The guest makes the socket where it is the server, and
        /// outlives the switch.
        case vhostUser(port: String, socket: String, isServer: Bool)
        /// A virtual function, by PCI address.
        case virtualFunction(String, VirtualFunctionSettings)
        /// A physical function as a whole, by PCI address.
        case physicalFunction(String)
        /// A vDPA device: `/dev/vhost-vdpa-0`.
        case vdpa(String)
    }

    package enum MacvtapMode: String, Sendable, Codable, CaseIterable {
        case bridge, `private`, vepa, passthrough
    }

    /// What the physical function is told of one of its virtual ones.
    package struct VirtualFunctionSettings: Sendable, Codable, Equatable {
        /// VLAN tag that the card puts on and takes off; nil: none.
        package var segment: Int?
        /// Frames with other source addresses are dropped; nil: as the driver does by itself.
        package var checksSource: Bool?
        /// The guest may be promiscuous and change its address; nil: as the driver does by itself.
        package var isTrusted: Bool?
        package var linkState: LinkState?
        /// Mbit/s that it may send; nil: no limit.
        package var bandwidth: Int64?

        package enum LinkState: String, Sendable, Codable {
            case auto, enable, disable
        }

        package init(
            segment: Int? = nil, checksSource: Bool? = nil, isTrusted: Bool? = nil, linkState: LinkState? = nil,
            bandwidth: Int64? = nil
        ) {
            self.segment = segment
            self.checksSource = checksSource
            self.isTrusted = isTrusted
            self.linkState = linkState
            self.bandwidth = bandwidth
        }
    }

    package init(
        _ attachment: Attachment, macAddress: String, model: Model = .virtio, queues: Int = 1, mtu: Int? = nil,
        offloads: Offloads = Offloads(), isPacked: Bool = false, cpdID: String, addresses: [String] = []
    ) {
        self.attachment = attachment
        self.macAddress = macAddress
        self.model = model
        self.queues = queues
        self.mtu = mtu
        self.offloads = offloads
        self.isPacked = isPacked
        self.cpdID = cpdID
        self.addresses = addresses
    }

    /// The Linux bridge that it is a port of; nil: none.
    package var bridge: String? {
        if case .linuxBridge(let bridge, _) = attachment { bridge } else { nil }
    }

    /// The host's vDPA device that it is, by its path; nil: none.
    package var vdpaDevice: String? {
        if case .vdpa(let path) = attachment { path } else { nil }
    }

    /// libvirt sets its MTU. QEMU tells that of a vhost-user port to the guest, and no interface has it. A macvtap has that of the interface under it, and of functions and vDPA devices the
    /// guest's driver knows: there the guest is told by its config drive alone.
    package var hasHostMTU: Bool {
        switch attachment {
        case .tap, .linuxBridge: true
        case .vhostUser, .macvtap, .virtualFunction, .physicalFunction, .vdpa: false
        }
    }

    /// The switch's port for it; nil: it goes past the switch.
    package var switchPort: String? {
        switch attachment {
        case .tap(let name), .vhostUser(let name, _, _): name
        case .linuxBridge, .macvtap, .virtualFunction, .physicalFunction, .vdpa: nil
        }
    }
}
