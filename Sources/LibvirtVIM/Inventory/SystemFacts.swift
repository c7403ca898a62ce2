import MANOModel

/// What `/sys` tells of a host.
struct SystemFacts: Equatable, Sendable {
    /// Nil: not told.
    var onlineCPUs: [Int]?
    var offlineCPUs: [Int] = []
    var isolatedCPUs: [Int] = []
    var numaNodes: [NUMANode] = []
    var devices = DeviceFacts()
    var bonds: [Bond] = []
    var virtualInterfaces: [String] = []
    var bridges: [LinuxBridge] = []
    /// Bytes, of physical functions and virtual interfaces.
    var interfaceMTUs: [String: Int] = [:]

    /// It blocks.
    init(_ tree: SystemTree) {
        readCPUs(tree)
        readNodes(tree)
        devices = DeviceReader(tree).facts()
        bonds = Self.bonds(tree)
        virtualInterfaces = Self.virtualInterfaces(tree)
        bridges = Self.bridges(tree)
        for name in devices.functions.map(\.name) + virtualInterfaces {
            interfaceMTUs[name] = tree.number("/sys/class/net/\(name)/mtu")
        }
    }

    private mutating func readCPUs(_ tree: SystemTree) {
        let cpu = "/sys/devices/system/cpu"
        func list(_ path: String) -> [Int]? { tree.text(path).flatMap { CPUList.parse($0) } }
        onlineCPUs = list("\(cpu)/online")
        let present = list("\(cpu)/present") ?? []
        offlineCPUs = onlineCPUs.map { Set(present).subtracting($0).sorted() } ?? []
        // Those of the kernel's command line, and those of partitions made later (cgroup v2).
        isolatedCPUs = Set(list("\(cpu)/isolated") ?? []).union(list("/sys/fs/cgroup/cpuset.cpus.isolated") ?? [])
            .sorted()
    }

    private mutating func readNodes(_ tree: SystemTree) {
        let folder = "/sys/devices/system/node"
        for name in tree.names(folder) where name.hasPrefix("node") {
            guard let id = Int(name.dropFirst(4)) else { continue }
            let path = "\(folder)/\(name)"
            let online = onlineCPUs.map(Set.init)
            let cpus = (tree.text("\(path)/cpulist").flatMap { CPUList.parse($0) } ?? [])
                .filter { online?.contains($0) ?? true }
            var topology = CPUTopology()
            for cpu in cpus {
                let place = "/sys/devices/system/cpu/cpu\(cpu)/topology"
                topology.add(
                    cpu, socket: tree.number("\(place)/physical_package_id").flatMap { $0 < 0 ? nil : $0 } ?? 0,
                    core: tree.number("\(place)/core_id").flatMap { $0 < 0 ? nil : $0 } ?? cpu,
                    siblings: tree.text("\(place)/thread_siblings_list").flatMap { CPUList.parse($0) })
            }
            var node = NUMANode(id: id, cpus: topology.cpus, memory: Self.memory(tree.text("\(path)/meminfo")))
            var free: [Int: Int] = [:]
            for pages in tree.names("\(path)/hugepages") {
                guard pages.hasPrefix("hugepages-"), pages.hasSuffix("kB"),
                    let size = Int(pages.dropFirst(10).dropLast(2)),
                    let count = tree.number("\(path)/hugepages/\(pages)/nr_hugepages"), count > 0
                else { continue }
                node.hugepages[size] = count
                free[size] = tree.number("\(path)/hugepages/\(pages)/free_hugepages")
            }
            node.freeHugepages = free
            numaNodes.append(node)
        }
        numaNodes.sort { $0.id < $1.id }
        // Distances stand in the order of the nodes that are online.
        let ids = numaNodes.map(\.id)
        for index in numaNodes.indices {
            let words = tree.text("\(folder)/node\(ids[index])/distance")?.split(separator: " ") ?? []
            guard words.count == ids.count else { continue }
            for (id, word) in zip(ids, words) { numaNodes[index].distances[id] = Int(word) }
        }
    }

    /// Bytes, of `Node 0 MemTotal:  65536 kB`.
    private static func memory(_ text: String?) -> Int64 {
        for line in (text ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "MemTotal:"), index + 1 < words.count else { continue }
            return (Int64(words[index + 1]) ?? 0) << 10
        }
        return 0
    }

    /// What begins so is made for guests and containers, and comes and goes with them.
    private static let passing = ["mf", "vnet", "tap", "veth", "macvtap"]

    /// VLANs, bonds, ends of pairs: Ethernet without a device of its own that is neither a bridge nor a tap.
    private static func virtualInterfaces(_ tree: SystemTree) -> [String] {
        let net = "/sys/class/net"
        return tree.names(net).filter { name in
            let path = "\(net)/\(name)"
            return !passing.contains(where: name.hasPrefix) && tree.number("\(path)/type") == 1
                && !["device", "bridge", "tun_flags"].contains { tree.exists("\(path)/\($0)") }
        }
    }

    private static func bridges(_ tree: SystemTree) -> [LinuxBridge] {
        let net = "/sys/class/net"
        return tree.names(net).filter { tree.exists("\(net)/\($0)/bridge") }.map { name in
            LinuxBridge(
                name: name, mtu: tree.number("\(net)/\(name)/mtu"),
                ports: tree.names("\(net)/\(name)/brif").filter { port in
                    !passing.contains(where: port.hasPrefix)
                }, filtersVLANs: tree.number("\(net)/\(name)/bridge/vlan_filtering") == 1)
        }
    }

    private static func bonds(_ tree: SystemTree) -> [Bond] {
        let net = "/sys/class/net"
        return tree.names(net).compactMap { name in
            let bonding = "\(net)/\(name)/bonding"
            // "802.3ad 4"
            guard let mode = tree.text("\(bonding)/mode")?.split(separator: " ").first.map(String.init) else {
                return nil
            }
            let active = tree.text("\(bonding)/active_slave")
            let members = (tree.text("\(bonding)/slaves") ?? "").split(separator: " ").map { member in
                let state = "\(net)/\(member)/bonding_slave"
                let hasLink =
                    tree.text("\(state)/mii_status").map { $0 == "up" }
                    ?? (tree.number("\(net)/\(member)/carrier") == 1)
                return Bond.Member(
                    name: String(member), hasLink: hasLink,
                    isActive: active.map { $0 == member }
                        ?? (tree.text("\(state)/state").map { $0 == "active" } ?? hasLink))
            }
            var isNegotiated: Bool?
            if mode == "802.3ad" {
                isNegotiated = tree.text("\(bonding)/ad_partner_mac").map { $0 != "00:00:00:00:00:00" }
            }
            return Bond(name: name, mode: mode, isNegotiated: isNegotiated, members: members)
        }
    }
}
