package import MANOModel
package import SOL

/// VNF instances (SOL003 `vnflcm`). An operation returns the id of its occurrence once accepting it is committed. `body` is
/// the request as it came, for `operationParams`.
package protocol VNFLifecycleServing: ResourceSource {
    /// Makes a resource in NOT_INSTANTIATED.
    func create(_ request: SOL003.CreateVnfRequest) async throws -> ResourceRow

    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func delete(_ id: String, ifRevision revision: Int64?) async throws

    func instantiate(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) async throws -> String
    func scale(_ id: String, _ request: SOL003.ScaleVnfRequest, body: JSONValue) async throws -> String
    func heal(_ id: String, _ request: SOL003.HealVnfRequest, body: JSONValue) async throws -> String
    func terminate(_ id: String, _ request: SOL003.TerminateVnfRequest, body: JSONValue) async throws -> String

    /// Moves guests to another host.
    func migrate(_ id: String, _ request: ManifoldAPI.MigrateRequest) async throws -> String

    /// What an instantiation would place where; nothing is claimed.
    func plan(_ id: String, _ request: SOL003.InstantiateVnfRequest, body: JSONValue) async throws -> ManifoldAPI.Plan
}
