import SOL

/// `/nsd/v2/ns_descriptors` (SOL005 5).
struct NSDController {
    let service: any CatalogueServing
    let configuration: APIConfiguration

    var kind: ResourceKind {
        ResourceKind(
            api: .nsd, collection: "ns_descriptors", noun: "NSD",
            attributes: AttributeTree(
                of: SOL005.NsdInfo.self,
                absent: ["archiveSecurityOption", "signingCertificate"]),
            excludedByDefault: ["userDefinedData", "onboardingFailureDetails"],
            indexed: ["id", "nsdId", "nsdOnboardingState", "nsdOperationalState", "nsdUsageState"],
            links: { _, address in [ResourceLink(name: "nsd_content", href: "\(address.own)/nsd_content")] },
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "nsd_content",
            descriptorName: "nsd", creation: SOL005.CreateNsdInfoRequest.self,
            modification: SOL005.NsdInfoModifications.self
        ).addRoutes(to: endpoints)
    }
}
