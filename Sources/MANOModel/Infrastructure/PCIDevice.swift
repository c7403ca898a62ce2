/// A PCI device that could be handed to a guest.
package struct PCIDevice: Codable, Sendable, Hashable {
    /// `0000:3b:00.0`.
    package var address: String
    /// Four hexadecimal digits, such as `8086`.
    package var vendorID: String
    /// Four hexadecimal digits.
    package var productID: String
    /// Base class, subclass and interface: `0x0b4000` is a co-processor.
    package var classCode: Int
    /// The kernel driver that has it.
    package var driver: String?
    package var numaNode: Int?
    package var iommuGroup: Int?

    package init(
        address: String, vendorID: String, productID: String, classCode: Int, driver: String? = nil,
        numaNode: Int? = nil, iommuGroup: Int? = nil
    ) {
        self.address = address
        self.vendorID = vendorID
        self.productID = productID
        self.classCode = classCode
        self.driver = driver
        self.numaNode = numaNode
        self.iommuGroup = iommuGroup
    }
}
