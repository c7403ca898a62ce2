package import MANOModel
package import Planner
package import SOL

/// The arithmetic of scaling one VNF.
package enum VNFScaling {
    /// The size that the request leads to. Throws `.conflict` at a limit, `.unprocessable` for an unknown aspect.
    package static func target(
        _ request: SOL003.ScaleVnfRequest, _ current: InstantiatedVNF, _ flavour: DeploymentFlavour
    ) throws -> ScaleTarget {
        let steps = request.numberOfSteps ?? 1
        if steps > 1, !flavour.operations.scalingByMoreThanOneStepSupported {
            throw ManifoldError(
                .unprocessable, "flavour \(flavour.id) doesn't scale by \(steps) steps at once",
                remedy: "scale by one step at a time")
        }
        switch ScalePlanner.scale(
            flavour, from: current.scaleLevels,
            ScaleRequest(aspectID: request.aspectId, direction: request.type == .scaleOut ? .out : .in, steps: steps))
        {
        case .target(let target): return target
        case .refused(let error): throw error
        }
    }

    /// The VNFCs that go: of each VDU those with the highest index.
    package static func victims(_ current: InstantiatedVNF, _ target: ScaleTarget) -> [VNFC] {
        Dictionary(grouping: current.vnfcs, by: \.vduID).sorted { $0.key < $1.key }.flatMap { vdu, vnfcs in
            vnfcs.sorted { $0.index < $1.index }.dropFirst(target.instances[vdu] ?? vnfcs.count)
        }
    }
}
