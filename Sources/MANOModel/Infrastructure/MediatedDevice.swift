/// A slice of a device that its driver made (mdev).
package struct MediatedDevice: Codable, Sendable, Hashable {
    package var uuid: String
    /// As the driver names it: `i915-GVTg_V5_4`.
    package var type: String
    /// The PCI address of the device that it is a slice of.
    package var parent: String?
    package var iommuGroup: Int?
    package var numaNode: Int?

    package init(uuid: String, type: String, parent: String? = nil, iommuGroup: Int? = nil, numaNode: Int? = nil) {
        self.uuid = uuid
        self.type = type
        self.parent = parent
        self.iommuGroup = iommuGroup
        self.numaNode = numaNode
    }
}
