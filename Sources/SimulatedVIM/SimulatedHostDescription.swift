import HostsFile
package import MANOModel

/// A host of a simulated world as it was set up.
package struct SimulatedHostDescription: Sendable, Codable, Equatable {
    /// Unique.
    package var name: String
    package var zone: String
    package var groups: [String]
    package var traits: [String]
    package var facts: HostFacts
    /// Of `Host`.
    package var vCPUOvercommit: Double
    /// Bytes; of `Host`.
    package var reservedMemory: Int64
    /// Of `Host`.
    package var reservedCPUs: [Int]
    /// Of `Host`.
    package var physicalNetworks: [String: String]

    package init(
        name: String, zone: String = "default", groups: [String] = [], traits: [String] = [], facts: HostFacts,
        vCPUOvercommit: Double = 8, reservedMemory: Int64 = 1 << 29, reservedCPUs: [Int] = [],
        physicalNetworks: [String: String] = [:]
    ) {
        self.name = name
        self.zone = zone
        self.groups = groups
        self.traits = traits
        self.facts = facts
        self.vCPUOvercommit = vCPUOvercommit
        self.reservedMemory = reservedMemory
        self.reservedCPUs = reservedCPUs
        self.physicalNetworks = physicalNetworks
    }

    /// A host of a hosts file.
    package init(_ host: Host) {
        self.init(
            name: host.name, zone: host.zone, groups: host.groups, traits: host.traits,
            facts: host.facts
                ?? HostFacts(
                    hypervisorVersion: "simulated", cpuModel: "simulated", architecture: "x86_64", kvm: true,
                    numaNodes: [],
                    storageCapacity: 0, storageFree: 0),
            vCPUOvercommit: host.vCPUOvercommit, reservedMemory: host.reservedMemory, reservedCPUs: host.reservedCPUs,
            physicalNetworks: host.physicalNetworks)
    }

    /// The host as the manager knows it.
    package func host(id: Identifier<Host>) -> Host {
        Host(
            id: id, name: name, zone: zone, groups: groups, traits: traits, connection: .simulated(name: name),
            facts: facts, vCPUOvercommit: vCPUOvercommit, reservedMemory: reservedMemory, reservedCPUs: reservedCPUs,
            physicalNetworks: physicalNetworks)
    }

    /// 32 cores on two NUMA nodes, 128 GiB, 2 TiB.
    package static func standard(_ name: String) -> SimulatedHostDescription { .init(HostsFile.standard(name)) }
}
