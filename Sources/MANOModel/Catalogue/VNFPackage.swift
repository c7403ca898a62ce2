package import FoundationEssentials

/// An on-boarded or on-boarding VNF package (SOL005 9.5.2.5 VnfPkgInfo).
package struct VNFPackage: Codable, Sendable, Equatable {
    package var id: Identifier<VNFPackage>
    package var onboardingState: OnboardingState
    package var operationalState: OperationalState
    package var usageState: UsageState
    package var userDefinedData: [String: JSONValue]
    /// From ONBOARDED on.
    package var vnfd: VNFD?
    /// Of the uploaded file; hexadecimal SHA-256.
    package var contentHash: String?
    package var artifacts: [PackageArtifact]
    /// The images in the store: path in the package to SHA-256.
    package var imageHashes: [String: String]
    /// The path of the VNFD's main file in the package.
    package var descriptorPath: String?
    package var manifestPath: String?
    /// From ONBOARDED on; nil for one that an older Manifold onboarded.
    package var inventory: PackageInventory?
    /// In ERROR: why.
    package var failure: ManifoldError?
    package var createdAt: Date

    package init(
        id: Identifier<VNFPackage>, onboardingState: OnboardingState = .created,
        operationalState: OperationalState = .disabled,
        usageState: UsageState = .notInUse, userDefinedData: [String: JSONValue] = [:], vnfd: VNFD? = nil,
        contentHash: String? = nil, artifacts: [PackageArtifact] = [], imageHashes: [String: String] = [:],
        descriptorPath: String? = nil, manifestPath: String? = nil, inventory: PackageInventory? = nil,
        failure: ManifoldError? = nil, createdAt: Date
    ) {
        self.id = id
        self.onboardingState = onboardingState
        self.operationalState = operationalState
        self.usageState = usageState
        self.userDefinedData = userDefinedData
        self.vnfd = vnfd
        self.contentHash = contentHash
        self.artifacts = artifacts
        self.imageHashes = imageHashes
        self.descriptorPath = descriptorPath
        self.manifestPath = manifestPath
        self.inventory = inventory
        self.failure = failure
        self.createdAt = createdAt
    }
}
