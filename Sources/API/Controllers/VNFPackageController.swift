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
    }
}
