import COpenSSL
import Glibc

/// Signs packages (SOL004 5): a detached CMS signature, with the certificate inside of it. Without signed attributes, so
/// that a key whose signatures are (RSA, Ed25519) gives the same bytes each time.
package struct PackageSigner: Sendable {
    package enum Option: String, Sendable, CaseIterable {
        /// The manifest, which has the hash of each file, ends with its signature (SOL004 5.1 option 1).
        case manifest
        /// The whole package lies in a zip archive beside its signature and certificate (option 2).
        case package
    }

    /// PEM files.
    package var key: String
    package var certificate: String
    /// Of the key, where it is encrypted.
    package var passphrase: String?
    package var option: Option

    package init(key: String, certificate: String, passphrase: String? = nil, option: Option = .manifest) {
        self.key = key
        self.certificate = certificate
        self.passphrase = passphrase
        self.option = option
    }

    /// The certificate's file as it is.
    func certificateText() throws(SourceError) -> [UInt8] { try ReadableFile.bytes(certificate, limit: 1 << 20) }

    /// The signature of some bytes, as PEM.
    func sign(_ bytes: [UInt8]) throws(SourceError) -> [UInt8] {
        try sign(content: copenssl_copy(bytes, bytes.count))
    }

    /// The signature of a file, as PEM. The file is read in pieces.
    func sign(file: String) throws(SourceError) -> [UInt8] { try sign(content: BIO_new_file(file, "rb")) }

    private func sign(content: OpaquePointer?) throws(SourceError) -> [UInt8] {
        guard let content else { throw failure(key, "there is nothing to sign that could be read", "check the file") }
        defer {
            BIO_free(content)
            ERR_clear_error()
        }
        let chain = Certificates()
        guard chain.add(try certificateText()) > 0, let own = chain.all.first else {
            throw failure(
                certificate, "the file has no certificate", "give a PEM file with the signer's certificate first")
        }
        let keyText = try ReadableFile.bytes(key, limit: 1 << 20)
        guard let bio = copenssl_copy(keyText, keyText.count) else {
            throw failure(key, "libcrypto has no memory for the key", "try again")
        }
        defer { BIO_free(bio) }
        let opened =
            passphrase.map { text in text.withCString { copenssl_read_key(bio, $0) } } ?? copenssl_read_key(bio, nil)
        guard let privateKey = opened else {
            throw failure(
                key, "the private key can't be read",
                "give a PEM file; where it is encrypted, its passphrase in MANIFOLD_KEY_PASSPHRASE")
        }
        defer { EVP_PKEY_free(privateKey) }
        guard X509_check_private_key(own, privateKey) == 1 else {
            throw failure(
                key, "the private key is not that of the certificate", "give the key that belongs to \(certificate)")
        }
        let rest = Certificates()
        for certificate in chain.all.dropFirst() { rest.add(certificate) }
        let flags = UInt32(CMS_DETACHED | CMS_BINARY | CMS_NOATTR | CMS_NOSMIMECAP)
        guard let message = CMS_sign(own, privateKey, rest.stack, content, flags) else {
            throw failure(key, "the package can't be signed: \(Self.reason)", "use an RSA or EC key")
        }
        defer { CMS_ContentInfo_free(message) }
        guard let output = BIO_new(BIO_s_mem()) else { throw failure(key, "libcrypto has no memory", "try again") }
        defer { BIO_free(output) }
        guard PEM_write_bio_CMS(output, message) == 1 else {
            throw failure(key, "the signature can't be written: \(Self.reason)", "use an RSA or EC key")
        }
        return CertificateText.bytes(output)
    }

    private func failure(_ file: String, _ message: String, _ remedy: String) -> SourceError {
        SourceError(rule: .signatureCertificate, file: file, message: message, remedy: remedy)
    }

    private static var reason: String {
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(ERR_peek_last_error(), &text, text.count)
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }
}
