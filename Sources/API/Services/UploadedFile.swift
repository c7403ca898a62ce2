/// A file that a client sent whole. It belongs to who receives it, who moves or removes it.
package struct UploadedFile: Sendable, Equatable {
    /// In the configuration's upload folder.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// Hexadecimal, lower case.
    package var sha256: String

    package init(path: String, size: Int64, sha256: String) {
        self.path = path
        self.size = size
        self.sha256 = sha256
    }
}
