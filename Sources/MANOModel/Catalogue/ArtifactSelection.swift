/// Which of a package's artifacts are wanted at once (SOL005 9.4.5a.3.2).
package struct ArtifactSelection: Sendable, Hashable {
    /// Without those that are for the manager; descriptor, manifest and images are never among them.
    package var excludesMANO: Bool
    /// Without those of non-MANO artifact sets.
    package var excludesNonMANO: Bool
    /// The non-MANO artifact sets that are wanted; nil: all.
    package var nonMANOSets: Set<String>?
    /// With the signature of each, and its certificate.
    package var withSignatures: Bool

    package init(
        excludesMANO: Bool = false, excludesNonMANO: Bool = false, nonMANOSets: Set<String>? = nil,
        withSignatures: Bool = false
    ) {
        self.excludesMANO = excludesMANO
        self.excludesNonMANO = excludesNonMANO
        self.nonMANOSets = nonMANOSets
        self.withSignatures = withSignatures
    }

    /// - Parameter set: the non-MANO artifact set that the artifact belongs to, if any.
    package func includes(set: String?) -> Bool {
        guard let set else { return !excludesMANO }
        return !excludesNonMANO && nonMANOSets?.contains(set) ?? true
    }
}
