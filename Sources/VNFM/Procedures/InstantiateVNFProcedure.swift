package import MANOModel
package import Operations
import Planner
import SOL
package import Store

/// Instantiates a VNF (SOL003 5.4.4): plan and claim, make all VNFCs side by side, done. Where the NFVO has reserved for it
/// (as part of an NS), the reservation is the plan.
package struct InstantiateVNFProcedure: Procedure {
    private let context: VNFProcedureContext

    package init(_ context: VNFProcedureContext) { self.context = context }

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> VNFSnapshot {
        try VNFSnapshot(operation.vnfInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: VNFSnapshot) throws -> Decision
    {
        guard operation.plan == nil else {
            return .complete { transaction in
                var stored = snapshot.instance
                stored.value.instantiated?.isComplete = true
                try transaction.update(stored)
            }
        }
        let request = try operation.parameters.decode(SOL003.InstantiateVnfRequest.self)
        let flavour = try snapshot.flavour(request.flavourId)
        let grantID = Identifier<OperationOccurrence>(context.sources.uuid()).rawValue
        if let reserved = snapshot.instance.value.instantiated {
            return .proceed(
                Phase(
                    steps: try context.steps(snapshot, flavour, target: reserved).create(reserved.vnfcs),
                    plan: .object([:]),
                    affected: reserved.vnfcs.flatMap { $0.affected(.added) }, grantID: grantID,
                    warnings: FieldFinding.warnings(snapshot.package.vnfd?.findings(flavour: flavour) ?? [])))
        }
        let asked = try VNFInstantiation.request(
            request, instance: snapshot.instance.value, package: snapshot.package, flavour: flavour)
        let plan = try context.plan(asked, snapshot)
        return .proceed(
            Phase(
                steps: try context.create(plan, snapshot, flavour),
                plan: .object([:]),
                affected: plan.created.flatMap { $0.affected(.added) }, grantID: grantID, warnings: asked.warnings
            ) { transaction in
                try transaction.accept(plan, for: snapshot.instance)
            })
    }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect {
        { transaction in try transaction.forgetAll(of: transaction.get(operation.vnfInstanceID)) }
    }

    /// What was made stays, and can be terminated.
    package func failed(_ operation: OperationOccurrence) -> Effect {
        { transaction in
            var stored = try transaction.get(operation.vnfInstanceID)
            guard stored.value.instantiated != nil else { return }
            stored.value.instantiated?.isComplete = true
            try transaction.update(stored)
        }
    }
}

extension Transaction {
    /// Claims what the plan takes and writes it into the instance.
    package func accept(_ plan: VNFPlan, for stored: Stored<VNFInstance>) throws {
        for network in plan.networks { try insert(network) }
        try claim(plan.claims)
        try accept(plan.links)
        var stored = stored
        stored.value.instantiated = plan.target
        try update(stored)
    }
}
