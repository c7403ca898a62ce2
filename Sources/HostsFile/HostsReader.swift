import MANOModel
import YAML

/// Reads the hosts of a hosts file.
struct HostsReader {
    var yaml = YAMLReader()
    private(set) var hosts: [Host] = []
    private(set) var claims: [Claim] = []
    private var names: Set<String> = []

    private static let keys = [
        "name", "count", "zone", "groups", "traits", "cores", "threads", "memory", "storage", "hugepages", "numa",
        "distances", "isolated", "reservedCPUs", "reservedMemory", "overcommit", "architecture", "cpuModel", "features",
        "kvm", "physicalFunctions", "bridges", "devices", "switch", "used",
    ]

    mutating func read(_ root: YAMLNode) {
        guard root.mapping != nil else {
            return yaml.report(root, "the file is \(root.kindName); write a map with the key hosts")
        }
        yaml.checkKeys(of: root, ["hosts"] + HostsFile.simulationKeys)
        guard let node = root["hosts"] else {
            return yaml.report(
                root, "there are no hosts; add the key hosts with a list of hosts or a number of them")
        }
        if node.int != nil {
            if let count = yaml.integer(node, 1...HostsFile.limit) {
                hosts = (1...count).map { HostsFile.standard("sim-\($0)") }
            }
            return
        }
        guard let entries = node.sequence, !entries.isEmpty else {
            return yaml.report(
                node, "hosts is \(node.sequence == nil ? node.kindName : "empty"); write a list of hosts or a number")
        }
        for entry in entries {
            read(entry: entry)
            if hosts.count > HostsFile.limit {
                return yaml.report(entry, "there are more than \(HostsFile.limit) hosts; describe fewer")
            }
        }
    }

    private mutating func read(entry: YAMLNode) {
        guard yaml.isMap(entry, "a host", keys: Self.keys) else { return }
        var host = HostsFile.standard("")
        if let zone = entry["zone"], let text = yaml.text(zone) { host.zone = text }
        host.groups = entry["groups"].map { yaml.texts($0) } ?? []
        host.traits = entry["traits"].map { yaml.texts($0) } ?? []
        if let node = entry["overcommit"] {
            if let factor = node.double, factor > 0, factor <= 1000 {
                host.vCPUOvercommit = factor
            } else {
                yaml.report(node, "overcommit is not a factor; write shared vCPUs a core, such as 8")
            }
        }
        if let node = entry["reservedMemory"], let size = yaml.size(node) { host.reservedMemory = size }
        let nodes = numaNodes(of: entry)
        let standard = HostsFile.standard("").facts
        let storage = entry["storage"].flatMap { yaml.size($0) } ?? standard?.storageCapacity ?? 0
        var facts = HostFacts(
            hypervisorVersion: "simulated", cpuModel: entry["cpuModel"].flatMap { yaml.text($0) } ?? "simulated",
            cpuFeatures: entry["features"].map { yaml.texts($0) } ?? [],
            architecture: entry["architecture"].flatMap { yaml.text($0) } ?? "x86_64",
            kvm: entry["kvm"].flatMap { yaml.boolean($0) } ?? true, numaNodes: nodes, storageCapacity: storage,
            storageFree: storage)
        if let node = entry["reservedCPUs"] { host.reservedCPUs = cpus(node, of: nodes) }
        var used = Usage()
        if let node = entry["physicalFunctions"] { readFunctions(node, &host, &facts, &used) }
        if let node = entry["bridges"] { readBridges(node, &host, &facts) }
        if let node = entry["devices"] { readDevices(node, &facts, &used) }
        if let node = entry["switch"], yaml.isMap(node, "the switch", keys: ["dpdk", "pmdCPUs"]) {
            facts.networkSwitch.hasDPDK = node["dpdk"].flatMap { yaml.boolean($0) } ?? false
            facts.networkSwitch.pmdCPUs = node["pmdCPUs"].map { cpus($0, of: nodes) } ?? []
        }
        host.facts = facts
        if let node = entry["used"] { read(used: node, &used) }
        let places = names(of: entry)
        check(used, host, at: entry["used"] ?? entry)
        for name in places {
            host.id = Identifier(name)
            host.name = name
            host.connection = .simulated(name: name)
            hosts.append(host)
            claims += used.claims(on: host.id)
        }
    }

    /// What is used must be there.
    private mutating func check(_ used: Usage, _ host: Host, at node: YAMLNode) {
        for excess in HostCapacity(host: host, claims: used.claims(on: host.id)).excesses {
            yaml.report(node, "more is used than is there: \(excess)")
        }
    }

    private static let nameBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_".utf8)

    private mutating func names(of entry: YAMLNode) -> [String] {
        let count = entry["count"].flatMap { yaml.integer($0, 1...HostsFile.limit) }
        guard let node = yaml.required("name", of: entry, "the host"), let name = yaml.text(node) else { return [] }
        guard name.utf8.allSatisfy({ Self.nameBytes.contains($0) }), name.utf8.count <= 64 else {
            yaml.report(
                node,
                "\"\(name)\" is not a name for a host; use at most 64 letters, digits, dots, hyphens and underscores")
            return []
        }
        let all = count.map { count in (1...count).map { "\(name)-\($0)" } } ?? [name]
        for each in all where !names.insert(each).inserted {
            yaml.report(node, "a host named \(each) was described before; give each its own name")
            return []
        }
        return all
    }

    /// CPU numbers that the host has.
    mutating func cpus(_ node: YAMLNode, of nodes: [NUMANode]) -> [Int] {
        guard let numbers = yaml.numbers(node, "this can't be read; write CPU numbers such as 0-3,16-19") else {
            return []
        }
        let known = Set(nodes.flatMap(\.cores))
        if let unknown = numbers.first(where: { !known.contains($0) }) {
            yaml.report(node, "the host has no CPU \(unknown); write CPU numbers that it has")
            return []
        }
        return numbers
    }
}
