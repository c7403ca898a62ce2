/// One NUMA node of a host.
package struct NUMANode: Codable, Sendable, Equatable {
    package var id: Int
    /// Host CPU numbers.
    package var cores: [Int]
    /// Bytes.
    package var memory: Int64
    /// Page size in KiB to number of pages, the base size left out.
    package var hugepages: [Int: Int]

    package init(id: Int, cores: [Int], memory: Int64, hugepages: [Int: Int] = [:]) {
        self.id = id
        self.cores = cores
        self.memory = memory
        self.hugepages = hugepages
    }
}
