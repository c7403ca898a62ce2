import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/vnfpkgm/v2/vnf_packages` (SOL005 9).
struct VNFPackageController {
    let service: any VNFPackageServing
    let configuration: APIConfiguration

    var kind: ResourceKind {
        ResourceKind(
            api: .vnfpkgm, collection: "vnf_packages", noun: "VNF package",
            attributes: AttributeTree(
                of: SOL005.VnfPkgInfo.self, absent: ["compatibleSpecificationVersions", "signingCertificate"]),
            excludedByDefault: [
                "softwareImages", "additionalArtifacts", "userDefinedData", "checksum", "onboardingFailureDetails",
            ],
            indexed: ["id", "vnfdId", "onboardingState", "operationalState", "usageState"],
            links: { _, address in
                [
                    ResourceLink(name: "vnfd", href: "\(address.own)/vnfd"),
                    ResourceLink(name: "packageContent", href: "\(address.own)/package_content"),
                ]
            },
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        let packages = ResourceResponder(kind: kind, configuration: configuration)
        let service = service
        let limit = configuration.maximumBody
        let files = ContentEndpoints(
            receiver: ContentReceiver(configuration: configuration), prepare: service.prepareContent,
            receive: service.receiveContent, content: service.content, descriptor: service.descriptor,
            manifest: service.manifest, artifact: service.artifact)
        let path = packages.kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await packages.list(request) },
                .post: { request, _ in
                    let body = try await request.json(SOL005.CreateVnfPkgInfoRequest.self, limit: limit)
                    return try await packages.created(try await service.create(body.value), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await packages.get(request, id: context.identifier()) },
                .patch: { request, context in
                    let id = try context.identifier()
                    let body = try await request.patch(SOL005.VnfPkgInfoModifications.self, limit: limit)
                    guard body.value != SOL005.VnfPkgInfoModifications() else {
                        throw ManifoldError(
                            .unprocessable, "nothing to change is in the body",
                            remedy: "operationalState or userDefinedData")
                    }
                    let revision = try await packages.precondition(request, id: id)
                    let row = try await service.modify(id, body.value, ifRevision: revision)
                    return try .json(body.value, headers: ResourceResponder.validators(of: row))
                },
                .delete: { request, context in
                    let id = try context.identifier()
                    try await service.delete(id, ifRevision: try await packages.precondition(request, id: id))
                    return Response(status: .noContent)
                },
            ])
        endpoints.add("\(path)/{id}/package_content", [.get: files.download, .put: files.upload])
        endpoints.add("\(path)/{id}/vnfd", [.get: files.showDescriptor])
        endpoints.add("\(path)/{id}/manifest", [.get: files.showManifest])
        endpoints.add("\(path)/{id}/artifacts/**", [.get: files.showArtifact])
    }
}
