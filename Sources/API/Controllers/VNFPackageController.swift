import Hummingbird
import MANOModel
import SOL

/// `/vnfpkgm/v2/vnf_packages` (SOL005 9).
struct VNFPackageController {
    let service: any CatalogueServing
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
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "package_content",
            descriptorName: "vnfd", creation: SOL005.CreateVnfPkgInfoRequest.self,
            modification: SOL005.VnfPkgInfoModifications.self
        ).addRoutes(to: endpoints)
        endpoints.add("\(kind.path)/{id}/artifacts", [.get: sendArtifacts])
        endpoints.add("\(kind.path)/{id}/package_content/upload_from_uri", [.post: fetch])
    }

    /// Many artifacts at once (SOL005 9.4.5a).
    private func sendArtifacts(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        let query = try QueryParameters(
            request,
            allowing: [
                "include_signatures", "exclude_all_mano_artifacts", "exclude_all_non_mano_artifacts",
                "select_non_mano_artifact_sets", "include_external_artifacts",
            ])
        // There are no external artifacts: the parameter is a flag all the same.
        _ = try query.flag("include_external_artifacts")
        let selection = ArtifactSelection(
            excludesMANO: try query.flag("exclude_all_mano_artifacts"),
            excludesNonMANO: try query.flag("exclude_all_non_mano_artifacts"),
            nonMANOSets: query["select_non_mano_artifact_sets"].map { Set($0.split(separator: ",").map(String.init)) },
            withSignatures: try query.flag("include_signatures"))
        try request.checkAccept("application/zip")
        return try await ContentResponder.respond(request, try await service.artifacts(id, selection))
    }

    /// 202: the content is fetched and processed after the answer (SOL005 9.4.6).
    private func fetch(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        let body = try await request.json(
            SOL005.UploadVnfPackageFromUriRequest.self, limit: configuration.maximumBody
        ).value
        guard body.authType == nil, body.paramsOauth2ClientCredentials == nil else {
            throw ManifoldError(
                .unprocessable, "packages are not fetched with tokens of OAuth 2.0",
                remedy: "leave authType out, and give userName and password, or upload the package itself")
        }
        guard body.userName != nil || body.password == nil else {
            throw ManifoldError(.unprocessable, "there is a password and no userName", remedy: "give both, or neither")
        }
        try await service.fetchContent(
            id,
            from: PackageAddress(
                url: body.addressInformation, userName: body.userName, password: body.password,
                maximumBytes: configuration.maximumContent))
        return Response(status: .accepted)
    }
}
