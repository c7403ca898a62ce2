/// A file that a client sent whole. It belongs to who receives it, who moves or removes it.
package struct UploadedFile: Sendable, Equatable {
    /// In the configuration's upload folder.
    package var path: String
    /// Bytes.
    package var size: Int64

    package init(path: String, size: Int64) {
        self.path = path
        self.size = size
    }
}
