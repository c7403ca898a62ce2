/// A deployment package of containers (`tosca.nodes.nfv.Mciop`, IFA011 7.1.8.18).
package struct Mciop: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// The container VDUs that it deploys.
    package var unitIDs: [String]
    /// Such as Helm charts.
    package var artifacts: [DescriptorArtifact]

    package init(
        id: String,
        unitIDs: [String] = [],
        artifacts: [DescriptorArtifact] = []
    ) {
        self.id = id
        self.unitIDs = unitIDs
        self.artifacts = artifacts
    }
}
