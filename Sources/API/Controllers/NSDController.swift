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
        let service = service
        let limit = configuration.maximumBody
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "nsd_content",
            descriptorName: "nsd",
            create: { request in
                try await service.create(try await request.json(SOL005.CreateNsdInfoRequest.self, limit: limit).value)
            },
            modify: { request, id, precondition in
                let changes = try await request.patch(SOL005.NsdInfoModifications.self, limit: limit).value
                guard changes != SOL005.NsdInfoModifications() else {
                    throw ManifoldError(
                        .unprocessable, "nothing to change is in the body",
                        remedy: "nsdOperationalState or userDefinedData")
                }
                return (changes, try await service.modify(id, changes, ifRevision: try await precondition()))
            }
        ).addRoutes(to: endpoints)
    }
}
