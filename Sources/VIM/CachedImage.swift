package import FoundationEssentials

/// A base image in a host's pool, or one that is on its way there.
package struct CachedImage: Sendable, Codable, Equatable {
    /// Hexadecimal SHA-256.
    package var hash: String
    /// `qcow2`, `raw`, `kernel`.
    package var format: String
    /// Bytes of the file.
    package var size: Int64
    /// When a volume or a guest was last made on it; nil: not known.
    package var usedAt: Date?
    /// The volumes that it is under, by name.
    package var users: [String]
    /// Bytes that have arrived; nil: all of them.
    package var received: Int64?

    package init(
        hash: String, format: String = "", size: Int64 = 0, usedAt: Date? = nil, users: [String] = [],
        received: Int64? = nil
    ) {
        self.hash = hash
        self.format = format
        self.size = size
        self.usedAt = usedAt
        self.users = users
        self.received = received
    }
}
