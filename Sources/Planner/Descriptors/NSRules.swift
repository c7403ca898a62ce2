package import MANOModel

/// The rules of an NS between its VNFs (IFA014 6.3.6), with the guests that are there already.
package struct NSRules: Sendable {
    package var rules: [PlacementRule]
    package var groups: [PlacementGroup]
    package var standing: [Standing]

    /// A guest that is to be placed.
    package struct Member: Sendable {
        package var profileID: String
        package var vnfInstanceID: Identifier<VNFInstance>
        package var demandID: String

        package init(profileID: String, vnfInstanceID: Identifier<VNFInstance>, demandID: String) {
            self.profileID = profileID
            self.vnfInstanceID = vnfInstanceID
            self.demandID = demandID
        }
    }

    /// One that is there.
    package struct Standing: Sendable {
        package var profileID: String
        package var vnfInstanceID: Identifier<VNFInstance>
        package var hostID: Identifier<Host>
    }

    package init(rules: [PlacementRule] = [], groups: [PlacementGroup] = [], standing: [Standing] = []) {
        self.rules = rules
        self.groups = groups
        self.standing = standing
    }

    /// Of an NS and its VNFs; those VNFCs are not counted as standing.
    package init(_ flavour: NSDeploymentFlavour, vnfs: [VNFInstance], without: Set<Identifier<VNFC>> = []) {
        rules = flavour.placementRules
        groups = flavour.placementGroups
        standing = vnfs.flatMap { vnf in
            (vnf.instantiated?.vnfcs ?? []).filter { !without.contains($0.id) }.map {
                Standing(profileID: vnf.vnfProfileID ?? "", vnfInstanceID: vnf.id, hostID: $0.hostID)
            }
        }
    }

    /// Guests of a VNF that don't stand there any more.
    package mutating func leave(_ vnf: Identifier<VNFInstance>, _ hosts: [Identifier<Host>]) {
        for host in hosts {
            if let index = standing.firstIndex(where: { $0.vnfInstanceID == vnf && $0.hostID == host }) {
                standing.remove(at: index)
            }
        }
    }

    /// Affinity is between all guests; anti-affinity between those of different VNFs, since the guests of one VNF have
    /// rules of their own.
    package func constraints(members: [Member]) -> [PlacementConstraint] {
        rules.flatMap { rule -> [PlacementConstraint] in
            guard let scope = rule.scope.placementScope else { return [] }
            let profiles = Set(rule.targetIDs + groups.filter { rule.targetIDs.contains($0.id) }.flatMap(\.memberIDs))
            let own = members.filter { profiles.contains($0.profileID) }
            let there = standing.filter { profiles.contains($0.profileID) }
            guard rule.kind == .antiAffinity else {
                return [
                    PlacementConstraint(
                        id: rule.id, kind: .together, scope: scope, members: own.map(\.demandID),
                        standing: there.map(\.hostID))
                ]
            }
            var constraints: [PlacementConstraint] = []
            for (index, member) in own.enumerated() {
                let hosts = there.filter { $0.vnfInstanceID != member.vnfInstanceID }.map(\.hostID)
                if !hosts.isEmpty {
                    constraints.append(
                        PlacementConstraint(
                            id: rule.id, kind: .apart, scope: scope, members: [member.demandID],
                            standing: Set(hosts).sorted()))
                }
                for other in own[..<index] where other.vnfInstanceID != member.vnfInstanceID {
                    constraints.append(
                        PlacementConstraint(
                            id: rule.id, kind: .apart, scope: scope, members: [other.demandID, member.demandID]))
                }
            }
            return constraints
        }
    }
}

extension NSDeploymentFlavour {
    /// Why all guests of a service share one host; nil: they need not.
    package var bond: String? {
        guard let graph = vnffgs.first else { return nil }
        return "the forwarding graph \(graph.id) steers traffic on one host"
    }
}
