package import MANOModel
package import Operations
import SOL
package import Store
import VNFM

/// Heals an NS (SOL005 6.4.7): the VNFs that are named, or all; then its traffic is steered as it should be. Where the request
/// says so (`Relocation`), its guests leave a host.
package struct HealNSProcedure: Procedure {
    package init() {}

    package func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> NSSnapshot {
        try NSSnapshot(operation.nsInstanceID, in: reading)
    }

    package func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: NSSnapshot) throws -> Decision {
        guard let current = snapshot.instance.value.instantiated else {
            throw ManifoldError(.conflict, "NS instance \(snapshot.instance.value.id) is not instantiated")
        }
        let nsSteps = NSSteps(snapshot: snapshot)
        let request = try operation.parameters.decode(SOL005.HealNsRequest.self)
        if let relocation = try Relocation(request.healNsData?.additionalParamsforNs) {
            return try relocate(relocation, operation, current, snapshot)
        }
        guard operation.plan == nil else { return .complete { _ in } }
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

    /// First its guests move, each VNF's by an occurrence of its own; then the traffic is steered where they are.
    private func relocate(
        _ relocation: Relocation, _ operation: OperationOccurrence, _ current: InstantiatedNS, _ snapshot: NSSnapshot
    ) throws -> Decision {
        let nsSteps = NSSteps(snapshot: snapshot)
        let progress = try operation.plan?.decode(NSProgress.self)
        switch progress?.next {
        case nil:
            let moved = try snapshot.relocated(from: relocation.from)
            guard let isGone = moved.first?.isGone else { return .complete { _ in } }
            let builder = try nsSteps.builder(current)
            var drafts: [StepDraft] = []
            if !isGone, builder.hostID == relocation.from {
                drafts += try nsSteps.removeGraphs(builder)
                drafts += try nsSteps.chainEndpoints(builder, isChained: false, after: drafts.map(\.key))
            }
            let before = drafts.map(\.key)
            let reserved = try Relocation(from: relocation.from, isReserved: true).parameters
            var changed: [(RelocationPlanner.Moved, Stored<VNFInstance>)] = []
            for moved in moved {
                guard let stored = snapshot.vnfs.first(where: { $0.value.id == moved.vnfInstanceID }) else { continue }
                changed.append((moved, stored))
                let request = SOL003.HealVnfRequest(
                    vnfcInstanceId: moved.vnfcs.map(\.id.rawValue), cause: "evacuation of a host",
                    additionalParams: reserved)
                drafts.append(try nsSteps.child(stored.value, .heal, request, after: before))
            }
            let accepted = changed
            return .proceed(
                Phase(
                    steps: drafts, plan: try NSProgress(next: .graphs).json,
                    affected: accepted.map { moved, stored in
                        AffectedResource(
                            kind: .vnf, change: .modified, id: moved.vnfInstanceID.rawValue,
                            descriptorID: stored.value.vnfProfileID ?? "", resourceName: stored.value.name ?? "",
                            vnfdID: stored.value.vnfdID)
                    }
                ) { transaction in
                    for (moved, stored) in accepted { try transaction.accept(moved, of: stored) }
                })
        case .graphs:
            let builder = try nsSteps.builder(current)
            let endpoints = try nsSteps.chainEndpoints(builder, isChained: true)
            return .proceed(
                Phase(
                    steps: try endpoints
                        + nsSteps.applyGraphs(builder, after: endpoints.map(\.key), replaces: false),
                    plan: try NSProgress(next: .completion).json))
        case .children, .completion:
            return .complete { _ in }
        }
    }

    package func canRollBack(_ operation: OperationOccurrence) -> Bool { operation.plan == nil }

    package func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }

    package func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}
