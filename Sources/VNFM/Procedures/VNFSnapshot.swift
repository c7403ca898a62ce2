import MANOModel
import Planner
import Store

/// What the VNF procedures read.
package struct VNFSnapshot: Sendable {
    var instance: Stored<VNFInstance>
    var package: VNFPackage
    var planning: PlanningSnapshot
    /// Why its guests and those of its NS share one host; nil: they need not.
    var bond: String?
    /// Those of its NS.
    var rules = NSRules()
    /// Where the guests of its NS's other VNFs are.
    var beside: Set<Identifier<Host>> = []

    /// - Parameter hasClaims: without, nothing can be placed.
    init(_ id: Identifier<VNFInstance>, in reading: Reading, hasClaims: Bool = true) throws {
        instance = try reading.get(id)
        package = try reading.get(instance.value.packageID).value
        planning = try PlanningSnapshot(reading, hasClaims: hasClaims)
        guard let nsID = instance.value.nsInstanceID else { return }
        let ns = try reading.get(nsID).value
        guard let flavour = try reading.get(ns.nsdInfoID).value.nsd?.flavour(ns.instantiated?.flavourID) else { return }
        bond = flavour.bond
        let vnfs = try reading.vnfInstances(ns: nsID).map(\.value)
        rules = NSRules(flavour, vnfs: vnfs)
        beside = Set(vnfs.filter { $0.id != id }.flatMap { $0.instantiated?.vnfcs ?? [] }.map(\.hostID))
    }

    /// Its VNFCs of a host at new places; nil: it has none there.
    func relocated(
        from id: Identifier<Host>, choice: RelocationPlanner.Choice = .init()
    ) throws -> (moved: RelocationPlanner.Moved, links: LinkPlan)? {
        var rules = rules
        let leaving = (instance.value.instantiated?.vnfcs ?? []).filter {
            $0.hostID == id && choice.vnfcs?.contains($0.id) ?? true
        }
        rules.leave(instance.value.id, leaving.map(\.hostID))
        var planner = try RelocationPlanner(
            planning, from: id, choice: choice, bond: bond, rules: rules, beside: beside)
        let subject = RelocationPlanner.Subject(
            instance: instance.value, package: package, flavour: try flavour(instance.value.instantiated?.flavourID))
        let group = "VNF \(instance.value.name ?? instance.value.id.rawValue)"
        guard let moved = try planner.plan([subject], group: group).first else { return nil }
        return (moved, planner.links)
    }

    /// The flavour that the instance has, or is asked for.
    func flavour(_ id: String?) throws -> DeploymentFlavour {
        guard let vnfd = package.vnfd else {
            throw ManifoldError(
                .conflict, "package \(package.id) has no VNFD: it is \(package.onboardingState.rawValue)")
        }
        guard let flavour = vnfd.flavour(id ?? instance.value.instantiated?.flavourID) else {
            throw ManifoldError(
                .unprocessable, "VNFD \(vnfd.id) has no deployment flavour \(id ?? "by default")",
                remedy: "it has \(vnfd.flavours.map(\.id).joined(separator: ", "))")
        }
        return flavour
    }
}

extension OperationOccurrence {
    /// The VNF instance that a VNF procedure is about.
    var vnfInstanceID: Identifier<VNFInstance> {
        get throws {
            guard case .vnf(let id) = subject else {
                throw ManifoldError(.internal, "occurrence \(self.id) is not a VNF's")
            }
            return id
        }
    }
}
