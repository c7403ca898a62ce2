/// A software image (`SwImageDesc`, IFA011 7.1.6.5; `tosca.artifacts.nfv.SwImage`). Sizes in bytes.
package struct SoftwareImage: Codable, Sendable, Hashable, Identifiable {
    /// The artifact's name, `vnfdSoftwareImageId` elsewhere.
    package var id: String
    package var name: String
    package var version: String
    package var provider: String?
    package var checksum: Checksum
    /// `bare`, `docker`, `ova` …
    package var containerFormat: String
    /// `qcow2`, `raw` …
    package var diskFormat: String
    package var minDiskBytes: Int
    package var minRAMBytes: Int?
    /// The file's own size.
    package var sizeBytes: Int
    package var operatingSystem: String?
    package var supportedVirtualisationEnvironments: [String]
    /// A path in the package from its root, or a URL.
    package var location: String

    package init(
        id: String,
        name: String,
        version: String,
        provider: String? = nil,
        checksum: Checksum,
        containerFormat: String,
        diskFormat: String,
        minDiskBytes: Int,
        minRAMBytes: Int? = nil,
        sizeBytes: Int,
        operatingSystem: String? = nil,
        supportedVirtualisationEnvironments: [String] = [],
        location: String
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.provider = provider
        self.checksum = checksum
        self.containerFormat = containerFormat
        self.diskFormat = diskFormat
        self.minDiskBytes = minDiskBytes
        self.minRAMBytes = minRAMBytes
        self.sizeBytes = sizeBytes
        self.operatingSystem = operatingSystem
        self.supportedVirtualisationEnvironments = supportedVirtualisationEnvironments
        self.location = location
    }

    /// Whether it is one of a CD-ROM, which guests share and can't write to.
    package var isDisc: Bool { diskFormat == "iso" }

    /// Whether the image is outside the package.
    package var isRemote: Bool { location.contains("://") }
}
