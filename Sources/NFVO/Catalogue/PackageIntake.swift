package import Descriptors

/// What an operator lets in.
package struct PackageIntake: Sendable {
    package var signatures: SignaturePolicy
    package var images: ImageSources

    package init(signatures: SignaturePolicy = SignaturePolicy(), images: ImageSources = ImageSources()) {
        self.signatures = signatures
        self.images = images
    }
}

/// From where images are fetched that a descriptor names by a URL.
package struct ImageSources: Sendable, Hashable {
    package enum Reach: String, Sendable, Hashable, CaseIterable {
        /// From everywhere, private networks and this machine included.
        case any
        /// From addresses of the Internet only.
        case `public`
        /// Not at all: images are in packages.
        case none
    }

    package var reach: Reach
    /// The folder that `file:` URLs may lead into; nil: there are none.
    package var folder: String?
    package var maximumBytes: Int64
    package var deadline: Duration
    /// Keys of servers that are trusted, in OpenSSH's format; without it there is no `sftp`.
    package var knownHostsFile: String?
    /// Our private key for `sftp`.
    package var keyFile: String?

    package init(
        reach: Reach = .any, folder: String? = nil, maximumBytes: Int64 = 64 << 30, deadline: Duration = .seconds(3600),
        knownHostsFile: String? = nil, keyFile: String? = nil
    ) {
        self.reach = reach
        self.folder = folder
        self.maximumBytes = maximumBytes
        self.deadline = deadline
        self.knownHostsFile = knownHostsFile
        self.keyFile = keyFile
    }
}
