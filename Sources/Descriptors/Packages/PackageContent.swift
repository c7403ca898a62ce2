package import BlockingPool
package import MANOModel

/// What a package holds.
package enum PackageContent: Sendable {
    case vnf(VNFPackageContent)
    case nsd(NSDPackageContent)
    case pnf(PNFDPackageContent)

    package var warnings: [Diagnostic] {
        switch self {
        case .vnf(let content): content.warnings
        case .nsd(let content): content.warnings
        case .pnf(let content): content.warnings
        }
    }

    package var facts: PackageFacts {
        get {
            switch self {
            case .vnf(let content): content.facts
            case .nsd(let content): content.facts
            case .pnf(let content): content.facts
            }
        }
        set {
            switch self {
            case .vnf(var content):
                content.facts = newValue
                self = .vnf(content)
            case .nsd(var content):
                content.facts = newValue
                self = .nsd(content)
            case .pnf(var content):
                content.facts = newValue
                self = .pnf(content)
            }
        }
    }
}

/// A VNF package (SOL004) that has been read and found valid.
package struct VNFPackageContent: Sendable {
    package var vnfd: VNFD
    package var facts: PackageFacts
    /// Images that are in the package, each file once.
    package var images: [StagedImage]
    package var warnings: [Diagnostic]
}

/// An NSD file archive (SOL007) that has been read and found valid.
package struct NSDPackageContent: Sendable {
    package var nsd: NSD
    package var facts: PackageFacts
    package var warnings: [Diagnostic]
    /// Where the NSD's VNF profiles and their connections stand.
    package var places: [ProfilePart: DescriptorPlace] = [:]
}

/// A place in a descriptor; line and column count from 1.
package struct DescriptorPlace: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var column: Int
}

/// A PNFD archive (SOL004) that has been read and found valid.
package struct PNFDPackageContent: Sendable {
    package var pnfd: PNFD
    package var facts: PackageFacts
    package var warnings: [Diagnostic]
}

/// What is known of a package beside its descriptor.
package struct PackageFacts: Sendable {
    /// The path of the descriptor's main file in the package.
    package var descriptorPath: String
    package var manifestPath: String?
    /// The manifest's metadata, as it is written.
    package var metadata: [String: String] = [:]
    /// Every file of the package but TOSCA's own metadata, sorted by path.
    package var artifacts: [PackageArtifact] = []
    /// The files that the descriptor consists of, the main one first.
    package var descriptorFiles: [String] = []
    /// Files that go with another: its signature and certificates.
    package var companions: [String: [String]] = [:]
    /// The set that a file belongs to which is not for the manager (SOL004 4.3.7).
    package var nonMANOSets: [String: String] = [:]
    package var security: PackageSecurity?
    /// The package that was inside of a signed archive, in the staging folder; nil where the archive is the package itself.
    package var innerPackage: String?
}

/// How a package's integrity is assured (SOL004 5.1).
package struct PackageSecurity: Codable, Sendable, Hashable {
    package enum Option: String, Codable, Sendable, Hashable {
        /// The manifest has the hash of each file.
        case manifest = "OPTION_1"
        /// The package lies in an archive beside its signature.
        case archive = "OPTION_2"
    }

    package var option: Option
    /// Subjects of those whose signatures were found to be right; empty: nothing was signed, or nothing verified.
    package var signers: [String]
    /// The signer's certificate where it is a file of its own; from the package's root.
    package var certificate: String?
}

/// An image that was taken out of a package; its checksum has been verified.
package struct StagedImage: Sendable, Hashable {
    /// The path in the package, as in `SoftwareImage.location`.
    package var path: String
    /// Where the file has been put; nil where no folder was given for it.
    package var file: String?
    /// Hexadecimal, lower case.
    package var sha256: String
    package var sizeBytes: Int
}

/// Why a package is refused.
package struct PackageError: Error, Sendable, CustomStringConvertible {
    /// Sorted; at least one is an error.
    package var diagnostics: [Diagnostic]
    /// Where it was not the package: the disk that it is read from or written to fails, and nothing is said of the package.
    package var storage: StorageFailure?

    package init(diagnostics: [Diagnostic], storage: StorageFailure? = nil) {
        self.diagnostics = diagnostics
        self.storage = storage
    }

    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
