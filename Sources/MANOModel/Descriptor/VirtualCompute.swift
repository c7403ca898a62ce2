/// The compute resource of a VDU (`VirtualComputeDesc`, IFA011 7.1.9.2.2).
package struct VirtualCompute: Codable, Sendable, Hashable {
    /// At least 1.
    package var virtualCPUs: Int
    package var memoryBytes: Int
    /// As the descriptor spells it, such as `x86_64`.
    package var cpuArchitecture: String?
    package var cpuClockHertz: Double?
    package var cpuOversubscriptionPolicy: String?
    package var cpuPinningPolicy: CPUPinningPolicy?
    package var cpuPinningRules: [String]
    /// `vdu_cpu_requirements`.
    package var cpuRequirements: [String: String]
    package var memoryOversubscriptionPolicy: String?
    /// `vdu_mem_requirements`, with page size conventions already read into `pageSize`.
    package var memoryRequirements: [String: String]
    /// Memory is to be allocated with regard to NUMA nodes.
    package var isNUMAEnabled: Bool
    /// The number of guest NUMA nodes where the descriptor asks for one.
    package var numaNodes: Int?
    /// Huge pages, where the descriptor asks for them.
    package var pageSize: PageSize?
    package var logicalNodes: [LogicalNode]
    package var requestedCapabilities: [RequestedCapability]
    package var computeRequirements: [String: String]
    /// Disks that live and die with the instance (`virtual_local_storage`).
    package var localStorages: [BlockStorage]
    /// Huge pages by size (SOL001 4.x); a single one is also in `pageSize`.
    package var hugePages: [HugePageRequest]

    package init(
        virtualCPUs: Int,
        memoryBytes: Int,
        cpuArchitecture: String? = nil,
        cpuClockHertz: Double? = nil,
        cpuOversubscriptionPolicy: String? = nil,
        cpuPinningPolicy: CPUPinningPolicy? = nil,
        cpuPinningRules: [String] = [],
        cpuRequirements: [String: String] = [:],
        memoryOversubscriptionPolicy: String? = nil,
        memoryRequirements: [String: String] = [:],
        isNUMAEnabled: Bool = false,
        numaNodes: Int? = nil,
        pageSize: PageSize? = nil,
        logicalNodes: [LogicalNode] = [],
        requestedCapabilities: [RequestedCapability] = [],
        computeRequirements: [String: String] = [:],
        localStorages: [BlockStorage] = [],
        hugePages: [HugePageRequest] = []
    ) {
        self.virtualCPUs = virtualCPUs
        self.memoryBytes = memoryBytes
        self.cpuArchitecture = cpuArchitecture
        self.cpuClockHertz = cpuClockHertz
        self.cpuOversubscriptionPolicy = cpuOversubscriptionPolicy
        self.cpuPinningPolicy = cpuPinningPolicy
        self.cpuPinningRules = cpuPinningRules
        self.cpuRequirements = cpuRequirements
        self.memoryOversubscriptionPolicy = memoryOversubscriptionPolicy
        self.memoryRequirements = memoryRequirements
        self.isNUMAEnabled = isNUMAEnabled
        self.numaNodes = numaNodes
        self.pageSize = pageSize
        self.logicalNodes = logicalNodes
        self.requestedCapabilities = requestedCapabilities
        self.computeRequirements = computeRequirements
        self.localStorages = localStorages
        self.hugePages = hugePages
    }
}
