package import MANOModel
package import Planner
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
        /// Hosts where its networks meet the outside.
        var anchors: Set<Identifier<Host>>
        /// Where its networks keep it whatever joins hosts; nil: anywhere.
        var strict: Set<Identifier<Host>>?
        /// Why there, in words.
        var reason: String?
    }

    /// Which of the guests move, and where; nil: all, anywhere else.
    package struct Choice: Sendable, Equatable {
        package var vnfcs: Set<Identifier<VNFC>>?
        package var target: Identifier<Host>?
        /// They go on there as they run: what they see of the host must be there.
        package var isLive: Bool

        package init(vnfcs: Set<Identifier<VNFC>>? = nil, target: Identifier<Host>? = nil, isLive: Bool = false) {
            self.vnfcs = vnfcs
            self.target = target
            self.isLive = isLive
        }
    }

    private let choice: Choice
    /// Why the guests share one host; nil: they need not.
    private let bond: String?
    /// Between VNFs of the NS, without the guests that move.
    private let rules: NSRules
    /// Hosts of guests that they are joined with, besides those of the subjects.
    private let beside: Set<Identifier<Host>>
    /// What becomes of the networks that the guests of the last plan are on.
    package private(set) var links = LinkPlan()

    /// Throws `.notFound` for a host that isn't there.
    package init(
        _ snapshot: PlanningSnapshot, from: Identifier<Host>, choice: Choice = Choice(), bond: String? = nil,
        rules: NSRules = NSRules(), beside: Set<Identifier<Host>> = []
    ) throws {
        self.snapshot = snapshot
        guard let host = snapshot.hosts.first(where: { $0.id == from }) else {
            throw ManifoldError(.notFound, "there is no host \(from)", remedy: "list the hosts")
        }
        self.from = host
        self.choice = choice
        self.bond = bond
        self.rules = rules
        self.beside = beside
    }

    private func isLeaving(_ vnfc: VNFC) -> Bool {
        vnfc.hostID == from.id && choice.vnfcs?.contains(vnfc.id) ?? true
    }

    /// - Parameter group: what the VNFs have in common, for reasons.
    /// - Throws: `.noCapacity` with every host's reasons.
    package mutating func plan(_ subjects: [Subject], group: String) throws -> [Moved] {
        var drafts: [Draft] = []
        for (number, subject) in subjects.enumerated() { drafts += try self.drafts(of: subject, number) }
        guard !drafts.isEmpty else { return [] }
        let placements: [String: Placement]
        switch try place(drafts, subjects, group) {
        case .placed(let plan): placements = plan.placements
        case .rejected(let rejection): throw rejection.error
        }
        var moved = subjects.map { subject in
            Moved(
                vnfInstanceID: subject.instance.id, from: from.id, isGone: from.isFenced, vnfcs: [], claims: [])
        }
        var wanted: [Identifier<Network>: Set<Identifier<Host>>] = [:]
        for draft in drafts {
            guard let placement = placements[draft.demand.id] else { continue }
            let (vnfc, claims) = try settle(draft, subjects[draft.subject], at: placement)
            moved[draft.subject].vnfcs.append(vnfc)
            moved[draft.subject].claims += claims
            for point in vnfc.connectionPoints where point.isSwitchPort {
                wanted[point.networkID, default: []].insert(vnfc.hostID)
            }
        }
        links = try snapshot.extend(wanted, new: [], gone: from.isFenced ? [from.id] : [])
        return moved.filter { !$0.vnfcs.isEmpty }
    }

    /// Together where the service is on one host, and elsewhere where the hosts are joined.
    private func place(_ drafts: [Draft], _ subjects: [Subject], _ group: String) throws -> PlacementResult {
        let capacities = HostCapacity.of(snapshot.hosts, claims: snapshot.usage)
        let constraints = constraints(subjects, drafts)
        let elsewhere = Set(snapshot.hosts.filter(takesOver).map(\.id)).subtracting([from.id])
        let allowed = choice.target.map { elsewhere.intersection([$0]) } ?? elsewhere
        let whyNotOthers =
            choice.target != nil
            ? "is not the host that it is to go to"
            : "is the host that it is to leave" + (choice.isLive ? ", or runs guests by other means" : "")
        let staying = Set(
            subjects.flatMap { $0.instance.instantiated?.vnfcs ?? [] }.filter { !isLeaving($0) }.map(\.hostID))
        let anchors = drafts.reduce(into: staying.union(beside)) { $0.formUnion($1.anchors) }
        func demands(_ hosts: Set<Identifier<Host>>, _ reason: String) -> [PlacementDemand] {
            drafts.map { draft in
                var demand = draft.demand
                demand.hosts = draft.strict.map(hosts.intersection) ?? hosts
                demand.hostsReason = draft.strict == nil ? reason : draft.reason
                return demand
            }
        }
        let together = PlacementConstraint(id: bond ?? group, kind: .together, members: drafts.map(\.demand.id))
        let reason =
            anchors.isEmpty
            ? whyNotOthers : drafts.compactMap(\.reason).first ?? "isn't where the service's other guests are"
        var first = PlacementPlanner.place(
            PlacementRequest(
                demands(anchors.isEmpty ? allowed : anchors.count == 1 ? allowed.intersection(anchors) : [], reason),
                constraints: [together] + constraints, policy: snapshot.policy), on: capacities)
        guard case .rejected(var rejection) = first else { return first }
        let mtu = snapshot.mtu(of: drafts.flatMap { $0.vnfc.connectionPoints.filter(\.isSwitchPort).map(\.networkID) })
        let joined = snapshot.joinedHosts(carrying: mtu)
        rejection.remark = bond ?? snapshot.barrier
        if rejection.remark == nil, let apart = anchors.subtracting(joined).min() {
            let name = snapshot.hosts.first { $0.id == apart }?.name ?? apart.rawValue
            rejection.remark = "host \(name), which the service is on, \(snapshot.joinReason(carrying: mtu))"
        }
        first = .rejected(rejection)
        guard rejection.remark == nil else { return first }
        return PlacementPlanner.place(
            PlacementRequest(
                demands(joined.intersection(allowed), "\(whyNotOthers), or \(snapshot.joinReason(carrying: mtu))"),
                constraints: constraints, policy: snapshot.policy),
            on: capacities)
    }

    /// A guest that runs keeps its kind of virtualization and all that it has seen of the CPU.
    private func takesOver(_ host: Host) -> Bool {
        !choice.isLive || Self.takesOver(host, from: from)
    }

    static func takesOver(_ host: Host, from: Host) -> Bool {
        guard let its = host.facts, let own = from.facts else { return true }
        guard its.kvm == own.kvm, its.architecture == own.architecture else { return false }
        if case .named(let model) = GuestSpec.Processor.Model(setting: from.guestCPUModel),
            let models = its.guestCPUModels
        {
            return models.contains(model)
        }
        return !own.kvm || Set(own.cpuFeatures).isSubset(of: its.cpuFeatures)
    }

    private func drafts(of subject: Subject, _ number: Int) throws -> [Draft] {
        let leaving = (subject.instance.instantiated?.vnfcs ?? []).filter(isLeaving)
        let zones = try ZoneChoice.zones(of: subject.instance.instantiated?.additionalParameters ?? [:])
        return try leaving.map { vnfc in
            guard let vdu = subject.flavour.vdu(vnfc.vduID) else {
                throw ManifoldError(
                    .internal, "VDU \(vnfc.vduID) is not in flavour \(subject.flavour.id) any more")
            }
            var draft = Draft(
                subject: number, vnfc: vnfc,
                demand: try PlacementDemand(
                    id: vnfc.id.rawValue,
                    title: subject.instance.title(vdu: vdu.id, index: vnfc.index, flavour: subject.flavour), vdu: vdu,
                    storage: vnfc.volumes.reduce(0) { $0 + $1.size }), anchors: [])
            draft.demand.zones = zones
            for cp in subject.flavour.cps(ofVDU: vdu.id) {
                guard let point = vnfc.connectionPoints.first(where: { $0.cpdID == cp.id }),
                    let network = snapshot.networks[point.networkID]
                else { continue }
                let external = point.externalCPDID.flatMap { subject.flavour.externalCp($0) }
                try draft.demand.add(cp, exposedAs: external, on: network)
                try confine(&draft, to: network)
            }
            return draft
        }
    }

    /// A network that is on one host keeps guests there, unless the host is joined with others.
    private func confine(_ draft: inout Draft, to network: Network) throws {
        guard let pinned = network.hostID else { return }
        let isCarried =
            network.attachment.hasEndpoint && bond == nil && !from.isFenced && snapshot.barrier == nil
            && snapshot.joinedHosts.contains(pinned)
        guard pinned != from.id || isCarried else {
            throw ManifoldError(
                .noCapacity, "\(draft.demand.title) is on network \(network.name), which is on host \(from.name) alone",
                remedy: "terminate the service, or put it on a network that other hosts have")
        }
        draft.anchors.insert(pinned)
        if !network.attachment.hasEndpoint { draft.strict = [pinned] }
        let name = snapshot.hosts.first { $0.id == pinned }?.name ?? pinned.rawValue
        draft.reason = "network \(network.name) is on host \(name)"
    }

    private func constraints(_ subjects: [Subject], _ drafts: [Draft]) -> [PlacementConstraint] {
        var constraints = rules.constraints(
            members: drafts.map { draft in
                let instance = subjects[draft.subject].instance
                return NSRules.Member(
                    profileID: instance.vnfProfileID ?? "", vnfInstanceID: instance.id, demandID: draft.demand.id)
            })
        for (number, subject) in subjects.enumerated() {
            let own = drafts.filter { $0.subject == number }
            let staying = (subject.instance.instantiated?.vnfcs ?? []).filter { !isLeaving($0) }
            constraints += PlacementConstraint.rules(
                of: subject.flavour,
                members: Dictionary(grouping: own, by: \.vnfc.vduID).mapValues { $0.map(\.demand.id) },
                standing: Dictionary(grouping: staying, by: \.vduID).mapValues { $0.map(\.hostID) })
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
            point.leaveHost()
            let cp = cps.first { $0.id == point.cpdID }
            let external = point.externalCPDID.flatMap { subject.flavour.externalCp($0) }
            if let function = placement.functions.first(where: { $0.id == point.cpdID }), let cp,
                let network = snapshot.networks[point.networkID]
            {
                point.take(function, as: cp, exposedAs: external, on: network)
            } else {
                point.portNumber = try snapshot.takePort(on: placement.hostID)
                claims.append(
                    Claim(
                        kind: .portNumber, scope: placement.hostID.rawValue, key: String(point.portNumber),
                        owner: vnfc.id.rawValue))
                if let host { point.takeSocket(of: host, as: cp, exposedAs: external) }
            }
            vnfc.connectionPoints[index] = point
        }
        return (vnfc, claims)
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
