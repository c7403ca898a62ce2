import COpenSSL

/// X.509 certificates. Reads what OpenSSL made; used by one thread at a time.
final class Certificates {
    /// `STACK_OF(X509)`; nil, which libcrypto takes for an empty one, where it has no memory: then nobody is trusted.
    let stack: OpaquePointer?

    init() {
        stack = copenssl_certificates_new()
    }

    deinit { copenssl_certificates_free(stack) }

    var isEmpty: Bool { copenssl_certificate_count(stack) == 0 }
    var all: [OpaquePointer] {
        (0..<copenssl_certificate_count(stack)).compactMap { copenssl_certificate_at(stack, $0) }
    }

    func add(_ certificate: OpaquePointer) { copenssl_certificates_add(stack, certificate) }

    /// Adds those of a file's text: PEM with one or more, or DER with one.
    ///
    /// - Returns: how many there were.
    @discardableResult
    func add(_ bytes: [UInt8]) -> Int {
        defer { ERR_clear_error() }
        guard let bio = copenssl_copy(bytes, bytes.count) else { return 0 }
        defer { BIO_free(bio) }
        var count = 0
        while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) {
            add(certificate)
            X509_free(certificate)
            count += 1
        }
        if count == 0, bytes.first == 0x30, let other = copenssl_copy(bytes, bytes.count) {
            defer { BIO_free(other) }
            if let certificate = d2i_X509_bio(other, nil) {
                add(certificate)
                X509_free(certificate)
                count = 1
            }
        }
        return count
    }
}

/// What is said of one certificate.
enum CertificateText {
    /// `CN = signer, O = Vendor`
    static func subject(_ certificate: OpaquePointer) -> String { text(X509_get_subject_name(certificate)) }
    static func issuer(_ certificate: OpaquePointer) -> String { text(X509_get_issuer_name(certificate)) }

    static func notBefore(_ certificate: OpaquePointer) -> String { text(X509_get0_notBefore(certificate)) }
    static func notAfter(_ certificate: OpaquePointer) -> String { text(X509_get0_notAfter(certificate)) }

    private static func text(_ name: OpaquePointer?) -> String {
        written { copenssl_print_name($0, name) }
    }

    private static func text(_ time: UnsafePointer<ASN1_TIME>?) -> String {
        written { ASN1_TIME_print($0, time) }
    }

    static func written(_ print: (OpaquePointer) -> Int32) -> String {
        guard let bio = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(bio) }
        _ = print(bio)
        return String(decoding: bytes(bio), as: UTF8.self)
    }

    /// What has been written to a memory BIO.
    static func bytes(_ bio: OpaquePointer) -> [UInt8] {
        var start: UnsafeMutablePointer<CChar>?
        let count = copenssl_memory(bio, &start)
        guard count > 0, let start else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
