import FoundationEssentials
import Descriptors
import MANOModel
import Planner
import SOL
import Store
import VNFM

/// Plans a whole NS at once: its links, its VNFs with all their VNFCs, its forwarding graphs.
struct NSPlanner {
    let snapshot: NSSnapshot
    let sources: Sources

    /// The NS with its VNFs as they are asked for, before any place is chosen.
    struct Design {
        var instantiated: InstantiatedNS
        var networks: [Network]
        var claims: [Claim]
        var vnfs: [Asked]
        var planner: VNFPlanner
        /// What the descriptors have and nothing uses.
        var warnings: [String] = []

        struct Asked {
            var profile: VNFProfile
            var request: SOL003.InstantiateVnfRequest
            var vnf: VNFRequest
        }

        var profiles: [Identifier<VNFInstance>: String] {
            Dictionary(vnfs.map { ($0.vnf.instance.id, $0.profile.id) }) { first, _ in first }
        }
    }

    /// Throws `.unprocessable` for whatever the request or the descriptors show to be wrong.
    func design(_ request: SOL005.InstantiateNsRequest) throws -> Design {
        let ns = snapshot.instance.value
        let flavour = try snapshot.flavour(request.nsFlavourId)
        guard let level = flavour.instantiationLevel(request.nsInstantiationLevelId) else {
            throw ManifoldError(
                .unprocessable,
                "flavour \(flavour.id) has no NS instantiation level \(request.nsInstantiationLevelId ?? "")",
                remedy: "it has \(flavour.instantiationLevels.map(\.id).joined(separator: ", "))")
        }
        let findings = snapshot.info.nsd?.findings(flavour: flavour) ?? []
        if let refusal = FieldFinding.refusal(findings, of: "flavour \(flavour.id) of NSD \(ns.nsdID)") {
            throw refusal
        }
        // The package may be another than the NSD was onboarded beside.
        let mismatches = ConstituentCheck.findings(
            in: [flavour], vnfds: snapshot.packages.compactMapValues(\.vnfd))
        guard mismatches.isEmpty else {
            throw ManifoldError(
                .unprocessable, mismatches.map(\.text).joined(separator: "\n"),
                remedy: "onboard the VNF packages that NSD \(ns.nsdID) is for, or an NSD for those that are there")
        }
        var design = Design(
            instantiated: InstantiatedNS(flavourID: flavour.id, instantiationLevelID: level.id), networks: [],
            claims: [], vnfs: [],
            planner: VNFPlanner(
                snapshot.planning, group: "service \(ns.name)", bond: flavour.bond,
                rules: NSRules(flavour, vnfs: []), sources: sources),
            warnings: FieldFinding.warnings(findings))
        design.instantiated.saps = try saps(request, flavour)
        try checkParameters(request, flavour, &design)
        try addLinks(flavour, to: &design)
        design.instantiated.forwardingGraphs = flavour.vnffgs.map { graph in
            InstantiatedNS.ForwardingGraph(
                id: uuid(), vnffgdID: graph.id,
                paths: Dictionary(graph.nfps.map { ($0.id, uuid()) }) { first, _ in first })
        }
        for profile in flavour.vnfProfiles {
            let count = level.vnfInstances[profile.id] ?? profile.minNumberOfInstances
            for number in 0..<count {
                try add(profile, number: number, of: count, request, flavour, to: &design)
            }
        }
        design.instantiated.vnfInstanceIDs = design.vnfs.map(\.vnf.instance.id)
        return design
    }

    /// Chooses places. Throws `.noCapacity` with all hosts' reasons.
    func plan(_ request: SOL005.InstantiateNsRequest) throws -> NSPlan {
        var design = try design(request)
        switch try design.planner.plan(design.vnfs.map(\.vnf)) {
        case .rejected(let rejection, _): throw rejection.error
        case .planned(let plans):
            return NSPlan(
                instantiated: design.instantiated,
                vnfs: zip(design.vnfs, plans).map { asked, plan in
                    var instance = asked.vnf.instance
                    instance.instantiated = plan.target
                    return NSPlan.VNF(instance: instance, profile: asked.profile, request: asked.request, plan: plan)
                }, networks: design.networks.map { design.planner.network($0.id) ?? $0 }, claims: design.claims,
                links: design.planner.links, warnings: design.warnings)
        }
    }

    private func checkParameters(
        _ request: SOL005.InstantiateNsRequest, _ flavour: NSDeploymentFlavour, _ design: inout Design
    ) throws {
        let profiles = flavour.vnfProfiles.map(\.id)
        for data in request.additionalParamsForVnf ?? [] where !profiles.contains(data.vnfProfileId) {
            throw ManifoldError(
                .unprocessable,
                "additionalParamsForVnf names the VNF profile \(data.vnfProfileId), which flavour \(flavour.id) doesn't have",
                remedy: "it has \(profiles.joined(separator: ", "))")
        }
        for name in (request.additionalParamsForNs ?? [:]).keys.sorted() where name != ZoneChoice.key {
            design.warnings.append("additionalParamsForNs has \(name), which nothing reads")
        }
    }

    private func uuid() -> String { sources.uuid().uuidString.lowercased() }

    /// Each SAP lands on the network that the request's `sapName` names, or the one called like its SAPD. One that is given
    /// none, and where no path ends, isn't made: its virtual link is the NS's own then.
    private func saps(_ request: SOL005.InstantiateNsRequest, _ flavour: NSDeploymentFlavour) throws -> [InstantiatedNS
        .SAP]
    {
        for data in request.sapData ?? [] where flavour.sapd(data.sapdId) == nil {
            throw ManifoldError(
                .unprocessable,
                "sapData names the SAPD \(data.sapdId), which NSD \(snapshot.instance.value.nsdID) doesn't have",
                remedy: "it has \(flavour.sapds.map(\.id).joined(separator: ", "))")
        }
        for (sapd, data) in Dictionary(grouping: request.sapData ?? [], by: \.sapdId) where data.count > 1 {
            throw ManifoldError(
                .unprocessable, "sapData names the SAPD \(sapd) \(data.count) times",
                remedy: "a SAP lands on one network: name it once")
        }
        let elements = flavour.vnffgs.flatMap(\.nfps).flatMap(\.positions).flatMap(\.elements)
        let ends = Set(elements.flatMap { [$0.ingress, $0.egress] }.filter { $0.kind == .sap }.map(\.profileID))
        return try flavour.sapds.compactMap { sapd in
            let asked = request.sapData?.first { $0.sapdId == sapd.id }?.sapName
            let wanted = asked ?? sapd.id
            guard
                let network = snapshot.planning.networks.values.first(where: {
                    $0.name == wanted || $0.id.rawValue == wanted
                })
            else {
                if asked == nil, !ends.contains(sapd.id) { return nil }
                let names = snapshot.planning.networks.values.filter {
                    $0.nsInstanceID == nil && $0.vnfInstanceID == nil
                }.map(\.name)
                throw ManifoldError(
                    .unprocessable, "SAP \(sapd.id) is to land on network \(wanted), which doesn't exist",
                    remedy: names.isEmpty
                        ? "make it: manifold network create \(wanted)"
                        : "name it by sapData[].sapName; there are \(names.sorted().joined(separator: ", "))")
            }
            guard network.attachment != Network.Attachment.none || !ends.contains(sapd.id) else {
                throw ManifoldError(
                    .unprocessable,
                    "SAP \(sapd.id) is the end of a path, and network \(wanted) has no outside where it could end",
                    remedy: "make the network with a namespace or an interface: manifold network create --help")
            }
            return InstantiatedNS.SAP(id: uuid(), sapdID: sapd.id, name: wanted, networkID: network.id)
        }
    }

    private func addLinks(_ flavour: NSDeploymentFlavour, to design: inout Design) throws {
        let ns = snapshot.instance.value
        for link in flavour.virtualLinks {
            let onLink = Set(flavour.sapds.filter { $0.virtualLinkID == link.id }.map(\.id))
            let outside = Set(design.instantiated.saps.filter { onLink.contains($0.sapdID) }.map(\.networkID))
            guard outside.count <= 1 else {
                throw ManifoldError(
                    .unprocessable,
                    "the SAPs \(onLink.sorted().joined(separator: ", ")) are on one virtual link, \(link.id), but were "
                        + "given different networks", remedy: "give them the same one")
            }
            if let network = outside.first {
                design.instantiated.virtualLinks.append(
                    .init(id: uuid(), virtualLinkDescID: link.id, networkID: network, isOwned: false))
                continue
            }
            let l3 = link.profile.protocols.compactMap(\.l3).first
            let id: Identifier<Network> = sources.identifier()
            let name = "\(ns.id)/\(link.id)"
            let network = Network(
                id: id, name: name, segment: try design.planner.takeSegment(for: name), prefix: l3?.cidr,
                gateway: l3?.gateway, nsInstanceID: ns.id, virtualLinkDescID: link.id,
                mtu: try link.profile.checkedMTU(ofLink: link.id, link.connectivity))
            design.planner.add(network)
            design.networks.append(network)
            design.claims.append(Claim(kind: .segment, scope: "", key: String(network.segment), owner: id.rawValue))
            design.instantiated.virtualLinks.append(
                .init(id: uuid(), virtualLinkDescID: link.id, networkID: id, isOwned: true))
        }
    }

    private func add(
        _ profile: VNFProfile, number: Int, of count: Int, _ request: SOL005.InstantiateNsRequest,
        _ flavour: NSDeploymentFlavour,
        to design: inout Design
    ) throws {
        let ns = snapshot.instance.value
        let package = try snapshot.package(of: profile)
        guard package.operationalState == .enabled, let vnfd = package.vnfd else {
            throw ManifoldError(
                .unprocessable, "package \(package.id) of VNF profile \(profile.id) is disabled",
                remedy: "enable it first")
        }
        let vnfFlavour = try snapshot.vnfFlavour(of: profile)
        let instance = VNFInstance(
            id: sources.identifier(), vnfd: vnfd, packageID: package.id,
            name: count == 1 ? "\(ns.name)-\(profile.id)" : "\(ns.name)-\(profile.id)-\(number)", nsInstanceID: ns.id,
            vnfProfileID: profile.id, createdAt: sources.now())
        var parameters: [String: JSONValue] = [:]
        parameters[ZoneChoice.key] = request.additionalParamsForNs?[ZoneChoice.key]
        for (name, value) in profile.additionalParameters { parameters[name] = try JSONValue(encoding: value) }
        for data in request.additionalParamsForVnf ?? [] where data.vnfProfileId == profile.id {
            parameters.merge(data.additionalParams ?? [:]) { _, asked in asked }
        }
        let links = try profile.connectivity.map { connection in
            guard let external = vnfFlavour.externalCp(connection.cpdID) else {
                throw ManifoldError(
                    .unprocessable,
                    "VNF profile \(profile.id) connects \(connection.cpdID), which VNFD \(vnfd.id) doesn't have",
                    remedy: "it has \(vnfFlavour.externalCps.map(\.id).joined(separator: ", "))")
            }
            guard
                let link = design.instantiated.virtualLinks.first(where: {
                    $0.virtualLinkDescID == connection.virtualLinkID
                })
            else {
                throw ManifoldError(
                    .unprocessable,
                    "VNF profile \(profile.id) is on the virtual link \(connection.virtualLinkID), which the NSD doesn't have"
                )
            }
            return SOL003.ExtVirtualLinkData(
                id: link.id, resourceId: link.networkID.rawValue, extCps: [SOL003.VnfExtCpData(cpdId: external.id)])
        }
        let vnf = SOL003.InstantiateVnfRequest(
            flavourId: vnfFlavour.id, instantiationLevelId: profile.instantiationLevelID, extVirtualLinks: links,
            additionalParams: parameters)
        var planned = try VNFInstantiation.request(vnf, instance: instance, package: package, flavour: vnfFlavour)
        let chained = try chainedCPs(of: profile, flavour, vnfFlavour)
        for index in planned.target.externalLinks.indices {
            planned.target.externalLinks[index].isChained = chained.contains(planned.target.externalLinks[index].cpdID)
        }
        if number == 0 { design.warnings += planned.warnings.map { "VNF profile \(profile.id): \($0)" } }
        design.vnfs.append(.init(profile: profile, request: vnf, vnf: planned))
    }

    /// The external CPDs of a profile that stand on a path.
    private func chainedCPs(
        of profile: VNFProfile, _ flavour: NSDeploymentFlavour, _ vnfFlavour: DeploymentFlavour
    ) throws -> Set<String> {
        let elements = flavour.vnffgs.flatMap(\.nfps).flatMap(\.positions).flatMap(\.elements)
        let names = elements.flatMap { [$0.ingress, $0.egress] }.filter {
            $0.kind == .vnf && $0.profileID == profile.id
        }
        return Set(names.compactMap { $0.cpdID.flatMap { vnfFlavour.externalCp($0)?.id } })
    }
}
