package import MANOModel
package import Operations
import SOL
package import Store
import VNFM

/// Terminates an NS (SOL005 6.4.8): its traffic is no longer steered, its VNFs are taken away side by side, and the VNF
/// instances and networks that were made for it go.
package struct TerminateNSProcedure: Procedure {
    package init() {}

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> NSSnapshot {
        try NSSnapshot(operation.nsInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: NSSnapshot) throws -> Decision {
        guard operation.plan == nil, let current = snapshot.instance.value.instantiated else {
            return .complete { transaction in try transaction.forgetAll(of: snapshot.instance) }
        }
        let nsSteps = NSSteps(snapshot: snapshot)
        let builder = try nsSteps.builder(current)
        var drafts = try nsSteps.removeGraphs(builder)
        let graphs = drafts.map(\.key)
        drafts += try nsSteps.chainEndpoints(builder, isChained: false, after: graphs)
        let request = SOL003.TerminateVnfRequest(terminationType: .forceful)
        let children = try snapshot.vnfs.map { try nsSteps.child($0.value, .terminate, request, after: graphs) }
        drafts += children
        drafts += try nsSteps.links.remove(
            snapshot.planning.networks.values.filter { $0.nsInstanceID == snapshot.instance.value.id },
            after: children.map(\.key))
        return .proceed(
            Phase(
                steps: drafts, plan: try NSProgress(next: .completion).json,
                affected: snapshot.vnfs.map {
                    AffectedResource(
                        kind: .vnf, change: .removed, id: $0.value.id.rawValue,
                        descriptorID: $0.value.vnfProfileID ?? "",
                        resourceName: $0.value.name ?? "", vnfdID: $0.value.vnfdID)
                }))
    }

    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
