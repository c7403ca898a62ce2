import MANOModel

/// Scaling aspects and instantiation levels.
extension SOL006FlavourCompiler {
    func compileScaling(_ flavour: inout DeploymentFlavour) {
        flavour.scalingAspects = df.list("scaling-aspect").map(aspect)
        compileLevels(&flavour)
        compileInitialDeltas(&flavour)
        // Numbers that the levels leave open follow from the aspects.
        let pairs = flavour.instantiationLevels.count * flavour.vdus.count
        guard log.spend(pairs * (8 + flavour.scalingAspects.count), at: df.place) else { return }
        let counted = counted(flavour)
        for index in flavour.instantiationLevels.indices {
            let levels = flavour.instantiationLevels[index].scaleLevels
            for vdu in flavour.vdus where flavour.instantiationLevels[index].vduInstances[vdu.id] == nil {
                flavour.instantiationLevels[index].vduInstances[vdu.id] = counted.numberOfInstances(
                    ofVDU: vdu.id, at: levels)
            }
        }
        checkBounds(flavour)
        checkLevels(flavour)
    }

    /// A level that says how many instances there are, and at which scale levels, says the same twice.
    private func checkLevels(_ flavour: DeploymentFlavour) {
        let vdus = Set(flavour.vdus.map(\.id))
        for node in df.list("instantiation-level") {
            guard let level = flavour.instantiationLevel(node.id), !level.scaleLevels.isEmpty else { continue }
            for entry in node.list("vdu-level") {
                guard let id = entry.string("vdu-id"), vdus.contains(id), flavour.initialDeltas[id] != nil,
                    let count = level.vduInstances[id], log.spend(flavour.scalingAspects.count, at: entry.place)
                else { continue }
                let aspects = flavour.scalingAspects.filter { $0.vduDeltas[id] != nil }
                guard aspects.allSatisfy({ level.scaleLevels[$0.id] != nil }) else { continue }
                let scaled = flavour.numberOfInstances(ofVDU: id, at: level.scaleLevels)
                guard scaled != count else { continue }
                log.report(
                    .instantiationLevel, at: entry["number-of-instances"]?.place ?? entry.place, severity: .warning,
                    "the level `\(level.id)` has \(count) instances of `\(id)`, and \(scaled) by its scale levels, counted from the default level",
                    "correct `number-of-instances`, or `scaling-info`")
            }
        }
    }

    /// The flavour with the number of each VDU at scale level 0, so that it is not looked up each time.
    private func counted(_ flavour: DeploymentFlavour) -> DeploymentFlavour {
        var counted = flavour
        for vdu in flavour.vdus where counted.initialDeltas[vdu.id] == nil {
            counted.initialDeltas[vdu.id] = vdu.profile.minNumberOfInstances
        }
        return counted
    }

    private func aspect(_ node: DataNode) -> ScalingAspect {
        let details = node["aspect-delta-details"]
        var aspect = ScalingAspect(
            id: node.id, name: node.string("name") ?? node.id, description: node.string("description") ?? "",
            maxScaleLevel: node.int("max-scale-level") ?? 0, stepDeltas: details?.strings("step-deltas") ?? [])
        for delta in details?.list("deltas") ?? [] {
            for entry in delta.list("vdu-delta") {
                aspect.vduDeltas[entry.id, default: [:]][delta.id] = entry.int("number-of-instances") ?? 0
            }
            for entry in delta.list("virtual-link-bit-rate-delta") {
                aspect.virtualLinkDeltas[entry.id, default: [:]][delta.id] = SOL006Data.bitrate(
                    entry["bit-rate-requirements"], unit: 1)
            }
            for entry in delta.list("vip-cp-delta") {
                aspect.vipCpDeltas[entry.id, default: [:]][delta.id] = entry.int("number-of-instances") ?? 0
            }
        }
        if aspect.maxScaleLevel > ScalingAspect.highestLevel {
            log.report(
                .sol006Scaling, at: node["max-scale-level"]?.place ?? node.place,
                "the scaling aspect `\(node.id)` goes to level \(aspect.maxScaleLevel)",
                "stay below \(ScalingAspect.highestLevel + 1): each level is a number of instances that is reckoned with"
            )
            aspect.maxScaleLevel = ScalingAspect.highestLevel
        }
        let steps = aspect.stepDeltas.count
        if steps > 1, steps != aspect.maxScaleLevel {
            log.report(
                .scalingAspect, at: details?["step-deltas"]?.place ?? node.place,
                "the scaling aspect `\(node.id)` has \(steps) steps and goes to level \(aspect.maxScaleLevel)",
                "name a delta for each of the \(aspect.maxScaleLevel) steps, or one for all of them")
        }
        let deltas = details?.list("deltas").count ?? 0
        if aspect.stepDeltas.isEmpty, deltas > 1 {
            log.report(
                .scalingDelta, at: node.place,
                "the scaling aspect `\(node.id)` has \(deltas) deltas, and does not say which step is which",
                "add `step-deltas`")
        }
        if node["max-scale-level"] == nil, !node.isWrong("max-scale-level") {
            log.report(
                .sol006Scaling, at: node.place, "the scaling aspect `\(node.id)` does not say how far it goes",
                "add `max-scale-level`")
        }
        if aspect.vduDeltas.isEmpty, aspect.virtualLinkDeltas.isEmpty, aspect.vipCpDeltas.isEmpty {
            log.report(
                .scalingAspect, at: node.place, "the scaling aspect `\(node.id)` scales nothing",
                "add `aspect-delta-details` with `deltas`")
        }
        return aspect
    }

    // MARK: - Levels

    private func compileLevels(_ flavour: inout DeploymentFlavour) {
        let vdus = Set(flavour.vdus.map(\.id))
        let aspects = Dictionary(flavour.scalingAspects.map { ($0.id, $0) }) { first, _ in first }
        // A profile of no VDU was told.
        let isDoubtful = df.list("vdu-profile").contains { $0["id"]?.target == nil }
        let isWrong = Set(df.list("scaling-aspect").filter { $0.isWrong("max-scale-level") }.map(\.id))
        for node in df.list("instantiation-level") {
            var level = InstantiationLevel(id: node.id, description: node.string("description") ?? "")
            for info in node.list("scaling-info") {
                guard let id = info.string("scaling-aspect-id"), let aspect = aspects[id] else {
                    continue
                }
                let scale = info.int("scale-level") ?? 0
                level.scaleLevels[id] = scale
                if scale > aspect.maxScaleLevel, !isWrong.contains(id) {
                    log.report(
                        .instantiationLevel, at: info.place, "the scaling aspect `\(id)` has no level \(scale)",
                        "stay between 0 and \(aspect.maxScaleLevel)")
                }
            }
            for entry in node.list("vdu-level") {
                guard let id = entry.string("vdu-id"), let count = entry.int("number-of-instances") else { continue }
                if vdus.contains(id) {
                    level.vduInstances[id] = count
                } else if entry["vdu-id"]?.target != nil, !isDoubtful {
                    log.report(
                        .instantiationLevel, at: entry.place, "the flavour has no VDU `\(id)`",
                        NearestName.remedy(
                            for: id, among: flavour.vdus.map(\.id), else: "add a `vdu-profile` for it"))
                }
            }
            for entry in node.list("vip-cp-level") {
                level.vipCpInstances[entry.id] = entry.int("number-of-instances")
            }
            flavour.instantiationLevels.append(level)
        }
        if flavour.instantiationLevels.isEmpty {
            flavour.instantiationLevels = [
                InstantiationLevel(id: "default", description: "Every VDU at its initial number")
            ]
        }
        flavour.defaultInstantiationLevelID =
            df.string("default-instantiation-level") ?? flavour.instantiationLevels[0].id
    }

    /// SOL006 does not say how many instances there are at scale level 0: it follows from the default level, less what its
    /// scale levels add.
    private func compileInitialDeltas(_ flavour: inout DeploymentFlavour) {
        guard let level = flavour.instantiationLevel(nil) else { return }
        let scaled = Set(flavour.scalingAspects.flatMap(\.vduDeltas.keys))
        for vdu in flavour.vdus where scaled.contains(vdu.id) {
            guard let count = level.vduInstances[vdu.id],
                log.spend(flavour.scalingAspects.count, at: df.place)
            else { continue }
            flavour.initialDeltas[vdu.id] = 0
            // The number is one that the type allows, and what steps add is not negative.
            let initial = count - flavour.numberOfInstances(ofVDU: vdu.id, at: level.scaleLevels)
            flavour.initialDeltas[vdu.id] = initial
            guard initial < 0 else { continue }
            log.report(
                .sol006Scaling, at: df.place,
                "the level `\(level.id)` has \(count) instances of `\(vdu.id)`, which is fewer than its scale levels add",
                "correct `number-of-instances`, `scaling-info` or the deltas")
        }
    }

    private func checkBounds(_ flavour: DeploymentFlavour) {
        let profiles = df.list("vdu-profile")
        let places = Dictionary(profiles.map { ($0.id, $0.place) }) { first, _ in first }
        let wrong = Set(
            profiles.filter { $0.isWrong("min-number-of-instances") || $0.isWrong("max-number-of-instances") }.map(\.id)
        )
        let vdus = Dictionary(flavour.vdus.filter { !wrong.contains($0.id) }.map { ($0.id, $0) }) { first, _ in first }
        let counted = counted(flavour)
        for aspect in flavour.scalingAspects {
            for id in aspect.vduDeltas.keys {
                guard let vdu = vdus[id], log.spend(flavour.scalingAspects.count, at: df.place) else { continue }
                let count = counted.numberOfInstances(ofVDU: id, at: [aspect.id: aspect.maxScaleLevel])
                guard count > vdu.profile.maxNumberOfInstances else { continue }
                log.report(
                    .instanceBounds, at: places[id] ?? df.place, severity: .warning,
                    "the VDU `\(id)` has \(count) instances when `\(aspect.id)` is at its highest level",
                    "its profile allows from \(vdu.profile.minNumberOfInstances) to \(vdu.profile.maxNumberOfInstances); change the profile, or `max-scale-level`"
                )
            }
        }
    }
}
