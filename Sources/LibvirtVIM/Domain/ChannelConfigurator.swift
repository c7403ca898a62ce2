import MANOModel

/// How the guest is spoken to: the serial log, our agent's channel, QEMU's guest agent's.
struct ChannelConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        // A kernel that is booted by itself has no drivers for the channels, unless it says that it speaks on them.
        let bootsDisk = guest.boot == .disk
        if bootsDisk || guest.readiness.probe == .agent {
            domain.addDevice(channel("org.manifold.agent.0", host.layout.agentSocket(guest.name)))
        }
        if bootsDisk || guest.readiness.probe == .guestAgent {
            domain.addDevice(channel("org.qemu.guest_agent.0", host.layout.guestAgentSocket(guest.name)))
        }
        domain.addDevice(
            XMLNode(
                "serial", ["type": "file"],
                [
                    // Appending, so that a log that is cut short begins again at its start.
                    XMLNode("source", ["path": host.layout.serialLog(guest.name), "append": "on"]),
                    XMLNode("target", ["port": "0"]),
                ]))
    }

    private func channel(_ name: String, _ socket: String) -> XMLNode {
        XMLNode(
            "channel", ["type": "unix"],
            [
                XMLNode("source", ["mode": "bind", "path": socket]),
                XMLNode("target", ["type": "virtio", "name": name]),
            ])
    }
}
