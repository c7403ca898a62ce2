/// What a host reported about itself.
package struct HostFacts: Codable, Sendable, Equatable {
    package var hypervisorVersion: String
    package var cpuModel: String
    /// As libvirt names them: `avx512f`.
    package var cpuFeatures: [String]
    package var architecture: String
    /// Hardware virtualisation that was seen to work, not only announced.
    package var kvm: Bool
    package var numaNodes: [NUMANode]
    package var physicalFunctions: [PhysicalFunction]
    /// PCI devices that are neither bridges nor network functions.
    package var pciDevices: [PCIDevice]
    package var networkSwitch: SwitchFacts
    /// Bytes in the pool for volumes.
    package var storageCapacity: Int64
    /// Bytes free there when asked.
    package var storageFree: Int64
    /// The program that runs guests.
    package var emulator: String?
    /// CPUs that are there and switched off; they are in no node.
    package var offlineCPUs: [Int]
    /// Of the host's kernel; those of the switch are its own.
    package var bonds: [Bond]
    /// Interfaces without a device of their own: VLANs, bonds, ends of pairs.
    package var virtualInterfaces: [String]
    /// Of the host's kernel.
    package var bridges: [LinuxBridge]
    /// Bytes, by the names of its interfaces, as far as it told them.
    package var interfaceMTUs: [String: Int]
    /// libvirt's UUID of the machine, the same by whatever address it is reached; nil: not told.
    package var machine: String?
    /// What guests can start by; nil: not known.
    package var firmwares: [GuestSpec.Firmware]?
    /// The CPU models, by libvirt's names, that guests can have; nil: not known.
    package var guestCPUModels: [String]?
    package var neighbours: [LinkNeighbour]
    package var mediatedDevices: [MediatedDevice]
    package var vdpaDevices: [VDPADevice]
    package var storagePools: [StoragePoolFacts]
    /// What could not be found out about this host, in words.
    package var notKnown: [String]

    package var cores: Int { numaNodes.reduce(0) { $0 + $1.cpus.count } }
    /// Bytes.
    package var memory: Int64 { numaNodes.reduce(0) { $0 + $1.memory } }

    package init(
        hypervisorVersion: String, cpuModel: String, cpuFeatures: [String] = [], architecture: String, kvm: Bool,
        numaNodes: [NUMANode], physicalFunctions: [PhysicalFunction] = [], pciDevices: [PCIDevice] = [],
        networkSwitch: SwitchFacts = SwitchFacts(), storageCapacity: Int64, storageFree: Int64,
        emulator: String? = nil, offlineCPUs: [Int] = [], bonds: [Bond] = [], neighbours: [LinkNeighbour] = [],
        mediatedDevices: [MediatedDevice] = [], vdpaDevices: [VDPADevice] = [],
        storagePools: [StoragePoolFacts] = [], notKnown: [String] = [], virtualInterfaces: [String] = [],
        firmwares: [GuestSpec.Firmware]? = nil, machine: String? = nil, guestCPUModels: [String]? = nil,
        bridges: [LinuxBridge] = [], interfaceMTUs: [String: Int] = [:]
    ) {
        self.hypervisorVersion = hypervisorVersion
        self.cpuModel = cpuModel
        self.cpuFeatures = cpuFeatures
        self.architecture = architecture
        self.kvm = kvm
        self.numaNodes = numaNodes
        self.physicalFunctions = physicalFunctions
        self.pciDevices = pciDevices
        self.networkSwitch = networkSwitch
        self.storageCapacity = storageCapacity
        self.storageFree = storageFree
        self.emulator = emulator
        self.offlineCPUs = offlineCPUs
        self.bonds = bonds
        self.neighbours = neighbours
        self.mediatedDevices = mediatedDevices
        self.vdpaDevices = vdpaDevices
        self.storagePools = storagePools
        self.notKnown = notKnown
        self.virtualInterfaces = virtualInterfaces
        self.firmwares = firmwares
        self.guestCPUModels = guestCPUModels
        self.machine = machine
        self.bridges = bridges
        self.interfaceMTUs = interfaceMTUs
    }

    /// Of rows from before an attribute was there, too.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func list<Element: Decodable>(_ key: CodingKeys) throws -> [Element] {
            try values.decodeIfPresent([Element].self, forKey: key) ?? []
        }
        self.init(
            hypervisorVersion: try values.decode(String.self, forKey: .hypervisorVersion),
            cpuModel: try values.decode(String.self, forKey: .cpuModel), cpuFeatures: try list(.cpuFeatures),
            architecture: try values.decode(String.self, forKey: .architecture),
            kvm: try values.decode(Bool.self, forKey: .kvm),
            numaNodes: try values.decode([NUMANode].self, forKey: .numaNodes),
            physicalFunctions: try list(.physicalFunctions), pciDevices: try list(.pciDevices),
            networkSwitch: try values.decodeIfPresent(SwitchFacts.self, forKey: .networkSwitch) ?? SwitchFacts(),
            storageCapacity: try values.decode(Int64.self, forKey: .storageCapacity),
            storageFree: try values.decode(Int64.self, forKey: .storageFree),
            emulator: try values.decodeIfPresent(String.self, forKey: .emulator), offlineCPUs: try list(.offlineCPUs),
            bonds: try list(.bonds), neighbours: try list(.neighbours), mediatedDevices: try list(.mediatedDevices),
            vdpaDevices: try list(.vdpaDevices), storagePools: try list(.storagePools), notKnown: try list(.notKnown),
            virtualInterfaces: try list(.virtualInterfaces),
            firmwares: try values.decodeIfPresent([GuestSpec.Firmware].self, forKey: .firmwares),
            machine: try values.decodeIfPresent(String.self, forKey: .machine),
            guestCPUModels: try values.decodeIfPresent([String].self, forKey: .guestCPUModels),
            bridges: try list(.bridges),
            interfaceMTUs: try values.decodeIfPresent([String: Int].self, forKey: .interfaceMTUs) ?? [:])
    }

    /// Bytes, of an interface, a port of the switch or a Linux bridge; nil: not known.
    package func mtu(of interface: String) -> Int? {
        bridges.first { $0.name == interface }?.mtu ?? interfaceMTUs[interface]
            ?? networkSwitch.ports.first { $0.name == interface }?.mtu
    }
}
