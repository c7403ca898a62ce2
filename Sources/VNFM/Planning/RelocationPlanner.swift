package import MANOModel
import Planner
package import Store

/// Finds new places for the VNFCs that are on one host: all find theirs, or none does. What people and other guests know them
/// by stays: ids, names, MAC addresses, addresses. Pure.
package struct RelocationPlanner: Sendable {
    private var snapshot: PlanningSnapshot
    private let from: Host

    /// A VNF with guests that may be on the host.
    package struct Subject: Sendable {
        package var instance: VNFInstance
        package var package: VNFPackage
        package var flavour: DeploymentFlavour

        package init(instance: VNFInstance, package: VNFPackage, flavour: DeploymentFlavour) {
            self.instance = instance
            self.package = package
            self.flavour = flavour
        }
    }

    /// The VNFCs of one VNF at their new places.
    package struct Moved: Sendable {
        package var vnfInstanceID: Identifier<VNFInstance>
        package var from: Identifier<Host>
        /// The host is fenced: nothing is taken away there. It must be so still when the plan is accepted.
        package var isGone: Bool
        package var vnfcs: [VNFC]
        /// What they hold there; addresses aren't among them, since they stay.
        package var claims: [Claim]
    }

    private struct Draft {
        var subject: Int
        var vnfc: VNFC
        var demand: PlacementDemand
    }

    /// Throws `.notFound` for a host that isn't there.
    package init(_ snapshot: PlanningSnapshot, from: Identifier<Host>) throws {
        self.snapshot = snapshot
        guard let host = snapshot.hosts.first(where: { $0.id == from }) else {
            throw ManifoldError(.notFound, "there is no host \(from)", remedy: "list the hosts")
        }
        self.from = host
    }

    /// - Parameter group: what the VNFs have in common, for reasons.
    /// - Throws: `.noCapacity` with every host's reasons.
    package mutating func plan(_ subjects: [Subject], group: String) throws -> [Moved] {
        var drafts: [Draft] = []
        for (number, subject) in subjects.enumerated() { drafts += try self.drafts(of: subject, number) }
        guard !drafts.isEmpty else { return [] }
        let request = PlacementRequest(
            drafts.map(\.demand), constraints: constraints(subjects, drafts, group: group))
        let capacities = HostCapacity.of(snapshot.hosts, claims: snapshot.usage)
        let placements: [String: Placement]
        switch PlacementPlanner.place(request, on: capacities) {
        case .placed(let plan): placements = plan.placements
        case .rejected(let rejection): throw rejection.error
        }
        var moved = subjects.map { subject in
            Moved(
                vnfInstanceID: subject.instance.id, from: from.id, isGone: from.isFenced, vnfcs: [], claims: [])
        }
        for draft in drafts {
            guard let placement = placements[draft.demand.id] else { continue }
            let (vnfc, claims) = try settle(draft, subjects[draft.subject], at: placement)
            moved[draft.subject].vnfcs.append(vnfc)
            moved[draft.subject].claims += claims
        }
        return moved.filter { !$0.vnfcs.isEmpty }
    }

    private func drafts(of subject: Subject, _ number: Int) throws -> [Draft] {
        let leaving = subject.instance.instantiated?.vnfcs.filter { $0.hostID == from.id } ?? []
        return try leaving.map { vnfc in
            guard let vdu = subject.flavour.vdu(vnfc.vduID) else {
                throw ManifoldError(
                    .internal, "VDU \(vnfc.vduID) is not in flavour \(subject.flavour.id) any more")
            }
            var demand = PlacementDemand(
                id: vnfc.id.rawValue,
                title: subject.instance.title(vdu: vdu.id, index: vnfc.index, flavour: subject.flavour), vdu: vdu,
                storage: vnfc.volumes.reduce(0) { $0 + $1.size })
            demand.hosts = Set(snapshot.hosts.map(\.id)).subtracting([from.id])
            demand.hostsReason = "is the host that it is to leave"
            for cp in subject.flavour.cps(ofVDU: vdu.id) {
                guard let point = vnfc.connectionPoints.first(where: { $0.cpdID == cp.id }),
                    let network = snapshot.networks[point.networkID]
                else { continue }
                try demand.add(cp, on: network)
                try confine(&demand, to: network)
            }
            return Draft(subject: number, vnfc: vnfc, demand: demand)
        }
    }

    /// A network that is on one host keeps guests there.
    private func confine(_ demand: inout PlacementDemand, to network: Network) throws {
        guard let pinned = network.hostID else { return }
        guard pinned != from.id else {
            throw ManifoldError(
                .noCapacity, "\(demand.title) is on network \(network.name), which is on host \(from.name) alone",
                remedy: "terminate the service, or put it on a network that other hosts have")
        }
        demand.hosts = demand.hosts?.intersection([pinned])
        let name = snapshot.hosts.first { $0.id == pinned }?.name ?? pinned.rawValue
        demand.hostsReason = "network \(network.name) is on host \(name)"
    }

    private func constraints(_ subjects: [Subject], _ drafts: [Draft], group: String) -> [PlacementConstraint] {
        var constraints: [PlacementConstraint] = []
        for (number, subject) in subjects.enumerated() {
            let own = drafts.filter { $0.subject == number }
            let staying = (subject.instance.instantiated?.vnfcs ?? []).filter { $0.hostID != from.id }
            constraints += PlacementConstraint.rules(
                of: subject.flavour,
                members: Dictionary(grouping: own, by: \.vnfc.vduID).mapValues { $0.map(\.demand.id) },
                standing: Dictionary(grouping: staying, by: \.vduID).mapValues { $0.map(\.hostID) })
        }
        // Guests that shared one host have no transport between hosts.
        let all = subjects.flatMap { $0.instance.instantiated?.vnfcs ?? [] }
        if all.allSatisfy({ $0.hostID == from.id }) {
            constraints.append(PlacementConstraint(id: group, kind: .together, members: drafts.map(\.demand.id)))
        }
        return constraints
    }

    private mutating func settle(
        _ draft: Draft, _ subject: Subject, at placement: Placement
    ) throws -> (VNFC, [Claim]) {
        var vnfc = draft.vnfc
        vnfc.hostID = placement.hostID
        vnfc.placement = placement
        var claims = draft.demand.claims(at: placement)
        let host = snapshot.hosts.first { $0.id == placement.hostID }
        let cps = subject.flavour.cps(ofVDU: vnfc.vduID)
        for index in vnfc.connectionPoints.indices {
            var point = vnfc.connectionPoints[index]
            point.function = nil
            point.socket = nil
            point.portNumber = 0
            if let function = placement.functions.first(where: { $0.id == point.cpdID }) {
                point.function = ConnectionPoint.Function(
                    pciAddress: function.pciAddress,
                    isPhysical: cps.first { $0.id == point.cpdID }?.vnicType == .directPhysical,
                    segment: snapshot.networks[point.networkID]?.attachment.vlan, bandwidth: function.bandwidth)
            } else {
                point.portNumber = try takePort(on: placement.hostID)
                claims.append(
                    Claim(
                        kind: .portNumber, scope: placement.hostID.rawValue, key: String(point.portNumber),
                        owner: vnfc.id.rawValue))
                if let host, host.facts?.networkSwitch.hasDPDK == true {
                    point.socket = host.connection.vhostUserSocket(port: point.portName)
                }
            }
            vnfc.connectionPoints[index] = point
        }
        return (vnfc, claims)
    }

    private mutating func takePort(on hostID: Identifier<Host>) throws -> Int {
        guard let number = NumberPool.ports.next(1, excluding: snapshot.portNumbers[hostID] ?? [])?.first else {
            throw ManifoldError(.noCapacity, "the switch of host \(hostID) has no port number left")
        }
        snapshot.portNumbers[hostID, default: []].insert(number)
        return number
    }
}

extension Transaction {
    /// Gives back what the VNFCs held at their old place, and takes what they hold at the new one.
    ///
    /// - Throws: `StoreConflict` where the host has returned since a plan that it was gone in.
    package func accept(_ moved: RelocationPlanner.Moved, of stored: Stored<VNFInstance>) throws {
        try checkIsGone(moved.from, moved.isGone)
        var stored = stored
        for vnfc in moved.vnfcs {
            let addresses = try claims(owner: vnfc.id.rawValue).filter { $0.kind == .address }
            try release(owner: vnfc.id.rawValue)
            try claim(addresses)
            guard let index = stored.value.instantiated?.vnfcs.firstIndex(where: { $0.id == vnfc.id }) else {
                throw StoreConflict("VNFC \(vnfc.id) is gone")
            }
            stored.value.instantiated?.vnfcs[index] = vnfc
        }
        try claim(moved.claims)
        try update(stored)
    }

    /// Throws `StoreConflict` where the host was taken for gone, and has returned.
    func checkIsGone(_ id: Identifier<Host>, _ wasGone: Bool) throws {
        guard wasGone else { return }
        let host = try host(id.rawValue).value
        guard host.isFenced else { throw StoreConflict("host \(host.name) has returned") }
    }
}
