package import FoundationEssentials

extension SOL005 {
    /// A software image of a VNF package (SOL005).
    package struct VnfPackageSoftwareImageInfo: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        package var provider: String
        package var version: String
        package var checksum: Checksum
        package var isEncrypted: Bool
        package var containerFormat: String
        package var diskFormat: String
        package var createdAt: Date
        /// Bytes.
        package var minDisk: Int
        /// Bytes.
        package var minRam: Int
        /// Bytes.
        package var size: Int
        package var imagePath: String

        package init(
            id: String, name: String, provider: String, version: String, checksum: Checksum, isEncrypted: Bool,
            containerFormat: String, diskFormat: String, createdAt: Date, minDisk: Int, minRam: Int, size: Int,
            imagePath: String
        ) {
            self.id = id
            self.name = name
            self.provider = provider
            self.version = version
            self.checksum = checksum
            self.isEncrypted = isEncrypted
            self.containerFormat = containerFormat
            self.diskFormat = diskFormat
            self.createdAt = createdAt
            self.minDisk = minDisk
            self.minRam = minRam
            self.size = size
            self.imagePath = imagePath
        }
    }
}
