package import MANOModel

extension ManifoldAPI.Host.Facts {
    /// What a host has besides CPUs and memory, and what is known of its software.
    package struct Devices: Codable, Sendable, Equatable {
        package var cpuFeatures: [String]
        package var offlineCPUs: [Int]
        package var emulator: String?
        /// `bios`, `uefi`, `secureBoot`; absent: not known.
        package var firmwares: [GuestSpec.Firmware]?
        /// Those of libvirt's CPU models that guests can have; absent: not known.
        package var guestCPUModels: [String]?
        package var virtualInterfaces: [String]?
        package var bridges: [LinuxBridge]?
        package var physicalFunctions: [PhysicalFunction]
        package var pciDevices: [PCIDevice]
        package var mediatedDevices: [MediatedDevice]
        package var vdpaDevices: [VDPADevice]
        package var bonds: [Bond]
        package var neighbours: [LinkNeighbour]
        package var storagePools: [StoragePoolFacts]
        package var networkSwitch: SwitchFacts
        /// What could not be found out, in words.
        package var notKnown: [String]

        package init(_ facts: HostFacts) {
            cpuFeatures = facts.cpuFeatures
            offlineCPUs = facts.offlineCPUs
            emulator = facts.emulator
            firmwares = facts.firmwares
            guestCPUModels = facts.guestCPUModels
            virtualInterfaces = facts.virtualInterfaces
            bridges = facts.bridges
            physicalFunctions = facts.physicalFunctions
            pciDevices = facts.pciDevices
            mediatedDevices = facts.mediatedDevices
            vdpaDevices = facts.vdpaDevices
            bonds = facts.bonds
            neighbours = facts.neighbours
            storagePools = facts.storagePools
            networkSwitch = facts.networkSwitch
            notKnown = facts.notKnown
        }
    }
}
