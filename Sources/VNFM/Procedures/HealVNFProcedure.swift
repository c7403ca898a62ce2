package import MANOModel
package import Operations
import SOL
package import Store

/// Heals a VNF (SOL003 5.4.9): makes the VNFCs anew from their images, each on its host with its names, addresses and
/// ports, so that whatever refers to them still holds; or, where the request says so (`Relocation`), on other hosts.
package struct HealVNFProcedure: Procedure {
    private let context: VNFProcedureContext

    package init(_ context: VNFProcedureContext) { self.context = context }

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> VNFSnapshot {
        try VNFSnapshot(operation.vnfInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: VNFSnapshot) throws -> Decision
    {
        guard operation.plan == nil else { return .complete { _ in } }
        guard let current = snapshot.instance.value.instantiated else {
            throw ManifoldError(.conflict, "VNF instance \(snapshot.instance.value.id) is not instantiated")
        }
        let request = try operation.parameters.decode(SOL003.HealVnfRequest.self)
        if let relocation = try Relocation(request.additionalParams) {
            return try relocate(relocation, request, current, snapshot)
        }
        let vnfcs = try VNFHealing.vnfcs(request, current)
        let flavour = try snapshot.flavour(current.flavourID)
        return .proceed(
            Phase(
                steps: try context.steps(snapshot, flavour, target: current).rebuild(vnfcs), plan: .object([:]),
                affected: vnfcs.flatMap { $0.affected(.modified) }))
    }

    private func relocate(
        _ relocation: Relocation, _ request: SOL003.HealVnfRequest, _ current: InstantiatedVNF, _ snapshot: VNFSnapshot
    ) throws -> Decision {
        let flavour = try snapshot.flavour(current.flavourID)
        if relocation.isReserved {
            let vnfcs = try VNFHealing.vnfcs(request, current)
            let isGone = snapshot.planning.hosts.first { $0.id == relocation.from }?.isFenced ?? false
            return .proceed(
                Phase(
                    steps: try context.steps(snapshot, flavour, target: current).relocate(vnfcs, from: relocation.from),
                    plan: .object([:]), affected: vnfcs.flatMap { $0.affected(.modified) }
                ) { transaction in
                    try transaction.checkIsGone(relocation.from, isGone)
                })
        }
        guard let moved = try snapshot.relocated(from: relocation.from) else { return .complete { _ in } }
        return .proceed(
            Phase(
                steps: try context.steps(snapshot, flavour, target: current).relocate(
                    moved.vnfcs, from: relocation.from), plan: .object([:]),
                affected: moved.vnfcs.flatMap { $0.affected(.modified) }
            ) { transaction in
                try transaction.accept(moved, of: snapshot.instance)
            })
    }

    /// A guest that was removed isn't brought back by undoing: retry does.
    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
