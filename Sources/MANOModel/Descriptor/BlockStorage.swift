/// A block device (IFA011 7.1.9.4.3).
package struct BlockStorage: Codable, Sendable, Hashable {
    package var sizeBytes: Int
    package var isRDMAEnabled: Bool
    /// `vdu_storage_requirements`.
    package var requirements: [String: String]

    package init(
        sizeBytes: Int,
        isRDMAEnabled: Bool = false,
        requirements: [String: String] = [:]
    ) {
        self.sizeBytes = sizeBytes
        self.isRDMAEnabled = isRDMAEnabled
        self.requirements = requirements
    }
}

extension BlockStorage {
    /// The bus that it asks for by itself, in the words of `ComputeRequirement.diskBus`; nil: that of the VDU.
    package var bus: GuestDisk.Bus? {
        ComputeRequirement.diskBus.keys.lazy.compactMap {
            requirements[$0].flatMap { GuestDisk.Bus(rawValue: $0.lowercased()) }
        }.first
    }
}
