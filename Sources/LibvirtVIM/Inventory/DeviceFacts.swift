import MANOModel

/// The devices of a host, as one source tells of them.
struct DeviceFacts: Equatable, Sendable {
    var functions: [PhysicalFunction] = []
    var pciDevices: [PCIDevice] = []
    var mediated: [MediatedDevice] = []
    var vdpa: [VDPADevice] = []
    /// Interfaces that stand for something else, such as representors, and are none of their own.
    var hidden: Set<String> = []

    /// This, with what the other source knows besides. What both know is this one's.
    func completed(by other: DeviceFacts) -> DeviceFacts {
        var result = DeviceFacts(hidden: hidden.union(other.hidden))
        result.functions = Self.merged(functions, other.functions, by: \.name) { one, two in
            var one = one
            if one.pciAddress.isEmpty { one.pciAddress = two.pciAddress }
            if one.macAddress.isEmpty { one.macAddress = two.macAddress }
            if one.driver.isEmpty { one.driver = two.driver }
            one.speed = one.speed ?? two.speed
            one.numaNode = one.numaNode ?? two.numaNode
            one.iommuGroup = one.iommuGroup ?? two.iommuGroup
            one.vendorID = one.vendorID ?? two.vendorID
            one.productID = one.productID ?? two.productID
            one.isSwitchdev = one.isSwitchdev || two.isSwitchdev
            one.maxVirtualFunctions = max(one.maxVirtualFunctions, two.maxVirtualFunctions)
            one.virtualFunctions = Self.merged(one.virtualFunctions, two.virtualFunctions, by: \.pciAddress) {
                var vf = $0
                vf.driver = vf.driver ?? $1.driver
                vf.iommuGroup = vf.iommuGroup ?? $1.iommuGroup
                vf.interface = vf.interface ?? $1.interface
                vf.representor = vf.representor ?? $1.representor
                return vf
            }.sorted { $0.index < $1.index }
            return one
        }.filter { !result.hidden.contains($0.name) }
        let taken = Set(result.functions.flatMap { [$0.pciAddress] + $0.virtualFunctions.map(\.pciAddress) })
        result.pciDevices = Self.merged(pciDevices, other.pciDevices, by: \.address) { one, two in
            var one = one
            one.driver = one.driver ?? two.driver
            one.numaNode = one.numaNode ?? two.numaNode
            one.iommuGroup = one.iommuGroup ?? two.iommuGroup
            one.physicalFunction = one.physicalFunction ?? two.physicalFunction
            return one
        }.filter { !taken.contains($0.address) }
        result.mediated = Self.merged(mediated, other.mediated, by: \.uuid) { one, two in
            var one = one
            one.parent = one.parent ?? two.parent
            one.iommuGroup = one.iommuGroup ?? two.iommuGroup
            one.numaNode = one.numaNode ?? two.numaNode
            return one
        }
        result.vdpa = Self.merged(vdpa, other.vdpa, by: \.name) { one, two in
            var one = one
            one.driver = one.driver ?? two.driver
            one.characterDevice = one.characterDevice ?? two.characterDevice
            one.parent = one.parent ?? two.parent
            one.numaNode = one.numaNode ?? two.numaNode
            return one
        }
        return result
    }

    /// Both lists in the order of the key; what is in both is put together.
    private static func merged<Thing>(
        _ first: [Thing], _ second: [Thing], by key: (Thing) -> String, _ both: (Thing, Thing) -> Thing
    ) -> [Thing] {
        Dictionary(first.map { (key($0), $0) } + second.map { (key($0), $0) }, uniquingKeysWith: both)
            .sorted { $0.key < $1.key }.map(\.value)
    }
}
