package import MANOModel

/// Demands that belong together, or apart (IFA011 7.1.8.11, 7.1.8.12).
package struct PlacementConstraint: Sendable, Codable, Equatable {
    /// Of the rule, for reasons.
    package var id: String
    package var kind: Kind
    package var scope: Scope
    /// Ids of demands.
    package var members: [String]
    /// The hosts of guests that the rule is about and that are there already, one entry each.
    package var standing: [Identifier<Host>]
    /// Otherwise it is a wish.
    package var isStrict: Bool

    package enum Kind: String, Sendable, Codable, CaseIterable { case together, apart }

    /// Within what they are together or apart.
    package enum Scope: String, Sendable, Codable, CaseIterable {
        case host, zone
        /// A group of hosts. A host in several groups, or in none, is in the first by name, or in one of its own.
        case group
    }

    package init(
        id: String, kind: Kind, scope: Scope = .host, members: [String], standing: [Identifier<Host>] = [],
        isStrict: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.scope = scope
        self.members = members
        self.standing = standing
        self.isStrict = isStrict
    }
}
