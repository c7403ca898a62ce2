import Dataplane
package import MANOModel
package import Store

extension Reading {
    /// Where a network meets the outside, as it is to be now; nil for one that doesn't.
    package func endpoint(of network: Network) throws -> EndpointSpec? {
        guard network.attachment.hasEndpoint, let hostID = network.hostID else { return nil }
        let claim = try claims(owner: network.id.rawValue).first {
            $0.kind == .portNumber && $0.scope == hostID.rawValue
        }
        guard let number = claim.flatMap({ Int($0.key) }) else {
            throw ManifoldError(.internal, "network \(network.name) has no port number on its host")
        }
        return EndpointSpec(
            owner: network.id.rawValue, portName: network.endpointPortName, number: number, segment: network.segment,
            attachment: network.attachment, isChained: try isChained(network), mtu: network.mtu)
    }

    /// Whether only a forwarding graph moves what comes in there: what the last step of an open operation on it said,
    /// otherwise whether an NS has a SAP on the network that one of its paths starts or ends at.
    private func isChained(_ network: Network) throws -> Bool {
        var last: Bool?
        for operation in try openOperations() {
            guard case .ns = operation.value.subject else { continue }
            for step in try steps(operation.value.id)
            where step.kind == StepKind.ensureEndpoint && (step.state == .done || step.state == .started) {
                let payload = try step.payload.decode(Payloads.Endpoint.self)
                guard payload.endpoint.owner == network.id.rawValue else { continue }
                last = payload.endpoint.isChained
            }
        }
        if let last { return last }
        for instance in try all(NSInstance.self) {
            guard let instantiated = instance.value.instantiated, !instantiated.forwardingGraphs.isEmpty else {
                continue
            }
            let sapds = Set(instantiated.saps.filter { $0.networkID == network.id }.map(\.sapdID))
            guard !sapds.isEmpty else { continue }
            let flavour = try get(instance.value.nsdInfoID).value.nsd?.flavour(instantiated.flavourID)
            let ends = (flavour?.vnffgs ?? []).flatMap(\.nfps).flatMap(\.positions).flatMap(\.elements)
                .flatMap { [$0.ingress, $0.egress] }
            if ends.contains(where: { $0.kind == .sap && sapds.contains($0.profileID) }) { return true }
        }
        return false
    }
}
