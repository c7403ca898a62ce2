import Crypto
import FoundationEssentials

/// The digest of a specification, by which what was made from it is recognised.
package enum SpecificationDigest {
    /// 32 hexadecimal characters of the SHA-256 of the specification's JSON with sorted keys.
    package static func of(_ specification: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SHA256.hash(data: try encoder.encode(specification)).prefix(16).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
