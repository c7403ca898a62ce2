import MANOModel
import YAML

extension HostsReader {
    mutating func numaNodes(of entry: YAMLNode) -> [NUMANode] {
        let threads = entry["threads"].flatMap { yaml.integer($0, 1...8) } ?? 1
        var nodes =
            entry["numa"]?.sequence.map { explicitNodes($0, entry, threads: threads) }
            ?? evenNodes(entry, threads: threads)
        if let node = entry["isolated"] {
            let isolated = Set(cpus(node, of: nodes))
            for index in nodes.indices {
                for cpu in nodes[index].cpus.indices where isolated.contains(nodes[index].cpus[cpu].id) {
                    nodes[index].cpus[cpu].isIsolated = true
                }
            }
        }
        if let node = entry["distances"] { readDistances(node, &nodes) }
        return nodes
    }

    /// The k-th thread of all cores has the k-th part of the numbers.
    private func cpus(_ numbers: [Int], threads: Int) -> [HostCPU] {
        let cores = max(numbers.count / threads, 1)
        return numbers.indices.map { HostCPU(id: numbers[$0], core: numbers[$0 % cores]) }
    }

    private mutating func evenNodes(_ entry: YAMLNode, threads: Int) -> [NUMANode] {
        let standard = HostsFile.standard("").facts
        let count = entry["numa"].flatMap { yaml.integer($0, 1...64) } ?? 1
        let cores = entry["cores"].flatMap { yaml.integer($0, 1...4096 / threads) } ?? standard?.cores ?? 1
        let memory = entry["memory"].flatMap { yaml.size($0) } ?? standard?.memory ?? 1
        let pages = entry["hugepages"].map { hugepages($0, memory: memory / Int64(count)) } ?? [:]
        if let node = entry["numa"], cores < count {
            yaml.report(node, "\(cores) cores are too few for \(count) NUMA nodes")
        }
        return (0..<count).map { index in
            let own = index * cores / count..<(index + 1) * cores / count
            let numbers = (0..<threads).flatMap { thread in own.map { $0 + thread * cores } }
            return NUMANode(
                id: index, cpus: cpus(numbers, threads: threads), memory: memory / Int64(count), hugepages: pages)
        }
    }

    private mutating func explicitNodes(_ nodes: [YAMLNode], _ entry: YAMLNode, threads: Int) -> [NUMANode] {
        for key in ["cores", "memory", "hugepages"] {
            if let other = entry[key] { yaml.report(other, "\(key) stands beside numa; write it for each NUMA node") }
        }
        if nodes.isEmpty || nodes.count > 64, let numa = entry["numa"] {
            yaml.report(numa, "there are \(nodes.count) NUMA nodes; write 1 to 64, or leave numa out")
        }
        var next = 0
        var seen: Set<Int> = []
        return nodes.enumerated().map { index, node in
            guard yaml.isMap(node, "a NUMA node", keys: ["cores", "memory", "hugepages"]) else {
                return NUMANode(id: index, cores: [], memory: 0)
            }
            let source = yaml.required("cores", of: node, "the NUMA node")
            let numbers = source.map { cpuNumbers($0, next: next, threads: threads) } ?? []
            if let source, let double = numbers.first(where: { !seen.insert($0).inserted }) {
                yaml.report(source, "core \(double) is there twice; give each to one node")
            }
            next = max(next, (numbers.max() ?? -1) + 1)
            let memory = yaml.required("memory", of: node, "the NUMA node").flatMap { yaml.size($0) } ?? 0
            let pages = node["hugepages"].map { hugepages($0, memory: memory) } ?? [:]
            return NUMANode(id: index, cpus: cpus(numbers, threads: threads), memory: memory, hugepages: pages)
        }
    }

    /// A number of cores, or the numbers of their CPUs: `0-15,32-47`.
    private mutating func cpuNumbers(_ node: YAMLNode, next: Int, threads: Int) -> [Int] {
        if node.int != nil {
            guard let count = yaml.integer(node, 1...4096 / threads) else { return [] }
            return Array(next..<next + count * threads)
        }
        guard
            let numbers = yaml.numbers(
                node, "cores can't be read; write a number of cores or core numbers such as 0-15,32-47")
        else { return [] }
        guard numbers.count.isMultiple(of: threads) else {
            yaml.report(node, "these are \(numbers.count) CPUs; write all \(threads) threads of each core")
            return []
        }
        return numbers
    }

    /// Page size to number of pages.
    private mutating func hugepages(_ node: YAMLNode, memory: Int64) -> [Int: Int] {
        guard let pairs = node.mapping else {
            yaml.report(
                node, "hugepages is \(node.kindName); write a map of page sizes to numbers such as 2 MiB: 1024")
            return [:]
        }
        var pages: [Int: Int] = [:]
        var kibibytes: Int64 = 0
        for pair in pairs {
            guard let (size, count) = pagesOfASize(pair) else { continue }
            pages[size] = count
            kibibytes += Int64(size) * Int64(count)
        }
        if kibibytes > memory / 1024 {
            yaml.report(node, "the huge pages are more than the memory of the node; ask for fewer")
        }
        return pages
    }

    /// KiB, and how many; together at most a pebibyte.
    mutating func pagesOfASize(_ pair: YAMLNode.Pair) -> (size: Int, count: Int)? {
        guard let size = pageSize(pair.key), let count = yaml.integer(pair.value, 0...1_000_000_000) else { return nil }
        guard count <= (1 << 40) / size else {
            yaml.report(pair.value, "\(count) pages of \(pair.name) are more than any host has; write fewer")
            return nil
        }
        return (size, count)
    }

    /// KiB.
    mutating func pageSize(_ node: YAMLNode) -> Int? {
        guard let size = yaml.size(node) else { return nil }
        guard size >= 1024, size.isMultiple(of: 1024) else {
            yaml.report(node, "\(node.text ?? "") is not a page size; write one such as 2 MiB or 1 GiB")
            return nil
        }
        return Int(size / 1024)
    }

    /// A row for each node, a number for each node.
    private mutating func readDistances(_ node: YAMLNode, _ nodes: inout [NUMANode]) {
        let rows = yaml.list(node, "distances").map { yaml.list($0, "a row of distances") }
        guard rows.count == nodes.count, rows.allSatisfy({ $0.count == nodes.count }) else {
            return yaml.report(
                node, "distances don't fit \(nodes.count) NUMA nodes; write a row for each, a number for each in it")
        }
        for (from, row) in rows.enumerated() {
            for (to, entry) in row.enumerated() {
                guard let distance = yaml.integer(entry, 10...254) else { continue }
                nodes[from].distances[to] = distance
            }
        }
    }
}
