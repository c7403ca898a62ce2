package import MANOModel

/// What one VNFC needs of the host that it goes to.
package struct PlacementDemand: Sendable, Codable, Equatable {
    /// The VNFC's id; unique in a request.
    package var id: String
    /// For people: `vfw-0`.
    package var title: String
    package var vCPUs: Int
    /// Bytes.
    package var memory: Int64
    /// Bytes.
    package var storage: Int64
    package var cpuPolicy: CPUPolicy
    package var emulatorThreads: EmulatorThreads
    package var pages: Pages
    /// The guest's NUMA nodes; empty: it has none.
    package var cells: [Cell]
    /// How much it matters that each cell, or a guest without cells that pins cores or has huge pages, is on one host node.
    package var nodePolicy: NodePolicy
    package var functions: [FunctionDemand]
    package var devices: [DeviceDemand]
    /// How many vhost-user ports it has.
    package var vhostUserPorts: Int
    /// How many more ports of the switch it has, which are vhost-user ports where that has DPDK.
    package var switchPorts = 0
    package var vhostUserAffinity: DeviceAffinity
    /// It has ports of the switch that are something else than virtio, which a switch with DPDK can't speak to.
    package var needsTaps: Bool
    package var firmware: GuestSpec.Firmware
    /// CPU features that the host must have.
    package var cpuFeatures: [String]
    /// Traits that the host must have.
    package var traits: [String]
    /// What the host must have as a trait or as a CPU feature, in any case of letters.
    package var capabilities: [String]
    /// As the descriptor spells it; nil: any.
    package var architecture: String?
    /// The only zones that come into question; nil: any.
    package var zones: Set<String>?
    /// The only hosts that come into question; nil: any.
    package var hosts: Set<Identifier<Host>>?
    /// Why only those: `network client is on host a`.
    package var hostsReason: String?

    /// Whose the vCPUs' host CPUs are.
    package enum CPUPolicy: Sendable, Codable, Equatable {
        /// Everybody's.
        case shared
        /// Each vCPU has a host CPU of its own.
        case dedicated(ThreadPolicy)

        package var isDedicated: Bool { self != .shared }
    }

    /// What a guest with CPUs of its own does with the threads of a host core.
    package enum ThreadPolicy: String, Sendable, Codable, CaseIterable {
        /// Takes siblings where there are, and single threads otherwise.
        case prefer
        /// One vCPU a core; nobody has the siblings.
        case isolate
        /// Whole cores only; siblings are vCPUs of one guest.
        case require
    }

    /// Where the emulator's own threads run.
    package enum EmulatorThreads: String, Sendable, Codable, CaseIterable {
        /// On the guest's CPUs, or where all run.
        case shared
        /// On one more CPU of the guest's own.
        case isolated
    }

    /// What pages the memory is in.
    package enum Pages: Sendable, Codable, Equatable {
        case normal
        /// Huge ones of any size that the host has, the largest that the memory fills first.
        case huge
        /// KiB.
        case size(Int)
    }

    /// One NUMA node of a guest.
    package struct Cell: Sendable, Codable, Equatable {
        package var vCPUs: Int
        /// Bytes.
        package var memory: Int64

        package init(vCPUs: Int, memory: Int64) {
            self.vCPUs = vCPUs
            self.memory = memory
        }
    }

    package enum NodePolicy: String, Sendable, Codable, CaseIterable {
        /// On as few as possible.
        case preferred
        /// On one, or not at all.
        case strict
    }

    package init(
        id: String, title: String, vCPUs: Int, memory: Int64, storage: Int64 = 0, cpuPolicy: CPUPolicy = .shared,
        emulatorThreads: EmulatorThreads = .shared, pages: Pages = .normal, cells: [Cell] = [],
        nodePolicy: NodePolicy = .preferred, functions: [FunctionDemand] = [], devices: [DeviceDemand] = [],
        vhostUserPorts: Int = 0, vhostUserAffinity: DeviceAffinity = .preferred, cpuFeatures: [String] = [],
        traits: [String] = [], capabilities: [String] = [], architecture: String? = nil, zones: Set<String>? = nil,
        hosts: Set<Identifier<Host>>? = nil, hostsReason: String? = nil, needsTaps: Bool = false,
        firmware: GuestSpec.Firmware = .bios
    ) {
        self.id = id
        self.title = title
        self.vCPUs = vCPUs
        self.memory = memory
        self.storage = storage
        self.cpuPolicy = cpuPolicy
        self.emulatorThreads = emulatorThreads
        self.pages = pages
        self.cells = cells
        self.nodePolicy = nodePolicy
        self.functions = functions
        self.devices = devices
        self.vhostUserPorts = vhostUserPorts
        self.vhostUserAffinity = vhostUserAffinity
        self.cpuFeatures = cpuFeatures
        self.traits = traits
        self.capabilities = capabilities
        self.architecture = architecture
        self.zones = zones
        self.hosts = hosts
        self.hostsReason = hostsReason
        self.needsTaps = needsTaps
        self.firmware = firmware
    }
}
