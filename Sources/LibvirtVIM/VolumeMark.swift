/// What says that a volume is ours. Volumes have no room for metadata, so it lies in a file beside them, written
/// before the volume: a volume without a mark is somebody else's, a mark without a volume is a volume that is absent.
struct VolumeMark: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable {
        case disk, configDrive
    }

    var kind: Kind
    var owner: String
    var digest: String
    /// The base image under a disk.
    var imageHash: String?
}
