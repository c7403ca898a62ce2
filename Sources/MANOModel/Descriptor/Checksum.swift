/// The digest of a file.
package struct Checksum: Codable, Sendable, Hashable {
    package var algorithm: HashAlgorithm
    /// Lower-case hexadecimal.
    package var hash: String

    package init(
        algorithm: HashAlgorithm,
        hash: String
    ) {
        self.algorithm = algorithm
        self.hash = hash
    }
}
