/// A file that a node of the descriptor names.
package struct DescriptorArtifact: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var type: String
    /// A path in the package from its root, or a URL.
    package var location: String

    package init(
        id: String,
        type: String,
        location: String
    ) {
        self.id = id
        self.type = type
        self.location = location
    }
}
