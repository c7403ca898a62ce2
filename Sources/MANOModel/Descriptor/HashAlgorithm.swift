/// The hash algorithms of SOL001 6.2.45 and SOL004 5.3.
package enum HashAlgorithm: String, Codable, Sendable, Hashable, CaseIterable {
    case sha224 = "sha-224"
    case sha256 = "sha-256"
    case sha384 = "sha-384"
    case sha512 = "sha-512"
}
