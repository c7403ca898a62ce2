/// A container (`Vdu.OsContainer`, IFA011 7.1.6.13). Bytes; CPU in thousandths of a core.
package struct OSContainer: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var image: SoftwareImage?
    package var requestedCPU: Int?
    package var cpuLimit: Int?
    package var requestedMemoryBytes: Int?
    package var memoryLimitBytes: Int?
    package var requestedEphemeralStorageBytes: Int?
    package var ephemeralStorageLimitBytes: Int?
    package var extendedResources: [ExtendedResource]
    package var hugePages: [HugePageRequest]
    package var cpuPinningPolicy: CPUPinningPolicy?
    package var cpuPinningRules: [String]
    package var description: String?

    package init(
        id: String,
        name: String,
        image: SoftwareImage? = nil,
        requestedCPU: Int? = nil,
        cpuLimit: Int? = nil,
        requestedMemoryBytes: Int? = nil,
        memoryLimitBytes: Int? = nil,
        requestedEphemeralStorageBytes: Int? = nil,
        ephemeralStorageLimitBytes: Int? = nil,
        extendedResources: [ExtendedResource] = [],
        hugePages: [HugePageRequest] = [],
        cpuPinningPolicy: CPUPinningPolicy? = nil,
        cpuPinningRules: [String] = [],
        description: String? = nil
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.requestedCPU = requestedCPU
        self.cpuLimit = cpuLimit
        self.requestedMemoryBytes = requestedMemoryBytes
        self.memoryLimitBytes = memoryLimitBytes
        self.requestedEphemeralStorageBytes = requestedEphemeralStorageBytes
        self.ephemeralStorageLimitBytes = ephemeralStorageLimitBytes
        self.extendedResources = extendedResources
        self.hugePages = hugePages
        self.cpuPinningPolicy = cpuPinningPolicy
        self.cpuPinningRules = cpuPinningRules
        self.description = description
    }
}
