/// PCI devices other than network functions, such as accelerators.
package struct DeviceDemand: Sendable, Codable, Equatable, Hashable {
    /// Four hexadecimal digits each; nil: any.
    package var vendorID: String?
    package var productID: String?
    /// Base class and subclass, such as `0x0b40`; nil: any.
    package var deviceClass: Int?
    package var count: Int
    package var affinity: DeviceAffinity

    package init(
        vendorID: String? = nil, productID: String? = nil, deviceClass: Int? = nil, count: Int = 1,
        affinity: DeviceAffinity = .preferred
    ) {
        self.vendorID = vendorID
        self.productID = productID
        self.deviceClass = deviceClass
        self.count = count
        self.affinity = affinity
    }
}
