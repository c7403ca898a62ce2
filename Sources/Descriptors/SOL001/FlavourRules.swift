import MANOModel
import YAML

/// Placement, security groups and indicators.
extension FlavourCompiler {
    func compileRules(_ flavour: inout DeploymentFlavour) {
        flavour.placementGroups = topology.groups(of: "tosca.groups.nfv.PlacementGroup").map(SharedData.placementGroup)
        flavour.placementRules =
            SharedData.placementRules(topology.policies(of: "tosca.policies.nfv.AffinityRule"), kind: .affinity)
            + SharedData.placementRules(
                topology.policies(of: "tosca.policies.nfv.AntiAffinityRule"), kind: .antiAffinity)
        let inner = Dictionary(flavour.vduCps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let outer = Dictionary(flavour.externalCps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for policy in topology.policies(of: "tosca.policies.nfv.SecurityGroupRule") {
            flavour.securityGroupRules.append(SharedData.securityGroupRule(policy, log))
            for target in policy.targets {
                if let index = inner[target.text] { flavour.vduCps[index].securityGroupIDs.append(policy.name) }
                if let index = outer[target.text] { flavour.externalCps[index].securityGroupIDs.append(policy.name) }
            }
        }
        flavour.indicators = topology.policies(of: "tosca.policies.nfv.VnfIndicator").map {
            VnfIndicator(
                id: $0.name, name: $0.name, source: $0.properties["source"]?.string ?? "vnf",
                triggers: SharedData.triggers($0))
        }
    }
}
