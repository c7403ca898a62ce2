import CLibvirt

/// Which of a host's devices to list.
package struct NodeDeviceKinds: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let pci = NodeDeviceKinds(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV.rawValue)
    package static let net = NodeDeviceKinds(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET.rawValue)
    package static let mediated = NodeDeviceKinds(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV.rawValue)
    package static let vdpa = NodeDeviceKinds(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA.rawValue)
    package static let storage = NodeDeviceKinds(rawValue: VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE.rawValue)
}
