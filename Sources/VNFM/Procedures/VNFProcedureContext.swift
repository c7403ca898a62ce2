package import MANOModel
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

    /// Plans VNFCs of one VNF alone.
    func plan(_ request: VNFRequest, _ snapshot: VNFSnapshot) throws -> VNFPlan {
        let group = request.instance.nsInstanceID?.rawValue ?? request.instance.id.rawValue
        var planner = VNFPlanner(snapshot.planning, group: group, sources: sources)
        switch try planner.plan([request]) {
        case .planned(let plans): return plans[0]
        case .rejected(let rejection, _): throw rejection.error
        }
    }
}
