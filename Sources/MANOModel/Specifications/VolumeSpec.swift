/// A disk: an overlay on a base image, or empty.
package struct VolumeSpec: Sendable, Codable, Equatable {
    package var name: String
    /// The VNFC's id.
    package var owner: String
    /// Bytes; 0: as large as its image.
    package var size: Int64
    package var imageHash: String?
    package var imageFormat: String?

    package init(name: String, owner: String, size: Int64, imageHash: String?, imageFormat: String?) {
        self.name = name
        self.owner = owner
        self.size = size
        self.imageHash = imageHash
        self.imageFormat = imageFormat
    }
}
