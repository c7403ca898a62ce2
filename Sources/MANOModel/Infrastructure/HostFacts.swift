/// What a host reported about itself.
package struct HostFacts: Codable, Sendable, Equatable {
    package var hypervisorVersion: String
    package var cpuModel: String
    package var architecture: String
    /// Hardware virtualisation that was seen to work, not only announced.
    package var kvm: Bool
    package var numaNodes: [NUMANode]
    /// Bytes in the pool for volumes.
    package var storageCapacity: Int64
    /// Bytes free there when asked.
    package var storageFree: Int64

    package var cores: Int { numaNodes.reduce(0) { $0 + $1.cores.count } }
    /// Bytes.
    package var memory: Int64 { numaNodes.reduce(0) { $0 + $1.memory } }

    package init(
        hypervisorVersion: String, cpuModel: String, architecture: String, kvm: Bool, numaNodes: [NUMANode],
        storageCapacity: Int64,
        storageFree: Int64
    ) {
        self.hypervisorVersion = hypervisorVersion
        self.cpuModel = cpuModel
        self.architecture = architecture
        self.kvm = kvm
        self.numaNodes = numaNodes
        self.storageCapacity = storageCapacity
        self.storageFree = storageFree
    }
}
