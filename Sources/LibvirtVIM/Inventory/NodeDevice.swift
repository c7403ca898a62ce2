/// A device of a host as libvirt describes it (`node device` documents).
struct NodeDevice: Equatable, Sendable {
    /// libvirt's: `pci_0000_3b_00_0`.
    var name: String
    var parent: String?
    var driver: String?
    var kind: Kind

    enum Kind: Equatable, Sendable {
        case pci(PCI)
        case net(Net)
        case mediated(uuid: String, type: String, parent: String?, iommuGroup: Int?)
        case vdpa(characterDevice: String?)
    }

    struct PCI: Equatable, Sendable {
        var address: String
        var classCode: Int
        var vendorID: String
        var productID: String
        var vendorName: String?
        var productName: String?
        var numaNode: Int?
        var iommuGroup: Int?
        /// How many VFs it could have; nil: it isn't made for any.
        var maxVirtualFunctions: Int?
        var virtualFunctions: [String] = []
        var physicalFunction: String?
    }

    struct Net: Equatable, Sendable {
        var interface: String
        var macAddress: String
        var hasLink: Bool
        var speed: Int?
    }

    /// Nil for kinds that an inventory doesn't look at.
    init?(name: String, xml: String) throws {
        let root = try XMLNode.parse(xml)
        self.name = name
        parent = root["parent"]?.text
        driver = root["driver"]?["name"]?.text
        guard let capability = root["capability"], let kind = Self.kind(capability, name: name) else { return nil }
        self.kind = kind
    }

    private static func kind(_ capability: XMLNode, name: String) -> Kind? {
        switch capability.attributes["type"] {
        case "pci": return pci(capability).map(Kind.pci)
        case "net":
            guard let interface = capability["interface"]?.text else { return nil }
            let link = capability["link"]
            return .net(
                Net(
                    interface: interface, macAddress: capability["address"]?.text ?? "",
                    hasLink: link?.attributes["state"] == "up",
                    speed: link?.integer("speed").flatMap { $0 > 0 ? $0 : nil }))
        case "mdev":
            // libvirt's name is `mdev_` and the UUID with underscores, newer ones with the parent's address behind it.
            let words = name.split(separator: "_").dropFirst().prefix(5)
            guard let uuid = capability["uuid"]?.text ?? (words.count == 5 ? words.joined(separator: "-") : nil) else {
                return nil
            }
            return .mediated(
                uuid: uuid, type: capability["type"]?.attributes["id"] ?? "", parent: capability["parent_addr"]?.text,
                iommuGroup: capability["iommuGroup"]?.integer("number"))
        case "vdpa": return .vdpa(characterDevice: capability["chardev"]?.text)
        default: return nil
        }
    }

    private static func pci(_ node: XMLNode) -> PCI? {
        guard
            let address = PCIAddress.of(
                domain: node["domain"]?.integer, bus: node["bus"]?.integer, slot: node["slot"]?.integer,
                function: node["function"]?.integer)
        else { return nil }
        var pci = PCI(
            address: address, classCode: node["class"]?.integer ?? 0,
            vendorID: PCIAddress.hex(node["vendor"]?.integer("id") ?? 0, 4),
            productID: PCIAddress.hex(node["product"]?.integer("id") ?? 0, 4),
            vendorName: named(node["vendor"]), productName: named(node["product"]),
            // -1 is no node.
            numaNode: node["numa"]?.integer("node").flatMap { $0 < 0 ? nil : $0 },
            iommuGroup: node["iommuGroup"]?.integer("number"))
        for inner in node.all("capability") {
            let addresses = inner.all("address").compactMap(Self.address)
            switch inner.attributes["type"] {
            case "virt_functions":
                pci.virtualFunctions = addresses
                pci.maxVirtualFunctions = inner.integer("maxCount") ?? addresses.count
            case "phys_function": pci.physicalFunction = addresses.first
            default: break
            }
        }
        return pci
    }

    private static func named(_ node: XMLNode?) -> String? { node.flatMap { $0.text.isEmpty ? nil : $0.text } }

    private static func address(_ node: XMLNode) -> String? {
        PCIAddress.of(
            domain: node.integer("domain"), bus: node.integer("bus"), slot: node.integer("slot"),
            function: node.integer("function"))
    }
}
