import API
import FoundationEssentials
import MANOModel
import SOL
import Synchronization

/// VNF instances in memory. Each operation leaves an occurrence with its body.
final class FakeVNFs: VNFLifecycleServing {
    let vnfs = FakeRows()
    let occurrences: FakeOperations
    private let views = ResourceViews()
    private let bodies = Mutex<[JSONValue]>([])

    init(occurrences: FakeOperations) { self.occurrences = occurrences }

    /// The requests that came, as they came.
    var requests: [JSONValue] { bodies.withLock { $0 } }

    func put(_ vnf: VNFInstance) throws { vnfs.put(vnf.id.rawValue, try views.body(vnf)) }

    func row(_ id: String) -> ResourceRow? { vnfs.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        vnfs.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(_ request: SOL003.CreateVnfRequest) throws -> ResourceRow {
        guard request.vnfdId == "vnfd-1" else {
            throw ManifoldError(.unprocessable, "there is no VNFD \(request.vnfdId)")
        }
        var vnf = Samples.vnf(UUID().uuidString.lowercased(), instantiated: false)
        vnf.name = request.vnfInstanceName
        return vnfs.put(vnf.id.rawValue, try views.body(vnf))
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws { try vnfs.remove(id, ifRevision: revision) }

    func instantiate(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) throws -> String {
        try start(id, body)
    }

    func scale(_ id: String, _ request: SOL003.ScaleVnfRequest, body: JSONValue) throws -> String {
        try start(id, body)
    }

    func heal(_ id: String, _ request: SOL003.HealVnfRequest, body: JSONValue) throws -> String { try start(id, body) }

    func terminate(_ id: String, _ request: SOL003.TerminateVnfRequest, body: JSONValue) throws -> String {
        try start(id, body)
    }

    func migrate(_ id: String, _ request: ManifoldAPI.MigrateRequest) throws -> String {
        try start(id, try JSONValue(encoding: request))
    }

    func plan(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) -> ManifoldAPI.Plan {
        ManifoldAPI.Plan(
            fits: true, placements: [.init(vduId: "vdu", index: 0, host: "a", vCPUs: 1, memory: 1 << 27)],
            rejections: [])
    }

    private func start(_ id: String, _ body: JSONValue) throws -> String {
        try vnfs.check(id, nil)
        bodies.withLock { $0.append(body) }
        return try occurrences.put(Samples.occurrence(UUID().uuidString.lowercased(), .vnf(Identifier(id)), .starting))
    }
}

/// NS instances in memory. Each operation leaves an occurrence.
final class FakeNSs: NSLifecycleServing {
    let nss = FakeRows()
    let occurrences: FakeOperations
    private let views = ResourceViews()
    private let splices = Mutex(0)

    init(occurrences: FakeOperations) { self.occurrences = occurrences }

    /// How often the VNFs of an NS were asked for.
    var timesSpliced: Int { splices.withLock { $0 } }

    func put(_ ns: NSInstance) throws { nss.put(ns.id.rawValue, try views.body(ns)) }

    func row(_ id: String) -> ResourceRow? { nss.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        nss.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(_ request: SOL005.CreateNsRequest) throws -> ResourceRow {
        let ns = Samples.ns(UUID().uuidString.lowercased(), instantiated: false)
        return nss.put(ns.id.rawValue, try views.body(ns))
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws {
        try nss.check(id, nil)
        if JSONMembers(nss.row(id)!.body).string("nsState") == "INSTANTIATED" {
            throw ManifoldError(.conflict, "NS instance \(id) is instantiated", remedy: "terminate it first")
        }
        try nss.remove(id, ifRevision: revision)
    }

    func instantiate(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) throws -> String {
        try start(id)
    }

    func scale(_ id: String, _ request: SOL005.ScaleNsRequest, body: JSONValue) throws -> String { try start(id) }

    func heal(_ id: String, _ request: SOL005.HealNsRequest, body: JSONValue) throws -> String { try start(id) }

    func terminate(_ id: String, _ request: SOL005.TerminateNsRequest, body: JSONValue) throws -> String {
        try start(id)
    }

    func plan(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) -> ManifoldAPI.Plan {
        ManifoldAPI.Plan(
            fits: false, placements: [],
            rejections: [.init(vnfProfileId: "vfw", vduId: "vdu", host: "a", reasons: ["memory: 1 GiB asked, 0 free"])])
    }

    func vnfBodies(_ id: String) throws -> [Data] {
        splices.withLock { $0 += 1 }
        return try nss.row(id).map { JSONMembers($0.body).string("nsState") } == "INSTANTIATED"
            ? [views.bodyInNS(Samples.vnf("vnf-1", instantiated: true))] : []
    }

    private func start(_ id: String) throws -> String {
        try nss.check(id, nil)
        return try occurrences.put(Samples.occurrence(UUID().uuidString.lowercased(), .ns(Identifier(id)), .processing))
    }
}
