import MANOModel
import Store

/// What the VNF procedures read.
package struct VNFSnapshot: Sendable {
    var instance: Stored<VNFInstance>
    var package: VNFPackage
    var planning: PlanningSnapshot

    init(_ id: Identifier<VNFInstance>, in reading: Reading) throws {
        instance = try reading.get(id)
        package = try reading.get(instance.value.packageID).value
        planning = try PlanningSnapshot(reading)
    }

    /// Its VNFCs of a host at new places; nil: it has none there.
    func relocated(from id: Identifier<Host>) throws -> RelocationPlanner.Moved? {
        var planner = try RelocationPlanner(planning, from: id)
        let subject = RelocationPlanner.Subject(
            instance: instance.value, package: package, flavour: try flavour(instance.value.instantiated?.flavourID))
        return try planner.plan([subject], group: instance.value.id.rawValue).first
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
