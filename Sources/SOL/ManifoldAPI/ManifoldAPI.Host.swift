package import FoundationEssentials
package import MANOModel

extension ManifoldAPI {
    /// A host with what is used of it.
    package struct Host: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        package var zone: String
        /// Groups of hosts that it is in, such as racks.
        package var groups: [String]?
        package var traits: [String]?
        package var state: String
        /// Why it can't be asked, while it can't.
        package var problem: String?
        /// Settings and claims that don't go with the facts; of a single host only.
        package var warnings: [String]?
        package var connection: Connection
        package var facts: Facts?
        /// How many shared vCPUs one CPU may carry.
        package var vCPUOvercommit: Double?
        /// Bytes that guests never get.
        package var reservedMemory: Int64?
        /// CPUs that guests never get.
        package var reservedCPUs: [Int]?
        /// Interface to the physical network that it leads to.
        package var physicalNetworks: [String: String]?
        package var used: Used
        /// How many guests are on it.
        package var guests: Int
        /// Since when it gives no answer, while it doesn't.
        package var unreachableSince: Date?
        /// When it is taken for dead, and how it is fenced.
        package var fencing: FencingSettings?
        /// Hosts with the same have the same storage folder.
        package var sharedStorage: String?
        /// What guests see as their CPU; absent: the host's own.
        package var guestCPUModel: String?
        /// How much room base images may take that nothing is made on.
        package var imageCache: ImageCacheSettings?
        /// How guests leave it, while they do, or it is fenced.
        package var evacuation: Evacuation?

        package init(
            id: String, name: String, zone: String, state: String, problem: String? = nil, connection: Connection,
            facts: Facts? = nil, used: Used, guests: Int, groups: [String]? = nil, traits: [String]? = nil,
            warnings: [String]? = nil, vCPUOvercommit: Double? = nil, reservedMemory: Int64? = nil,
            reservedCPUs: [Int]? = nil, physicalNetworks: [String: String]? = nil, unreachableSince: Date? = nil,
            fencing: FencingSettings? = nil, sharedStorage: String? = nil, evacuation: Evacuation? = nil,
            imageCache: ImageCacheSettings? = nil, guestCPUModel: String? = nil
        ) {
            self.imageCache = imageCache
            self.unreachableSince = unreachableSince
            self.fencing = fencing
            self.sharedStorage = sharedStorage
            self.guestCPUModel = guestCPUModel
            self.evacuation = evacuation
            self.id = id
            self.name = name
            self.zone = zone
            self.state = state
            self.problem = problem
            self.connection = connection
            self.facts = facts
            self.used = used
            self.guests = guests
            self.groups = groups
            self.traits = traits
            self.warnings = warnings
            self.vCPUOvercommit = vCPUOvercommit
            self.reservedMemory = reservedMemory
            self.reservedCPUs = reservedCPUs
            self.physicalNetworks = physicalNetworks
        }

        /// How the manager reaches a host; a simulated one has only `simulated`.
        package struct Connection: Codable, Sendable, Equatable {
            package var libvirtURI: String?
            package var ovsdb: String?
            package var switchRunFolder: String?
            package var storageFolder: String?
            package var simulated: String?

            package init(
                libvirtURI: String? = nil, ovsdb: String? = nil, switchRunFolder: String? = nil,
                storageFolder: String? = nil, simulated: String? = nil
            ) {
                self.libvirtURI = libvirtURI
                self.ovsdb = ovsdb
                self.switchRunFolder = switchRunFolder
                self.storageFolder = storageFolder
                self.simulated = simulated
            }
        }

        /// What a host reported. Sizes in bytes.
        package struct Facts: Codable, Sendable, Equatable {
            package var cores: Int
            package var memory: Int64
            package var storageCapacity: Int64
            package var storageFree: Int64
            package var kvm: Bool
            package var cpuModel: String
            package var architecture: String
            package var hypervisorVersion: String
            package var numaNodes: [NUMANode]
            /// What follows is told of a single host only.
            package var devices: Devices?

            package init(
                cores: Int, memory: Int64, storageCapacity: Int64, storageFree: Int64, kvm: Bool, cpuModel: String,
                architecture: String, hypervisorVersion: String, numaNodes: [NUMANode],
                devices: Devices? = nil
            ) {
                self.cores = cores
                self.memory = memory
                self.storageCapacity = storageCapacity
                self.storageFree = storageFree
                self.kvm = kvm
                self.cpuModel = cpuModel
                self.architecture = architecture
                self.hypervisorVersion = hypervisorVersion
                self.numaNodes = numaNodes
                self.devices = devices
            }
        }

        /// What is claimed on a host. Sizes in bytes.
        package struct Used: Codable, Sendable, Equatable {
            package var vCPUs: Int
            package var memory: Int64
            package var storage: Int64
            /// One by one, with their owners; of a single host only.
            package var claims: [Claim]?

            package init(vCPUs: Int, memory: Int64, storage: Int64, claims: [Claim]? = nil) {
                self.vCPUs = vCPUs
                self.memory = memory
                self.storage = storage
                self.claims = claims
            }
        }

        /// Something of a host that belongs to somebody.
        package struct Claim: Codable, Sendable, Equatable {
            package var kind: String
            /// A core's number, a device's PCI address, an interface's name; `node/0` and `pages/2048/0` (size in KiB, node)
            /// for parts of a host; empty for the host as a whole.
            package var key: String
            /// vCPUs, bytes, Mbit/s; 1 for cores and devices.
            package var amount: Int64
            /// An id: of a VNFC or a network.
            package var owner: String
            /// The owner's name for people.
            package var title: String

            package init(kind: String, key: String, amount: Int64, owner: String, title: String) {
                self.kind = kind
                self.key = key
                self.amount = amount
                self.owner = owner
                self.title = title
            }
        }
    }
}
