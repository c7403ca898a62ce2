/// The kind of virtual interface that a VDU CP asks for (`vnic_type`, SOL001 6.8.8, in all its versions). `vhost-user` and
/// `vdpa` are the field's: no version of the standard has them.
package enum VNICType: String, Codable, Sendable, Hashable, CaseIterable {
    case normal, virtio, macvtap, direct, baremetal
    case virtioForwarder = "virtio-forwarder"
    case directPhysical = "direct-physical"
    case smartNIC = "smart-nic"
    case vhostUser = "vhost-user"
    /// A device of a card with a data path by virtio's rules.
    case vdpa
    /// Of containers.
    case bridge, ipvlan, loopback, macvlan, ptp, vlan
    case hostDevice = "host-device"
}

extension VNICType {
    /// What descriptors write in place of the standard's words, whatever their case: `PARAVIRT` and `SR-IOV` (OSM),
    /// `vhostuser`, `dpdkvhostuserclient` (Open vSwitch), `sriov`, `pci-passthrough`, `vhost-vdpa`, and the standard's words
    /// themselves.
    package init?(convention text: String) {
        let word = text.lowercased().filter { $0.isLetter || $0.isNumber }
        switch word {
        case "paravirt", "virtionet": self = .virtio
        case "vhostuser", "vhost", "dpdkvhostuser", "dpdkvhostuserclient", "ovsdpdk": self = .vhostUser
        case "sriov", "sriovvf", "vf", "pcivf": self = .direct
        case "vhostvdpa": self = .vdpa
        case "pcipassthrough", "passthrough", "pcipt", "pf", "sriovpf": self = .directPhysical
        case "smartnic": self = .smartNIC
        default:
            guard let type = Self.allCases.first(where: { $0.rawValue.filter { $0 != "-" } == word }) else {
                return nil
            }
            self = type
        }
    }
}
