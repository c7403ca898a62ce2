package import MANOModel

extension PlacementDemand {
    /// What a VNFC of a VDU needs.
    ///
    /// - Parameter storage: bytes of its volumes.
    package init(id: String, title: String, vdu: VDU, storage: Int64) {
        self.init(
            id: id, title: title, vCPUs: vdu.compute.virtualCPUs, memory: Int64(vdu.compute.memoryBytes),
            storage: storage, cpuPolicy: vdu.compute.cpuPinningPolicy == .static ? .dedicated(.prefer) : .shared,
            pages: vdu.hugepageSize.map { .size($0) } ?? .normal, architecture: vdu.compute.cpuArchitecture)
    }
}

extension VDU {
    /// KiB; nil: normal pages.
    package var hugepageSize: Int? {
        switch compute.pageSize {
        case nil, .small: nil
        case .bytes(let bytes): bytes / 1024
        case .large: 2048
        }
    }
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
