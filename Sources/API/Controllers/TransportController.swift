import Hummingbird
import MANOModel
import SOL

/// `/manifold/v1/transport`.
struct TransportController {
    let service: any TransportServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        endpoints.add(
            "\(APIDefinition.manifold.path)/transport",
            [
                .get: { request, _ in
                    try request.checkAccept("application/json")
                    return try .json(try await service.transport())
                },
                .put: { request, _ in
                    let body = try await request.own(ManifoldAPI.Transport.self, limit: limit)
                    return try .json(try await service.set(body))
                },
            ])
    }
}
