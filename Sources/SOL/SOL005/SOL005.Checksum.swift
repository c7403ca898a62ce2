extension SOL005 {
    /// The digest of a file (SOL005).
    package struct Checksum: Codable, Sendable, Equatable {
        /// `SHA-256` and the like.
        package var algorithm: String
        /// Hexadecimal.
        package var hash: String

        package init(algorithm: String, hash: String) {
            self.algorithm = algorithm
            self.hash = hash
        }
    }
}
