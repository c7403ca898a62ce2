package import MANOModel

extension PlacementDemand {
    /// What a VNFC of a VDU needs.
    ///
    /// - Parameter storage: bytes of its volumes.
    package init(id: String, title: String, vdu: VDU, storage: Int64) {
        self.init(
            id: id, title: title, vCPUs: vdu.compute.virtualCPUs, memory: Int64(vdu.compute.memoryBytes),
            storage: storage, cpuPolicy: vdu.compute.cpuPolicy,
            emulatorThreads: vdu.compute.value(of: .emulatorThreads) == "isolate" ? .isolated : .shared,
            pages: vdu.hugePages,
            capabilities: vdu.compute.requestedCapabilities.filter(\.isMandatory).map(\.name),
            architecture: vdu.compute.cpuArchitecture)
        if vdu.compute.isNUMAEnabled { nodePolicy = .strict }
        if let count = vdu.compute.numaNodes, count > 1 { cells = (0..<count).map { share($0, of: count) } }
    }

    /// Adds what an interface needs of the host.
    ///
    /// - Parameter physicalNetwork: of the network that it is on; nil: none.
    /// - Throws: `.unprocessable` for a function of a card on a network that no card leads to, and for a port of the
    ///   switch on one that the switch doesn't lead to.
    package mutating func add(_ cp: VduCp, on network: Network) throws(ManifoldError) {
        var physicalNetwork: String?
        if case .provider(let name, _) = network.attachment { physicalNetwork = name }
        switch cp.vnicType {
        case .direct, .directPhysical:
            guard let physicalNetwork else {
                throw ManifoldError(
                    .unprocessable,
                    "CP \(cp.id) of \(title) is a function of a network card (vnic_type \(cp.vnicType.rawValue)), and"
                        + " network \(network.name) is on no physical network",
                    remedy: "put it on a network that was made with a physical network")
            }
            functions.append(
                FunctionDemand(
                    id: cp.id, physicalNetwork: physicalNetwork, bandwidth: cp.bandwidth,
                    isWhole: cp.vnicType == .directPhysical, affinity: nodePolicy == .strict ? .strict : .preferred))
        default:
            guard physicalNetwork == nil else {
                throw ManifoldError(
                    .unprocessable,
                    "CP \(cp.id) of \(title) is a port of the switch (vnic_type \(cp.vnicType.rawValue)), and network"
                        + " \(network.name) is reached through functions of network cards alone",
                    remedy: "put it on a network of the switch, or ask for vnic_type direct")
            }
            if cp.vnicType == .vhostUser { vhostUserPorts += 1 }
        }
    }
}

extension VirtualCompute {
    /// The standard's policy, or else the convention's.
    fileprivate var cpuPolicy: PlacementDemand.CPUPolicy {
        let isDedicated =
            cpuPinningPolicy.map { $0 == .static } ?? (value(of: .cpuPolicy) == "dedicated")
        guard isDedicated else { return .shared }
        return .dedicated(value(of: .threadPolicy).flatMap(PlacementDemand.ThreadPolicy.init) ?? .prefer)
    }
}

extension VDU {
    fileprivate var hugePages: PlacementDemand.Pages {
        switch compute.pageSize {
        case nil, .small: .normal
        case .bytes(let bytes): .size(bytes / 1024)
        case .large: .huge
        }
    }
}

extension VduCp {
    /// Mbit/s that are set aside for it, begun ones counted; 0: none.
    fileprivate var bandwidth: Int64 { Int64(((bitrate ?? 0) + 999_999) / 1_000_000) }
}

extension PlacementConstraint {
    /// What a flavour's rules say about VNFCs.
    ///
    /// Anti-affinity keeps VNFCs on different hosts; rules on zones do so as well: a host is a zone to SOL003.
    ///
    /// - Parameters:
    ///   - members: the demands' ids by VDU.
    ///   - standing: hosts of VNFCs that are there already, by VDU.
    package static func rules(
        of flavour: DeploymentFlavour, members: [String: [String]], standing: [String: [Identifier<Host>]] = [:]
    ) -> [PlacementConstraint] {
        flavour.placementRules.filter { $0.kind == .antiAffinity && [.nfviNode, .zone].contains($0.scope) }.map {
            rule in
            let groups = flavour.placementGroups.filter { rule.targetIDs.contains($0.id) }
            let vdus = Set(rule.targetIDs + groups.flatMap(\.memberIDs)).sorted()
            return PlacementConstraint(
                id: rule.id, kind: .apart, members: vdus.flatMap { members[$0] ?? [] },
                standing: vdus.flatMap { standing[$0] ?? [] })
        }
    }
}
