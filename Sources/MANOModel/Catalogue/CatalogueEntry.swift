package import FoundationEssentials

/// What VNF packages, NSDs and PNFDs have in common: a content that is uploaded, processed and kept (SOL005 5.5.2.2,
/// 5.5.2.5, 9.5.2.5).
package protocol CatalogueEntry: Codable, Sendable, Equatable {
    /// For messages: `package`, `NSD`.
    static var noun: String { get }
    /// SOL005's name of the descriptor's id: `vnfdId`.
    static var descriptorIDName: String { get }

    /// One in CREATED.
    init(id: Identifier<Self>, userDefinedData: [String: JSONValue], createdAt: Date)

    var id: Identifier<Self> { get }
    var onboardingState: OnboardingState { get set }
    var operationalState: OperationalState { get set }
    var usageState: UsageState { get set }
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
    package static var descriptorIDName: String { "vnfdId" }

    package init(id: Identifier<VNFPackage>, userDefinedData: [String: JSONValue], createdAt: Date) {
        self.init(id: id, onboardingState: .created, userDefinedData: userDefinedData, createdAt: createdAt)
    }
}

extension NSDInfo: CatalogueEntry {
    package static var noun: String { "NSD" }
    package static var descriptorIDName: String { "nsdId" }

    package init(id: Identifier<NSDInfo>, userDefinedData: [String: JSONValue], createdAt: Date) {
        self.init(id: id, onboardingState: .created, userDefinedData: userDefinedData, createdAt: createdAt)
    }
}

extension PNFDInfo: CatalogueEntry {
    package static var noun: String { "PNFD" }
    package static var descriptorIDName: String { "pnfdId" }

    package init(id: Identifier<PNFDInfo>, userDefinedData: [String: JSONValue], createdAt: Date) {
        self.init(id: id, onboardingState: .created, userDefinedData: userDefinedData, createdAt: createdAt)
    }

    /// PNFDs are never enabled: nothing is made of them (SOL005 5.5.2.5 has no such attribute).
    package var operationalState: OperationalState {
        get { .disabled }
        set {}
    }
}
