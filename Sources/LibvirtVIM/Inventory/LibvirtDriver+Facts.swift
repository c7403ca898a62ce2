import BlockingPool
import Libvirt
package import MANOModel

extension LibvirtDriver {
    package func facts() async throws -> HostFacts {
        // A host that isn't there is told of soon; one that is has its time.
        try await translating("reach host \(name)") {
            try await self.host.query { _ = try $0.libraryVersion() }
        }
        let isRemote = try await prepare()
        return try await translating("read host \(name)") {
            let abilities = try await self.abilities()
            async let seen = self.seen()
            let (report, domains) = try await self.host.query(deadline: self.host.limits.inventoryDeadline) {
                connection in
                let report = try HostReport(connection)
                // Machines with UEFI are q35.
                let domains = try? XMLNode.parse(
                    try connection.domainCapabilitiesXML(
                        emulator: report.capabilities.emulator, architecture: report.capabilities.architecture,
                        machine: "q35"))
                return (report, domains)
            }
            let space =
                if isRemote {
                    try await self.host.change { [remote = self.remote] in try remote.space($0) }
                } else {
                    try await BlockingPool.files.run { [storage = self.storage] in
                        try FileSystem.space(storage.layout.volumes)
                    }
                }
            let capabilities = report.capabilities
            var facts = HostFacts(
                hypervisorVersion: report.hypervisorVersion, cpuModel: capabilities.cpuModel,
                cpuFeatures: abilities.cpuFeatures, architecture: report.info.model, kvm: abilities.kvm,
                numaNodes: capabilities.numaNodes, physicalFunctions: report.devices.functions,
                pciDevices: report.devices.pciDevices, storageCapacity: space.total, storageFree: space.free,
                emulator: capabilities.emulator, offlineCPUs: capabilities.offlineCPUs,
                mediatedDevices: report.devices.mediated, vdpaDevices: report.devices.vdpa, storagePools: report.pools,
                firmwares: domains.flatMap(HostFirmware.kinds), machine: capabilities.machine,
                guestCPUModels: domains.flatMap { GuestCPUModels.names($0, hasKVM: abilities.kvm) })
            if let (system, neighbours) = try await seen {
                facts.complete(system, report.devices)
                facts.neighbours = neighbours
            } else {
                facts.notKnown.append(Self.unseen)
            }
            if facts.numaNodes.isEmpty {
                // Containers often have no topology to show; the totals are right.
                facts.numaNodes = [
                    NUMANode(id: 0, cores: Array(0..<report.info.cpus), memory: Int64(report.info.memory) << 10)
                ]
            }
            return facts
        }
    }

    private static let unseen =
        "isolated CPUs, switchdev mode, bonds, Linux bridges, MTUs and LLDP neighbours: the host's file system is not the manager's own"

    /// What the host's own files say; nil where they are not the manager's.
    private func seen() async throws -> (SystemFacts, [LinkNeighbour])? {
        guard let tree = system else { return nil }
        // lldpd is asked for the machine that it runs on, not for a folder that stands for one.
        async let neighbours = tree.root.isEmpty ? LinkLayerDiscovery.neighbours() : []
        return (try await BlockingPool.files.run { SystemFacts(tree) }, await neighbours)
    }
}

extension HostFacts {
    /// Adds what libvirt could not tell.
    mutating func complete(_ system: SystemFacts, _ told: DeviceFacts) {
        if numaNodes.isEmpty { numaNodes = system.numaNodes }
        for index in numaNodes.indices {
            if let online = system.onlineCPUs { numaNodes[index].cpus.removeAll { !online.contains($0.id) } }
            for cpu in numaNodes[index].cpus.indices {
                let id = numaNodes[index].cpus[cpu].id
                numaNodes[index].cpus[cpu].isIsolated = system.isolatedCPUs.contains(id)
            }
            guard let node = system.numaNodes.first(where: { $0.id == numaNodes[index].id }) else { continue }
            if numaNodes[index].distances.isEmpty { numaNodes[index].distances = node.distances }
            if numaNodes[index].freeHugepages == nil { numaNodes[index].freeHugepages = node.freeHugepages }
        }
        offlineCPUs = Set(offlineCPUs).union(system.offlineCPUs).sorted()
        let devices = told.completed(by: system.devices)
        physicalFunctions = devices.functions
        pciDevices = devices.pciDevices
        mediatedDevices = devices.mediated
        vdpaDevices = devices.vdpa
        bonds = system.bonds
        virtualInterfaces = system.virtualInterfaces
        bridges = system.bridges
        interfaceMTUs = system.interfaceMTUs
    }
}
