import SOL

/// `/nsd/v2/pnf_descriptors` (SOL005 5).
struct PNFDController {
    let service: any CatalogueServing
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
        CatalogueEndpoints(
            kind: kind, service: service, configuration: configuration, contentName: "pnfd_content",
            descriptorName: "pnfd", creation: SOL005.PnfdUserData.self, modification: SOL005.PnfdUserData.self
        ).addRoutes(to: endpoints)
    }
}
