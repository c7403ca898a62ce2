import MANOModel
import YAML

extension HostsReader {
    /// Physical functions with their VFs, at addresses made up by position.
    mutating func readFunctions(_ node: YAMLNode, _ host: inout Host, _ facts: inout HostFacts, _ used: inout Usage) {
        let entries = yaml.list(node, "physicalFunctions")
        guard entries.count <= 64 else {
            return yaml.report(node, "there are \(entries.count) physical functions; write at most 64")
        }
        for (index, entry) in entries.enumerated() {
            let keys = [
                "name", "physicalNetwork", "speed", "node", "virtualFunctions", "driver", "link", "switchdev", "mtu",
                "used", "usedBandwidth", "vdpaDevices", "usedVDPADevices",
            ]
            guard yaml.isMap(entry, "a physical function", keys: keys),
                let nameNode = yaml.required("name", of: entry, "the physical function"),
                let name = yaml.text(nameNode)
            else { continue }
            guard !facts.physicalFunctions.contains(where: { $0.name == name }) else {
                yaml.report(nameNode, "a physical function named \(name) was described before; give each its own name")
                continue
            }
            let count = entry["virtualFunctions"].flatMap { yaml.integer($0, 0...256) } ?? 0
            let function = PhysicalFunction(
                name: name, pciAddress: Self.address(bus: 16 + 2 * index, function: 0),
                driver: entry["driver"].flatMap { yaml.text($0) } ?? "",
                hasLink: entry["link"].flatMap { yaml.boolean($0) } ?? true,
                speed: entry["speed"].flatMap { yaml.rate($0) }, numaNode: numaNode(entry["node"], facts),
                isSwitchdev: entry["switchdev"].flatMap { yaml.boolean($0) } ?? false,
                virtualFunctions: (0..<count).map {
                    VirtualFunction(index: $0, pciAddress: Self.address(bus: 16 + 2 * index, function: 128 + $0))
                })
            facts.physicalFunctions.append(function)
            facts.interfaceMTUs[name] = entry["mtu"].flatMap { yaml.integer($0, 68...65_535) }
            if let network = entry["physicalNetwork"], let text = yaml.text(network) {
                host.physicalNetworks[name] = text
            }
            read(usedOf: function, entry, &used)
            readVDPADevices(of: function, entry, &facts, &used)
        }
    }

    /// Made of the function itself, as those of scalable functions are.
    private mutating func readVDPADevices(
        of function: PhysicalFunction, _ entry: YAMLNode, _ facts: inout HostFacts, _ used: inout Usage
    ) {
        let count = entry["vdpaDevices"].flatMap { yaml.integer($0, 0...256) } ?? 0
        let devices = (0..<count).map { index in
            VDPADevice(
                name: "\(function.name)-vdpa\(index)", driver: "vhost_vdpa",
                characterDevice: "/dev/vhost-vdpa-\(facts.vdpaDevices.count + index)", parent: function.pciAddress,
                numaNode: function.numaNode)
        }
        facts.vdpaDevices += devices
        guard let node = entry["usedVDPADevices"], let taken = yaml.integer(node, 0...count) else { return }
        for device in devices.prefix(taken) { used.add(.device, device.claimKey) }
    }

    /// Linux bridges, after the physical functions that are their ports.
    mutating func readBridges(_ node: YAMLNode, _ host: inout Host, _ facts: inout HostFacts) {
        for entry in yaml.list(node, "bridges") {
            guard yaml.isMap(entry, "a bridge", keys: ["name", "physicalNetwork", "mtu", "ports"]),
                let nameNode = yaml.required("name", of: entry, "the bridge"), let name = yaml.text(nameNode)
            else { continue }
            guard !facts.interfaceNames.contains(name) else {
                yaml.report(nameNode, "an interface named \(name) was described before; give each its own name")
                continue
            }
            let ports = entry["ports"].map { yaml.texts($0) } ?? []
            let others = Set(facts.bridges.flatMap(\.ports))
            for port in ports {
                if !facts.physicalFunctions.contains(where: { $0.name == port }) {
                    yaml.report(entry, "bridge \(name) has a port \(port), which is no physical function of the host")
                } else if others.contains(port) {
                    yaml.report(
                        entry, "\(port) is a port of another bridge; an interface can be one of a single bridge")
                }
            }
            facts.bridges.append(
                LinuxBridge(
                    name: name, mtu: entry["mtu"].flatMap { yaml.integer($0, 68...65_535) } ?? 1500, ports: ports))
            if let network = entry["physicalNetwork"], let text = yaml.text(network) {
                host.physicalNetworks[name] = text
            }
            guard facts.bridges.count <= 64 else {
                return yaml.report(entry, "there are more than 64 bridges on the host; describe fewer")
            }
        }
    }

    /// A number of VFs, or `whole` for the function itself.
    private mutating func read(usedOf function: PhysicalFunction, _ entry: YAMLNode, _ used: inout Usage) {
        if let node = entry["used"] {
            if node.text == "whole" {
                used.add(.device, function.pciAddress)
                for virtual in function.virtualFunctions { used.add(.device, virtual.pciAddress) }
            } else if let count = yaml.integer(node, 0...function.virtualFunctions.count) {
                for virtual in function.virtualFunctions.prefix(count) { used.add(.device, virtual.pciAddress) }
            }
        }
        if let node = entry["usedBandwidth"], let rate = yaml.rate(node) {
            used.add(.bandwidth, function.name, Int64(rate))
        }
    }

    /// Other PCI devices, in a PCI domain of their own.
    mutating func readDevices(_ node: YAMLNode, _ facts: inout HostFacts, _ used: inout Usage) {
        for entry in yaml.list(node, "devices") {
            guard yaml.isMap(entry, "a device", keys: ["vendor", "product", "class", "count", "node", "used"]) else {
                continue
            }
            let vendor = yaml.required("vendor", of: entry, "the device").flatMap { yaml.hexadecimal($0, digits: 4) }
            let product = yaml.required("product", of: entry, "the device")
                .flatMap { yaml.hexadecimal($0, digits: 4) }
            let deviceClass = entry["class"].flatMap { yaml.hexadecimal($0, digits: 4) } ?? "ff00"
            let count = entry["count"].flatMap { yaml.integer($0, 1...1024) } ?? 1
            let node = numaNode(entry["node"], facts)
            let taken = entry["used"].flatMap { yaml.integer($0, 0...count) } ?? 0
            for number in 0..<count {
                let position = facts.pciDevices.count
                let address =
                    "0001:" + Self.hexadecimal(position / 32, 2) + ":" + Self.hexadecimal(position % 32, 2) + ".0"
                facts.pciDevices.append(
                    PCIDevice(
                        address: address, vendorID: vendor ?? "", productID: product ?? "",
                        classCode: (Int(deviceClass, radix: 16) ?? 0) << 8, numaNode: node))
                if number < taken { used.add(.device, address) }
            }
            guard facts.pciDevices.count <= 8192 else {
                return yaml.report(entry, "there are more than 8192 devices on the host; describe fewer")
            }
        }
    }

    private mutating func numaNode(_ node: YAMLNode?, _ facts: HostFacts) -> Int? {
        guard let node, let number = yaml.integer(node, 0...63) else { return nil }
        if facts.numaNodes.contains(where: { $0.id == number }) { return number }
        yaml.report(node, "the host has no NUMA node \(number); it has 0 to \(facts.numaNodes.count - 1)")
        return nil
    }

    /// - Parameter function: counted on from the bus.
    private static func address(bus: Int, function: Int) -> String {
        let bus = hexadecimal(bus + function / 256, 2)
        return "0000:\(bus):\(hexadecimal(function % 256 / 8, 2)).\(function % 8)"
    }

    private static func hexadecimal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(digits - text.utf8.count, 0)) + text
    }

    // MARK: What is used

    mutating func read(used node: YAMLNode, _ used: inout Usage) {
        guard yaml.isMap(node, "used", keys: ["cpus", "sharedCPUs", "memory", "storage", "numa"]) else { return }
        if let entry = node["cpus"] {
            for cpu in yaml.numbers(entry, "this can't be read; write CPU numbers such as 0-3,16-19") ?? [] {
                used.add(.core, String(cpu))
            }
        }
        if let entry = node["sharedCPUs"], let count = yaml.integer(entry, 0...1_000_000) {
            used.add(.sharedCPU, "", Int64(count))
        }
        if let entry = node["memory"], let size = yaml.size(entry) { used.add(.memory, "", size) }
        if let entry = node["storage"], let size = yaml.size(entry) { used.add(.storage, "", size) }
        for pair in node["numa"]?.mapping ?? [] {
            // JSON has no keys but texts.
            guard let number = Int(pair.name), (0...63).contains(number) else {
                yaml.report(pair.key, "\"\(pair.name)\" is no NUMA node; write its number")
                continue
            }
            guard
                yaml.isMap(pair.value, "a NUMA node", keys: ["sharedCPUs", "memory", "hugepages"])
            else { continue }
            let key = NodeKey(number).claimKey
            if let entry = pair.value["sharedCPUs"], let count = yaml.integer(entry, 0...1_000_000) {
                used.add(.sharedCPU, key, Int64(count))
            }
            if let entry = pair.value["memory"], let size = yaml.size(entry) { used.add(.memory, key, size) }
            for page in pair.value["hugepages"]?.mapping ?? [] {
                guard let (size, count) = pagesOfASize(page) else { continue }
                used.add(
                    .memory, HugepagePool(node: number, size: size).claimKey, Int64(size) * 1024 * Int64(count))
            }
        }
    }
}
