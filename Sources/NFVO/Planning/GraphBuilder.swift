import MANOModel
import VNFM

/// Puts port numbers in the place of descriptors: from a forwarding graph and the VNFCs that there are to what a switch is told.
struct GraphBuilder {
    let flavour: NSDeploymentFlavour
    let instantiated: InstantiatedNS
    let vnfs: [VNFInstance]
    /// By VNF profile.
    let vnfFlavours: [String: DeploymentFlavour]
    let endpointNumbers: [Identifier<Network>: Int]

    /// The graph on the host that its VNFCs share. `without` leaves VNFCs out that are about to go.
    func build(_ graph: InstantiatedNS.ForwardingGraph, without: Set<Identifier<VNFC>> = []) throws -> GraphSpec {
        guard let descriptor = flavour.vnffgs.first(where: { $0.id == graph.vnffgdID }) else {
            throw ManifoldError(.internal, "the NSD has no VNFFG \(graph.vnffgdID) any more")
        }
        let ranked = descriptor.nfps.enumerated().sorted { left, right in
            let (a, b) = (left.element.precedence, right.element.precedence)
            return a == b ? left.offset < right.offset : a > b
        }
        return GraphSpec(
            id: graph.id,
            paths: try ranked.enumerated().map { rank, nfp in
                try path(
                    nfp.element, id: graph.paths[nfp.element.id] ?? nfp.element.id, precedence: ranked.count - rank,
                    without)
            })
    }

    /// The host that all VNFCs of the graph are on.
    var hostID: Identifier<Host>? { vnfs.lazy.flatMap { $0.instantiated?.vnfcs ?? [] }.first?.hostID }

    private func path(_ nfp: NFP, id: String, precedence: Int, _ without: Set<Identifier<VNFC>>) throws
        -> GraphSpec.Path
    {
        guard let first = nfp.positions.first?.elements.first?.ingress,
            let last = nfp.positions.last?.elements.last?.egress,
            first.kind == .sap, last.kind == .sap, nfp.positions.count >= 2
        else {
            throw ManifoldError(
                .unprocessable, "NFP \(nfp.id) doesn't begin and end at a SAP",
                remedy: "put a SAP at its first and last position")
        }
        return GraphSpec.Path(
            id: id, precedence: precedence, classifiers: try nfp.rules.map { try classifier($0, nfp) },
            source: try number(first),
            destination: try number(last),
            hops: try nfp.positions.dropFirst().dropLast().map { try hop($0, nfp, without) })
    }

    private func number(_ reference: CpReference) throws -> Int {
        guard let sap = instantiated.saps.first(where: { $0.sapdID == reference.profileID }) else {
            throw ManifoldError(.unprocessable, "there is no SAP \(reference.profileID)")
        }
        guard let number = endpointNumbers[sap.networkID] else {
            throw ManifoldError(
                .unprocessable,
                "SAP \(sap.sapdID) is on network \(sap.name), which has no outside: a path can't end there",
                remedy: "use a network with a namespace, a physical interface or a host address")
        }
        return number
    }

    private func hop(_ position: NfpPosition, _ nfp: NFP, _ without: Set<Identifier<VNFC>>) throws -> GraphSpec.Hop {
        var instances: [GraphSpec.Instance] = []
        for element in position.elements {
            guard element.ingress.kind == .vnf else {
                throw ManifoldError(
                    .unprocessable,
                    "position \(position.id) of NFP \(nfp.id) is no VNF: only VNFs can stand between SAPs")
            }
            for (ordinal, vnf) in vnfs.enumerated() where vnf.vnfProfileID == element.ingress.profileID {
                let vnfFlavour = vnfFlavours[element.ingress.profileID]
                for vnfc in vnf.instantiated?.vnfcs ?? [] where !without.contains(vnfc.id) {
                    guard let ingress = try port(vnfc, element.ingress, vnfFlavour),
                        let egress = try port(vnfc, element.egress, vnfFlavour)
                    else { continue }
                    instances.append(
                        .init(
                            id: vnfc.id.rawValue, bucket: 1 + ordinal * 1000 + vnfc.index, ingress: ingress,
                            egress: egress))
                }
            }
        }
        guard !instances.isEmpty else {
            throw ManifoldError(
                .unprocessable, "no VNFC has the CPs that position \(position.id) of NFP \(nfp.id) names",
                remedy: "name external CPDs that a VDU's CP is exposed as")
        }
        return GraphSpec.Hop(id: position.id, instances: instances.sorted { $0.bucket < $1.bucket })
    }

    private func port(_ vnfc: VNFC, _ reference: CpReference, _ flavour: DeploymentFlavour?) throws -> Int? {
        let external = reference.cpdID.flatMap { flavour?.externalCp($0)?.id }
        guard let point = vnfc.connectionPoints.first(where: { $0.externalCPDID == external }) else { return nil }
        guard point.isSwitchPort else {
            throw ManifoldError(
                .unprocessable,
                "CP \(point.cpdID) of \(vnfc.domainName) goes past the switch (a function of a network card, a"
                    + " vDPA device, a macvtap or a port of a Linux bridge): no path of the switch can lead through it",
                remedy:
                    "put the CPs of a forwarding graph on networks of the switch, with another vnic_type than"
                    + " direct, vdpa or macvtap")
        }
        return point.portNumber
    }

    private func classifier(_ rule: NfpRule, _ nfp: NFP) throws -> Classifier {
        guard rule.masks.isEmpty, rule.vlanTags.count <= 1 else {
            throw ManifoldError(
                .unprocessable,
                "rule \(rule.id) of NFP \(nfp.id) uses masks or several VLAN tags, which can't be matched",
                remedy: "use one rule for each")
        }
        let ipProtocol: Classifier.IPProtocol? =
            switch rule.ipProtocol?.number {
            case nil: nil
            case 6: .tcp
            case 17: .udp
            case 1: .icmp
            case .some:
                throw ManifoldError(
                    .unprocessable, "rule \(rule.id) of NFP \(nfp.id) asks for protocol \(rule.ipProtocol?.name ?? "")",
                    remedy: "tcp, udp and icmp can be matched")
            }
        return Classifier(
            etherSource: rule.etherSource, etherDestination: rule.etherDestination,
            etherType: rule.etherType.map { $0 == .ipv4 ? .ipv4 : .ipv6 }, vlan: rule.vlanTags.first,
            ipProtocol: ipProtocol,
            dscp: rule.dscp, sourcePorts: rule.sourcePorts.map { Int($0.lower)...Int($0.upper) },
            destinationPorts: rule.destinationPorts.map { Int($0.lower)...Int($0.upper) },
            sourcePrefix: rule.sourcePrefix,
            destinationPrefix: rule.destinationPrefix)
    }
}
