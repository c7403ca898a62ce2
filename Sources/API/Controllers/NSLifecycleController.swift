import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/nslcm/v2/ns_instances` (SOL005 6).
struct NSLifecycleController {
    let service: any NSLifecycleServing
    let configuration: APIConfiguration
    /// Where the occurrences are that operations answer with.
    let operations: ResourceResponder

    static func kind(service: any NSLifecycleServing) -> ResourceKind {
        ResourceKind(
            api: .nslcm, collection: "ns_instances", noun: "NS instance",
            attributes: AttributeTree(
                of: SOL005.NsInstance.self,
                absent: [
                    "priority", "pnfInfo", "nestedNsInstanceId", "vnfSnapshotInfoIds", "monitoringParameter",
                    "nsScaleStatus", "additionalAffinityOrAntiAffinityRule", "wanConnectionInfo",
                ]),
            excludedByDefault: [
                "vnfInstance", "pnfInfo", "virtualLinkInfo", "vnffgInfo", "sapInfo", "nsScaleStatus",
                "additionalAffinityOrAntiAffinityRule", "wanConnectionInfo",
            ],
            indexed: ["id", "nsdId", "nsdInfoId", "nsInstanceName", "nsState"],
            links: { members, address in
                let tasks =
                    members.string("nsState") == "INSTANTIATED" ? ["heal", "scale", "terminate"] : ["instantiate"]
                return tasks.map { ResourceLink(name: $0, href: "\(address.own)/\($0)") }
            },
            spliced: SplicedAttribute(name: "vnfInstance", elements: service.vnfBodies),
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        let nss = ResourceResponder(kind: Self.kind(service: service), configuration: configuration)
        let service = service
        let limit = configuration.maximumBody
        let path = nss.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await nss.list(request) },
                .post: { request, _ in
                    let body = try await request.json(SOL005.CreateNsRequest.self, limit: limit)
                    return try await nss.created(try await service.create(body.value), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await nss.get(request, id: context.identifier()) },
                .delete: { request, context in
                    let id = try context.identifier()
                    try await service.delete(id, ifRevision: try await nss.precondition(request, id: id))
                    return Response(status: .noContent)
                },
            ])
        endpoints.add("\(path)/{id}/instantiate", [.post: task(service.instantiate)])
        endpoints.add("\(path)/{id}/scale", [.post: task(service.scale)])
        endpoints.add("\(path)/{id}/heal", [.post: task(service.heal)])
        endpoints.add("\(path)/{id}/terminate", [.post: task(service.terminate)])
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
