extension SOL005 {
    /// A file of a VNF package that is neither an image nor a descriptor (SOL005).
    package struct VnfPackageArtifactInfo: Codable, Sendable, Equatable {
        package var artifactPath: String
        package var checksum: Checksum
        package var isEncrypted: Bool
        package var nonManoArtifactSetId: String?

        package init(
            artifactPath: String, checksum: Checksum, isEncrypted: Bool, nonManoArtifactSetId: String? = nil
        ) {
            self.artifactPath = artifactPath
            self.checksum = checksum
            self.isEncrypted = isEncrypted
            self.nonManoArtifactSetId = nonManoArtifactSetId
        }
    }
}
