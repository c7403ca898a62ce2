/// What is known of an onboarded package's file beside its descriptor.
package struct PackageInventory: Codable, Sendable, Equatable {
    /// Of the uploaded file: `application/zip`, `application/gzip`.
    package var mediaType: String
    /// Whether the package lies in a signed archive, and is kept beside it (SOL004 5.1 option 2).
    package var isWrapped: Bool
    /// The files that the descriptor consists of, the main one first.
    package var descriptorFiles: [String]
    /// Files that go with another: its signature and certificates.
    package var companions: [String: [String]]
    /// `OPTION_1`, `OPTION_2` (SOL005 9.5.2.5).
    package var securityOption: String?
    /// Subjects of those whose signatures were found to be right.
    package var signers: [String]
    /// The set that a file belongs to which is not for the manager (SOL004 4.3.7).
    package var nonMANOSets: [String: String]
    /// What the reader of an older Manifold had to say, a line each.
    package var warnings: [String] = []
    /// What its reader had to say.
    package var findings: [DescriptorFinding]

    package init(
        mediaType: String, isWrapped: Bool = false, descriptorFiles: [String] = [],
        companions: [String: [String]] = [:],
        securityOption: String? = nil, signers: [String] = [], nonMANOSets: [String: String] = [:],
        findings: [DescriptorFinding] = []
    ) {
        self.mediaType = mediaType
        self.isWrapped = isWrapped
        self.descriptorFiles = descriptorFiles
        self.companions = companions
        self.securityOption = securityOption
        self.signers = signers
        self.nonMANOSets = nonMANOSets
        self.findings = findings
    }
}
