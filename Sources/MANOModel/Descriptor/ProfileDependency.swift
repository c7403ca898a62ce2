/// Profiles that must be there before others (`Dependencies`, IFA014 6.3.5).
package struct ProfileDependency: Codable, Sendable, Hashable {
    /// Instantiated first.
    package var primaryIDs: [String]
    package var secondaryIDs: [String]

    package init(
        primaryIDs: [String] = [],
        secondaryIDs: [String] = []
    ) {
        self.primaryIDs = primaryIDs
        self.secondaryIDs = secondaryIDs
    }
}
