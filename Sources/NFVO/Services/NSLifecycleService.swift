package import MANOModel
package import Operations
package import SOL
package import Store
import VNFM

/// NS instances and what is asked of them (SOL005 `nslcm`).
package struct NSLifecycleService: Sendable {
    private let store: StateStore
    private let engine: OperationEngine
    private let sources: Sources

    package init(store: StateStore, engine: OperationEngine, sources: Sources = .system) {
        self.store = store
        self.engine = engine
        self.sources = sources
    }

    package func create(_ request: SOL005.CreateNsRequest) async throws -> Identifier<NSInstance> {
        let id: Identifier<NSInstance> = sources.identifier()
        let now = sources.now()
        try Self.check(name: request.nsName)
        try await store.transact { transaction in
            guard let info = try transaction.find(NSDInfo.self, descriptorID: request.nsdId)?.value else {
                throw ManifoldError(
                    .unprocessable, "no onboarded NSD has the identifier \(request.nsdId)",
                    remedy: "onboard it, or list the NSDs")
            }
            guard info.operationalState == .enabled else {
                throw ManifoldError(.unprocessable, "NSD \(info.id) is disabled", remedy: "enable it first")
            }
            try transaction.insert(
                NSInstance(
                    id: id, name: request.nsName, description: request.nsDescription, nsdID: request.nsdId,
                    nsdInfoID: info.id,
                    createdAt: now))
            try transaction.refreshUsage(info.id)
        }
        return id
    }

    private static func check(name: String) throws {
        guard (1...255).contains(name.utf8.count),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
        else {
            throw ManifoldError(
                .unprocessable,
                "nsName is \(name.isEmpty ? "empty" : name.utf8.count > 255 ? "longer than 255 bytes" : "no line of text")",
                remedy: "give the NS a name of 1 to 255 bytes without control characters")
        }
    }

    package func delete(_ id: Identifier<NSInstance>, ifRevision revision: Int64?) async throws {
        try await store.transact { transaction in
            let stored = try transaction.get(id)
            try stored.check(revision)
            if let open = try transaction.openOperation(instance: id.rawValue)?.value {
                throw ManifoldError(
                    .conflict,
                    "NS instance \(id) is busy: \(open.operation.rawValue) is \(open.state.rawValue) (occurrence \(open.id))",
                    remedy: open.state == .failedTemporarily
                        ? "retry it, roll it back or fail it" : "wait until it has ended")
            }
            guard stored.value.instantiated == nil else {
                throw ManifoldError(.conflict, "NS instance \(id) is instantiated", remedy: "terminate it first")
            }
            try transaction.delete(id)
            try transaction.refreshUsage(stored.value.nsdInfoID)
        }
    }

    package func instantiate(
        _ id: Identifier<NSInstance>, _ request: SOL005.InstantiateNsRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        let sources = sources
        return try await accept(id, .instantiate, body) { snapshot in
            guard snapshot.instance.value.instantiated == nil else {
                throw ManifoldError(
                    .conflict, "NS instance \(id) is instantiated already", remedy: "terminate it first")
            }
            _ = try NSPlanner(snapshot: snapshot, sources: sources).design(request)
        }
    }

    /// What an instantiation would place where; nothing is claimed.
    package func plan(_ id: Identifier<NSInstance>, _ request: SOL005.InstantiateNsRequest) async throws
        -> ManifoldAPI.Plan
    {
        let snapshot = try await store.read { try NSSnapshot(id, in: $0) }
        var design = try NSPlanner(snapshot: snapshot, sources: sources).design(request)
        return try design.planner.plan(design.vnfs.map(\.vnf)).view(
            hosts: snapshot.planning.hosts, profiles: design.profiles, warnings: design.warnings)
    }

    package func scale(
        _ id: Identifier<NSInstance>, _ request: SOL005.ScaleNsRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .scale, body) { snapshot in
            try snapshot.requireInstantiated()
            _ = try NSScaling.victims(request, snapshot)
        }
    }

    package func heal(
        _ id: Identifier<NSInstance>, _ request: SOL005.HealNsRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .heal, body) { snapshot in
            try snapshot.requireInstantiated()
            _ = try NSHealing.requests(request, snapshot)
        }
    }

    /// Moves its guests away from a host, by a HEAL.
    ///
    /// - Throws: `.conflict` where it, or one of its VNFs, is busy, `.noCapacity` with every host's reasons.
    package func evacuate(
        _ id: Identifier<NSInstance>, from host: Identifier<Host>
    ) async throws -> Identifier<OperationOccurrence> {
        let snapshot = try await store.read { try NSSnapshot(id, in: $0) }
        _ = try snapshot.relocated(from: host)
        let request = SOL005.HealNsRequest(
            healNsData: SOL005.HealNsData(
                degreeHealing: .partial, actionsHealing: ["evacuate"],
                additionalParamsforNs: try Relocation(from: host).parameters))
        return try await engine.accept(
            subject: .ns(id), operation: .heal, parameters: try JSONValue(encoding: request), isAutomatic: true
        ) { transaction in
            let snapshot = try NSSnapshot(id, in: transaction)
            try snapshot.requireInstantiated()
            for vnf in snapshot.vnfs {
                guard let open = try transaction.openOperation(instance: vnf.value.id.rawValue)?.value else { continue }
                throw ManifoldError(
                    .conflict,
                    "VNF instance \(vnf.value.name ?? vnf.value.id.rawValue) is busy: \(open.operation.rawValue) is"
                        + " \(open.state.rawValue) (occurrence \(open.id))",
                    remedy: open.state == .failedTemporarily
                        ? "retry it, roll it back or fail it" : "wait until it has ended")
            }
        }
    }

    package func terminate(
        _ id: Identifier<NSInstance>, _ request: SOL005.TerminateNsRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .terminate, body) { snapshot in try snapshot.requireInstantiated() }
    }

    private func accept(
        _ id: Identifier<NSInstance>, _ operation: LifecycleOperation, _ body: JSONValue,
        check: @escaping @Sendable (NSSnapshot) throws -> Void
    ) async throws -> Identifier<OperationOccurrence> {
        try await engine.accept(subject: .ns(id), operation: operation, parameters: body) { transaction in
            try check(NSSnapshot(id, in: transaction))
        }
    }
}

extension NSSnapshot {
    /// Throws `.conflict` unless INSTANTIATED.
    fileprivate func requireInstantiated() throws {
        guard instance.value.isInstantiated else {
            throw ManifoldError(
                .conflict, "NS instance \(instance.value.id) is not instantiated", remedy: "instantiate it first")
        }
    }
}
