package import FoundationEssentials

extension ManifoldAPI {
    /// A base image on a host (`GET /hosts/{id}/images`).
    package struct HostImage: Codable, Sendable, Equatable {
        /// Hexadecimal SHA-256.
        package var hash: String
        package var format: String
        /// Bytes.
        package var size: Int64
        /// When something was last made on it.
        package var usedAt: Date?
        /// The volumes that it is under, by name.
        package var users: [String]
        /// Bytes that have arrived, while it is copied.
        package var received: Int64?

        package init(
            hash: String, format: String, size: Int64, usedAt: Date? = nil, users: [String] = [],
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
}
