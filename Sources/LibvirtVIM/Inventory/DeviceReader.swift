import MANOModel

/// Devices from `/sys/bus` and `/sys/class/net`. It blocks.
struct DeviceReader {
    private let tree: SystemTree
    private static let pci = "/sys/bus/pci/devices"
    private static let net = "/sys/class/net"

    init(_ tree: SystemTree) {
        self.tree = tree
    }

    /// An interface with a device under it.
    private struct Interface {
        var name: String
        /// Nil: it is on another bus than PCI.
        var address: String?
        var switchID: String?
        var portName: String?
        var port: Int

        /// The VF that it stands for: the number of its PF and its own (`pf0vf3`, `c1pf0vf3`).
        var represents: (function: Int, vf: Int)? {
            guard let portName, switchID != nil, let start = portName.firstRange(of: "pf") else { return nil }
            let numbers = portName[start.upperBound...].split(separator: "vf", omittingEmptySubsequences: false)
            guard numbers.count == 2, let function = Int(numbers[0]), let vf = Int(numbers[1]) else { return nil }
            return (function, vf)
        }

        /// It stands for a VF, a PF or a subfunction behind the switch.
        var isRepresentor: Bool { switchID != nil && portName?.contains("pf") == true }
    }

    func facts() -> DeviceFacts {
        let addresses = tree.names(Self.pci).filter(PCIAddress.isOne)
        let all = tree.names(Self.net).compactMap(interface)
        let representors = all.filter(\.isRepresentor)
        var facts = DeviceFacts(hidden: Set(representors.map(\.name)))
        var byAddress: [String: [Interface]] = [:]
        for interface in all where !interface.isRepresentor {
            if let address = interface.address {
                byAddress[address, default: []].append(interface)
            } else {
                facts.functions.append(function(interface))
            }
        }
        let virtual = Set(addresses.filter { tree.exists("\(Self.pci)/\($0)/physfn") })
        var owned: Set<String> = []
        for address in addresses where !virtual.contains(address) {
            var interfaces = (byAddress[address] ?? []).sorted { ($0.port, $0.name) < ($1.port, $1.name) }
            let functions = virtualFunctions(of: address, byAddress)
            if interfaces.isEmpty, !functions.isEmpty, classCode(address) >> 16 == NodeDeviceFacts.networks {
                interfaces = [Interface(name: address, address: address, port: 0)]
            }
            guard let first = interfaces.first else { continue }
            owned.insert(address)
            owned.formUnion(functions.map(\.pciAddress))
            for interface in interfaces {
                var found = function(interface)
                if interface.name == first.name {
                    found.maxVirtualFunctions = tree.number("\(Self.pci)/\(address)/sriov_totalvfs") ?? 0
                    found.virtualFunctions = represented(functions, by: representors, interface)
                }
                // Legacy mode has no switch id, switches in hardware have ids but no VFs.
                found.isSwitchdev = interface.switchID != nil && found.maxVirtualFunctions > 0
                facts.functions.append(found)
            }
        }
        facts.functions.sort { $0.name < $1.name }
        facts.pciDevices =
            addresses
            .filter { !owned.contains($0) && classCode($0) >> 16 != NodeDeviceFacts.bridges }.map(device)
        facts.mediated = mediated()
        facts.vdpa = vdpa()
        // A VF's own interface is told with the VF.
        facts.hidden.formUnion(byAddress.filter { virtual.contains($0.key) }.flatMap { $0.value.map(\.name) })
        return facts
    }

    /// Nil for one without a device: virtual.
    private func interface(_ name: String) -> Interface? {
        guard let place = tree.place("\(Self.net)/\(name)/device") else { return nil }
        return Interface(
            name: name, address: PCIAddress.nearest(in: place),
            switchID: tree.text("\(Self.net)/\(name)/phys_switch_id"),
            portName: tree.text("\(Self.net)/\(name)/phys_port_name"),
            port: tree.number("\(Self.net)/\(name)/dev_port") ?? 0)
    }

    private func function(_ interface: Interface) -> PhysicalFunction {
        let path = "\(Self.net)/\(interface.name)"
        let address = interface.address ?? ""
        let speed = tree.number("\(path)/speed").flatMap { $0 > 0 ? $0 : nil }
        return PhysicalFunction(
            name: interface.name, pciAddress: address, macAddress: tree.text("\(path)/address") ?? "",
            driver: tree.target(address.isEmpty ? "\(path)/device/driver" : "\(Self.pci)/\(address)/driver") ?? "",
            hasLink: hasLink(path),
            speed: speed, numaNode: address.isEmpty ? nil : numaNode(address),
            vendorID: address.isEmpty ? nil : id(address, "vendor"),
            productID: address.isEmpty ? nil : id(address, "device"),
            iommuGroup: address.isEmpty ? nil : iommuGroup(address))
    }

    /// Some drivers never tell their state, but whether there is a carrier.
    private func hasLink(_ path: String) -> Bool {
        switch tree.text("\(path)/operstate") {
        case "up": true
        case nil, "unknown": tree.number("\(path)/carrier") == 1
        default: false
        }
    }

    private func virtualFunctions(of address: String, _ interfaces: [String: [Interface]]) -> [VirtualFunction] {
        tree.names("\(Self.pci)/\(address)").compactMap { name in
            guard name.hasPrefix("virtfn"), let index = Int(name.dropFirst(6)),
                let vf = tree.target("\(Self.pci)/\(address)/\(name)"), PCIAddress.isOne(vf)
            else { return nil }
            return VirtualFunction(
                index: index, pciAddress: vf, driver: tree.target("\(Self.pci)/\(vf)/driver"),
                iommuGroup: iommuGroup(vf),
                interface: interfaces[vf]?.first?.name)
        }.sorted { $0.index < $1.index }
    }

    /// Representors belong to the uplink with the same switch whose port is `p` and their PF's number.
    private func represented(
        _ functions: [VirtualFunction], by representors: [Interface], _ uplink: Interface
    ) -> [VirtualFunction] {
        guard let switchID = uplink.switchID else { return functions }
        let number = uplink.portName.flatMap { $0.hasPrefix("p") ? Int($0.dropFirst()) : nil }
        var names: [Int: String] = [:]
        for representor in representors where representor.switchID == switchID {
            guard let (function, vf) = representor.represents, number == nil || function == number else { continue }
            names[vf] = representor.name
        }
        return functions.map { function in
            var function = function
            function.representor = names[function.index]
            return function
        }
    }

    private func device(_ address: String) -> PCIDevice {
        PCIDevice(
            address: address, vendorID: id(address, "vendor"), productID: id(address, "device"),
            classCode: classCode(address), driver: tree.target("\(Self.pci)/\(address)/driver"),
            numaNode: numaNode(address), iommuGroup: iommuGroup(address),
            physicalFunction: tree.target("\(Self.pci)/\(address)/physfn").flatMap { PCIAddress.isOne($0) ? $0 : nil })
    }

    private func mediated() -> [MediatedDevice] {
        let folder = "/sys/bus/mdev/devices"
        return tree.names(folder).map { uuid in
            let parent = tree.place("\(folder)/\(uuid)").flatMap(PCIAddress.nearest)
            return MediatedDevice(
                uuid: uuid, type: tree.target("\(folder)/\(uuid)/mdev_type") ?? "", parent: parent,
                iommuGroup: tree.target("\(folder)/\(uuid)/iommu_group").flatMap { Int($0) },
                numaNode: parent.flatMap(numaNode))
        }
    }

    private func vdpa() -> [VDPADevice] {
        let folder = "/sys/bus/vdpa/devices"
        return tree.names(folder).map { name in
            let parent = tree.place("\(folder)/\(name)").flatMap(PCIAddress.nearest)
            return VDPADevice(
                name: name, driver: tree.target("\(folder)/\(name)/driver"),
                characterDevice: tree.names("\(folder)/\(name)").first { $0.hasPrefix("vhost-vdpa-") }.map {
                    "/dev/\($0)"
                },
                parent: parent, numaNode: parent.flatMap(numaNode))
        }
    }

    private func classCode(_ address: String) -> Int { tree.number("\(Self.pci)/\(address)/class") ?? 0 }

    private func id(_ address: String, _ file: String) -> String {
        PCIAddress.hex(tree.number("\(Self.pci)/\(address)/\(file)") ?? 0, 4)
    }

    /// -1 in the file is no node.
    private func numaNode(_ address: String) -> Int? {
        tree.number("\(Self.pci)/\(address)/numa_node").flatMap { $0 < 0 ? nil : $0 }
    }

    private func iommuGroup(_ address: String) -> Int? {
        tree.target("\(Self.pci)/\(address)/iommu_group").flatMap { Int($0) }
    }
}
