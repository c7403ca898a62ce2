import Infrastructure
import MANOModel
import Operations
import SOL
import Store
import VNFM

/// Steps that the NS procedures share.
struct NSSteps {
    let snapshot: NSSnapshot

    var links: LinkSteps { LinkSteps(hosts: snapshot.planning.hosts) }

    func builder(vnfs: [VNFInstance]? = nil, _ instantiated: InstantiatedNS) throws -> GraphBuilder {
        let flavour = try snapshot.flavour(instantiated.flavourID)
        return GraphBuilder(
            flavour: flavour, instantiated: instantiated, vnfs: vnfs ?? snapshot.vnfs.map(\.value),
            vnfFlavours: Dictionary(
                uniqueKeysWithValues: try flavour.vnfProfiles.map { ($0.id, try snapshot.vnfFlavour(of: $0)) }),
            endpointNumbers: snapshot.planning.endpointNumbers)
    }

    private func hostName(_ id: Identifier<Host>) -> String {
        snapshot.planning.hosts.first { $0.id == id }?.name ?? id.rawValue
    }

    /// Brings the graphs in force as the builder makes them.
    func applyGraphs(_ builder: GraphBuilder, after: [String], without: Set<Identifier<VNFC>> = [], replaces: Bool)
        throws -> [StepDraft]
    {
        guard let host = builder.hostID else { return [] }
        return try builder.instantiated.forwardingGraphs.map { graph in
            let spec = try builder.build(graph, without: without)
            return StepDraft(
                key: "graph/\(graph.id)", dependsOn: after, kind: StepKind.applyGraph,
                title: "steer the traffic of \(graph.vnffgdID) on host \(hostName(host))", resourceID: graph.id,
                payload: try JSONValue(
                    encoding: Payloads.Graph(
                        hostID: host, graph: spec, previous: replaces ? try builder.build(graph) : nil)))
        }
    }

    func removeGraphs(_ builder: GraphBuilder) throws -> [StepDraft] {
        guard let host = builder.hostID else { return [] }
        return try builder.instantiated.forwardingGraphs.map { graph in
            StepDraft(
                key: "graph/\(graph.id)", kind: StepKind.removeGraph,
                title: "stop steering \(graph.vnffgdID) on host \(hostName(host))", resourceID: graph.id,
                payload: try JSONValue(
                    encoding: Payloads.Graph(hostID: host, graph: GraphSpec(id: graph.id, paths: []))))
        }
    }

    /// Ties the SAPs' ports to the graphs, or frees them.
    func chainEndpoints(_ builder: GraphBuilder, isChained: Bool, after: [String] = []) throws -> [StepDraft] {
        guard let host = builder.hostID, !builder.instantiated.forwardingGraphs.isEmpty else { return [] }
        let onPath = Set(
            builder.flavour.vnffgs.flatMap(\.nfps).flatMap { nfp in
                [nfp.positions.first?.elements.first?.ingress, nfp.positions.last?.elements.last?.egress].compactMap {
                    $0?.kind == .sap ? $0?.profileID : nil
                }
            })
        return try builder.instantiated.saps.filter { onPath.contains($0.sapdID) }.compactMap { sap in
            guard let network = snapshot.planning.networks[sap.networkID],
                let number = builder.endpointNumbers[sap.networkID]
            else { return nil }
            return StepDraft(
                key: "endpoint/\(sap.sapdID)", dependsOn: after, kind: StepKind.ensureEndpoint,
                title: isChained ? "tie SAP \(sap.sapdID) to its paths" : "free SAP \(sap.sapdID)",
                resourceID: network.id.rawValue,
                payload: try JSONValue(
                    encoding: Payloads.Endpoint(
                        hostID: network.hostID ?? host,
                        endpoint: EndpointSpec(
                            owner: network.id.rawValue, portName: network.endpointPortName, number: number,
                            segment: network.segment,
                            attachment: network.attachment, isChained: isChained, mtu: network.mtu))))
        }
    }

    func child(
        _ vnf: VNFInstance, _ operation: LifecycleOperation, _ parameters: some Encodable, after: [String] = []
    ) throws -> StepDraft {
        try ChildOperation(subject: .vnf(vnf.id), operation: operation, parameters: try JSONValue(encoding: parameters))
            .draft(
                key: "vnf/\(vnf.id)", dependsOn: after,
                title: "\(operation.rawValue.lowercased()) VNF \(vnf.name ?? vnf.productName)")
    }
}

/// How far an NS occurrence with several phases has come.
struct NSProgress: Codable {
    var next: Stage

    enum Stage: String, Codable {
        case children, graphs, completion
    }

    var json: JSONValue {
        get throws { try JSONValue(encoding: self) }
    }
}
