package import MANOModel
package import Operations
package import SOL
package import Store

/// VNF instances and what is asked of them (SOL003 `vnflcm`). What a request itself shows to be wrong is refused here;
/// what only processing shows ends in the occurrence.
package struct VNFLifecycleService: Sendable {
    let store: StateStore
    private let engine: OperationEngine
    private let sources: Sources

    package init(store: StateStore, engine: OperationEngine, sources: Sources = .system) {
        self.store = store
        self.engine = engine
        self.sources = sources
    }

    package func create(_ request: SOL003.CreateVnfRequest) async throws -> Identifier<VNFInstance> {
        let id: Identifier<VNFInstance> = sources.identifier()
        let now = sources.now()
        try await store.transact { transaction in
            guard let package = try transaction.find(VNFPackage.self, descriptorID: request.vnfdId)?.value,
                let vnfd = package.vnfd
            else {
                throw ManifoldError(
                    .unprocessable, "no onboarded package has the VNFD \(request.vnfdId)",
                    remedy: "onboard one, or list the packages")
            }
            guard package.operationalState == .enabled else {
                throw ManifoldError(.unprocessable, "package \(package.id) is disabled", remedy: "enable it first")
            }
            try transaction.insert(
                VNFInstance(
                    id: id, vnfd: vnfd, packageID: package.id, name: request.vnfInstanceName,
                    description: request.vnfInstanceDescription, metadata: request.metadata ?? [:], createdAt: now))
            try transaction.refreshUsage(package.id)
        }
        return id
    }

    package func delete(_ id: Identifier<VNFInstance>, ifRevision revision: Int64?) async throws {
        try await store.transact { transaction in
            let stored = try transaction.get(id)
            try stored.check(revision)
            if let open = try transaction.openOperation(instance: id.rawValue)?.value {
                throw ManifoldError(
                    .conflict,
                    "VNF instance \(id) is busy: \(open.operation.rawValue) is \(open.state.rawValue) (occurrence \(open.id))"
                )
            }
            guard stored.value.instantiated == nil else {
                throw ManifoldError(.conflict, "VNF instance \(id) is instantiated", remedy: "terminate it first")
            }
            if let ns = stored.value.nsInstanceID {
                throw ManifoldError(
                    .conflict, "VNF instance \(id) belongs to NS instance \(ns)", remedy: "delete the NS instance")
            }
            try transaction.delete(id)
            try transaction.refreshUsage(stored.value.packageID)
        }
    }

    package func instantiate(
        _ id: Identifier<VNFInstance>, _ request: SOL003.InstantiateVnfRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .instantiate, body) { snapshot in
            guard snapshot.instance.value.instantiated == nil else {
                throw ManifoldError(
                    .conflict, "VNF instance \(id) is instantiated already", remedy: "terminate it first")
            }
            _ = try Self.checked(request, snapshot)
        }
    }

    /// What an instantiation would place where; nothing is claimed.
    package func plan(_ id: Identifier<VNFInstance>, _ request: SOL003.InstantiateVnfRequest) async throws
        -> ManifoldAPI.Plan
    {
        let snapshot = try await store.read { try VNFSnapshot(id, in: $0) }
        var planner = VNFPlanner(
            snapshot.planning, group: "VNF \(snapshot.instance.value.name ?? id.rawValue)", bond: snapshot.bond,
            rules: snapshot.rules, sources: sources)
        let checked = try Self.checked(request, snapshot)
        return try planner.plan([checked]).view(
            hosts: snapshot.planning.hosts, profiles: [:], warnings: checked.warnings)
    }

    package func scale(
        _ id: Identifier<VNFInstance>, _ request: SOL003.ScaleVnfRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .scale, body) { snapshot in
            let current = try snapshot.instantiated
            if let ns = snapshot.instance.value.nsInstanceID {
                throw ManifoldError(
                    .conflict, "VNF instance \(id) belongs to NS instance \(ns), whose paths go through it",
                    remedy: "scale it through the NS instance (SCALE_VNF)")
            }
            _ = try VNFScaling.target(request, current, snapshot.flavour(current.flavourID))
        }
    }

    package func heal(
        _ id: Identifier<VNFInstance>, _ request: SOL003.HealVnfRequest, body: JSONValue, isAutomatic: Bool = false
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .heal, body, isAutomatic: isAutomatic) { snapshot in
            _ = try VNFHealing.vnfcs(request, snapshot.instantiated)
        }
    }

    /// Moves its guests away from a host, by a HEAL.
    ///
    /// - Throws: `.conflict` where it is busy or belongs to an NS, `.noCapacity` with every host's reasons.
    package func evacuate(
        _ id: Identifier<VNFInstance>, from host: Identifier<Host>
    ) async throws -> Identifier<OperationOccurrence> {
        let snapshot = try await store.read { try VNFSnapshot(id, in: $0) }
        _ = try snapshot.relocated(from: host)
        let request = SOL003.HealVnfRequest(
            cause: "evacuation of a host", additionalParams: try Relocation(from: host).parameters)
        return try await accept(id, .heal, try JSONValue(encoding: request), isAutomatic: true) { snapshot in
            _ = try snapshot.instantiated
            if let ns = snapshot.instance.value.nsInstanceID {
                throw ManifoldError(.conflict, "VNF instance \(id) belongs to NS instance \(ns)")
            }
        }
    }

    /// Moves guests to another host, by a HEAL.
    ///
    /// - Throws: `.unprocessable` for guests or a host that aren't there, `.conflict` where they can't move so,
    ///   `.noCapacity` with every host's reasons.
    package func migrate(
        _ id: Identifier<VNFInstance>, _ request: ManifoldAPI.MigrateRequest
    ) async throws -> Identifier<OperationOccurrence> {
        let snapshot = try await store.read { try VNFSnapshot(id, in: $0) }
        let vnfcs = try VNFHealing.vnfcs(
            SOL003.HealVnfRequest(vnfcInstanceId: request.vnfcInstanceId), snapshot.instantiated)
        let target = try request.host.map { key in
            guard let host = snapshot.planning.hosts.first(where: { $0.id.rawValue == key || $0.name == key }) else {
                throw ManifoldError(.unprocessable, "there is no host \(key)", remedy: "list the hosts")
            }
            return host.id
        }
        let migration = Migration(vnfcs: Set(vnfcs.map(\.id)), target: target, isLive: request.type != .cold)
        _ = try snapshot.migrated(migration, from: snapshot.source(of: migration))
        return try await accept(migration, of: id, cause: "migration")
    }

    func accept(
        _ migration: Migration, of id: Identifier<VNFInstance>, cause: String
    ) async throws -> Identifier<OperationOccurrence> {
        let body = SOL003.HealVnfRequest(
            vnfcInstanceId: migration.vnfcs.map(\.rawValue).sorted(), cause: cause,
            additionalParams: try migration.parameters)
        return try await accept(
            id, .heal, try JSONValue(encoding: body), isAutomatic: migration.leaves != nil
        ) { snapshot in
            _ = try snapshot.instantiated
            _ = try snapshot.source(of: migration)
        }
    }

    package func terminate(
        _ id: Identifier<VNFInstance>, _ request: SOL003.TerminateVnfRequest, body: JSONValue
    ) async throws -> Identifier<OperationOccurrence> {
        try await accept(id, .terminate, body) { snapshot in
            _ = try snapshot.instantiated
            if let ns = snapshot.instance.value.nsInstanceID {
                throw ManifoldError(
                    .conflict, "VNF instance \(id) belongs to NS instance \(ns)", remedy: "terminate the NS instance")
            }
        }
    }

    private func accept(
        _ id: Identifier<VNFInstance>, _ operation: LifecycleOperation, _ body: JSONValue, isAutomatic: Bool = false,
        check: @escaping @Sendable (VNFSnapshot) throws -> Void
    ) async throws -> Identifier<OperationOccurrence> {
        try await engine.accept(subject: .vnf(id), operation: operation, parameters: body, isAutomatic: isAutomatic) {
            transaction in
            try check(VNFSnapshot(id, in: transaction, hasClaims: false))
        }
    }

    private static func checked(_ request: SOL003.InstantiateVnfRequest, _ snapshot: VNFSnapshot) throws -> VNFRequest {
        let flavour = try snapshot.flavour(request.flavourId)
        let planned = try VNFInstantiation.request(
            request, instance: snapshot.instance.value, package: snapshot.package, flavour: flavour)
        for link in planned.target.externalLinks where snapshot.planning.networks[link.networkID] == nil {
            throw ManifoldError(
                .unprocessable, "extVirtualLinks names the network \(link.networkID), which doesn't exist",
                remedy: "list the networks, or make it")
        }
        return planned
    }
}

extension VNFSnapshot {
    /// Throws `.conflict` unless INSTANTIATED.
    fileprivate var instantiated: InstantiatedVNF {
        get throws {
            guard instance.value.isInstantiated, let current = instance.value.instantiated else {
                throw ManifoldError(
                    .conflict, "VNF instance \(instance.value.id) is not instantiated", remedy: "instantiate it first")
            }
            return current
        }
    }
}

extension Stored {
    /// Throws `.preconditionFailed` where the client's If-Match names another revision.
    package func check(_ expected: Int64?) throws {
        guard let expected, expected != revision else { return }
        throw ManifoldError(
            .preconditionFailed, "the resource has changed: it is at revision \(revision), not \(expected)",
            remedy: "read it again")
    }
}
