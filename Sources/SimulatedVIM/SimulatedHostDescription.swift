package import MANOModel

/// A host of a simulated world as it was set up.
package struct SimulatedHostDescription: Sendable, Codable, Equatable {
    /// Unique.
    package var name: String
    package var zone: String
    package var facts: HostFacts
    /// Of `Host`.
    package var vCPUOvercommit: Double
    /// Bytes; of `Host`.
    package var reservedMemory: Int64

    package init(
        name: String, zone: String = "default", facts: HostFacts, vCPUOvercommit: Double = 8,
        reservedMemory: Int64 = 1 << 29
    ) {
        self.name = name
        self.zone = zone
        self.facts = facts
        self.vCPUOvercommit = vCPUOvercommit
        self.reservedMemory = reservedMemory
    }

    /// The host as the manager knows it.
    package func host(id: Identifier<Host>) -> Host {
        Host(
            id: id, name: name, zone: zone, connection: .simulated(name: name), facts: facts,
            vCPUOvercommit: vCPUOvercommit, reservedMemory: reservedMemory)
    }

    /// 32 cores on two NUMA nodes, 128 GiB, 2 TiB.
    package static func standard(_ name: String) -> SimulatedHostDescription {
        let nodes = (0..<2).map { node in
            NUMANode(id: node, cores: Array(node * 16..<(node + 1) * 16), memory: 64 << 30)
        }
        return SimulatedHostDescription(name: name, facts: .simulated(nodes: nodes, storage: 2 << 40))
    }
}

extension HostFacts {
    /// - Parameter storage: bytes.
    static func simulated(
        nodes: [NUMANode], storage: Int64, architecture: String = "x86_64", cpuModel: String = "simulated",
        kvm: Bool = true
    ) -> HostFacts {
        HostFacts(
            hypervisorVersion: "simulated", cpuModel: cpuModel, architecture: architecture, kvm: kvm, numaNodes: nodes,
            storageCapacity: storage, storageFree: storage)
    }
}
