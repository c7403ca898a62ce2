/// A guest, whole: the same specification always gives the same domain.
package struct GuestSpec: Sendable, Codable, Equatable {
    /// Of the domain.
    package var name: String
    /// The VNFC's id; the domain's UUID follows from it.
    package var owner: String
    /// For people: `vfw-0 of secure-access`.
    package var title: String
    package var vCPUs: Int
    /// Bytes.
    package var memory: Int64
    package var processor = Processor()
    /// Its parts that are bound to host nodes, in the order of its vCPUs; empty: it floats.
    package var cells: [Placement.Cell] = []
    /// It sees its cells as NUMA nodes.
    package var showsCells = false
    /// Host CPUs on which what isn't pinned may run; empty: any.
    package var sharedCPUs: [Int] = []
    /// Host CPUs of the emulator's own threads; empty: on those of the vCPUs.
    package var emulatorCPUs: [Int] = []
    /// Threads for the disks' I/O; 0: the emulator's.
    package var ioThreads = 0
    package var firmware = Firmware.bios
    package var boot: Boot
    /// The root disk first.
    package var disks: [GuestDisk]
    package var configDrive: String?
    package var interfaces: [GuestInterface]
    /// Addresses of PCI devices that it is handed, interfaces aside.
    package var devices: [String] = []
    /// It gets random numbers of the host (virtio-rng).
    package var hasRandom = false
    /// What a watchdog that isn't fed does; nil: it has none.
    package var watchdog: WatchdogAction?
    package var readiness: Readiness

    package enum Boot: Sendable, Codable, Equatable {
        case disk
        /// The base image is a kernel that is booted directly.
        case kernel(imageHash: String, arguments: String)
    }

    package enum Firmware: String, Sendable, Codable, CaseIterable {
        case bios, uefi
        /// UEFI that starts only what is signed by keys that it knows.
        case secureBoot
    }

    package enum WatchdogAction: String, Sendable, Codable {
        case reset, poweroff, pause
    }

    /// What the guest sees as its processor.
    package struct Processor: Sendable, Codable, Equatable {
        package var model = Model.standard
        /// Features that it has to have, by libvirt's names.
        package var features: [String] = []
        /// Nil: a socket a vCPU.
        package var topology: Topology?

        package init(model: Model = .standard, features: [String] = [], topology: Topology? = nil) {
            self.model = model
            self.features = features
            self.topology = topology
        }

        package enum Model: Sendable, Codable, Equatable {
            /// The host's own with KVM, a small one without.
            case standard
            /// What can move to hosts like this one.
            case hostModel
            /// By libvirt's name.
            case named(String)

            /// - Parameter setting: of a host's operator: `host-passthrough` or nil, `host-model`, or a name.
            package init(setting: String?) {
                switch setting {
                case nil, Self.passthroughSetting: self = .standard
                case "host-model": self = .hostModel
                case .some(let name): self = .named(name)
                }
            }

            package static let passthroughSetting = "host-passthrough"
        }

        package struct Topology: Sendable, Codable, Equatable {
            package var sockets: Int
            package var cores: Int
            package var threads: Int

            package init(sockets: Int, cores: Int, threads: Int) {
                self.sockets = sockets
                self.cores = cores
                self.threads = threads
            }
        }
    }

    package init(
        name: String, owner: String, title: String, vCPUs: Int, memory: Int64, boot: Boot = .disk, disks: [GuestDisk],
        configDrive: String?, interfaces: [GuestInterface], readiness: Readiness
    ) {
        self.name = name
        self.owner = owner
        self.title = title
        self.vCPUs = vCPUs
        self.memory = memory
        self.boot = boot
        self.disks = disks
        self.configDrive = configDrive
        self.interfaces = interfaces
        self.readiness = readiness
    }

    /// Host CPUs of its own, by vCPU; empty: it shares.
    package var pinnedCPUs: [Int] { cells.flatMap(\.cpus) }

    /// Addresses of the host's PCI devices that are its own, functions of network cards included.
    package var pciAddresses: [String] {
        devices
            + interfaces.compactMap {
                switch $0.attachment {
                case .virtualFunction(let address, _), .physicalFunction(let address): address
                case .tap, .linuxBridge, .macvtap, .vhostUser, .vdpa: nil
                }
            }
    }

    /// The host's devices behind its vDPA interfaces.
    package var vdpaDevices: [String] { interfaces.compactMap(\.vdpaDevice) }

    /// The names of its disks that are volumes.
    package var volumes: [String] {
        disks.compactMap { if case .volume(let name) = $0.source { name } else { nil } }
    }

    /// Bytes in pages of that size (KiB; nil: normal ones), on one host node or on all.
    package func memory(inPagesOf size: Int?, node: Int? = nil) -> Int64 {
        if cells.isEmpty { return size == nil && node == nil ? memory : 0 }
        return cells.reduce(0) {
            $0 + ($1.pageSize == size && (node == nil || $1.node == node) ? $1.memory : 0)
        }
    }
}
