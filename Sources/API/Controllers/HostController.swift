import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/manifold/v1/hosts`.
struct HostController {
    let service: any HostServing
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        let source = ComputedSource(id: \ManifoldAPI.Host.id, all: service.hosts, one: service.host)
        let hosts = ResourceResponder(
            kind: ResourceKind(
                api: .manifold, collection: "hosts", noun: "host", attributes: AttributeTree(of: ManifoldAPI.Host.self),
                hasSelectors: false, source: source),
            configuration: configuration)
        let path = hosts.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await hosts.list(request) },
                .post: { request, _ in
                    let body = try await request.own(ManifoldAPI.CreateHostRequest.self, limit: limit)
                    return try await hosts.created(try source.row(try await service.add(body)), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}/changes",
            [
                .get: { request, context in
                    try request.checkAccept("application/json")
                    _ = try QueryParameters(request, allowing: [])
                    return try .json(try await service.changes(try context.identifier()))
                }
            ])
        endpoints.add(
            "\(path)/{id}/images",
            [
                .get: { request, context in
                    try request.checkAccept("application/json")
                    _ = try QueryParameters(request, allowing: [])
                    return try .json(try await service.images(try context.identifier()))
                }
            ])
        endpoints.add(
            "\(path)/{id}/differences",
            [
                .get: { request, context in
                    try request.checkAccept("application/json")
                    _ = try QueryParameters(request, allowing: [])
                    return try .json(try await service.differences(try context.identifier()))
                }
            ])
        endpoints.add(
            "\(path)/{id}/evacuate",
            [
                .post: { request, context in
                    let host = try await service.evacuate(try context.identifier(), by: "the operator")
                    return try await hosts.shown(try source.row(host), request)
                }
            ])
        endpoints.add(
            "\(path)/{id}/confirm_dead",
            [
                .post: { request, context in
                    let body = try await request.own(ManifoldAPI.ConfirmDeadRequest.self, limit: limit)
                    let host = try await service.confirmDead(try context.identifier(), body)
                    return try await hosts.shown(try source.row(host), request)
                }
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await hosts.get(request, id: context.identifier()) },
                .patch: { request, context in
                    let key = try context.identifier()
                    let changes = try await request.own(ManifoldAPI.HostModifications.self, limit: limit, isPatch: true)
                    guard changes != ManifoldAPI.HostModifications() else {
                        throw ManifoldError(
                            .unprocessable, "nothing to change of host \(key) is in the body",
                            remedy: "set its state, zone, groups, or another of its settings")
                    }
                    _ = try await hosts.precondition(request, id: key)
                    return try await hosts.shown(try source.row(try await service.modify(key, changes)), request)
                },
                .delete: { request, context in
                    let key = try context.identifier()
                    _ = try await hosts.precondition(request, id: key)
                    try await service.remove(key)
                    return Response(status: .noContent)
                },
            ])
    }
}
