package import FoundationEssentials

/// Something that is sent as it is: a package, a descriptor, an artifact.
package struct StoredContent: Sendable {
    package var location: Location
    /// `application/zip`, `text/plain`, `application/octet-stream`.
    package var mediaType: String
    /// Changes with the content: its hash.
    package var tag: String?
    package var modifiedAt: Date?

    package enum Location: Sendable {
        /// A file that doesn't change.
        case file(path: String, size: Int64)
        case data(Data)
        /// Bytes that are got when they are asked for: `extract` puts a part into a new file, which whoever sends it removes.
        case extracted(size: Int64, extract: @Sendable (_ range: Range<Int64>) async throws -> String)
    }

    package init(location: Location, mediaType: String, tag: String? = nil, modifiedAt: Date? = nil) {
        self.location = location
        self.mediaType = mediaType
        self.tag = tag
        self.modifiedAt = modifiedAt
    }
}
