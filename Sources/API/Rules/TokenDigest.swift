import Crypto

/// The SHA-256 of a bearer token: the token itself is not kept.
package struct TokenDigest: Sendable {
    private let bytes: [UInt8]

    package init(token: String) { bytes = Array(SHA256.hash(data: Array(token.utf8))) }

    /// Whether it is that token's digest; takes the same time for every token.
    func matches(_ token: String) -> Bool {
        let other = Array(SHA256.hash(data: Array(token.utf8)))
        return zip(bytes, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
