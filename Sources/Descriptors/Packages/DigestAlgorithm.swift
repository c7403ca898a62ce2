import COpenSSL
import MANOModel

/// A digest that a package can name its files by: those of SOL004 5.3, and the one of OSM's `checksums.txt`.
enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    case sha224 = "sha-224"
    case sha256 = "sha-256"
    case sha384 = "sha-384"
    case sha512 = "sha-512"
    /// Finds damage, not malice.
    case md5

    init(_ algorithm: HashAlgorithm) {
        self =
            switch algorithm {
            case .sha224: .sha224
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
    }

    /// As manifests write it: `SHA-256`.
    var title: String { rawValue.uppercased() }

    /// Characters of a hexadecimal digest.
    var hexadecimalLength: Int { Int(EVP_MD_get_size(implementation)) * 2 }

    var implementation: OpaquePointer {
        switch self {
        case .sha224: EVP_sha224()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        case .md5: EVP_md5()
        }
    }
}
