import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/nsd/v2/pnf_descriptors` (SOL005 5).
struct PNFDController {
    let service: any PNFDServing
    let configuration: APIConfiguration

    var kind: ResourceKind {
        ResourceKind(
            api: .nsd, collection: "pnf_descriptors", noun: "PNFD",
            attributes: AttributeTree(
                of: SOL005.PnfdInfo.self, absent: ["archiveSecurityOption", "signingCertificate"]),
            excludedByDefault: ["userDefinedData", "onboardingFailureDetails"],
            indexed: ["id", "pnfdId", "pnfdOnboardingState", "pnfdUsageState"],
            links: { _, address in [ResourceLink(name: "pnfd_content", href: "\(address.own)/pnfd_content")] },
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        let service = service
        let limit = configuration.maximumBody
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "pnfd_content",
            descriptorName: "pnfd",
            create: { request in
                try await service.create(try await request.json(SOL005.PnfdUserData.self, limit: limit).value)
            },
            modify: { request, id, precondition in
                let changes = try await request.patch(SOL005.PnfdUserData.self, limit: limit).value
                guard changes.userDefinedData != nil else {
                    throw ManifoldError(
                        .unprocessable, "nothing to change is in the body", remedy: "userDefinedData")
                }
                return (changes, try await service.modify(id, changes, ifRevision: try await precondition()))
            }
        ).addRoutes(to: endpoints)
    }
}
