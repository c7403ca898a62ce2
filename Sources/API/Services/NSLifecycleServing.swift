package import FoundationEssentials
package import MANOModel
package import SOL

/// NS instances (SOL005 `nslcm`). An operation returns the id of its occurrence once accepting it is committed. `body` is the
/// request as it came, for `operationParams`.
package protocol NSLifecycleServing: ResourceSource {
    /// Makes a resource in NOT_INSTANTIATED.
    func create(_ request: SOL005.CreateNsRequest) async throws -> ResourceRow

    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func delete(_ id: String, ifRevision revision: Int64?) async throws

    func instantiate(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) async throws -> String
    func scale(_ id: String, _ request: SOL005.ScaleNsRequest, body: JSONValue) async throws -> String
    func heal(_ id: String, _ request: SOL005.HealNsRequest, body: JSONValue) async throws -> String
    func terminate(_ id: String, _ request: SOL005.TerminateNsRequest, body: JSONValue) async throws -> String

    /// What an instantiation would place where; nothing is claimed.
    func plan(_ id: String, _ request: SOL005.InstantiateNsRequest, body: JSONValue) async throws -> ManifoldAPI.Plan

    /// The NS's VNFs for its `vnfInstance` attribute, each as `ResourceViews.bodyInNS(_:)` renders it, ordered by id.
    func vnfBodies(_ id: String) async throws -> [Data]
}
