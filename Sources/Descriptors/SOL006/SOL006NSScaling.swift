import MANOModel

/// Instantiation levels and scaling aspects of network services. SOL006 has one list of levels for both.
extension SOL006NSFlavourCompiler {
    func compileLevels(_ flavour: inout NSDeploymentFlavour) {
        let pairs =
            df.list("ns-instantiation-level").count * (flavour.vnfProfiles.count + flavour.nestedNSProfiles.count)
        guard log.spend(pairs * 8, at: df.place) else {
            flavour.instantiationLevels = [NSInstantiationLevel(id: "default", description: "")]
            flavour.defaultInstantiationLevelID = "default"
            return
        }
        for node in df.list("ns-instantiation-level") {
            var level = NSInstantiationLevel(id: node.id, description: node.string("description") ?? "")
            for profile in flavour.vnfProfiles { level.vnfInstances[profile.id] = profile.minNumberOfInstances }
            for profile in flavour.nestedNSProfiles {
                level.nestedNSInstances[profile.id] = profile.minNumberOfInstances
            }
            let mapped = mapping(node, flavour)
            level.vnfInstances.merge(mapped.vnfInstances) { _, own in own }
            level.nestedNSInstances.merge(mapped.nestedNSInstances) { _, own in own }
            level.virtualLinkBitrates = mapped.virtualLinkBitrates
            flavour.instantiationLevels.append(level)
        }
        if flavour.instantiationLevels.isEmpty {
            var level = NSInstantiationLevel(id: "default", description: "Every profile at its minimum")
            for profile in flavour.vnfProfiles { level.vnfInstances[profile.id] = profile.minNumberOfInstances }
            for profile in flavour.nestedNSProfiles {
                level.nestedNSInstances[profile.id] = profile.minNumberOfInstances
            }
            flavour.instantiationLevels = [level]
        }
        flavour.defaultInstantiationLevelID =
            df.string("default-instantiation-level") ?? flavour.instantiationLevels[0].id
    }

    /// What a level says itself.
    private func mapping(_ node: DataNode, _ flavour: NSDeploymentFlavour) -> NSScaleLevel {
        let entries = node.list("vnf-to-level-mapping").count + node.list("ns-to-level-mapping").count
        let profiles = flavour.vnfProfiles.count + flavour.nestedNSProfiles.count
        var level = NSScaleLevel(description: node.string("description") ?? "")
        let wrong = Set(
            (df.list("vnf-profile") + df.list("ns-profile")).filter {
                $0.isWrong("min-number-of-instances") || $0.isWrong("max-number-of-instances")
            }.map(\.id))
        // A level may be named by many aspects.
        guard log.spend(entries * (8 + profiles / 4), at: node.place) else { return level }
        for entry in node.list("vnf-to-level-mapping") {
            guard let id = entry.string("vnf-profile-id"), let count = entry.int("number-of-instances") else {
                continue
            }
            level.vnfInstances[id] = count
            guard !wrong.contains(id) else { continue }
            let profile = flavour.vnfProfile(id)
            check(count, profile?.minNumberOfInstances, profile?.maxNumberOfInstances, entry, id)
        }
        for entry in node.list("ns-to-level-mapping") {
            guard let id = entry.string("ns-profile-id"), let count = entry.int("number-of-instances") else { continue }
            level.nestedNSInstances[id] = count
            guard !wrong.contains(id) else { continue }
            let profile = flavour.nestedNSProfile(id)
            check(count, profile?.minNumberOfInstances, profile?.maxNumberOfInstances, entry, id)
        }
        for entry in node.list("virtual-link-to-level-mapping") {
            level.virtualLinkBitrates[entry.string("virtual-link-profile-id") ?? ""] = SOL006Data.bitrate(
                entry, unit: SOL006Data.megabit)
        }
        return level
    }

    private func check(_ count: Int, _ minimum: Int?, _ maximum: Int?, _ entry: DataNode, _ target: String) {
        guard let minimum, let maximum, count < minimum || count > maximum else { return }
        log.report(
            .instanceBounds, at: entry["number-of-instances"]?.place ?? entry.place,
            "`\(target)` has \(count) instances at this level",
            "its profile allows from \(minimum) to \(maximum); change the profile, or the level")
    }

    // MARK: - Scaling aspects

    /// The levels of an aspect are instantiation levels. Where an aspect names one only, as the modules have it, that is
    /// level 1, and level 0 is the default level, as far as the aspect's level is about it.
    func compileScaling(_ flavour: inout NSDeploymentFlavour) {
        let levels = Dictionary(df.list("ns-instantiation-level").map { ($0.id, $0) }) { first, _ in first }
        for node in df.list("scaling-aspect") {
            var aspect = NSScalingAspect(
                id: node.id, name: node.string("name") ?? node.id, description: node.string("description") ?? "")
            let named = node.strings("scaling-level").compactMap { levels[$0] }.map { mapping($0, flavour) }
            if named.isEmpty {
                log.report(
                    .sol006Scaling, at: node.place, "the scaling aspect `\(node.id)` names no level",
                    "add `scaling-level` with an `ns-instantiation-level`")
            }
            if named.count == 1, let top = named.first, let base = levels[flavour.defaultInstantiationLevelID] {
                var bottom = mapping(base, flavour)
                let all = flavour.instantiationLevel(nil)
                bottom.vnfInstances = (all?.vnfInstances ?? [:]).filter { top.vnfInstances[$0.key] != nil }
                bottom.nestedNSInstances = (all?.nestedNSInstances ?? [:]).filter {
                    top.nestedNSInstances[$0.key] != nil
                }
                bottom.virtualLinkBitrates = bottom.virtualLinkBitrates.filter {
                    top.virtualLinkBitrates[$0.key] != nil
                }
                aspect.levels = [bottom, top]
            } else {
                aspect.levels = named
            }
            flavour.scalingAspects.append(aspect)
        }
    }
}
