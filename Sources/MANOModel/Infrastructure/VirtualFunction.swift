/// A virtual function of a physical one.
package struct VirtualFunction: Codable, Sendable, Hashable {
    /// Its number among its PF's.
    package var index: Int
    package var pciAddress: String
    /// The kernel driver that has it; nil: none.
    package var driver: String?
    package var iommuGroup: Int?
    /// The interface that the host's own driver made of it.
    package var interface: String?
    /// The port that stands for it on the switch (switchdev mode).
    package var representor: String?

    package init(
        index: Int, pciAddress: String, driver: String? = nil, iommuGroup: Int? = nil, interface: String? = nil,
        representor: String? = nil
    ) {
        self.index = index
        self.pciAddress = pciAddress
        self.driver = driver
        self.iommuGroup = iommuGroup
        self.interface = interface
        self.representor = representor
    }
}
