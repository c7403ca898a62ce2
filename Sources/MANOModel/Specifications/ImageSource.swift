/// A software image in the manager's store.
package struct ImageSource: Sendable, Codable, Equatable {
    /// Hexadecimal SHA-256.
    package var hash: String
    /// On the manager's host.
    package var path: String
    /// `qcow2`, `raw`, `iso` for a CD-ROM, or `kernel` for a multiboot or Linux kernel that is booted directly.
    package var format: String
    /// Bytes of the file.
    package var size: Int64

    package init(hash: String, path: String, format: String, size: Int64) {
        self.hash = hash
        self.path = path
        self.format = format
        self.size = size
    }
}
