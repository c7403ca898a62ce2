/// A virtual function of a physical one.
package struct VirtualFunction: Codable, Sendable, Hashable {
    /// Its number among its PF's.
    package var index: Int
    package var pciAddress: String
    /// The kernel driver that has it; nil: none.
    package var driver: String?
    package var iommuGroup: Int?

    package init(index: Int, pciAddress: String, driver: String? = nil, iommuGroup: Int? = nil) {
        self.index = index
        self.pciAddress = pciAddress
        self.driver = driver
        self.iommuGroup = iommuGroup
    }
}
