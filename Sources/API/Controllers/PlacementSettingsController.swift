import Hummingbird
import MANOModel
import SOL

/// `/manifold/v1/placement`.
struct PlacementSettingsController {
    let service: any PlacementSettingsServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        endpoints.add(
            "\(APIDefinition.manifold.path)/placement",
            [
                .get: { request, _ in
                    try request.checkAccept("application/json")
                    return try .json(try await service.settings())
                },
                .put: { request, _ in
                    let body = try await request.own(ManifoldAPI.PlacementSettings.self, limit: limit)
                    return try .json(try await service.set(body))
                },
            ])
    }
}
