package import MANOModel

/// How many instances of each VDU there are to be.
package enum ScalePlanner {
    /// The size at instantiation (IFA011 7.1.8.7).
    ///
    /// - Parameter levelID: of an instantiation level; nil: the flavour's default.
    package static func initial(_ flavour: DeploymentFlavour, levelID: String?) -> ScaleResult {
        guard let level = flavour.instantiationLevel(levelID) else {
            let known = flavour.instantiationLevels.map(\.id)
            return .refused(
                ManifoldError(
                    .unprocessable,
                    "flavour \(flavour.id) has no instantiation level \(levelID ?? flavour.defaultInstantiationLevelID)",
                    remedy: "it has \(Amount.list(known))"))
        }
        let levels = complete(level.scaleLevels, flavour)
        var instances: [String: Int] = [:]
        for vdu in flavour.vdus {
            instances[vdu.id] = level.vduInstances[vdu.id] ?? flavour.numberOfInstances(ofVDU: vdu.id, at: levels)
        }
        return checked(
            ScaleTarget(scaleLevels: levels, instances: instances), flavour, what: "instantiation level \(level.id)")
    }

    /// The size after a scaling (SOL003 5.4.5).
    ///
    /// - Parameter scaleLevels: the current ones by aspect; one left out is 0.
    package static func scale(
        _ flavour: DeploymentFlavour, from scaleLevels: [String: Int], _ request: ScaleRequest
    ) -> ScaleResult {
        guard let aspect = flavour.scalingAspect(request.aspectID) else {
            let known = flavour.scalingAspects.map(\.id)
            return .refused(
                ManifoldError(
                    .unprocessable, "flavour \(flavour.id) has no scaling aspect \(request.aspectID)",
                    remedy: known.isEmpty ? "the flavour can't be scaled" : "it has \(Amount.list(known))"))
        }
        guard request.steps >= 1 else {
            return .refused(
                ManifoldError(.unprocessable, "\(request.steps) steps are no scaling", remedy: "ask for at least 1"))
        }
        var levels = complete(scaleLevels, flavour)
        let current = levels[aspect.id] ?? 0
        let room = request.direction == .out ? aspect.maxScaleLevel - current : current
        guard request.steps <= room else {
            let way = request.direction == .out ? "out" : "in"
            let limit = request.direction == .out ? "its highest is \(aspect.maxScaleLevel)" : "its lowest is 0"
            return .refused(
                ManifoldError(
                    .conflict,
                    "aspect \(aspect.id) is at level \(current) and can't be scaled \(way) by \(request.steps): \(limit)",
                    remedy: room > 0 ? "ask for at most \(Amount.count(room, "step"))" : nil))
        }
        let target = request.direction == .out ? current + request.steps : current - request.steps
        levels[aspect.id] = target
        var instances: [String: Int] = [:]
        for vdu in flavour.vdus { instances[vdu.id] = flavour.numberOfInstances(ofVDU: vdu.id, at: levels) }
        return checked(
            ScaleTarget(scaleLevels: levels, instances: instances), flavour,
            what: "aspect \(aspect.id) at level \(target)")
    }

    private static func complete(_ levels: [String: Int], _ flavour: DeploymentFlavour) -> [String: Int] {
        var complete: [String: Int] = [:]
        for aspect in flavour.scalingAspects { complete[aspect.id] = levels[aspect.id] ?? 0 }
        return complete
    }

    /// VDU profiles bound what aspects add up to (IFA011 7.1.8.3).
    private static func checked(_ target: ScaleTarget, _ flavour: DeploymentFlavour, what: String) -> ScaleResult {
        for vdu in flavour.vdus {
            let count = target.instances[vdu.id] ?? 0
            let bounds = vdu.profile
            guard count < bounds.minNumberOfInstances || count > bounds.maxNumberOfInstances else { continue }
            return .refused(
                ManifoldError(
                    .conflict,
                    "\(what) makes \(Amount.count(count, "instance")) of \(vdu.id), "
                        + "which may have \(bounds.minNumberOfInstances) to \(bounds.maxNumberOfInstances)"))
        }
        return .target(target)
    }
}
