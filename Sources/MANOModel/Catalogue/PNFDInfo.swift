package import FoundationEssentials

/// An on-boarded or on-boarding PNFD (SOL005 5.5.2.5 PnfdInfo).
package struct PNFDInfo: Codable, Sendable, Equatable {
    package var id: Identifier<PNFDInfo>
    package var onboardingState: OnboardingState
    package var usageState: UsageState
    package var userDefinedData: [String: JSONValue]
    /// From ONBOARDED on.
    package var pnfd: PNFD?
    /// Of the uploaded file; hexadecimal SHA-256.
    package var contentHash: String?
    package var artifacts: [PackageArtifact]
    package var descriptorPath: String?
    package var manifestPath: String?
    package var inventory: PackageInventory?
    package var failure: ManifoldError?
    package var createdAt: Date

    package init(
        id: Identifier<PNFDInfo>, onboardingState: OnboardingState = .created, usageState: UsageState = .notInUse,
        userDefinedData: [String: JSONValue] = [:], pnfd: PNFD? = nil, contentHash: String? = nil,
        artifacts: [PackageArtifact] = [], descriptorPath: String? = nil, manifestPath: String? = nil,
        inventory: PackageInventory? = nil, failure: ManifoldError? = nil, createdAt: Date
    ) {
        self.id = id
        self.onboardingState = onboardingState
        self.usageState = usageState
        self.userDefinedData = userDefinedData
        self.pnfd = pnfd
        self.contentHash = contentHash
        self.artifacts = artifacts
        self.descriptorPath = descriptorPath
        self.manifestPath = manifestPath
        self.inventory = inventory
        self.failure = failure
        self.createdAt = createdAt
    }
}
