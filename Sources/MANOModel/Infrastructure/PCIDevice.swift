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
    package var vendorName: String?
    package var productName: String?
    /// The PCI address of the function that this one is a virtual function of.
    package var physicalFunction: String?

    package init(
        address: String, vendorID: String, productID: String, classCode: Int, driver: String? = nil,
        numaNode: Int? = nil, iommuGroup: Int? = nil, vendorName: String? = nil, productName: String? = nil,
        physicalFunction: String? = nil
    ) {
        self.address = address
        self.vendorID = vendorID
        self.productID = productID
        self.classCode = classCode
        self.driver = driver
        self.numaNode = numaNode
        self.iommuGroup = iommuGroup
        self.vendorName = vendorName
        self.productName = productName
        self.physicalFunction = physicalFunction
    }

    /// What a device is good for, by its class (PCI Code and ID Assignment, 1).
    package enum Purpose: String, Codable, Sendable {
        /// Forward error correction and other work of a radio's lower layers.
        case baseband
        case crypto, accelerator, display, storage, network, other
    }

    package var purpose: Purpose {
        switch classCode >> 16 {
        case 0x01: .storage
        case 0x02: .network
        case 0x03: .display
        case 0x0b where classCode >> 8 == 0x0b40: .crypto
        case 0x10: .crypto
        case 0x12: Self.basebandProducts.contains("\(vendorID):\(productID)") ? .baseband : .accelerator
        default: .other
        }
    }

    /// The processing accelerators that have a baseband driver (DPDK's BBDEV); their class alone doesn't tell.
    private static let basebandProducts: Set<String> = [
        "8086:0d5c", "8086:0d5d", "8086:57c0", "8086:57c1", "8086:57c2", "8086:57c3", "8086:0d8f", "8086:0d90",
        "1172:5052", "1172:5050",
    ]
}
