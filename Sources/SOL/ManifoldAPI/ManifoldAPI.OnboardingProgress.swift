package import MANOModel

extension ManifoldAPI {
    /// How far the onboarding of a VNF package or an NSD is, and what its reader had to say.
    package struct OnboardingProgress: Codable, Sendable, Equatable {
        /// As in VnfPkgInfo: `UPLOADING`, `PROCESSING` …
        package var state: String
        /// Of the upload, where its client said so.
        package var expectedBytes: Int64?
        package var receivedBytes: Int64?
        /// Of the package's files, unpacked.
        package var totalBytes: Int64?
        package var processedBytes: Int64?
        /// Who signed it, by the subjects of their certificates.
        package var signers: [String]
        /// Of what was onboarded, a line each.
        package var warnings: [String]
        /// What was found, as data: the warnings, or in `ERROR` what the package was refused for. An older server has none.
        package var diagnostics: [DescriptorFinding]?

        package init(
            state: String, expectedBytes: Int64? = nil, receivedBytes: Int64? = nil, totalBytes: Int64? = nil,
            processedBytes: Int64? = nil, signers: [String] = [], warnings: [String] = [],
            diagnostics: [DescriptorFinding]? = nil
        ) {
            self.state = state
            self.expectedBytes = expectedBytes
            self.receivedBytes = receivedBytes
            self.totalBytes = totalBytes
            self.processedBytes = processedBytes
            self.signers = signers
            self.warnings = warnings
            self.diagnostics = diagnostics
        }
    }
}
