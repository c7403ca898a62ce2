import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/vnflcm/v2/vnf_instances` (SOL003 5).
struct VNFLifecycleController {
    let service: any VNFLifecycleServing
    let configuration: APIConfiguration
    /// Where the occurrences are that operations answer with.
    let operations: ResourceResponder

    static func kind(source: any ResourceSource) -> ResourceKind {
        ResourceKind(
            api: .vnflcm, collection: "vnf_instances", noun: "VNF instance",
            attributes: AttributeTree(of: SOL003.VnfInstance.self, absent: ["vimConnectionInfo"]),
            excludedByDefault: [
                "vnfConfigurableProperties", "vimConnectionInfo", "instantiatedVnfInfo", "metadata", "extensions",
            ],
            indexed: ["id", "vnfdId", "vnfInstanceName", "instantiationState"],
            links: { members, address in
                let tasks =
                    members.string("instantiationState") == "INSTANTIATED"
                    ? ["heal", "scale", "terminate"] : ["instantiate"]
                return tasks.map { ResourceLink(name: $0, href: "\(address.own)/\($0)") }
            },
            source: source)
    }

    func addRoutes(to endpoints: Endpoints) {
        let vnfs = ResourceResponder(kind: Self.kind(source: service), configuration: configuration)
        let service = service
        let limit = configuration.maximumBody
        let path = vnfs.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await vnfs.list(request) },
                .post: { request, _ in
                    let body = try await request.json(SOL003.CreateVnfRequest.self, limit: limit)
                    return try await vnfs.created(try await service.create(body.value), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await vnfs.get(request, id: context.identifier()) },
                .delete: { request, context in
                    let id = try context.identifier()
                    try await service.delete(id, ifRevision: try await vnfs.precondition(request, id: id))
                    return Response(status: .noContent)
                },
            ])
        endpoints.add("\(path)/{id}/instantiate", [.post: task(service.instantiate)])
        endpoints.add("\(path)/{id}/scale", [.post: task(service.scale)])
        endpoints.add("\(path)/{id}/heal", [.post: task(service.heal)])
        endpoints.add("\(path)/{id}/terminate", [.post: task(service.terminate)])
        endpoints.add(
            "\(APIDefinition.manifold.path)/vnf_instances/{id}/migrate",
            [
                .post: { [operations] request, context in
                    let id = try context.identifier()
                    let body = try await request.own(ManifoldAPI.MigrateRequest.self, limit: limit)
                    return operations.accepted(try await service.migrate(id, body), request)
                }
            ])
    }

    /// 202 with the occurrence's Location, which exists by then.
    private func task<Body: Decodable & Sendable>(
        _ start: @escaping @Sendable (String, Body, JSONValue) async throws -> String
    ) -> Endpoint {
        { [operations, configuration] request, context in
            let id = try context.identifier()
            let body = try await request.json(Body.self, limit: configuration.maximumBody)
            return operations.accepted(try await start(id, body.value, body.json), request)
        }
    }
}
