import COpenSSL
package import MANOModel

/// Digests of one file by several algorithms at once.
package struct FileDigest {
    private var contexts: [(algorithm: DigestAlgorithm, context: DigestContext)]
    package private(set) var size = 0
    /// Those that libcrypto doesn't give here, as one that keeps to FIPS doesn't give MD5.
    let missing: Set<DigestAlgorithm>

    init(_ algorithms: Set<DigestAlgorithm>) {
        contexts = algorithms.compactMap { algorithm in DigestContext(algorithm).map { (algorithm, $0) } }
        missing = algorithms.subtracting(contexts.map(\.algorithm))
    }

    /// SHA-256, which the store knows files by, and the algorithms of descriptors.
    package init(sha256And algorithms: Set<HashAlgorithm>) {
        self.init(Set(algorithms.map(DigestAlgorithm.init)).union([.sha256]))
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        size += bytes.count
        for (_, context) in contexts { context.update(bytes) }
    }

    /// Hexadecimal digests, lower case, of those that aren't missing.
    func finish() -> [DigestAlgorithm: String] {
        Dictionary(uniqueKeysWithValues: contexts.map { ($0.algorithm, $0.context.finish()) })
    }

    /// The digests, by the names of descriptors.
    package func finished() -> [HashAlgorithm: String] {
        let digests = finish()
        return Dictionary(
            uniqueKeysWithValues: HashAlgorithm.allCases.compactMap { algorithm in
                digests[DigestAlgorithm(algorithm)].map { (algorithm, $0) }
            })
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// One running digest. Used by one thread at a time.
private final class DigestContext {
    private let context: OpaquePointer

    init?(_ algorithm: DigestAlgorithm) {
        defer { ERR_clear_error() }
        guard let context = EVP_MD_CTX_new() else { return nil }
        self.context = context
        guard EVP_DigestInit_ex(context, algorithm.implementation, nil) == 1 else { return nil }
    }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &count)
        return FileDigest.hexadecimal(digest.prefix(Int(count)))
    }
}
