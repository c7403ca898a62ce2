/// A physical network interface of a host, with the virtual functions that it has now (SR-IOV).
package struct PhysicalFunction: Codable, Sendable, Hashable {
    /// Of the interface: `ens1f0`. The PCI address where a function has VFs and no interface.
    package var name: String
    /// Empty for an interface that isn't on PCI.
    package var pciAddress: String
    package var macAddress: String
    package var driver: String
    package var hasLink: Bool
    /// Mbit/s; nil: not known, as without a link.
    package var speed: Int?
    package var numaNode: Int?
    /// Its VFs have representor ports on the switch.
    package var isSwitchdev: Bool
    /// How many VFs its hardware could have.
    package var maxVirtualFunctions: Int
    package var virtualFunctions: [VirtualFunction]
    /// Four hexadecimal digits, such as `8086`.
    package var vendorID: String?
    /// Four hexadecimal digits.
    package var productID: String?
    package var iommuGroup: Int?

    package init(
        name: String, pciAddress: String, macAddress: String = "", driver: String = "", hasLink: Bool = true,
        speed: Int? = nil, numaNode: Int? = nil, isSwitchdev: Bool = false, maxVirtualFunctions: Int? = nil,
        virtualFunctions: [VirtualFunction] = [], vendorID: String? = nil, productID: String? = nil,
        iommuGroup: Int? = nil
    ) {
        self.name = name
        self.pciAddress = pciAddress
        self.macAddress = macAddress
        self.driver = driver
        self.hasLink = hasLink
        self.speed = speed
        self.numaNode = numaNode
        self.isSwitchdev = isSwitchdev
        self.maxVirtualFunctions = maxVirtualFunctions ?? virtualFunctions.count
        self.virtualFunctions = virtualFunctions
        self.vendorID = vendorID
        self.productID = productID
        self.iommuGroup = iommuGroup
    }
}
