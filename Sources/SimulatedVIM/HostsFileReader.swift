import MANOModel
import YAML

/// Reads the nodes of a hosts file, and goes on after each problem so that all are found.
struct HostsFileReader {
    struct Problem {
        var mark: YAMLMark
        var message: String
    }

    private(set) var problems: [Problem] = []
    private var names: Set<String> = []

    mutating func report(_ node: YAMLNode, _ message: String) {
        problems.append(Problem(mark: node.mark, message: message))
    }

    // MARK: Hosts

    mutating func hosts(of root: YAMLNode) -> [SimulatedHostDescription] {
        guard root.mapping != nil else {
            report(root, "the file is \(root.kindName); write a map with the key hosts")
            return []
        }
        checkKeys(of: root, ["hosts", "delays", "readyAfter", "faults"])
        guard let node = root["hosts"] else {
            report(root, "there are no hosts; add the key hosts with a list of hosts or a number of them")
            return []
        }
        if node.int != nil {
            guard let count = integer(node, 1...HostsFile.limit) else { return [] }
            return (1...count).map { .standard("sim-\($0)") }
        }
        guard let entries = node.sequence, !entries.isEmpty else {
            report(
                node, "hosts is \(node.sequence == nil ? node.kindName : "empty"); write a list of hosts or a number")
            return []
        }
        var hosts: [SimulatedHostDescription] = []
        for entry in entries {
            hosts += self.hosts(entry: entry)
            if hosts.count > HostsFile.limit {
                report(entry, "there are more than \(HostsFile.limit) hosts; describe fewer")
                break
            }
        }
        return hosts
    }

    private mutating func hosts(entry: YAMLNode) -> [SimulatedHostDescription] {
        guard entry.mapping != nil else {
            report(entry, "a host is \(entry.kindName); write a map with the key name")
            return []
        }
        checkKeys(
            of: entry,
            [
                "name", "count", "zone", "cores", "memory", "storage", "hugepages", "numa", "architecture", "cpuModel",
                "kvm",
                "overcommit", "reservedMemory",
            ])
        var host = SimulatedHostDescription.standard("")
        if let zone = entry["zone"], let text = text(zone) { host.zone = text }
        if let node = entry["overcommit"] {
            if let factor = node.double, factor > 0, factor.isFinite {
                host.vCPUOvercommit = factor
            } else {
                report(node, "overcommit is not a factor; write shared vCPUs a core, such as 8")
            }
        }
        if let node = entry["reservedMemory"], let size = size(node) { host.reservedMemory = size }
        let nodes = numaNodes(of: entry)
        host.facts = .simulated(
            nodes: nodes, storage: entry["storage"].flatMap { size($0) } ?? host.facts.storageCapacity,
            architecture: entry["architecture"].flatMap { text($0) } ?? host.facts.architecture,
            cpuModel: entry["cpuModel"].flatMap { text($0) } ?? host.facts.cpuModel,
            kvm: entry["kvm"].flatMap { boolean($0) } ?? true)
        let count = entry["count"].flatMap { integer($0, 1...HostsFile.limit) }
        guard let node = entry["name"] else {
            report(entry, "the host has no name; add the key name")
            return []
        }
        guard let name = text(node) else { return [] }
        guard name.utf8.allSatisfy({ Self.nameBytes.contains($0) }), name.utf8.count <= 64 else {
            report(
                node,
                "\"\(name)\" is not a name for a host; use at most 64 letters, digits, dots, hyphens and underscores")
            return []
        }
        let all = count.map { count in (1...count).map { "\(name)-\($0)" } } ?? [name]
        for each in all where !names.insert(each).inserted {
            report(node, "a host named \(each) was described before; give each its own name")
            break
        }
        return all.map { each in
            var copy = host
            copy.name = each
            return copy
        }
    }

    private static let nameBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_".utf8)

    private mutating func numaNodes(of entry: YAMLNode) -> [NUMANode] {
        let standard = SimulatedHostDescription.standard("").facts
        if let numa = entry["numa"], let nodes = numa.sequence {
            for key in ["cores", "memory", "hugepages"] {
                if let other = entry[key] { report(other, "\(key) stands beside numa; write it for each NUMA node") }
            }
            if nodes.isEmpty { report(numa, "there are no NUMA nodes; write at least one, or leave numa out") }
            return explicitNodes(nodes)
        }
        let count = entry["numa"].flatMap { integer($0, 1...64) } ?? 1
        let cores = entry["cores"].flatMap { integer($0, 1...4096) } ?? standard.cores
        let memory = entry["memory"].flatMap { size($0) } ?? standard.memory
        let pages = entry["hugepages"].map { hugepages($0, memory: memory / Int64(count)) } ?? [:]
        if let node = entry["numa"], cores < count {
            report(node, "\(cores) cores are too few for \(count) NUMA nodes")
        }
        return (0..<count).map { index in
            NUMANode(
                id: index, cores: Array(index * cores / count..<(index + 1) * cores / count),
                memory: memory / Int64(count), hugepages: pages)
        }
    }

    private mutating func explicitNodes(_ nodes: [YAMLNode]) -> [NUMANode] {
        var next = 0
        var seen: Set<Int> = []
        return nodes.enumerated().map { index, node in
            guard node.mapping != nil else {
                report(node, "a NUMA node is \(node.kindName); write a map with cores and memory")
                return NUMANode(id: index, cores: [], memory: 0)
            }
            checkKeys(of: node, ["cores", "memory", "hugepages"])
            for key in ["cores", "memory"] where node[key] == nil {
                report(node, "the NUMA node has no \(key); add the key \(key)")
            }
            let cores = node["cores"].map { coreNumbers($0, next: next) } ?? []
            if let source = node["cores"] {
                let double = cores.filter { !seen.insert($0).inserted }
                if let core = double.first { report(source, "core \(core) is there twice; give each to one node") }
            }
            next = max(next, (cores.max() ?? -1) + 1)
            let memory = node["memory"].flatMap { size($0) } ?? 0
            let pages = node["hugepages"].map { hugepages($0, memory: memory) } ?? [:]
            return NUMANode(id: index, cores: cores, memory: memory, hugepages: pages)
        }
    }

    /// A number of cores, or their numbers: `0-15,32-47`.
    private mutating func coreNumbers(_ node: YAMLNode, next: Int) -> [Int] {
        if node.int != nil {
            guard let count = integer(node, 1...4096) else { return [] }
            return Array(next..<next + count)
        }
        var cores: Set<Int> = []
        for part in (node.text ?? "").split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { Int($0.filter { $0 != " " }) ?? -1 }
            guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last,
                (0...4095).contains(first), (first...4095).contains(last)
            else {
                report(node, "cores can't be read; write a number of cores or core numbers such as 0-15,32-47")
                return []
            }
            cores.formUnion(first...last)
        }
        return cores.sorted()
    }

    /// Page size to number of pages.
    private mutating func hugepages(_ node: YAMLNode, memory: Int64) -> [Int: Int] {
        guard let pairs = node.mapping else {
            report(node, "hugepages is \(node.kindName); write a map of page sizes to numbers such as 2 MiB: 1024")
            return [:]
        }
        var pages: [Int: Int] = [:]
        var bytes: Int64 = 0
        for pair in pairs {
            guard let size = size(pair.key), let count = integer(pair.value, 0...1_000_000_000) else { continue }
            guard size >= 1024, size.isMultiple(of: 1024) else {
                report(pair.key, "\(pair.name) is not a page size; write one such as 2 MiB or 1 GiB")
                continue
            }
            pages[Int(size / 1024)] = count
            bytes += min(size, 1 << 40) * Int64(count) / 1024
        }
        if bytes > memory / 1024 { report(node, "the huge pages are more than the memory of the node; ask for fewer") }
        return pages
    }
}
