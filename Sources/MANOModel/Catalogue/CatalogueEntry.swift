/// What VNF packages and NSDs have in common: a content that is uploaded, processed and kept (SOL005 5.5.2.2, 9.5.2.5).
package protocol CatalogueEntry: Codable, Sendable, Equatable {
    /// For messages: `package`, `NSD`.
    static var noun: String { get }

    var id: Identifier<Self> { get }
    var onboardingState: OnboardingState { get set }
    var operationalState: OperationalState { get set }
    var userDefinedData: [String: JSONValue] { get set }
    /// Of the uploaded file; hexadecimal SHA-256.
    var contentHash: String? { get set }
    var artifacts: [PackageArtifact] { get set }
    /// The path of the descriptor's main file in the package.
    var descriptorPath: String? { get set }
    var manifestPath: String? { get set }
    /// From ONBOARDED on; nil for one that an older Manifold onboarded.
    var inventory: PackageInventory? { get set }
    /// In ERROR: why.
    var failure: ManifoldError? { get set }
}

extension VNFPackage: CatalogueEntry {
    package static var noun: String { "package" }
}

extension NSDInfo: CatalogueEntry {
    package static var noun: String { "NSD" }
}
