extension SOL005 {
    /// A file of an NSD archive (SOL005).
    package struct NsdArchiveArtifactInfo: Codable, Sendable, Equatable {
        package var artifactPath: String
        package var checksum: Checksum

        package init(artifactPath: String, checksum: Checksum) {
            self.artifactPath = artifactPath
            self.checksum = checksum
        }
    }
}
