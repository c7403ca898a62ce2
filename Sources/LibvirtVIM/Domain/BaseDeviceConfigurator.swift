import MANOModel

/// The emulator, and the devices that are no disk and no interface.
struct BaseDeviceConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        if let emulator = host.emulator { domain.addDevice(XMLNode("emulator", text: emulator)) }
        domain.addDevice(XMLNode("controller", ["type": "usb", "model": "none"]))
        domain.addDevice(XMLNode("memballoon", ["model": "none"]))
        if guest.hasRandom {
            domain.addDevice(
                XMLNode("rng", ["model": "virtio"], [XMLNode("backend", ["model": "random"], text: "/dev/urandom")]))
        }
        if let action = guest.watchdog {
            domain.addDevice(XMLNode("watchdog", ["model": "i6300esb", "action": action.rawValue]))
        }
    }
}
