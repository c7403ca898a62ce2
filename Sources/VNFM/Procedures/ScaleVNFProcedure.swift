package import MANOModel
package import Operations
import Planner
import SOL
package import Store

/// Scales a VNF along an aspect (SOL003 5.4.5): out makes VNFCs, on the hosts of the others where they fit, in takes away those that came last.
package struct ScaleVNFProcedure: Procedure {
    private let context: VNFProcedureContext

    package init(_ context: VNFProcedureContext) { self.context = context }

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> VNFSnapshot {
        try VNFSnapshot(operation.vnfInstanceID, in: reading)
    }

    /// What the occurrence's plan keeps.
    private struct Plan: Codable {
        var scaleLevels: [String: Int]
        var added: [Identifier<VNFC>]
        var removed: [Identifier<VNFC>]
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: VNFSnapshot) throws -> Decision
    {
        let instance = snapshot.instance.value
        guard let current = instance.instantiated else {
            throw ManifoldError(.conflict, "VNF instance \(instance.id) is not instantiated")
        }
        if let plan = try operation.plan?.decode(Plan.self) {
            return .complete { transaction in
                var stored = snapshot.instance
                let gone = current.vnfcs.filter { plan.removed.contains($0.id) }
                stored.value.instantiated?.vnfcs.removeAll { plan.removed.contains($0.id) }
                stored.value.instantiated?.scaleLevels = plan.scaleLevels
                try transaction.forget(gone)
                try transaction.update(stored)
            }
        }
        let request = try operation.parameters.decode(SOL003.ScaleVnfRequest.self)
        let flavour = try snapshot.flavour(current.flavourID)
        let size = try VNFScaling.target(request, current, flavour)
        let victims = VNFScaling.victims(current, size)
        guard victims.isEmpty else {
            return .proceed(
                Phase(
                    steps: try context.steps(snapshot, flavour, target: current).remove(victims, grace: nil),
                    plan: try JSONValue(
                        encoding: Plan(scaleLevels: size.scaleLevels, added: [], removed: victims.map(\.id))),
                    affected: victims.flatMap { $0.affected(.removed) }))
        }
        let own = Set(current.vnfcs.map(\.hostID))
        let hosts = own.isEmpty ? snapshot.beside : own
        let plan = try context.plan(
            VNFRequest(
                instance: instance, package: snapshot.package, flavour: flavour, target: current,
                counts: size.instances,
                hosts: hosts.isEmpty ? nil : hosts,
                hostsReason: hosts.isEmpty ? nil : "the \(own.isEmpty ? "service" : "VNF")'s other guests are there"),
            snapshot)
        return .proceed(
            Phase(
                steps: try context.create(plan, snapshot, flavour),
                plan: try JSONValue(
                    encoding: Plan(scaleLevels: size.scaleLevels, added: plan.created.map(\.id), removed: [])),
                affected: plan.created.flatMap { $0.affected(.added) }
            ) { transaction in
                try transaction.accept(plan, for: snapshot.instance)
            })
    }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect {
        { transaction in
            guard let plan = try operation.plan?.decode(Plan.self) else { return }
            var stored = try transaction.get(operation.vnfInstanceID)
            try transaction.forget((stored.value.instantiated?.vnfcs ?? []).filter { plan.added.contains($0.id) })
            stored.value.instantiated?.vnfcs.removeAll { plan.added.contains($0.id) }
            try transaction.update(stored)
        }
    }

    /// Guests that were half taken away can't be brought back by undoing; healing does.
    package func canRollBack(_ operation: OperationOccurrence) -> Bool {
        (try? operation.plan?.decode(Plan.self))?.removed.isEmpty ?? true
    }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
