import MANOModel

/// The network interfaces, in their order.
struct InterfaceConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        for interface in guest.interfaces {
            if case .physicalFunction(let address) = interface.attachment {
                if let device = HostDeviceConfigurator.device(address) { domain.addDevice(device) }
            } else if var element = element(interface) {
                if case .vhostUser(let port, _, _) = interface.attachment {
                    override(port, interface, &element, &domain, host)
                }
                domain.addDevice(element)
            }
        }
    }

    /// What libvirt has no word for, or none that works, is set on QEMU's device.
    private func override(
        _ port: String, _ interface: GuestInterface, _ element: inout XMLNode, _ domain: inout DomainDraft,
        _ host: DomainSurroundings
    ) {
        guard host.lacksMessageInterrupts || interface.mtu != nil else { return }
        // A name of ours: libvirt's own would depend on the other devices.
        let alias = "ua-\(port)"
        element.children.append(XMLNode("alias", ["name": alias]))
        if host.lacksMessageInterrupts { domain.override(alias, "vectors", unsigned: 0) }
        // For `<mtu>` libvirt looks for an interface of the kernel's.
        if let mtu = interface.mtu { domain.override(alias, "host_mtu", unsigned: mtu) }
    }

    private func element(_ interface: GuestInterface) -> XMLNode? {
        var element = XMLNode("interface", [:], [XMLNode("mac", ["address": interface.macAddress])])
        func add(_ node: XMLNode) { element.children.append(node) }
        switch interface.attachment {
        case .tap(let name):
            // libvirt makes the tap; the switch takes it up by its name.
            element.attributes["type"] = "ethernet"
            add(XMLNode("target", ["dev": name]))
        case .linuxBridge(let bridge, let port):
            element.attributes["type"] = "bridge"
            add(XMLNode("source", ["bridge": bridge]))
            add(XMLNode("target", ["dev": port]))
        case .macvtap(let device, let mode):
            element.attributes["type"] = "direct"
            add(XMLNode("source", ["dev": device, "mode": mode.rawValue]))
        case .vhostUser(_, let socket, let isServer):
            element.attributes["type"] = "vhostuser"
            var source = XMLNode(
                "source", ["type": "unix", "path": socket, "mode": isServer ? "server" : "client"])
            // The switch may come again.
            if !isServer { source.children.append(XMLNode("reconnect", ["enabled": "yes", "timeout": "1"])) }
            add(source)
        case .virtualFunction(let address, let settings):
            guard let source = PCIAddress(address)?.source(isTyped: true) else { return nil }
            element.attributes["type"] = "hostdev"
            element.attributes["managed"] = "yes"
            add(source)
            if let tag = settings.segment { add(XMLNode("vlan", [:], [XMLNode("tag", ["id": "\(tag)"])])) }
            return element
        case .vdpa(let device):
            element.attributes["type"] = "vdpa"
            add(XMLNode("source", ["dev": device]))
            add(XMLNode("model", ["type": "virtio"]))
            return element
        case .physicalFunction:
            return nil
        }
        add(XMLNode("model", ["type": interface.model.rawValue]))
        if let mtu = interface.mtu, interface.hasHostMTU { add(XMLNode("mtu", ["size": "\(mtu)"])) }
        if interface.model == .virtio, let driver = driver(interface) { add(driver) }
        add(XMLNode("rom", ["enabled": "no"]))
        return element
    }

    private func driver(_ interface: GuestInterface) -> XMLNode? {
        var driver = XMLNode(
            "driver",
            [
                "queues": interface.queues > 1 ? "\(interface.queues)" : nil,
                "packed": interface.isPacked ? "on" : nil,
            ])
        // QEMU's own is all of them.
        let offloads = interface.offloads
        var guest: [String: String?] = [:]
        if !offloads.checksums { guest["csum"] = "off" }
        if !offloads.segmentation { for key in ["tso4", "tso6", "ecn"] { guest[key] = "off" } }
        if !offloads.fragmentation { guest["ufo"] = "off" }
        var host = guest
        if !offloads.segmentation { host["gso"] = "off" }
        if !offloads.mergesBuffers { host["mrg_rxbuf"] = "off" }
        if !host.isEmpty { driver.children.append(XMLNode("host", host)) }
        if !guest.isEmpty { driver.children.append(XMLNode("guest", guest)) }
        return driver.attributes.isEmpty && driver.children.isEmpty ? nil : driver
    }
}
