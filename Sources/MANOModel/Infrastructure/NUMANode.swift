/// One NUMA node of a host.
package struct NUMANode: Codable, Sendable, Equatable {
    package var id: Int
    package var cpus: [HostCPU]
    /// Bytes.
    package var memory: Int64
    /// Page size in KiB to number of pages, the base size left out.
    package var hugepages: [Int: Int]
    /// To each node, itself included, as firmware tells: 10 is near, 20 twice as far. Empty where nobody told.
    package var distances: [Int: Int]
    /// Page size in KiB to the pages that nobody used when the host was asked; nil: not known.
    package var freeHugepages: [Int: Int]?
    /// Page size in KiB to the pages that others than Manifold's guests use; nil: not known.
    package var hugepagesOfOthers: [Int: Int]?

    package init(
        id: Int, cpus: [HostCPU], memory: Int64, hugepages: [Int: Int] = [:], distances: [Int: Int] = [:],
        freeHugepages: [Int: Int]? = nil
    ) {
        self.id = id
        self.cpus = cpus
        self.memory = memory
        self.hugepages = hugepages
        self.distances = distances
        self.freeHugepages = freeHugepages
    }

    /// A node whose cores have one thread each.
    package init(id: Int, cores: [Int], memory: Int64, hugepages: [Int: Int] = [:]) {
        self.init(id: id, cpus: cores.map { HostCPU(id: $0, core: $0) }, memory: memory, hugepages: hugepages)
    }

    /// Host CPU numbers.
    package var cores: [Int] { cpus.map(\.id) }
}
