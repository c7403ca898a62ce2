/// What a host reported about itself.
package struct HostFacts: Codable, Sendable, Equatable {
    package var hypervisorVersion: String
    package var cpuModel: String
    /// As libvirt names them: `avx512f`.
    package var cpuFeatures: [String]
    package var architecture: String
    /// Hardware virtualisation that was seen to work, not only announced.
    package var kvm: Bool
    package var numaNodes: [NUMANode]
    package var physicalFunctions: [PhysicalFunction]
    /// PCI devices that are neither bridges nor network functions.
    package var pciDevices: [PCIDevice]
    package var networkSwitch: SwitchFacts
    /// Bytes in the pool for volumes.
    package var storageCapacity: Int64
    /// Bytes free there when asked.
    package var storageFree: Int64

    package var cores: Int { numaNodes.reduce(0) { $0 + $1.cpus.count } }
    /// Bytes.
    package var memory: Int64 { numaNodes.reduce(0) { $0 + $1.memory } }

    package init(
        hypervisorVersion: String, cpuModel: String, cpuFeatures: [String] = [], architecture: String, kvm: Bool,
        numaNodes: [NUMANode], physicalFunctions: [PhysicalFunction] = [], pciDevices: [PCIDevice] = [],
        networkSwitch: SwitchFacts = SwitchFacts(), storageCapacity: Int64, storageFree: Int64
    ) {
        self.hypervisorVersion = hypervisorVersion
        self.cpuModel = cpuModel
        self.cpuFeatures = cpuFeatures
        self.architecture = architecture
        self.kvm = kvm
        self.numaNodes = numaNodes
        self.physicalFunctions = physicalFunctions
        self.pciDevices = pciDevices
        self.networkSwitch = networkSwitch
        self.storageCapacity = storageCapacity
        self.storageFree = storageFree
    }
}
