/// A domain's document while it is put together.
struct DomainDraft {
    private(set) var children: [XMLNode] = []
    private(set) var devices: [XMLNode] = []
    /// What QEMU is told of devices beyond libvirt's words.
    private(set) var overrides: [XMLNode] = []

    static let qemuNamespace = "http://libvirt.org/schemas/domain/qemu/1.0"

    mutating func add(_ node: XMLNode) { children.append(node) }

    mutating func addDevice(_ node: XMLNode) { devices.append(node) }

    /// - Parameter alias: of a device, as the domain names it.
    mutating func override(_ alias: String, _ property: String, unsigned value: Int) {
        let node = XMLNode("qemu:property", ["name": property, "type": "unsigned", "value": "\(value)"])
        // libvirt takes one element of a device.
        if let index = overrides.firstIndex(where: { $0.attributes["alias"] == alias }) {
            overrides[index].children[0].children.append(node)
        } else {
            overrides.append(
                XMLNode("qemu:device", ["alias": alias], [XMLNode("qemu:frontend", [:], [node])]))
        }
    }

    func document(type: String) -> XMLNode {
        var domain = XMLNode("domain", ["type": type], children)
        if !devices.isEmpty { domain.children.append(XMLNode("devices", [:], devices)) }
        if !overrides.isEmpty {
            domain.attributes["xmlns:qemu"] = Self.qemuNamespace
            domain.children.append(XMLNode("qemu:override", [:], overrides))
        }
        return domain
    }
}
