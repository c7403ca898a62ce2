import MANOModel
import YAML

/// Scaling aspects and instantiation levels of network services.
extension NSFlavourCompiler {
    func compileScaling(_ flavour: inout NSDeploymentFlavour) {
        let bounds = InstanceBounds(flavour, topology)
        for policy in topology.policies(of: "tosca.policies.nfv.NsScalingAspects") {
            if policy.properties["aspects"]?.map.allSatisfy({ $0.value["ns_scale_levels"]?.isNull == false }) != true {
                log.leaveOut(.policies)
            }
            for (id, value) in policy.properties["aspects"]?.map ?? [] {
                flavour.scalingAspects.append(aspect(id, value))
            }
        }
        let aspects = Dictionary(flavour.scalingAspects.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for policy in topology.policies(of: "tosca.policies.nfv.VnfToLevelMapping") {
            levels(policy, "number_of_instances", aspects, &flavour) { level, target, value in
                level.vnfInstances[target] = value.int
                checkCount(value, bounds.vnfs[target], target)
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.NsToLevelMapping") {
            levels(policy, "number_of_instances", aspects, &flavour) { level, target, value in
                level.nestedNSInstances[target] = value.int
                checkCount(value, bounds.services[target], target)
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VirtualLinkToLevelMapping") {
            levels(policy, "bit_rate_requirements", aspects, &flavour) { level, target, value in
                level.virtualLinkBitrates[target] = SharedData.bitrate(value)
            }
        }
    }

    /// The numbers of instances that profiles allow.
    private struct InstanceBounds {
        let vnfs: [String: (minimum: Int, maximum: Int)]
        let services: [String: (minimum: Int, maximum: Int)]

        /// Profiles whose numbers are wrong allow nothing that could be compared.
        init(_ flavour: NSDeploymentFlavour, _ topology: CheckedTopology) {
            func isKnown(_ id: String, _ property: String) -> Bool {
                guard let profile = topology.node(id)?.properties[property] else { return topology.node(id) != nil }
                return !profile.isNull
                    && ["min_number_of_instances", "max_number_of_instances"].allSatisfy { profile[$0]?.isNull != true }
            }
            vnfs = Dictionary(
                flavour.vnfProfiles.filter {
                    $0.minNumberOfInstances <= $0.maxNumberOfInstances && isKnown($0.id, "vnf_profile")
                }.map { ($0.id, ($0.minNumberOfInstances, $0.maxNumberOfInstances)) }
            ) { first, _ in first }
            services = Dictionary(
                flavour.nestedNSProfiles.filter {
                    $0.minNumberOfInstances <= $0.maxNumberOfInstances && isKnown($0.id, "ns_profile")
                }.map { ($0.id, ($0.minNumberOfInstances, $0.maxNumberOfInstances)) }
            ) { first, _ in first }
        }
    }

    private func aspect(_ id: String, _ value: CheckedValue) -> NSScalingAspect {
        var aspect = NSScalingAspect(
            id: id, name: value["name"]?.string ?? id, description: value["description"]?.string ?? "")
        let levels = value["ns_scale_levels"]?.map.compactMap { pair in Int(pair.name).map { ($0, pair.value) } } ?? []
        for (index, level) in levels.sorted(by: { $0.0 < $1.0 }).enumerated() {
            if level.0 != index {
                log.report(
                    .scalingAspect, at: level.1.place, "the levels of the aspect `\(id)` have a gap before \(level.0)",
                    "number them from 0 without gaps")
            }
            aspect.levels.append(NSScaleLevel(description: level.1["description"]?.string ?? ""))
        }
        return aspect
    }

    private func levels(
        _ policy: CheckedPolicy, _ property: String, _ aspects: [String: Int], _ flavour: inout NSDeploymentFlavour,
        _ apply: (inout NSScaleLevel, String, CheckedValue) -> Void
    ) {
        guard let name = policy.properties["aspect"], let id = name.string else { return }
        let meant = aspects[id] == nil ? log.slip(of: id, among: aspects.keys) : nil
        // Where an aspect, or a policy with aspects, is left out, that is what is wrong.
        if aspects[id] == nil, log.knowsAll(.policies) {
            log.report(
                .scalingAspect, at: name.place, "there is no scaling aspect `\(id)`",
                NearestName.remedy(
                    for: id, among: aspects.keys,
                    else: "define it with `tosca.policies.nfv.NsScalingAspects`"))
        }
        guard let index = aspects[meant ?? id] else { return }
        var aspect = flavour.scalingAspects[index]
        for (levelName, value) in policy.properties[property]?.map ?? [] {
            guard let number = Int(levelName), aspect.levels.indices.contains(number) else {
                guard log.knowsAll(.policies) else { continue }
                log.report(
                    .scalingAspect, at: value.place, "the scaling aspect `\(id)` has no level `\(levelName)`",
                    "stay between 0 and \(aspect.levels.count - 1)")
                continue
            }
            guard log.spend(policy.targets.count * 8, at: value.place) else { break }
            for target in policy.targets { apply(&aspect.levels[number], target.text, value) }
        }
        flavour.scalingAspects[index] = aspect
    }

    private func checkCount(_ value: CheckedValue, _ bounds: (minimum: Int, maximum: Int)?, _ target: String) {
        guard let (minimum, maximum) = bounds, let count = value.int, count < minimum || count > maximum else { return }
        log.report(
            .instanceBounds, at: value.place, "`\(target)` has \(count) instances at this level",
            "its profile allows from \(minimum) to \(maximum); change the profile, or the level")
    }

    // MARK: - Instantiation levels

    func compileInstantiationLevels(_ flavour: inout NSDeploymentFlavour) {
        let policies = topology.policies(of: "tosca.policies.nfv.NsInstantiationLevels")
        for policy in policies {
            for (id, value) in policy.properties["ns_levels"]?.map ?? [] {
                flavour.instantiationLevels.append(
                    NSInstantiationLevel(id: id, description: value["description"]?.string ?? ""))
            }
            let ids = flavour.instantiationLevels.map(\.id)
            if let value = policy.properties["default_level"], let id = value.string {
                flavour.defaultInstantiationLevelID = id
                if !ids.contains(id), policy.properties["ns_levels"]?.isNull == false {
                    log.report(
                        .instantiationLevel, at: value.place, "the default level `\(id)` is not among the levels",
                        NearestName.remedy(for: id, among: ids, else: "name one of them"))
                }
            } else if ids.count == 1 {
                flavour.defaultInstantiationLevelID = ids[0]
            } else {
                flavour.defaultInstantiationLevelID = ids.first ?? ""
                guard policy.properties["default_level"] == nil, !ids.isEmpty else { continue }
                log.report(
                    .instantiationLevel, at: policy.place, severity: .warning,
                    "the policy `\(policy.name)` does not say which of its levels is the default, so the first one is",
                    "add `default_level`")
            }
        }
        if policies.isEmpty {
            flavour.instantiationLevels = [
                NSInstantiationLevel(id: "default", description: "Every profile at its minimum")
            ]
            flavour.defaultInstantiationLevelID = "default"
        }
        let bounds = InstanceBounds(flavour, topology)
        let pairs = flavour.instantiationLevels.count * (flavour.vnfProfiles.count + flavour.nestedNSProfiles.count)
        guard log.spend(pairs * 8, at: topology.place) else { return }
        for index in flavour.instantiationLevels.indices {
            for profile in flavour.vnfProfiles {
                flavour.instantiationLevels[index].vnfInstances[profile.id] = profile.minNumberOfInstances
            }
            for profile in flavour.nestedNSProfiles {
                flavour.instantiationLevels[index].nestedNSInstances[profile.id] = profile.minNumberOfInstances
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VnfToInstantiationLevelMapping") {
            mapping(policy, "number_of_instances", &flavour) { level, target, value in
                level.vnfInstances[target] = value.int
                checkCount(value, bounds.vnfs[target], target)
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.NsToInstantiationLevelMapping") {
            mapping(policy, "number_of_instances", &flavour) { level, target, value in
                level.nestedNSInstances[target] = value.int
                checkCount(value, bounds.services[target], target)
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VirtualLinkToInstantiationLevelMapping") {
            mapping(policy, "bit_rate_requirements", &flavour) { level, target, value in
                level.virtualLinkBitrates[target] = SharedData.bitrate(value)
            }
        }
    }

    private func mapping(
        _ policy: CheckedPolicy, _ property: String, _ flavour: inout NSDeploymentFlavour,
        _ apply: (inout NSInstantiationLevel, String, CheckedValue) -> Void
    ) {
        guard log.spend(flavour.instantiationLevels.count * 4, at: policy.place) else { return }
        var levels = flavour.instantiationLevels
        let positions = Dictionary(levels.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for (id, value) in policy.properties[property]?.map ?? [] {
            guard let index = positions[id] else {
                let isLeftOut = topology.policies(of: "tosca.policies.nfv.NsInstantiationLevels").contains {
                    $0.properties["ns_levels"]?.isNull != false
                }
                guard log.knowsAll(.policies), !isLeftOut else { continue }
                log.report(
                    .instantiationLevel, at: value.place,
                    "the policy `\(policy.name)` names the instantiation level `\(id)`, which does not exist",
                    NearestName.remedy(
                        for: id, among: levels.map(\.id),
                        else: "define it with `tosca.policies.nfv.NsInstantiationLevels`"))
                continue
            }
            guard log.spend(policy.targets.count * 8, at: value.place) else { break }
            for target in policy.targets { apply(&levels[index], target.text, value) }
        }
        flavour.instantiationLevels = levels
    }
}
