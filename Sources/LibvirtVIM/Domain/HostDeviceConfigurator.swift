import MANOModel

/// PCI devices of the host that the guest is handed.
struct HostDeviceConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        for address in guest.devices {
            if let device = Self.device(address) { domain.addDevice(device) }
        }
    }

    /// libvirt takes the device from its driver, and gives it back. Nil where the text is no PCI address.
    static func device(_ address: String) -> XMLNode? {
        PCIAddress(address).map {
            XMLNode("hostdev", ["mode": "subsystem", "type": "pci", "managed": "yes"], [$0.source(isTyped: false)])
        }
    }
}
