/// A file of a package, ready to be sent.
package struct PackageFile: Sendable, Equatable {
    package var path: String
    /// Bytes.
    package var size: Int64
    package var mediaType: String
    /// Changes with the content.
    package var tag: String?
    /// Made for this answer only: whoever sends it removes it.
    package var isTemporary: Bool
}
