import API
import FoundationEssentials
import MANOModel
import NFVO
import Operations
import SOL
import Store
import VNFM

struct VNFs: VNFLifecycleServing, StoredResources {
    let store: StateStore
    let service: VNFLifecycleService
    let kind = Store.ResourceKind.vnfInstance

    func create(_ request: SOL003.CreateVnfRequest) async throws -> API.ResourceRow {
        try await present(service.create(request).rawValue)
    }

    func delete(_ id: String, ifRevision revision: Int64?) async throws {
        try await service.delete(Identifier(id), ifRevision: revision)
    }

    func instantiate(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) async throws -> String {
        try await service.instantiate(Identifier(id), request, body: body).rawValue
    }

    func scale(_ id: String, _ request: SOL003.ScaleVnfRequest, body: JSONValue) async throws -> String {
        try await service.scale(Identifier(id), request, body: body).rawValue
    }

    func heal(_ id: String, _ request: SOL003.HealVnfRequest, body: JSONValue) async throws -> String {
        try await service.heal(Identifier(id), request, body: body).rawValue
    }

    func terminate(_ id: String, _ request: SOL003.TerminateVnfRequest, body: JSONValue) async throws -> String {
        try await service.terminate(Identifier(id), request, body: body).rawValue
    }

    func migrate(_ id: String, _ request: ManifoldAPI.MigrateRequest) async throws -> String {
        try await service.migrate(Identifier(id), request).rawValue
    }

    func plan(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) async throws -> ManifoldAPI.Plan {
        try await service.plan(Identifier(id), request)
    }
}

struct NSs: NSLifecycleServing, StoredResources {
    let store: StateStore
    let service: NSLifecycleService
    let kind = Store.ResourceKind.nsInstance

    func create(_ request: SOL005.CreateNsRequest) async throws -> API.ResourceRow {
        try await present(service.create(request).rawValue)
    }

    func delete(_ id: String, ifRevision revision: Int64?) async throws {
        try await service.delete(Identifier(id), ifRevision: revision)
    }

    func instantiate(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) async throws -> String {
        try await service.instantiate(Identifier(id), request, body: body).rawValue
    }

    func scale(_ id: String, _ request: SOL005.ScaleNsRequest, body: JSONValue) async throws -> String {
        try await service.scale(Identifier(id), request, body: body).rawValue
    }

    func heal(_ id: String, _ request: SOL005.HealNsRequest, body: JSONValue) async throws -> String {
        try await service.heal(Identifier(id), request, body: body).rawValue
    }

    func terminate(_ id: String, _ request: SOL005.TerminateNsRequest, body: JSONValue) async throws -> String {
        try await service.terminate(Identifier(id), request, body: body).rawValue
    }

    func plan(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) async throws -> ManifoldAPI.Plan {
        try await service.plan(Identifier(id), request)
    }

    func vnfBodies(_ id: String) async throws -> [Data] {
        let vnfs = try await store.read { try $0.vnfInstances(ns: Identifier(id)) }
        return try vnfs.map(\.value).sorted { $0.id < $1.id }.map { try ResourceViews().bodyInNS($0) }
    }
}

struct Occurrences: OperationServing, StoredResources {
    let store: StateStore
    let engine: OperationEngine
    let kind: Store.ResourceKind

    func perform(_ task: OperationTask, on id: String) async throws {
        _ = try await existing(id)
        switch task {
        case .retry: try await engine.retry(Identifier(id))
        case .rollback: try await engine.rollback(Identifier(id))
        case .cancel(let mode): try await engine.cancel(Identifier(id), mode: mode)
        case .continue:
            throw ManifoldError(
                .notFound, "continue is not supported for occurrence \(id)", remedy: "retry it, roll it back or fail it"
            )
        }
    }

    func fail(_ id: String) async throws -> API.ResourceRow {
        _ = try await existing(id)
        try await engine.fail(Identifier(id))
        return try await present(id)
    }

    private func existing(_ id: String) async throws -> API.ResourceRow {
        guard let row = try await row(id) else {
            throw ManifoldError(.notFound, "there is no operation occurrence \(id)")
        }
        return row
    }
}

struct Alarms: AlarmServing, StoredResources {
    let store: StateStore
    let kind = Store.ResourceKind.alarm
}
