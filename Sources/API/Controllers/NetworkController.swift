import HTTPTypes
import Hummingbird
import SOL

/// `/manifold/v1/networks`.
struct NetworkController {
    let service: any NetworkServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        let source = ComputedSource(id: \ManifoldAPI.Network.id, all: service.networks, one: service.network)
        let networks = ResourceResponder(
            kind: ResourceKind(
                api: .manifold, collection: "networks", noun: "network",
                attributes: AttributeTree(of: ManifoldAPI.Network.self), hasSelectors: false, source: source),
            configuration: configuration)
        let path = networks.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await networks.list(request) },
                .post: { request, _ in
                    let body = try await request.own(ManifoldAPI.CreateNetworkRequest.self, limit: limit)
                    return try await networks.created(try source.row(try await service.create(body)), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await networks.get(request, id: context.identifier()) },
                .delete: { request, context in
                    let key = try context.identifier()
                    _ = try await networks.precondition(request, id: key)
                    try await service.remove(key)
                    return Response(status: .noContent)
                },
            ])
    }
}
