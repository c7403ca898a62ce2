package import FoundationEssentials

/// An on-boarded or on-boarding NSD (SOL005 5.5.2.2 NsdInfo).
package struct NSDInfo: Codable, Sendable, Equatable {
    package var id: Identifier<NSDInfo>
    package var onboardingState: OnboardingState
    package var operationalState: OperationalState
    package var usageState: UsageState
    package var userDefinedData: [String: JSONValue]
    package var nsd: NSD?
    /// The packages that its VNF profiles mean.
    package var packageIDs: [Identifier<VNFPackage>]
    /// The PNFDs that its PNF profiles mean.
    package var pnfdInfoIDs: [Identifier<PNFDInfo>]
    /// The NSDs that it nests.
    package var nestedInfoIDs: [Identifier<NSDInfo>]
    /// Of the uploaded file; hexadecimal SHA-256.
    package var contentHash: String?
    package var artifacts: [PackageArtifact]
    package var descriptorPath: String?
    package var manifestPath: String?
    /// From ONBOARDED on; nil for one that an older Manifold onboarded.
    package var inventory: PackageInventory?
    package var failure: ManifoldError?
    package var createdAt: Date

    package init(
        id: Identifier<NSDInfo>, onboardingState: OnboardingState = .created,
        operationalState: OperationalState = .disabled,
        usageState: UsageState = .notInUse, userDefinedData: [String: JSONValue] = [:], nsd: NSD? = nil,
        packageIDs: [Identifier<VNFPackage>] = [], pnfdInfoIDs: [Identifier<PNFDInfo>] = [],
        nestedInfoIDs: [Identifier<NSDInfo>] = [], contentHash: String? = nil, artifacts: [PackageArtifact] = [],
        descriptorPath: String? = nil, manifestPath: String? = nil, inventory: PackageInventory? = nil,
        failure: ManifoldError? = nil, createdAt: Date
    ) {
        self.id = id
        self.onboardingState = onboardingState
        self.operationalState = operationalState
        self.usageState = usageState
        self.userDefinedData = userDefinedData
        self.nsd = nsd
        self.packageIDs = packageIDs
        self.pnfdInfoIDs = pnfdInfoIDs
        self.nestedInfoIDs = nestedInfoIDs
        self.contentHash = contentHash
        self.artifacts = artifacts
        self.descriptorPath = descriptorPath
        self.manifestPath = manifestPath
        self.inventory = inventory
        self.failure = failure
        self.createdAt = createdAt
    }
}
