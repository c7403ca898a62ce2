import FoundationEssentials

/// What says that a volume is ours. Volumes have no room for metadata, so it lies in a file beside them, written
/// before the volume: a volume without a mark is somebody else's, a mark without a volume is a volume that is absent.
struct VolumeMark: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable {
        case disk, configDrive
        /// A base image; it belongs to nobody, and its digest is its hash.
        case image
    }

    var kind: Kind
    var owner: String
    var digest: String
    /// The base image under a disk.
    var imageHash: String?
    /// False while it is uploaded.
    var isComplete: Bool?
    /// Of an image: bytes of its file.
    var size: Int64?
    /// Of an image: when something was last made on it.
    var usedAt: Date?
}
