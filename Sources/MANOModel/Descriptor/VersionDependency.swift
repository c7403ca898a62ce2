/// Versions that a constituent needs of others (SOL001 4.x).
package struct VersionDependency: Codable, Sendable, Hashable {
    package var dependentID: String
    /// Each one a list of descriptors, of which one has to be there.
    package var statements: [[String]]

    package init(
        dependentID: String,
        statements: [[String]] = []
    ) {
        self.dependentID = dependentID
        self.statements = statements
    }
}
