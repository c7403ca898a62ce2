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
        let service = service
        let limit = configuration.maximumBody
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "package_content",
            descriptorName: "vnfd",
            create: { request in
                try await service.create(
                    try await request.json(SOL005.CreateVnfPkgInfoRequest.self, limit: limit).value)
            },
            modify: { request, id, precondition in
                let changes = try await request.patch(SOL005.VnfPkgInfoModifications.self, limit: limit).value
                guard changes != SOL005.VnfPkgInfoModifications() else {
                    throw ManifoldError(
                        .unprocessable, "nothing to change is in the body",
                        remedy: "operationalState or userDefinedData")
                }
                return (changes, try await service.modify(id, changes, ifRevision: try await precondition()))
            }
        ).addRoutes(to: endpoints)
    }
}
