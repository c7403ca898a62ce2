import Crypto
import FoundationEssentials

/// What tells two specifications of one thing apart: external objects carry it beside their owner's id.
package enum SpecificationDigest {
    /// The first 16 bytes of the SHA-256 of the value's JSON with sorted keys, in hexadecimal.
    package static func make(_ specification: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let digits = Array("0123456789abcdef".utf8)
        let hash = SHA256.hash(data: try encoder.encode(specification))
        return String(
            decoding: hash.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
