package import MANOModel
package import Operations
import SOL
package import Store
import VNFM

/// Instantiates an NS (SOL005 6.4.4): everything is claimed in the commit that accepts the plan; then its VNFs are made side
/// by side, and their traffic is steered.
package struct InstantiateNSProcedure: Procedure {
    private let sources: Sources

    package init(sources: Sources) { self.sources = sources }

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> NSSnapshot {
        try NSSnapshot(operation.nsInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: NSSnapshot) throws -> Decision {
        guard operation.plan == nil else {
            return .complete { transaction in
                var stored = snapshot.instance
                stored.value.instantiated?.isComplete = true
                try transaction.update(stored)
            }
        }
        let request = try operation.parameters.decode(SOL005.InstantiateNsRequest.self)
        let plan = try NSPlanner(snapshot: snapshot, sources: sources).plan(request)
        let nsSteps = NSSteps(snapshot: snapshot)
        let builder = try nsSteps.builder(vnfs: plan.vnfs.map(\.instance), plan.instantiated)
        var drafts = try nsSteps.links.ensure(plan.links)
        let uplinks = drafts.map(\.key)
        let vnfs = try plan.vnfs.map { try nsSteps.child($0.instance, .instantiate, $0.request, after: uplinks) }
        drafts += vnfs
        let children = vnfs.map(\.key)
        drafts += try nsSteps.chainEndpoints(builder, isChained: true)
        drafts += try nsSteps.applyGraphs(builder, after: children, replaces: false)
        return .proceed(
            Phase(
                steps: drafts, plan: try NSProgress(next: .completion).json, affected: affected(plan),
                warnings: plan.warnings
            ) { transaction in
                for network in plan.networks { try transaction.insert(network) }
                try transaction.claim(plan.claims)
                for vnf in plan.vnfs {
                    try transaction.insert(vnf.instance)
                    for network in vnf.plan.networks { try transaction.insert(network) }
                    try transaction.claim(vnf.plan.claims)
                    try transaction.refreshUsage(vnf.instance.packageID)
                }
                try transaction.accept(plan.links)
                var stored = snapshot.instance
                stored.value.instantiated = plan.instantiated
                try transaction.update(stored)
            })
    }

    private func affected(_ plan: NSPlan) -> [AffectedResource] {
        var affected: [AffectedResource] = []
        for vnf in plan.vnfs {
            affected.append(
                AffectedResource(
                    kind: .vnf, change: .added, id: vnf.instance.id.rawValue, descriptorID: vnf.profile.id,
                    resourceName: vnf.instance.name ?? "", vnfdID: vnf.instance.vnfdID))
        }
        for link in plan.instantiated.virtualLinks {
            affected.append(
                AffectedResource(
                    kind: .networkServiceLink, change: .added, id: link.id, descriptorID: link.virtualLinkDescID,
                    resourceName: link.networkID.rawValue))
        }
        for sap in plan.instantiated.saps {
            affected.append(
                AffectedResource(
                    kind: .sap, change: .added, id: sap.id, descriptorID: sap.sapdID, resourceName: sap.name))
        }
        for graph in plan.instantiated.forwardingGraphs {
            affected.append(
                AffectedResource(
                    kind: .forwardingGraph, change: .added, id: graph.id, descriptorID: graph.vnffgdID,
                    resourceName: graph.id))
        }
        return affected
    }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect {
        { transaction in try transaction.forgetAll(of: transaction.get(operation.nsInstanceID)) }
    }

    /// What was made stays, and can be terminated.
    package func failed(_ operation: OperationOccurrence) -> Effect {
        { transaction in
            var stored = try transaction.get(operation.nsInstanceID)
            guard stored.value.instantiated != nil else { return }
            stored.value.instantiated?.isComplete = true
            try transaction.update(stored)
        }
    }
}

extension Transaction {
    /// Ends what the NS held: its VNF instances and its networks.
    func forgetAll(of stored: Stored<NSInstance>) throws {
        var stored = stored
        for vnf in try vnfInstances(ns: stored.value.id) {
            for vnfc in vnf.value.instantiated?.vnfcs ?? [] { try release(owner: vnfc.id.rawValue) }
            for network in try networks(vnf: vnf.value.id) { try forget(network.value) }
            try delete(vnf.value.id)
            try refreshUsage(vnf.value.packageID)
        }
        for network in try networks(ns: stored.value.id) { try forget(network.value) }
        stored.value.instantiated = nil
        try update(stored)
    }
}
