/// A file of a package with its checksum (SOL005 9.5.3.3).
package struct PackageArtifact: Codable, Sendable, Equatable, Hashable {
    /// Inside the package.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// `SHA-256`, `SHA-512`, as the manifest names it.
    package var algorithm: String
    /// Hexadecimal, lower case.
    package var hash: String

    package init(path: String, size: Int64, algorithm: String, hash: String) {
        self.path = path
        self.size = size
        self.algorithm = algorithm
        self.hash = hash
    }
}
