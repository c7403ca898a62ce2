package import MANOModel
package import Operations
import SOL
package import Store

/// Terminates a VNF (SOL003 5.4.8): takes all its VNFCs away, side by side, and gives back what it held.
package struct TerminateVNFProcedure: Procedure {
    private let context: VNFProcedureContext

    package init(_ context: VNFProcedureContext) { self.context = context }

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> VNFSnapshot {
        try VNFSnapshot(operation.vnfInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: VNFSnapshot) throws -> Decision
    {
        guard operation.plan == nil, let current = snapshot.instance.value.instantiated else {
            return .complete { transaction in try transaction.forgetAll(of: snapshot.instance) }
        }
        let request = try operation.parameters.decode(SOL003.TerminateVnfRequest.self)
        let grace: Double? =
            request.terminationType == .graceful ? Double(request.gracefulTerminationTimeout ?? 20) : nil
        let flavour = try snapshot.flavour(current.flavourID)
        var steps = try context.steps(snapshot, flavour, target: current).remove(current.vnfcs, grace: grace)
        steps += try LinkSteps(hosts: snapshot.planning.hosts).remove(
            snapshot.planning.networks.values.filter { $0.vnfInstanceID == snapshot.instance.value.id },
            after: steps.map(\.key))
        return .proceed(
            Phase(
                steps: steps,
                plan: .object([:]),
                affected: current.vnfcs.flatMap { $0.affected(.removed) }))
    }

    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
