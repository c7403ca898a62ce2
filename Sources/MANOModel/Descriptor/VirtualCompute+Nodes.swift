extension VirtualCompute {
    /// What a NUMA node of the guest has.
    package struct Node: Sendable, Equatable {
        package var vCPUs: Int
        /// Bytes.
        package var memory: Int64
    }

    /// Keys of `logical_node_requirements`, which the standard leaves to conventions (IFA011 7.1.9.6): OpenStack's extra
    /// specs `hw:numa_cpus.N` (the guest's vCPUs, such as `0-2,3`) and `hw:numa_mem.N` (MiB), with and without their prefix.
    package static let nodeCPUKeys = ["hw:numa_cpus", "numa_cpus"]
    package static let nodeMemoryKeys = ["hw:numa_mem", "numa_mem"]

    /// What each logical node asks for, in the order of their vCPUs; nil where they say nothing of it: all are alike.
    ///
    /// - Throws: `.unprocessable` where they don't make the VDU's vCPUs and memory.
    package func nodes(ofVDU vdu: String) throws(ManifoldError) -> [Node]? {
        func value(_ keys: [String], _ node: LogicalNode) -> String? {
            keys.lazy.compactMap { node.requirements[$0] }.first
        }
        func wrong(_ what: String, _ remedy: String) -> ManifoldError {
            ManifoldError(.unprocessable, "\(what) of VDU \(vdu)", remedy: remedy)
        }
        let (cpuKey, memoryKey) = (Self.nodeCPUKeys[1], Self.nodeMemoryKeys[1])
        guard logicalNodes.contains(where: { value(Self.nodeCPUKeys + Self.nodeMemoryKeys, $0) != nil }) else {
            return nil
        }
        var nodes: [(first: Int, node: Node)] = []
        var seen: Set<Int> = []
        for node in logicalNodes {
            guard let cpuText = value(Self.nodeCPUKeys, node), let memoryText = value(Self.nodeMemoryKeys, node) else {
                throw wrong(
                    "logical node \(node.id) is without \(value(Self.nodeCPUKeys, node) == nil ? cpuKey : memoryKey), and others aren't,",
                    "say \(cpuKey) and \(memoryKey) (MiB) of each logical node, or of none")
            }
            guard let cpus = CPUList.parse(cpuText), let first = cpus.first, let last = cpus.last,
                last - first + 1 == cpus.count, last < virtualCPUs, seen.isDisjoint(with: cpus)
            else {
                throw wrong(
                    "\(cpuKey) of logical node \(node.id) is \(cpuText), which isn't vCPUs in a row of its own",
                    "divide the vCPUs 0 to \(virtualCPUs - 1) among the logical nodes, such as 0-2 and 3")
            }
            guard let mebibytes = Int64(memoryText), mebibytes > 0, mebibytes < 1 << 40 else {
                throw wrong(
                    "\(memoryKey) of logical node \(node.id) is \(memoryText), which is no amount of memory",
                    "write a whole number of MiB")
            }
            seen.formUnion(cpus)
            nodes.append((first, Node(vCPUs: cpus.count, memory: mebibytes << 20)))
        }
        let memory = nodes.reduce(0) { $0 + $1.node.memory }
        guard seen.count == virtualCPUs, memory == Int64(memoryBytes) else {
            throw wrong(
                "the logical nodes have \(seen.count) vCPUs and \(memory >> 20) MiB together, and not the"
                    + " \(virtualCPUs) and \(memoryBytes >> 20) MiB",
                "let their \(cpuKey) and \(memoryKey) make num_virtual_cpu and virtual_mem_size")
        }
        return nodes.sorted { $0.first < $1.first }.map(\.node)
    }
}
