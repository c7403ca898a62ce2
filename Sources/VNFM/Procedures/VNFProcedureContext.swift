package import MANOModel
import Operations
import Planner
import Store

/// What every VNF procedure is given.
package struct VNFProcedureContext: Sendable {
    let sources: Sources
    /// Where the manager's store keeps images, named by their SHA-256.
    let imageFolder: String

    package init(sources: Sources, imageFolder: String) {
        self.sources = sources
        self.imageFolder = imageFolder
    }

    func steps(_ snapshot: VNFSnapshot, _ flavour: DeploymentFlavour, target: InstantiatedVNF) -> VNFSteps {
        VNFSteps(
            instance: snapshot.instance.value, target: target, package: snapshot.package, flavour: flavour,
            imageFolder: imageFolder, hosts: snapshot.planning.hosts)
    }

    /// Makes what was planned, and leads its links out of the hosts first.
    func create(_ plan: VNFPlan, _ snapshot: VNFSnapshot, _ flavour: DeploymentFlavour) throws -> [StepDraft] {
        let uplinks = try LinkSteps(hosts: snapshot.planning.hosts).ensure(plan.links)
        let keys = uplinks.map(\.key)
        let after = Dictionary(plan.created.map { ($0.id, keys) }) { first, _ in first }
        return try uplinks + steps(snapshot, flavour, target: plan.target).create(plan.created, after: after)
    }

    /// Plans VNFCs of one VNF alone.
    func plan(_ request: VNFRequest, _ snapshot: VNFSnapshot) throws -> VNFPlan {
        var planner = VNFPlanner(
            snapshot.planning, group: "VNF \(request.instance.name ?? request.instance.id.rawValue)",
            bond: snapshot.bond, rules: snapshot.rules, sources: sources)
        switch try planner.plan([request]) {
        case .planned(var plans):
            plans[0].links = planner.links
            return plans[0]
        case .rejected(let rejection, _): throw rejection.error
        }
    }
}
