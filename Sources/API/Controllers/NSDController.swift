import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/nsd/v2/ns_descriptors` (SOL005 5).
struct NSDController {
    let service: any NSDServing
    let configuration: APIConfiguration

    var kind: ResourceKind {
        ResourceKind(
            api: .nsd, collection: "ns_descriptors", noun: "NSD",
            attributes: AttributeTree(
                of: SOL005.NsdInfo.self,
                absent: ["pnfdInfoIds", "nestedNsdInfoIds", "archiveSecurityOption", "signingCertificate"]),
            excludedByDefault: ["userDefinedData", "onboardingFailureDetails"],
            indexed: ["id", "nsdId", "nsdOnboardingState", "nsdOperationalState", "nsdUsageState"],
            links: { _, address in [ResourceLink(name: "nsd_content", href: "\(address.own)/nsd_content")] },
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        let nsds = ResourceResponder(kind: kind, configuration: configuration)
        let service = service
        let limit = configuration.maximumBody
        let files = ContentEndpoints(
            receiver: ContentReceiver(configuration: configuration), prepare: service.prepareContent,
            receive: service.receiveContent, content: service.content, descriptor: service.descriptor,
            manifest: service.manifest, artifact: service.artifact)
        let path = nsds.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await nsds.list(request) },
                .post: { request, _ in
                    let body = try await request.json(SOL005.CreateNsdInfoRequest.self, limit: limit)
                    return try await nsds.created(try await service.create(body.value), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await nsds.get(request, id: context.identifier()) },
                .patch: { request, context in
                    let id = try context.identifier()
                    let body = try await request.patch(SOL005.NsdInfoModifications.self, limit: limit)
                    guard body.value != SOL005.NsdInfoModifications() else {
                        throw ManifoldError(
                            .unprocessable, "nothing to change is in the body",
                            remedy: "nsdOperationalState or userDefinedData")
                    }
                    let revision = try await nsds.precondition(request, id: id)
                    let row = try await service.modify(id, body.value, ifRevision: revision)
                    return try .json(body.value, headers: ResourceResponder.validators(of: row))
                },
                .delete: { request, context in
                    let id = try context.identifier()
                    try await service.delete(id, ifRevision: try await nsds.precondition(request, id: id))
                    return Response(status: .noContent)
                },
            ])
        endpoints.add("\(path)/{id}/nsd_content", [.get: files.download, .put: files.upload])
        endpoints.add("\(path)/{id}/nsd", [.get: files.showDescriptor])
        endpoints.add("\(path)/{id}/manifest", [.get: files.showManifest])
        endpoints.add("\(path)/{id}/artifacts/**", [.get: files.showArtifact])
    }
}
