package import MANOModel
package import Operations
import SOL
package import Store

/// Heals an NS (SOL005 6.4.7): the VNFs that are named, or all; then its traffic is steered as it should be.
package struct HealNSProcedure: Procedure {
    package init() {}

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> NSSnapshot {
        try NSSnapshot(operation.nsInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: NSSnapshot) throws -> Decision {
        guard let current = snapshot.instance.value.instantiated else {
            throw ManifoldError(.conflict, "NS instance \(snapshot.instance.value.id) is not instantiated")
        }
        guard operation.plan == nil else { return .complete { _ in } }
        let nsSteps = NSSteps(snapshot: snapshot)
        let request = try operation.parameters.decode(SOL005.HealNsRequest.self)
        let vnfs = try NSHealing.requests(request, snapshot)
        var drafts = try vnfs.map { vnf, request in try nsSteps.child(vnf, .heal, request) }
        drafts += try nsSteps.applyGraphs(nsSteps.builder(current), after: drafts.map(\.key), replaces: true)
        return .proceed(
            Phase(
                steps: drafts, plan: try NSProgress(next: .completion).json,
                affected: vnfs.map { vnf, _ in
                    AffectedResource(
                        kind: .vnf, change: .modified, id: vnf.id.rawValue, descriptorID: vnf.vnfProfileID ?? "",
                        resourceName: vnf.name ?? "", vnfdID: vnf.vnfdID)
                }))
    }

    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
