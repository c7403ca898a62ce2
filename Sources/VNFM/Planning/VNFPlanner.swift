package import MANOModel
package import Planner

/// Plans the VNFCs of one or several VNFs at once: all find their place, or none does. Pure, but for the identifiers that
/// it is handed.
package struct VNFPlanner: Sendable {
    private var snapshot: PlanningSnapshot
    private let sources: Sources
    /// What the VNFs have in common, for reasons.
    private let group: String
    /// Why they have to share one host; nil: they need not.
    private let bond: String?
    /// Rules on VNFs of an NS.
    private let rules: NSRules
    private var added: Set<Identifier<Network>> = []
    /// What becomes of the networks that the guests of the last plan are on.
    package private(set) var links = LinkPlan()

    package init(
        _ snapshot: PlanningSnapshot, group: String, bond: String? = nil, rules: NSRules = NSRules(), sources: Sources
    ) {
        self.snapshot = snapshot
        self.group = group
        self.bond = bond
        self.rules = rules
        self.sources = sources
    }

    /// A network that is planned with the VNFs.
    package mutating func add(_ network: Network) {
        snapshot.networks[network.id] = network
        added.insert(network.id)
    }

    /// A network as it is with what was planned.
    package func network(_ id: Identifier<Network>) -> Network? { snapshot.networks[id] }

    /// Takes a free segment, or throws `.noCapacity`.
    package mutating func takeSegment(for name: String) throws -> Int {
        guard let segment = NumberPool.segments.next(1, excluding: snapshot.segments)?.first else {
            throw ManifoldError(
                .noCapacity, "there is no free VLAN segment for network \(name): all of 1 to 4094 are taken",
                remedy: "terminate services or delete networks that aren't used")
        }
        snapshot.segments.insert(segment)
        return segment
    }

    /// The result of a plan, or why there is none.
    package enum Answer: Sendable {
        case planned([VNFPlan])
        case rejected(PlacementRejection, titles: [String: Placed])
    }

    /// Which VNFC a demand was for.
    package struct Placed: Sendable, Equatable {
        package var vnfInstanceID: Identifier<VNFInstance>
        package var vduID: String
        package var index: Int
    }

    private struct Draft {
        var request: Int
        var vdu: VDU
        var vnfc: VNFC
        var demand: PlacementDemand
        var bounds: Bounds
        /// That it speaks on through the switch.
        var networks: [Identifier<Network>]
    }

    /// Where a VNF's guests can be because of what is there already.
    private struct Bounds {
        /// Hosts of what they are joined with.
        var anchors: Set<Identifier<Host>>
        /// Where they are whatever joins hosts; nil: anywhere.
        var strict: Set<Identifier<Host>>?
        /// The only ones, where a service is on one host; nil: any.
        var hosts: Set<Identifier<Host>>?
        var reason: String?
    }

    package mutating func plan(_ requests: [VNFRequest]) throws -> Answer {
        var plans = requests.map {
            VNFPlan(vnfInstanceID: $0.instance.id, target: $0.target, created: [], networks: [], claims: [])
        }
        var drafts: [Draft] = []
        for (number, request) in requests.enumerated() {
            try addInternalNetworks(of: request, to: &plans[number])
            drafts += try draftVNFCs(of: request, number: number, plans[number])
        }
        let placements: [String: Placement]
        switch place(drafts, rules(requests, drafts)) {
        case .placed(let plan): placements = plan.placements
        case .rejected(let rejection):
            let titles = drafts.map { draft in
                (
                    draft.demand.id,
                    Placed(
                        vnfInstanceID: requests[draft.request].instance.id, vduID: draft.vdu.id, index: draft.vnfc.index
                    )
                )
            }
            return .rejected(rejection, titles: Dictionary(titles) { first, _ in first })
        }
        for draft in drafts {
            guard let placement = placements[draft.demand.id] else { continue }
            var vnfc = draft.vnfc
            vnfc.hostID = placement.hostID
            vnfc.placement = placement
            let request = requests[draft.request]
            vnfc.connectionPoints = try connect(vnfc, request, plans[draft.request])
            plans[draft.request].claims += draft.demand.claims(at: placement) + claims(of: vnfc)
            plans[draft.request].created.append(vnfc)
            plans[draft.request].target.vnfcs.append(vnfc)
        }
        var wanted: [Identifier<Network>: Set<Identifier<Host>>] = [:]
        for point in plans.flatMap(\.created).flatMap({ vnfc in vnfc.connectionPoints.map { (vnfc.hostID, $0) } })
        where point.1.isSwitchPort {
            wanted[point.1.networkID, default: []].insert(point.0)
        }
        links = try snapshot.extend(wanted, new: added)
        for index in plans.indices {
            plans[index].networks = plans[index].networks.map { snapshot.networks[$0.id] ?? $0 }
        }
        return .planned(plans)
    }

    /// All on one host where they fit, else over hosts that are joined.
    private func place(_ drafts: [Draft], _ rules: [PlacementConstraint]) -> PlacementResult {
        let capacities = HostCapacity.of(snapshot.hosts, claims: snapshot.usage)
        let together = PlacementConstraint(id: bond ?? group, kind: .together, members: drafts.map(\.demand.id))
        let first = PlacementPlanner.place(
            PlacementRequest(drafts.map(\.demand), constraints: [together] + rules, policy: snapshot.policy),
            on: capacities)
        guard case .rejected(var rejection) = first else { return first }
        let anchors = drafts.reduce(into: Set<Identifier<Host>>()) { $0.formUnion($1.bounds.anchors) }
        guard drafts.count > 1 || !anchors.isEmpty else { return first }
        let mtu = snapshot.mtu(of: drafts.flatMap(\.networks))
        let joined = snapshot.joinedHosts(carrying: mtu)
        rejection.remark = bond ?? snapshot.barrier
        if rejection.remark == nil, let apart = anchors.subtracting(joined).min() {
            let name = snapshot.hosts.first { $0.id == apart }?.name ?? apart.rawValue
            rejection.remark = "host \(name), which the service is on, \(snapshot.joinReason(carrying: mtu))"
        }
        guard rejection.remark == nil else { return .rejected(rejection) }
        let demands = drafts.map { draft in
            var demand = draft.demand
            demand.hosts = draft.bounds.strict.map(joined.intersection) ?? joined
            demand.hostsReason = draft.bounds.strict == nil ? snapshot.joinReason(carrying: mtu) : draft.bounds.reason
            return demand
        }
        return PlacementPlanner.place(
            PlacementRequest(
                demands, constraints: rules,
                neighbours: PlacementRequest.neighbours(drafts.map { ($0.demand.id, $0.networks) }),
                policy: snapshot.policy), on: capacities)
    }

    private mutating func addInternalNetworks(of request: VNFRequest, to plan: inout VNFPlan) throws {
        for link in request.flavour.virtualLinks {
            guard !plan.target.internalLinks.contains(where: { $0.virtualLinkDescID == link.id }) else { continue }
            // A link that an external CP exposes is the external network itself.
            let exposing = request.flavour.externalCps.first { $0.attachment == .virtualLink(link.id) }
            if let exposing, let external = plan.target.externalLinks.first(where: { $0.cpdID == exposing.id }) {
                plan.target.internalLinks.append(.init(virtualLinkDescID: link.id, networkID: external.networkID))
                continue
            }
            let l3 = link.profile.protocols.compactMap(\.l3).first
            let id: Identifier<Network> = sources.identifier()
            let name = "\(request.instance.id)/\(link.id)"
            let network = Network(
                id: id, name: name, segment: try takeSegment(for: name), prefix: l3?.cidr, gateway: l3?.gateway,
                virtualLinkDescID: link.id, vnfInstanceID: request.instance.id,
                mtu: try link.profile.checkedMTU(ofLink: link.id, link.connectivity))
            add(network)
            plan.networks.append(network)
            plan.target.internalLinks.append(.init(virtualLinkDescID: link.id, networkID: id))
            plan.claims.append(Claim(kind: .segment, scope: "", key: String(network.segment), owner: id.rawValue))
        }
    }

    private func draftVNFCs(of request: VNFRequest, number: Int, _ plan: VNFPlan) throws -> [Draft] {
        var drafts: [Draft] = []
        let bounds = try bounds(of: request, plan)
        let zones = try ZoneChoice.zones(of: request.target.additionalParameters)
        if let zones { try ZoneChoice.check(zones, snapshot.hosts) }
        for vdu in request.flavour.vdus {
            // Refused before anything is claimed.
            _ = try vdu.compute.topology(ofVDU: vdu.id)
            _ = try vdu.compute.ioThreads(ofVDU: vdu.id)
            try request.flavour.checkBuses(of: vdu)
            let taken = Set(request.target.vnfcs.filter { $0.vduID == vdu.id }.map(\.index))
            var index = 0
            var missing = (request.counts[vdu.id] ?? 0) - taken.count
            while missing > 0 {
                defer { index += 1 }
                guard !taken.contains(index) else { continue }
                missing -= 1
                let id: Identifier<VNFC> = sources.identifier()
                let volumes = try volumes(of: vdu, request, vnfc: id)
                let vnfc = VNFC(
                    id: id, vduID: vdu.id, index: index, hostID: "",
                    domainName: ExternalName.make(kind: "domain", owner: id.rawValue), vCPUs: vdu.compute.virtualCPUs,
                    memory: Int64(vdu.compute.memoryBytes), volumes: volumes)
                var demand = try PlacementDemand(
                    id: id.rawValue, title: request.title(of: vdu, index: index), vdu: vdu,
                    storage: volumes.reduce(0) { $0 + $1.size })
                var networks: [Identifier<Network>] = []
                for cp in request.flavour.cps(ofVDU: vdu.id) {
                    let attachment = try attachment(of: cp, request, plan)
                    try demand.add(cp, exposedAs: attachment.external, on: attachment.network)
                    if !demand.functions.contains(where: { $0.id == cp.id }) { networks.append(attachment.network.id) }
                }
                demand.hosts = bounds.hosts
                demand.hostsReason = bounds.reason
                demand.zones = zones
                drafts.append(
                    Draft(
                        request: number, vdu: vdu, vnfc: vnfc, demand: demand, bounds: bounds, networks: networks))
            }
        }
        return drafts
    }

    /// A network that is on one host draws the VNFCs on it there; one that guests are bound to keeps them there.
    private func bounds(of request: VNFRequest, _ plan: VNFPlan) throws -> Bounds {
        var hosts = request.hosts
        var reason = request.hostsReason
        var anchors = request.hosts ?? []
        var strict: Set<Identifier<Host>>?
        for networkID in plan.target.externalLinks.map(\.networkID) + plan.target.internalLinks.map(\.networkID) {
            guard let network = snapshot.networks[networkID] else {
                throw ManifoldError(.unprocessable, "there is no network \(networkID)", remedy: "list the networks")
            }
            guard let host = network.hostID else { continue }
            hosts = hosts.map { $0.intersection([host]) } ?? [host]
            let name = snapshot.hosts.first { $0.id == host }?.name ?? host.rawValue
            reason = [reason, "network \(network.name) is on host \(name)"].compactMap { $0 }.joined(separator: ", ")
            anchors.insert(host)
            if !network.attachment.hasEndpoint { strict = strict.map { $0.intersection([host]) } ?? [host] }
        }
        return Bounds(anchors: anchors, strict: strict, hosts: hosts, reason: reason)
    }

    /// The VNFs' rules and those between VNFs, about guests that are there already too.
    private func rules(_ requests: [VNFRequest], _ drafts: [Draft]) -> [PlacementConstraint] {
        let between = rules.constraints(
            members: drafts.map { draft in
                let instance = requests[draft.request].instance
                return NSRules.Member(
                    profileID: instance.vnfProfileID ?? "", vnfInstanceID: instance.id, demandID: draft.demand.id)
            })
        return between
            + requests.enumerated().flatMap { number, request in
                let own = drafts.filter { $0.request == number }
                return PlacementConstraint.rules(
                    of: request.flavour,
                    members: Dictionary(grouping: own, by: \.vdu.id).mapValues { $0.map(\.demand.id) },
                    standing: Dictionary(grouping: request.target.vnfcs, by: \.vduID).mapValues { $0.map(\.hostID) })
            }
    }

    private func volumes(of vdu: VDU, _ request: VNFRequest, vnfc: Identifier<VNFC>) throws -> [VNFC.Volume] {
        try request.flavour.volumes(of: vdu).enumerated().map { number, volume in
            VNFC.Volume(
                id: "\(vnfc)/\(number)", virtualStorageDescID: volume.descriptorID,
                name: ExternalName.make(kind: "volume\(number)", owner: vnfc.rawValue), size: volume.size,
                imageHash: try volume.image.map { try request.hash(of: $0) })
        }
    }

    /// Where a CP of a VDU goes: its network, and the link and the external CPD by which it was put there.
    private struct Attachment {
        var network: Network
        var external: VnfExtCp?
        var link: InstantiatedVNF.ExternalLink?
    }

    private func attachment(of cp: VduCp, _ request: VNFRequest, _ plan: VNFPlan) throws -> Attachment {
        let external = request.flavour.externalCps.first { $0.attachment == .vduCp(cp.id) }
        let link = external.flatMap { cp in plan.target.externalLinks.first { $0.cpdID == cp.id } }
        let networkID =
            link?.networkID
            ?? plan.target.internalLinks.first { $0.virtualLinkDescID == cp.virtualLinkID }?.networkID
        guard let networkID, let network = snapshot.networks[networkID] else {
            throw ManifoldError(
                .unprocessable, "CP \(cp.id) of VDU \(cp.vduID) is on no network",
                remedy: "name one in extVirtualLinks for the external CPD \(external?.id ?? cp.id)")
        }
        return Attachment(network: network, external: external, link: link)
    }

    private mutating func connect(_ vnfc: VNFC, _ request: VNFRequest, _ plan: VNFPlan) throws -> [ConnectionPoint] {
        var points: [ConnectionPoint] = []
        let host = snapshot.hosts.first { $0.id == vnfc.hostID }
        for cp in request.flavour.cps(ofVDU: vnfc.vduID) {
            let attachment = try attachment(of: cp, request, plan)
            let network = attachment.network
            let id: Identifier<ConnectionPoint> = sources.identifier()
            let fixed = attachment.link.flatMap {
                $0.fixedAddresses.indices.contains(vnfc.index) ? $0.fixedAddresses[vnfc.index] : nil
            }
            let wantsAddress = cp.layerProtocols.contains { $0 == .ipv4 || $0 == .ipv6 } || fixed != nil
            var point = ConnectionPoint(
                id: id, cpdID: cp.id, externalCPDID: attachment.external?.id, networkID: network.id,
                segment: network.segment, macAddress: ExternalName.macAddress(owner: id.rawValue),
                addresses: wantsAddress ? try takeAddress(on: network, fixed: fixed) : [],
                gateway: wantsAddress ? network.gateway : nil,
                portName: ExternalName.make(kind: "port", owner: id.rawValue), portNumber: 0, mtu: network.mtu)
            if let function = vnfc.placement?.functions.first(where: { $0.id == cp.id }) {
                point.take(function, as: cp, exposedAs: attachment.external, on: network)
            } else {
                point.portNumber = try snapshot.takePort(on: vnfc.hostID)
                if let host { point.takeSocket(of: host, as: cp, exposedAs: attachment.external) }
            }
            points.append(point)
        }
        return points
    }

    private mutating func takeAddress(on network: Network, fixed: String?) throws -> [String] {
        guard let pool = try AddressPool(network: network) else { return fixed.map { [$0] } ?? [] }
        if let fixed {
            let address = try pool.normalised(fixed)
            let isTaken = snapshot.addresses[network.id, default: TakenAddresses()].contains(
                address.addressWithoutLength)
            guard !isTaken else {
                throw ManifoldError(
                    .conflict, "address \(fixed) of network \(network.name) is taken",
                    remedy: "ask for another, or for none")
            }
            snapshot.addresses[network.id]?.insert(address.addressWithoutLength)
            return [address]
        }
        guard let address = snapshot.addresses[network.id, default: TakenAddresses()].take(from: pool) else {
            throw ManifoldError(
                .noCapacity, "network \(network.name) has no address left: all of \(pool.prefix) are taken")
        }
        return [address]
    }

    private func claims(of vnfc: VNFC) -> [Claim] {
        var claims: [Claim] = []
        func add(_ kind: Claim.Kind, _ scope: String, _ key: String) {
            claims.append(Claim(kind: kind, scope: scope, key: key, owner: vnfc.id.rawValue))
        }
        for point in vnfc.connectionPoints {
            if point.isSwitchPort { add(.portNumber, vnfc.hostID.rawValue, String(point.portNumber)) }
            // A network without a pool has nothing to claim from.
            guard snapshot.networks[point.networkID]?.prefix != nil else { continue }
            for address in point.addresses { add(.address, point.networkID.rawValue, address.addressWithoutLength) }
        }
        return claims
    }
}

extension String {
    /// `10.0.0.5` of `10.0.0.5/24`.
    package var addressWithoutLength: String { split(separator: "/").first.map(String.init) ?? self }
}

extension VNFRequest {
    /// For people: `vfw-0`.
    func title(of vdu: VDU, index: Int) -> String { instance.title(vdu: vdu.id, index: index, flavour: flavour) }

    func hash(of image: SoftwareImage) throws -> String {
        guard let hash = package.imageHashes[image.location] else {
            throw ManifoldError(
                .unprocessable, "image \(image.id) (\(image.location)) of package \(package.id) is not in the store",
                remedy: "onboard the package again")
        }
        return hash
    }
}

extension VNFInstance {
    /// What people know one of its VNFCs by.
    package func title(vdu: String, index: Int, flavour: DeploymentFlavour) -> String {
        let base = name ?? productName
        return flavour.vdus.count > 1 ? "\(base)-\(vdu)-\(index)" : "\(base)-\(index)"
    }
}
