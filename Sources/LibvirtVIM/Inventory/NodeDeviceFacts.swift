import MANOModel

/// What libvirt's devices come to.
enum NodeDeviceFacts {
    /// Base class of bridges (PCI Code and ID Assignment, 1.7).
    static let bridges = 0x06
    /// Base class of network controllers.
    static let networks = 0x02

    static func of(_ devices: [NodeDevice]) -> DeviceFacts {
        var pci: [String: NodeDevice.PCI] = [:]
        var drivers: [String: String] = [:]
        var addresses: [String: String] = [:]
        for device in devices {
            guard case .pci(let found) = device.kind else { continue }
            pci[found.address] = found
            drivers[found.address] = device.driver
            addresses[device.name] = found.address
        }
        var facts = DeviceFacts()
        var interfaces: [String: String] = [:]
        for device in devices {
            let address = device.parent.flatMap { addresses[$0] }
            switch device.kind {
            case .pci: continue
            case .net(let net):
                // What isn't on PCI is virtual, as far as libvirt tells.
                guard let address, let found = pci[address] else { continue }
                if found.physicalFunction != nil {
                    interfaces[address] = net.interface
                } else {
                    facts.functions.append(
                        PhysicalFunction(
                            name: net.interface, pciAddress: address, macAddress: net.macAddress,
                            driver: drivers[address] ?? "", hasLink: net.hasLink, speed: net.speed,
                            numaNode: found.numaNode, maxVirtualFunctions: found.maxVirtualFunctions ?? 0,
                            vendorID: found.vendorID, productID: found.productID, iommuGroup: found.iommuGroup))
                }
            case .mediated(let uuid, let type, let parent, let group):
                let parent = parent ?? address
                facts.mediated.append(
                    MediatedDevice(
                        uuid: uuid, type: type, parent: parent, iommuGroup: group,
                        numaNode: parent.flatMap { pci[$0]?.numaNode }))
            case .vdpa(let characterDevice):
                facts.vdpa.append(
                    VDPADevice(
                        name: device.name.hasPrefix("vdpa_") ? String(device.name.dropFirst(5)) : device.name,
                        driver: device.driver, characterDevice: characterDevice, parent: address,
                        numaNode: address.flatMap { pci[$0]?.numaNode }))
            }
        }
        for found in pci.values where !found.virtualFunctions.isEmpty && found.classCode >> 16 == networks {
            if !facts.functions.contains(where: { $0.pciAddress == found.address }) {
                facts.functions.append(
                    PhysicalFunction(
                        name: found.address, pciAddress: found.address, driver: drivers[found.address] ?? "",
                        hasLink: false, numaNode: found.numaNode,
                        maxVirtualFunctions: found.maxVirtualFunctions ?? 0, vendorID: found.vendorID,
                        productID: found.productID, iommuGroup: found.iommuGroup))
            }
        }
        facts.functions.sort { $0.name < $1.name }
        var owned: Set<String> = []
        for index in facts.functions.indices {
            let address = facts.functions[index].pciAddress
            // Two ports of one function (`dev_port`) have its VFs once.
            guard owned.insert(address).inserted else { continue }
            let functions = pci[address]?.virtualFunctions ?? []
            facts.functions[index].virtualFunctions = functions.enumerated().map { number, vf in
                owned.insert(vf)
                return VirtualFunction(
                    index: number, pciAddress: vf, driver: drivers[vf], iommuGroup: pci[vf]?.iommuGroup,
                    interface: interfaces[vf])
            }
        }
        facts.pciDevices = pci.values
            .filter { $0.classCode >> 16 != bridges && !owned.contains($0.address) }
            .sorted { $0.address < $1.address }
            .map { found in
                PCIDevice(
                    address: found.address, vendorID: found.vendorID, productID: found.productID,
                    classCode: found.classCode, driver: drivers[found.address], numaNode: found.numaNode,
                    iommuGroup: found.iommuGroup, vendorName: found.vendorName, productName: found.productName,
                    physicalFunction: found.physicalFunction)
            }
        return facts
    }
}
