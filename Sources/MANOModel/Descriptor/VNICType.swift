/// The kind of virtual interface that a VDU CP asks for (`vnic_type`, SOL001 6.8.8).
package enum VNICType: String, Codable, Sendable, Hashable, CaseIterable {
    case normal, macvtap, direct, baremetal
    case virtioForwarder = "virtio-forwarder"
    case directPhysical = "direct-physical"
    case smartNIC = "smart-nic"
}
