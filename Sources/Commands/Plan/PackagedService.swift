import MANOModel
import Planner

/// The guests of packages, with the networks that a server would put them on and the rules that hold between them.
struct PackagedService {
    /// By what they are behind.
    private let physicalNetworks: [PhysicalNetworkOption]
    private var guests: [Guest] = []
    private var constraints: [PlacementConstraint] = []
    private var members: [NSRules.Member] = []
    private var rules = NSRules()
    private var bond: String?
    /// The largest of what the guests speak over on the switch, in bytes; 0: nothing is said of any.
    private var mtu = 0

    private struct Guest {
        var demand: PlacementDemand
        /// That it speaks on through the switch.
        var networks: [Identifier<Network>] = []
    }

    init(physicalNetworks: [PhysicalNetworkOption]) { self.physicalNetworks = physicalNetworks }

    // MARK: Descriptors

    /// VNFs by themselves: each external CP is on a network of its own.
    mutating func add(_ vnfds: [VNFD], flavourID: String?, levelID: String?) throws {
        let flavours = try vnfds.map { try Self.flavour(flavourID, of: $0) }
        try checkNames(flavours.flatMap(\.externalCps).map(\.id))
        for (vnfd, flavour) in zip(vnfds, flavours) {
            let networks = flavour.externalCps.map { ($0.id, network("\(vnfd.id)/\($0.id)", called: $0.id, [$0.id])) }
            try add(
                flavour, named: vnfd.productName, levelID: levelID,
                external: Dictionary(networks) { first, _ in first })
        }
    }

    private func checkNames(_ known: [String]) throws {
        guard let wrong = physicalNetworks.first(where: { !known.contains($0.name) }) else { return }
        throw CommandFailure.usage(
            "--network names \(wrong.name), which is no external CP, SAP or virtual link; there are"
                + " \(Amount.list(Set(known).sorted()))")
    }

    /// A service in one of its sizes.
    mutating func add(_ nsd: NSD, vnfds: [VNFD], flavourID: String?, levelID: String?) throws {
        guard let flavour = nsd.flavour(flavourID) else {
            throw CommandFailure.usage(
                "NSD \(nsd.id) has no flavour \(flavourID ?? ""); it has \(Amount.list(nsd.flavours.map(\.id)))")
        }
        guard let level = flavour.instantiationLevel(levelID) else {
            throw CommandFailure.usage(
                "flavour \(flavour.id) of NSD \(nsd.id) has no level \(levelID ?? ""); it has"
                    + " \(Amount.list(flavour.instantiationLevels.map(\.id)))")
        }
        let nested = flavour.nestedNSProfiles.first {
            (level.nestedNSInstances[$0.id] ?? $0.minNumberOfInstances) > 0
        }
        if let nested {
            throw CommandFailure.usage(
                "NSD \(nsd.id) has the nested service \(nested.id) of \(nested.nsdID); services are planned one by one")
        }
        rules = NSRules(flavour, vnfs: [])
        bond = flavour.bond
        try checkNames(flavour.virtualLinks.map(\.id) + flavour.sapds.map(\.id))
        let links = try flavour.virtualLinks.map { link in
            let saps = flavour.sapds.filter { $0.virtualLinkID == link.id }.map(\.id)
            var network = network("\(nsd.id)/\(link.id)", called: saps.first ?? link.id, [link.id] + saps)
            network.mtu = try link.profile.checkedMTU(ofLink: link.id, link.connectivity)
            return (link.id, network)
        }
        let networks = Dictionary(links) { first, _ in first }
        for profile in flavour.vnfProfiles {
            guard let vnfd = vnfds.first(where: { $0.id == profile.vnfdID }) else {
                throw CommandFailure.usage(
                    "NSD \(nsd.id) has VNFs of \(profile.vnfdID); name that package with --service, too")
            }
            let own = try Self.flavour(profile.flavourID, of: vnfd)
            var external: [String: Network] = [:]
            for connectivity in profile.connectivity {
                guard let cp = own.externalCp(connectivity.cpdID) else { continue }
                external[cp.id] = networks[connectivity.virtualLinkID]
            }
            let count = level.vnfInstances[profile.id] ?? profile.minNumberOfInstances
            for number in 0..<count {
                try add(
                    own, named: count > 1 ? "\(profile.id)-\(number)" : profile.id,
                    levelID: profile.instantiationLevelID, profileID: profile.id, external: external)
            }
        }
    }

    private static func flavour(_ id: String?, of vnfd: VNFD) throws -> DeploymentFlavour {
        guard let flavour = vnfd.flavour(id) else {
            throw CommandFailure.usage(
                "VNFD \(vnfd.id) has no flavour \(id ?? ""); it has \(Amount.list(vnfd.flavours.map(\.id)))")
        }
        return flavour
    }

    private func network(_ id: String, called name: String, _ names: [String]) -> Network {
        var network = Network(id: Identifier(id), name: name, segment: 1)
        if let option = physicalNetworks.last(where: { names.contains($0.name) }) {
            network.attachment = .provider(physicalNetwork: option.physicalNetwork, vlan: option.vlan)
        }
        return network
    }

    /// - Parameter external: networks by external CP.
    private mutating func add(
        _ flavour: DeploymentFlavour, named name: String, levelID: String?, profileID: String = "",
        external: [String: Network]
    ) throws {
        let counts: [String: Int]
        switch ScalePlanner.initial(flavour, levelID: levelID) {
        case .target(let target): counts = target.instances
        case .refused(let error): throw error
        }
        var networks: [String: Network] = [:]
        for link in flavour.virtualLinks {
            let exposing = flavour.externalCps.first { $0.attachment == .virtualLink(link.id) }
            networks[link.id] =
                try exposing.flatMap { external[$0.id] }
                ?? Network(
                    id: Identifier("\(name)/\(link.id)"), name: "\(name)/\(link.id)", segment: 1,
                    mtu: link.profile.checkedMTU(ofLink: link.id, link.connectivity))
        }
        var ids: [String: [String]] = [:]
        for vdu in flavour.vdus {
            let storage = try flavour.volumes(of: vdu).reduce(0) { $0 + $1.size }
            for index in 0..<(counts[vdu.id] ?? 0) {
                let title = flavour.vdus.count > 1 ? "\(name)-\(vdu.id)-\(index)" : "\(name)-\(index)"
                var guest = Guest(demand: try PlacementDemand(id: title, title: title, vdu: vdu, storage: storage))
                for cp in flavour.cps(ofVDU: vdu.id) {
                    let exposed = flavour.externalCps.first { $0.attachment == .vduCp(cp.id) }
                    // One that is connected to nothing has no interface on a server either.
                    guard
                        let network = exposed.flatMap({ external[$0.id] }) ?? cp.virtualLinkID.flatMap({ networks[$0] })
                    else { continue }
                    try add(cp, exposed, network, to: &guest)
                }
                guests.append(guest)
                members.append(
                    NSRules.Member(profileID: profileID, vnfInstanceID: Identifier(name), demandID: title))
                ids[vdu.id, default: []].append(title)
            }
        }
        constraints += PlacementConstraint.rules(of: flavour, members: ids)
    }

    private mutating func add(_ cp: VduCp, _ exposed: VnfExtCp?, _ network: Network, to guest: inout Guest) throws {
        do {
            try guest.demand.add(cp, exposedAs: exposed, on: network)
        } catch {
            throw ManifoldError(
                error.code, error.message,
                remedy: "say what physical network it leads to: --network \(network.name)=NAME, or NAME:VLAN")
        }
        guard !guest.demand.functions.contains(where: { $0.id == cp.id }) else { return }
        guest.networks.append(network.id)
        mtu = max(mtu, network.mtu ?? 0)
    }

    // MARK: Requests

    /// All guests on one host, as a server tries first; then over the hosts that the transport joins.
    ///
    /// - Parameter transport: the physical network that carries links between hosts; nil: nothing does.
    func attempts(hosts: [Host], transport: String?, policy: PlacementPolicy) throws -> PlanAttempts {
        let demands = guests.map(\.demand)
        let constraints = constraints + rules.constraints(members: members)
        let neighbours = PlacementRequest.neighbours(guests.map { ($0.demand.id, $0.networks) })
        let together = PlacementConstraint(
            id: bond ?? "the links of one service", kind: .together, members: demands.map(\.id))
        let first = PlacementRequest(
            demands, constraints: [together] + constraints, neighbours: neighbours, policy: policy)
        guard let transport, bond == nil else {
            let reason = bond ?? "nothing carries their links between hosts (--transport names what does)"
            return PlanAttempts(requests: [first], remark: demands.count > 1 ? reason : nil)
        }
        let carrier = Transport.vlan(physicalNetwork: transport, vlans: 1...4094)
        guard hosts.contains(where: { carrier.joins($0, carrying: 0) }) else {
            throw CommandFailure.usage(
                "--transport names the physical network \(transport), which no host leads to; write it into the hosts file"
            )
        }
        let joined = Set(hosts.filter { carrier.joins($0, carrying: mtu) }.map(\.id))
        let apart = demands.map { demand in
            var demand = demand
            demand.hosts = joined
            demand.hostsReason =
                mtu == 0
                ? "leads to no interface on the physical network \(transport)"
                : "leads to no interface on the physical network \(transport) with an MTU of \(mtu)"
            return demand
        }
        return PlanAttempts(
            requests: [
                first, PlacementRequest(apart, constraints: constraints, neighbours: neighbours, policy: policy),
            ])
    }
}
