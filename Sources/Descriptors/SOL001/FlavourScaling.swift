import MANOModel
import YAML

/// Scaling aspects, deltas and instantiation levels.
extension FlavourCompiler {
    func compileScaling(_ flavour: inout DeploymentFlavour) {
        compileAspects(&flavour)
        compileDeltas(&flavour)
        for aspect in flavour.scalingAspects
        where aspect.vduDeltas.isEmpty && aspect.virtualLinkDeltas.isEmpty && aspect.vipCpDeltas.isEmpty
            && log.knowsAll(.policies)
        {
            log.report(
                .scalingAspect, at: topology.place, "the scaling aspect `\(aspect.id)` scales nothing",
                "add a policy `tosca.policies.nfv.VduScalingAspectDeltas` for it")
        }
    }

    private func compileAspects(_ flavour: inout DeploymentFlavour) {
        for policy in topology.policies(of: "tosca.policies.nfv.ScalingAspects") {
            if policy.properties["aspects"]?.map.allSatisfy({ $0.value["max_scale_level"]?.int != nil }) != true {
                log.leaveOut(.policies)
            }
            for (id, value) in policy.properties["aspects"]?.map ?? [] {
                var aspect = ScalingAspect(
                    id: id, name: value["name"]?.string ?? id, description: value["description"]?.string ?? "",
                    maxScaleLevel: value["max_scale_level"]?.int ?? 0, stepDeltas: value["step_deltas"]?.strings ?? [])
                if aspect.maxScaleLevel > ScalingAspect.highestLevel {
                    log.report(
                        .scalingAspect, at: value["max_scale_level"]?.place ?? value.place,
                        "the scaling aspect `\(id)` goes to level \(aspect.maxScaleLevel)",
                        "stay below \(ScalingAspect.highestLevel + 1): each level is a number of instances that is reckoned with"
                    )
                    aspect.maxScaleLevel = ScalingAspect.highestLevel
                }
                let steps = aspect.stepDeltas.count
                if steps > 1, steps != aspect.maxScaleLevel {
                    log.report(
                        .scalingAspect, at: value["step_deltas"]?.place ?? value.place,
                        "the scaling aspect `\(id)` has \(steps) steps and goes to level \(aspect.maxScaleLevel)",
                        "name a delta for each of the \(aspect.maxScaleLevel) steps, or one for all of them")
                }
                if flavour.scalingAspects.contains(where: { $0.id == id }) {
                    log.report(
                        .scalingAspect, at: value.place, "there are two scaling aspects `\(id)`",
                        "give each a name of its own")
                    continue
                }
                flavour.scalingAspects.append(aspect)
            }
        }
    }

    private func compileDeltas(_ flavour: inout DeploymentFlavour) {
        let aspects = Dictionary(flavour.scalingAspects.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for policy in topology.policies(of: "tosca.policies.nfv.VduInitialDelta") {
            guard let count = policy.properties["initial_delta"]?["number_of_instances"]?.int else { continue }
            for target in policy.targets {
                guard once(target, flavour.initialDeltas[target.text] == nil, "initial delta", policy) else { continue }
                flavour.initialDeltas[target.text] = count
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VirtualLinkBitrateInitialDelta") {
            let bitrate = SharedData.bitrate(policy.properties["initial_delta"]?["bitrate_requirements"])
            for target in policy.targets {
                guard once(target, flavour.virtualLinkInitialDeltas[target.text] == nil, "initial delta", policy) else {
                    continue
                }
                flavour.virtualLinkInitialDeltas[target.text] = bitrate
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VipCpInitialDelta") {
            let count = policy.properties["initial_delta"]?["number_of_instances"]?.int ?? 0
            for target in policy.targets {
                guard once(target, flavour.vipCpInitialDeltas[target.text] == nil, "initial delta", policy) else {
                    continue
                }
                flavour.vipCpInitialDeltas[target.text] = count
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VduScalingAspectDeltas") {
            guard let index = aspect(of: policy, in: aspects) else { continue }
            var deltas: [String: Int] = [:]
            for (id, value) in policy.properties["deltas"]?.map ?? [] {
                deltas[id] = value["number_of_instances"]?.int ?? 0
            }
            checkSteps(flavour.scalingAspects[index], Set(deltas.keys), policy)
            for target in policy.targets {
                let isFirst = flavour.scalingAspects[index].vduDeltas[target.text] == nil
                guard once(target, isFirst, "deltas of `\(flavour.scalingAspects[index].id)`", policy) else { continue }
                flavour.scalingAspects[index].vduDeltas[target.text] = deltas
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VirtualLinkBitrateScalingAspectDeltas") {
            guard let index = aspect(of: policy, in: aspects) else { continue }
            var deltas: [String: LinkBitrate] = [:]
            for (id, value) in policy.properties["deltas"]?.map ?? [] {
                deltas[id] = SharedData.bitrate(value["bitrate_requirements"])
            }
            checkSteps(flavour.scalingAspects[index], Set(deltas.keys), policy)
            for target in policy.targets {
                let isFirst = flavour.scalingAspects[index].virtualLinkDeltas[target.text] == nil
                guard once(target, isFirst, "deltas of `\(flavour.scalingAspects[index].id)`", policy) else { continue }
                flavour.scalingAspects[index].virtualLinkDeltas[target.text] = deltas
            }
        }
        for policy in topology.policies(of: "tosca.policies.nfv.VipCpScalingAspectDeltas") {
            guard let index = aspect(of: policy, in: aspects) else { continue }
            var deltas: [String: Int] = [:]
            for (id, value) in policy.properties["deltas"]?.map ?? [] {
                deltas[id] = value["number_of_instances"]?.int ?? 0
            }
            checkSteps(flavour.scalingAspects[index], Set(deltas.keys), policy)
            for target in policy.targets {
                let isFirst = flavour.scalingAspects[index].vipCpDeltas[target.text] == nil
                guard once(target, isFirst, "deltas of `\(flavour.scalingAspects[index].id)`", policy) else { continue }
                flavour.scalingAspects[index].vipCpDeltas[target.text] = deltas
            }
        }
    }

    /// Whether the target has its deltas from this policy alone; that it hasn't is reported.
    private func once(
        _ target: (text: String, place: Place), _ isFirst: Bool, _ what: String, _ policy: CheckedPolicy
    ) -> Bool {
        guard !isFirst else { return true }
        log.report(
            .scalingDelta, at: target.place, "`\(target.text)` has its \(what) from another policy too",
            "leave one of the two policies")
        return false
    }

    private func aspect(of policy: CheckedPolicy, in aspects: [String: Int]) -> Int? {
        guard let value = policy.properties["aspect"], let id = value.string else { return nil }
        if let index = aspects[id] { return index }
        // Where an aspect, or a policy with aspects, is left out, that is what is wrong.
        if log.knowsAll(.policies) {
            log.report(
                .scalingAspect, named: id, of: "aspect", at: value.place, "there is no scaling aspect `\(id)`",
                NearestName.remedy(
                    for: id, among: aspects.keys, else: "define it with `tosca.policies.nfv.ScalingAspects`"))
        }
        if let meant = log.slip(of: id, among: aspects.keys) { return aspects[meant] }
        log.leaveOut(.policies)
        return nil
    }

    /// Every step's delta has to be in the policy. Without steps the aspect is uniform, and there is one delta.
    private func checkSteps(_ aspect: ScalingAspect, _ deltas: Set<String>, _ policy: CheckedPolicy) {
        guard let given = policy.properties["deltas"], !given.isNull else { return }
        let place = given.place
        for step in Set(aspect.stepDeltas).subtracting(deltas).sorted() {
            log.report(
                .scalingDelta, at: place, severity: .warning,
                "the policy `\(policy.name)` has no delta `\(step)`, which is a step of `\(aspect.id)`, so that step adds nothing",
                NearestName.remedy(for: step, among: deltas, else: "add it"))
        }
        if aspect.stepDeltas.isEmpty, deltas.count > 1 {
            log.report(
                .scalingDelta, at: place,
                "the policy `\(policy.name)` has \(deltas.count) deltas, and `\(aspect.id)` does not say which step is which",
                "add `step_deltas` to the aspect")
        }
    }

    // MARK: - Instantiation levels

    func compileInstantiationLevels(_ flavour: inout DeploymentFlavour) {
        let policies = topology.policies(of: "tosca.policies.nfv.InstantiationLevels")
        let aspects = Dictionary(flavour.scalingAspects.map { ($0.id, $0) }) { first, _ in first }
        for policy in policies {
            for (id, value) in policy.properties["levels"]?.map ?? [] {
                var level = InstantiationLevel(id: id, description: value["description"]?.string ?? "")
                for (aspectID, info) in value["scale_info"]?.map ?? [] {
                    level.scaleLevels[aspectID] = scaleLevel(info, aspectID, aspects)
                }
                if flavour.instantiationLevels.contains(where: { $0.id == id }) {
                    log.report(
                        .instantiationLevel, at: value.place, "there are two instantiation levels `\(id)`",
                        "give each a name of its own")
                    continue
                }
                flavour.instantiationLevels.append(level)
            }
            compileDefaultLevel(policy, &flavour)
        }
        if policies.isEmpty {
            flavour.instantiationLevels = [
                InstantiationLevel(id: "default", description: "Every VDU at its initial number")
            ]
            flavour.defaultInstantiationLevelID = "default"
        }
        let counted = counted(flavour)
        // Aspects by the VDUs that they scale, where it is said how many there are without them.
        var scaled: [String: Set<String>] = [:]
        for aspect in flavour.scalingAspects {
            for vdu in aspect.vduDeltas.keys where flavour.initialDeltas[vdu] != nil {
                scaled[vdu, default: []].insert(aspect.id)
            }
        }
        let vdus = flavour.vdus.map(\.id) + flavour.containerUnits.map(\.id)
        guard spend(flavour.instantiationLevels.count, vdus.count * (8 + aspects.count)) else { return }
        for index in flavour.instantiationLevels.indices {
            for vdu in vdus {
                flavour.instantiationLevels[index].vduInstances[vdu] = counted.numberOfInstances(
                    ofVDU: vdu, at: flavour.instantiationLevels[index].scaleLevels)
            }
        }
        levels("tosca.policies.nfv.VduInstantiationLevels", &flavour) { level, target, value in
            let count = value["number_of_instances"]?.int
            // Aspects that say nothing of the VDU leave its number to the policy.
            if let count, counted.initialDeltas[target] != nil, !level.scaleLevels.isEmpty,
                scaled[target]?.isSubset(of: level.scaleLevels.keys) == true,
                let scaled = level.vduInstances[target], scaled != count, log.knowsAll(.policies)
            {
                log.report(
                    .instantiationLevel, at: value["number_of_instances"]?.place ?? value.place, severity: .warning,
                    "the level `\(level.id)` has \(count) instances of `\(target)`, and \(scaled) by its scale levels",
                    "correct `number_of_instances`, or `scale_info`")
            }
            level.vduInstances[target] = count
        }
        levels("tosca.policies.nfv.VipCpInstantiationLevels", &flavour) { level, target, value in
            level.vipCpInstances[target] = value["number_of_instances"]?.int
        }
        levels("tosca.policies.nfv.VirtualLinkInstantiationLevels", &flavour) { level, target, value in
            level.virtualLinkBitrates[target] = SharedData.bitrate(value["bitrate_requirements"])
        }
    }

    private func spend(_ count: Int, _ each: Int) -> Bool {
        log.spend(count.multipliedReportingOverflow(by: each).partialValue, at: topology.place)
    }

    /// The flavour with the number of each VDU at scale level 0. One without an initial delta has its profile's: known
    /// here, it is not looked up each time.
    private func counted(_ flavour: DeploymentFlavour) -> DeploymentFlavour {
        var counted = flavour
        for (id, profile) in flavour.vdus.map({ ($0.id, $0.profile) })
            + flavour.containerUnits.map({ ($0.id, $0.profile) }) where counted.initialDeltas[id] == nil
        {
            counted.initialDeltas[id] = profile.minNumberOfInstances
        }
        return counted
    }

    /// What policies of a type say of levels, for each of their targets.
    private func levels(
        _ type: String, _ flavour: inout DeploymentFlavour,
        _ apply: (inout InstantiationLevel, String, CheckedValue) -> Void
    ) {
        var levels = flavour.instantiationLevels
        let positions = Dictionary(levels.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for policy in topology.policies(of: type) {
            for (id, value) in policy.properties["levels"]?.map ?? [] {
                guard let index = positions[id] else {
                    let isLeftOut = topology.policies(of: "tosca.policies.nfv.InstantiationLevels").contains {
                        $0.properties["levels"]?.isNull != false
                    }
                    guard log.knowsAll(.policies), !isLeftOut else { continue }
                    log.report(
                        .instantiationLevel, at: value.place,
                        "the policy `\(policy.name)` names the instantiation level `\(id)`, which does not exist",
                        NearestName.remedy(
                            for: id, among: positions.keys,
                            else: "define it with `tosca.policies.nfv.InstantiationLevels`"))
                    continue
                }
                guard log.spend(policy.targets.count * 8, at: value.place) else { break }
                for target in policy.targets { apply(&levels[index], target.text, value) }
            }
        }
        flavour.instantiationLevels = levels
    }

    private func scaleLevel(_ info: CheckedValue, _ aspectID: String, _ aspects: [String: ScalingAspect]) -> Int? {
        guard let aspect = aspects[aspectID] else {
            guard log.knowsAll(.policies) else { return nil }
            log.report(
                .instantiationLevel, named: aspectID, of: "aspect", at: info.place,
                "there is no scaling aspect `\(aspectID)`",
                NearestName.remedy(
                    for: aspectID, among: aspects.keys, else: "define it with `tosca.policies.nfv.ScalingAspects`"))
            return nil
        }
        let level = info["scale_level"]?.int ?? 0
        if level > aspect.maxScaleLevel, log.knowsAll(.policies) {
            log.report(
                .instantiationLevel, at: info.place, "the scaling aspect `\(aspectID)` has no level \(level)",
                "stay between 0 and \(aspect.maxScaleLevel)")
        }
        return level
    }

    private func compileDefaultLevel(_ policy: CheckedPolicy, _ flavour: inout DeploymentFlavour) {
        let ids = flavour.instantiationLevels.map(\.id)
        if let value = policy.properties["default_level"], let id = value.string {
            flavour.defaultInstantiationLevelID = id
            if !ids.contains(id), policy.properties["levels"]?.isNull == false {
                log.report(
                    .instantiationLevel, at: value.place, "the default level `\(id)` is not among the levels",
                    NearestName.remedy(for: id, among: ids, else: "name one of them"))
            }
        } else if ids.count == 1 {
            flavour.defaultInstantiationLevelID = ids[0]
        } else {
            flavour.defaultInstantiationLevelID = ids.first ?? ""
            guard policy.properties["default_level"] == nil, !ids.isEmpty else { return }
            log.report(
                .instantiationLevel, at: policy.place, severity: .warning,
                "the policy `\(policy.name)` does not say which of its levels is the default, so the first one is",
                "add `default_level`")
        }
    }

    /// No level and no scaling may lead out of a VDU's profile.
    func checkInstanceBounds(_ flavour: DeploymentFlavour) {
        let counted = counted(flavour)
        guard spend(flavour.vdus.count, flavour.instantiationLevels.count + flavour.scalingAspects.count * 2) else {
            return
        }
        for vdu in flavour.vdus {
            let profile = topology.node(vdu.id)?.properties["vdu_profile"]
            guard profile?["min_number_of_instances"]?.int != nil, profile?["max_number_of_instances"]?.int != nil,
                vdu.profile.minNumberOfInstances <= vdu.profile.maxNumberOfInstances
            else { continue }
            let place = profile?.place ?? topology.place
            let bounds =
                vdu.profile
                .minNumberOfInstances...max(vdu.profile.minNumberOfInstances, vdu.profile.maxNumberOfInstances)
            func check(_ count: Int, _ at: String) {
                if bounds.contains(count) { return }
                log.report(
                    .instanceBounds, at: place, severity: .warning, "the VDU `\(vdu.id)` has \(count) instances \(at)",
                    "its profile allows from \(bounds.lowerBound) to \(bounds.upperBound); change the profile, or the levels"
                )
            }
            for level in flavour.instantiationLevels {
                check(level.vduInstances[vdu.id] ?? 0, "at the instantiation level `\(level.id)`")
            }
            for aspect in flavour.scalingAspects where aspect.vduDeltas[vdu.id] != nil {
                guard log.spend(flavour.scalingAspects.count, at: place) else { return }
                check(
                    counted.numberOfInstances(ofVDU: vdu.id, at: [aspect.id: aspect.maxScaleLevel]),
                    "when `\(aspect.id)` is at its highest level")
            }
        }
    }
}
