package import MANOModel

extension ManifoldAPI {
    /// A host with what is used of it.
    package struct Host: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        package var zone: String
        package var state: String
        package var problem: String?
        package var connection: Connection
        package var facts: Facts?
        package var used: Used
        /// How many guests are on it.
        package var guests: Int

        package init(
            id: String, name: String, zone: String, state: String, problem: String? = nil, connection: Connection,
            facts: Facts? = nil, used: Used, guests: Int
        ) {
            self.id = id
            self.name = name
            self.zone = zone
            self.state = state
            self.problem = problem
            self.connection = connection
            self.facts = facts
            self.used = used
            self.guests = guests
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

            package init(
                cores: Int, memory: Int64, storageCapacity: Int64, storageFree: Int64, kvm: Bool, cpuModel: String,
                architecture: String, hypervisorVersion: String, numaNodes: [NUMANode]
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
            }
        }

        /// What is claimed on a host. Sizes in bytes.
        package struct Used: Codable, Sendable, Equatable {
            package var vCPUs: Int
            package var memory: Int64
            package var storage: Int64

            package init(vCPUs: Int, memory: Int64, storage: Int64) {
                self.vCPUs = vCPUs
                self.memory = memory
                self.storage = storage
            }
        }
    }
}
