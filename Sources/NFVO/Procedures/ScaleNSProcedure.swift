package import MANOModel
package import Operations
import SOL
package import Store
import VNFM

/// Scales VNFs of an NS (SOL005 6.4.5, SCALE_VNF). New VNFCs get traffic when they are ready; those that go get none any more
/// before they go.
package struct ScaleNSProcedure: Procedure {
    package init() {}

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> NSSnapshot {
        try NSSnapshot(operation.nsInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: NSSnapshot) throws -> Decision {
        guard let current = snapshot.instance.value.instantiated else {
            throw ManifoldError(.conflict, "NS instance \(snapshot.instance.value.id) is not instantiated")
        }
        let nsSteps = NSSteps(snapshot: snapshot)
        let request = try operation.parameters.decode(SOL005.ScaleNsRequest.self)
        switch try operation.plan?.decode(NSProgress.self).next {
        case nil:
            let victims = try NSScaling.victims(request, snapshot)
            guard victims.isEmpty else {
                let steps = try nsSteps.applyGraphs(
                    nsSteps.builder(current), after: [], without: victims, replaces: true)
                return .proceed(
                    Phase(
                        steps: steps, plan: try NSProgress(next: .children).json,
                        affected: try affected(request, snapshot)))
            }
            return .proceed(
                Phase(
                    steps: try children(request, snapshot, nsSteps), plan: try NSProgress(next: .graphs).json,
                    affected: try affected(request, snapshot)))
        case .children:
            return .proceed(
                Phase(steps: try children(request, snapshot, nsSteps), plan: try NSProgress(next: .completion).json))
        case .graphs:
            return .proceed(
                Phase(
                    steps: try nsSteps.applyGraphs(nsSteps.builder(current), after: [], replaces: false),
                    plan: try NSProgress(next: .completion).json))
        case .completion:
            return .complete { _ in }
        }
    }

    private func children(_ request: SOL005.ScaleNsRequest, _ snapshot: NSSnapshot, _ nsSteps: NSSteps) throws
        -> [StepDraft]
    {
        try NSScaling.requests(request, snapshot).map { vnf, request in try nsSteps.child(vnf, .scale, request) }
    }

    private func affected(_ request: SOL005.ScaleNsRequest, _ snapshot: NSSnapshot) throws -> [AffectedResource] {
        try NSScaling.requests(request, snapshot).map { vnf, _ in
            AffectedResource(
                kind: .vnf, change: .modified, id: vnf.id.rawValue, descriptorID: vnf.vnfProfileID ?? "",
                resourceName: vnf.name ?? "", vnfdID: vnf.vnfdID)
        }
    }

    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
