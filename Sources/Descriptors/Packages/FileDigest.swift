import Crypto
import MANOModel

/// Digests of one file by several algorithms at once.
struct FileDigest {
    private var sha256: SHA256?
    private var sha384: SHA384?
    private var sha512: SHA512?
    private(set) var size = 0

    /// SHA-224 is not among them: there is no implementation to verify it with.
    static let supported: Set<HashAlgorithm> = [.sha256, .sha384, .sha512]

    init(_ algorithms: Set<HashAlgorithm>) {
        if algorithms.contains(.sha256) { sha256 = SHA256() }
        if algorithms.contains(.sha384) { sha384 = SHA384() }
        if algorithms.contains(.sha512) { sha512 = SHA512() }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        size += bytes.count
        sha256?.update(bufferPointer: bytes)
        sha384?.update(bufferPointer: bytes)
        sha512?.update(bufferPointer: bytes)
    }

    /// Hexadecimal digests, lower case.
    func finish() -> [HashAlgorithm: String] {
        var digests: [HashAlgorithm: String] = [:]
        if let sha256 { digests[.sha256] = Self.hexadecimal(sha256.finalize()) }
        if let sha384 { digests[.sha384] = Self.hexadecimal(sha384.finalize()) }
        if let sha512 { digests[.sha512] = Self.hexadecimal(sha512.finalize()) }
        return digests
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
