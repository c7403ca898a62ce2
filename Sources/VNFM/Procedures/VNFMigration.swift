import Infrastructure
import MANOModel
import Operations
import Store

/// The phases of a migration: first the guests go, then what is left of them goes. Until the first phase has ended a VNFC is
/// where it was in the store; it holds its place on both hosts, and what it is known by on one.
struct VNFMigration {
    let context: VNFProcedureContext

    /// What the occurrence's plan keeps.
    struct Plan: Codable {
        var stage: Stage
        var from: Identifier<Host>
        /// As they are at their new places.
        var vnfcs: [VNFC]

        enum Stage: String, Codable {
            case moving, leaving
        }

        /// Of an occurrence; nil: its plan is another.
        init?(of operation: OperationOccurrence) {
            guard let plan = try? operation.plan?.decode(Plan.self) else { return nil }
            self = plan
        }

        init(stage: Stage, from: Identifier<Host>, vnfcs: [VNFC]) {
            self.stage = stage
            self.from = from
            self.vnfcs = vnfcs
        }
    }

    func decide(
        _ migration: Migration, _ operation: OperationOccurrence, _ current: InstantiatedVNF, _ snapshot: VNFSnapshot
    ) throws -> Decision {
        let flavour = try snapshot.flavour(current.flavourID)
        guard let plan = Plan(of: operation) else { return try begin(migration, current, flavour, snapshot) }
        switch plan.stage {
        case .moving:
            let old = current.vnfcs.filter { vnfc in plan.vnfcs.contains { $0.id == vnfc.id } }
            let steps = try context.steps(snapshot, flavour, target: current).leave(old, to: plan.vnfcs)
            return .proceed(
                Phase(
                    steps: steps,
                    plan: try JSONValue(encoding: Plan(stage: .leaving, from: plan.from, vnfcs: plan.vnfcs))
                ) { transaction in
                    try transaction.settle(plan.vnfcs, of: snapshot.instance)
                })
        case .leaving:
            return .complete { transaction in
                for vnfc in plan.vnfcs { try transaction.release(owner: vnfc.id.rawValue, on: plan.from) }
            }
        }
    }

    private func begin(
        _ migration: Migration, _ current: InstantiatedVNF, _ flavour: DeploymentFlavour, _ snapshot: VNFSnapshot
    ) throws -> Decision {
        let from = try snapshot.source(of: migration)
        guard let (moved, links) = try snapshot.migrated(migration, from: from) else { return .complete { _ in } }
        let uplinks = try LinkSteps(hosts: snapshot.planning.hosts).ensure(links)
        let steps = context.steps(snapshot, flavour, target: current)
        var drafts = uplinks
        for vnfc in moved.vnfcs {
            guard let old = current.vnfcs.first(where: { $0.id == vnfc.id }) else { continue }
            drafts += try steps.move(old, to: vnfc, isLive: migration.isLive, after: uplinks.map(\.key))
        }
        return .proceed(
            Phase(
                steps: drafts,
                plan: try JSONValue(encoding: Plan(stage: .moving, from: from, vnfcs: moved.vnfcs)),
                affected: moved.vnfcs.flatMap { $0.affected(.modified) }
            ) { transaction in
                try transaction.claim(moved.claims)
                try transaction.accept(links)
                // What was decided rests on the instance as it is.
                try transaction.update(snapshot.instance)
            })
    }

    /// Nothing has gone: what was held for it elsewhere is free again.
    static func rolledBack(_ plan: Plan) -> Effect {
        { transaction in
            guard plan.stage == .moving else { return }
            for vnfc in plan.vnfcs { try transaction.release(owner: vnfc.id.rawValue, on: vnfc.hostID) }
        }
    }

    /// Each guest is where its steps have brought it.
    static func failed(_ plan: Plan, _ operation: OperationOccurrence) -> Effect {
        { transaction in
            var gone = plan.vnfcs
            if plan.stage == .moving {
                let arrived = Set(
                    try transaction.steps(operation.id).filter { step in
                        step.state == .done && StepKind.arrivals.contains(step.kind)
                    }.map(\.resourceID))
                gone = plan.vnfcs.filter { arrived.contains($0.id.rawValue) }
                try transaction.settle(gone, of: transaction.get(operation.vnfInstanceID))
                for vnfc in plan.vnfcs where !arrived.contains(vnfc.id.rawValue) {
                    try transaction.release(owner: vnfc.id.rawValue, on: vnfc.hostID)
                }
            }
            for vnfc in gone { try transaction.release(owner: vnfc.id.rawValue, on: plan.from) }
        }
    }
}

extension Transaction {
    /// VNFCs are where the plan has them.
    fileprivate func settle(_ vnfcs: [VNFC], of stored: Stored<VNFInstance>) throws {
        guard !vnfcs.isEmpty else { return }
        var stored = stored
        for vnfc in vnfcs {
            guard let index = stored.value.instantiated?.vnfcs.firstIndex(where: { $0.id == vnfc.id }) else {
                throw StoreConflict("VNFC \(vnfc.id) is gone")
            }
            stored.value.instantiated?.vnfcs[index] = vnfc
        }
        try update(stored)
    }
}

extension VNFSnapshot {
    /// The host that the guests are on. Throws `.unprocessable` where they aren't there, or on several.
    func source(of migration: Migration) throws -> Identifier<Host> {
        let vnfcs = instance.value.instantiated?.vnfcs ?? []
        let leaving = vnfcs.filter { migration.vnfcs.contains($0.id) }
        guard leaving.count == migration.vnfcs.count, let first = leaving.first else {
            throw ManifoldError(
                .unprocessable,
                "the VNF has no VNFC \(migration.vnfcs.subtracting(vnfcs.map(\.id)).map(\.rawValue).min() ?? "")",
                remedy: "it has \(vnfcs.map(\.id.rawValue).joined(separator: ", "))")
        }
        guard leaving.allSatisfy({ $0.hostID == first.hostID }) else {
            throw ManifoldError(
                .unprocessable, "the guests are on several hosts", remedy: "move those of one at a time")
        }
        return first.hostID
    }

    /// Where the guests would go; nil: none is there.
    ///
    /// - Throws: `.conflict` where they can't move so, `.noCapacity` with every host's reasons.
    func migrated(
        _ migration: Migration, from: Identifier<Host>
    ) throws -> (moved: RelocationPlanner.Moved, links: LinkPlan)? {
        let host = planning.hosts.first { $0.id == from }
        guard host?.isFenced != true else {
            throw ManifoldError(
                .conflict, "host \(host?.name ?? from.rawValue) is dead", remedy: "evacuate it: manifold host evacuate")
        }
        if let target = migration.target, target == from {
            throw ManifoldError(.unprocessable, "the guests are on host \(host?.name ?? from.rawValue) already")
        }
        if let bond {
            throw ManifoldError(
                .conflict, "guests of this service can't leave its host one by one: \(bond)",
                remedy: "have the whole service move: manifold host drain")
        }
        if migration.isLive {
            for vnfc in instance.value.instantiated?.vnfcs ?? [] where migration.vnfcs.contains(vnfc.id) {
                let obstacles = Migration.obstacles(of: vnfc)
                guard obstacles.isEmpty else {
                    throw ManifoldError(
                        .conflict,
                        "guest \(vnfc.domainName) can't move while it runs: \(obstacles.joined(separator: ", and "))",
                        remedy: "move it cold: it is stopped, and started elsewhere with its disks")
                }
            }
        }
        let place = try relocated(
            from: from, choice: .init(vnfcs: migration.vnfcs, target: migration.target, isLive: migration.isLive))
        if !migration.isLive, let host, let vnfc = place?.moved.vnfcs.first(where: { !$0.volumes.isEmpty }),
            let target = planning.hosts.first(where: { $0.id == vnfc.hostID }), !host.sharesStorage(with: target),
            let remote = [host, target].first(where: { !$0.connection.isLocal })
        {
            throw ManifoldError(
                .conflict, "the manager copies disks as files, and host \(remote.name) is another machine",
                remedy: "move the guest while it runs, or between hosts that share storage")
        }
        return place
    }
}
