/// Interfaces that act as one: of the host's kernel, or of its switch.
package struct Bond: Codable, Sendable, Hashable {
    package var name: String
    /// As its maker names it: `802.3ad`, `active-backup`, `balance-slb`.
    package var mode: String
    /// Whether LACP found a partner; nil: it isn't used, or nobody told.
    package var isNegotiated: Bool?
    package var members: [Member]

    package struct Member: Codable, Sendable, Hashable {
        /// Of the interface.
        package var name: String
        package var hasLink: Bool
        /// It carries traffic at present.
        package var isActive: Bool

        package init(name: String, hasLink: Bool, isActive: Bool) {
            self.name = name
            self.hasLink = hasLink
            self.isActive = isActive
        }
    }

    package init(name: String, mode: String, isNegotiated: Bool? = nil, members: [Member]) {
        self.name = name
        self.mode = mode
        self.isNegotiated = isNegotiated
        self.members = members
    }
}
