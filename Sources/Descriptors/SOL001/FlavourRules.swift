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
        for policy in topology.policies(of: "tosca.policies.nfv.SecurityGroupRule") {
            flavour.securityGroupRules.append(SharedData.securityGroupRule(policy, log))
            for target in policy.targets {
                for index in flavour.vduCps.indices where flavour.vduCps[index].id == target.text {
                    flavour.vduCps[index].securityGroupIDs.append(policy.name)
                }
                for index in flavour.externalCps.indices where flavour.externalCps[index].id == target.text {
                    flavour.externalCps[index].securityGroupIDs.append(policy.name)
                }
            }
        }
        flavour.indicators = topology.policies(of: "tosca.policies.nfv.VnfIndicator").map {
            VnfIndicator(
                id: $0.name, name: $0.name, source: $0.properties["source"]?.string ?? "vnf",
                triggers: SharedData.triggers($0))
        }
    }
}
