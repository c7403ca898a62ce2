import Hummingbird
import MANOModel
import SOL

/// `/manifold/v1/simulation`.
struct SimulationController {
    let service: any SimulationServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        endpoints.add(
            "\(APIDefinition.manifold.path)/simulation",
            [
                .get: { request, _ in
                    try request.checkAccept("application/json")
                    return try .json(try await service.settings())
                },
                .put: { request, _ in
                    let settings = try await request.json(JSONValue.self, limit: limit).json
                    return try .json(try await service.change(settings))
                },
            ])
    }
}
