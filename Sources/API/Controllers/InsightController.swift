import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// What `/manifold/v1` shows of instances and occurrences, and the dry run.
struct InsightController {
    let service: any InsightServing
    let vnfs: any VNFLifecycleServing
    let nss: any NSLifecycleServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let vnfs = vnfs
        let nss = nss
        let limit = configuration.maximumBody
        let own = endpoints.under(APIDefinition.manifold.path)
        own.add("/status", [.get: { request, _ in try await Self.show(request) { try await service.status() } }])
        own.add("/ns_instances/{id}/topology", [.get: Self.view(service.topology)])
        own.add("/ns_instances/{id}/paths", [.get: Self.view(service.paths)])
        own.add("/vnf_instances/{id}/counters", [.get: Self.view(service.counters)])
        own.add(
            "/vnf_instances/{id}/logs",
            [
                .get: { request, context in
                    let id = try context.identifier()
                    try request.checkAccept("application/json")
                    let query = try QueryParameters(request, allowing: ["vnfc", "lines", "after"])
                    let lines = try query.number("lines").map { Int(clamping: $0) }
                    return try .json(
                        try await service.logs(
                            id, guest: query["vnfc"], lines: lines, after: try query.number("after")))
                }
            ])
        own.add("/operations/{id}/steps", [.get: Self.view(service.steps)])
        own.add(
            "/ns_instances/{id}/plan",
            [
                .post: { request, context in
                    let id = try context.identifier()
                    let body = try await request.json(SOL005.InstantiateNsRequest.self, limit: limit)
                    return try .json(try await nss.plan(id, body.value, body: body.json))
                }
            ])
        own.add(
            "/vnf_instances/{id}/plan",
            [
                .post: { request, context in
                    let id = try context.identifier()
                    let body = try await request.json(SOL003.InstantiateVnfRequest.self, limit: limit)
                    return try .json(try await vnfs.plan(id, body.value, body: body.json))
                }
            ])
    }

    private static func view<View: Encodable & SendableMetatype>(
        _ view: @escaping @Sendable (String) async throws -> View
    ) -> Endpoint {
        { request, context in
            let id = try context.identifier()
            return try await show(request) { try await view(id) }
        }
    }

    private static func show<View: Encodable & SendableMetatype>(
        _ request: Request, _ view: () async throws -> View
    ) async throws -> Response {
        try request.checkAccept("application/json")
        _ = try QueryParameters(request, allowing: [])
        return try .json(try await view())
    }
}
