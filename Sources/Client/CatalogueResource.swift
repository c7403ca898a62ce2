package import MANOModel
package import SOL

/// A kind of resource of the catalogue: where it is, and what its parts are called.
package protocol CatalogueResource: Decodable, Sendable {
    static var path: CataloguePath { get }
    /// What changes its operational state; nil: it has none.
    static func change(to state: OperationalState) -> (any Encodable & Sendable)?

    var id: String { get }
    /// SOL005's onboarding state.
    var onboarding: String { get }
}

/// The names in the paths of a kind of resource of the catalogue.
package struct CataloguePath: Sendable {
    let family: APIFamily
    /// `/vnf_packages`
    let collection: String
    let content: String
    let descriptor: String

    func one(_ id: String, _ part: String? = nil) -> String {
        "\(collection)/\(ManifoldClient.component(id))" + (part.map { "/\($0)" } ?? "")
    }
}

extension SOL005.VnfPkgInfo: CatalogueResource {
    package static let path = CataloguePath(
        family: .packages, collection: "/vnf_packages", content: "package_content", descriptor: "vnfd")

    package static func change(to state: OperationalState) -> (any Encodable & Sendable)? {
        SOL005.VnfPkgInfoModifications(operationalState: state)
    }

    package var onboarding: String { onboardingState }
}

extension SOL005.NsdInfo: CatalogueResource {
    package static let path = CataloguePath(
        family: .nsds, collection: "/ns_descriptors", content: "nsd_content", descriptor: "nsd")

    package static func change(to state: OperationalState) -> (any Encodable & Sendable)? {
        SOL005.NsdInfoModifications(nsdOperationalState: state)
    }

    package var onboarding: String { nsdOnboardingState }
}

extension SOL005.PnfdInfo: CatalogueResource {
    package static let path = CataloguePath(
        family: .nsds, collection: "/pnf_descriptors", content: "pnfd_content", descriptor: "pnfd")

    package static func change(to state: OperationalState) -> (any Encodable & Sendable)? { nil }

    package var onboarding: String { pnfdOnboardingState }
}
