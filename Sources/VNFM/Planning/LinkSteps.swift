import Infrastructure
package import MANOModel
package import Operations

/// The steps that lead networks out of hosts and back.
package struct LinkSteps: Sendable {
    private let hosts: [Identifier<Host>: String]

    package init(hosts: [Host]) {
        self.hosts = Dictionary(hosts.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// Uplinks that are there already stay as they are.
    package func ensure(_ plan: LinkPlan, after: [String] = []) throws -> [StepDraft] {
        try plan.links.flatMap { link in
            try link.hostIDs.map { hostID in
                try draft(
                    StepKind.ensureUplink, "lead link \(Self.title(link.after)) out of", link.after, hostID, after,
                    isTakenBack: link.isNew)
            }
        }
    }

    /// The uplinks of networks that go.
    package func remove(_ networks: [Network], after: [String]) throws -> [StepDraft] {
        try networks.sorted { $0.id < $1.id }.flatMap { network in
            try network.places.filter { $0.uplink != nil }.map { place in
                try draft(
                    StepKind.removeUplink, "end link \(Self.title(network)) on", network, place.hostID, after,
                    isTakenBack: false)
            }
        }
    }

    private static func title(_ network: Network) -> String { network.virtualLinkDescID ?? network.name }

    private func draft(
        _ kind: String, _ title: String, _ network: Network, _ hostID: Identifier<Host>, _ after: [String],
        isTakenBack: Bool
    ) throws -> StepDraft {
        guard let uplink = network.uplink(on: hostID) else {
            throw ManifoldError(.internal, "network \(network.name) has no uplink on host \(hostID)")
        }
        return StepDraft(
            key: "uplink/\(uplink.owner)", dependsOn: after, kind: kind,
            title: "\(title) host \(hosts[hostID] ?? hostID.rawValue)", resourceID: uplink.owner,
            payload: try JSONValue(
                encoding: Payloads.Uplink(hostID: hostID, endpoint: uplink, isTakenBack: isTakenBack)))
    }
}
