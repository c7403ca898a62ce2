import COpenSSL

/// One detached CMS signature (RFC 5652), checked against bytes that come in pieces.
///
///     let check = try SignatureCheck(text, certificates)
///     check.update(bytes)
///     let findings = check.finish(…)
final class SignatureCheck {
    private let message: OpaquePointer
    /// Hashes what is written to it, by each signer's algorithm.
    private let chain: OpaquePointer
    private let certificates: Certificates

    struct Problem: Error {
        var rule: DiagnosticRule
        var severity: Diagnostic.Severity?
        var message: String
        var remedy: String
    }

    struct Result {
        /// Subjects of those who signed.
        var signers: [String] = []
        var problems: [Problem] = []
    }

    /// - Parameters:
    ///   - bytes: the signature, as PEM (`-----BEGIN CMS-----`) or DER.
    ///   - certificates: those that the package brings beside the signature.
    init(_ bytes: [UInt8], certificates: Certificates) throws(Problem) {
        defer { ERR_clear_error() }
        guard let message = Self.parse(bytes), copenssl_is_signed(message) != 0 else {
            throw Problem(
                rule: .signatureDamaged, message: "the signature is no CMS signed data",
                remedy: "sign with `openssl cms -sign -binary -outform PEM`, or by `manifold pack --key`")
        }
        guard copenssl_has_content(message) == 0, copenssl_signer_count(message) > 0 else {
            let isAttached = copenssl_has_content(message) != 0
            CMS_ContentInfo_free(message)
            throw Problem(
                rule: .signatureDamaged,
                message: isAttached
                    ? "the signature carries a content of its own, so it doesn't sign the file"
                    : "the signature has no signer",
                remedy: "make a detached signature: `openssl cms -sign -binary -outform PEM`")
        }
        guard copenssl_signer_count(message) <= Self.mostSigners else {
            CMS_ContentInfo_free(message)
            throw Problem(
                rule: .signatureDamaged, message: "the signature has more than \(Self.mostSigners) signers",
                remedy: "let those sign who vouch for the package")
        }
        guard let chain = CMS_dataInit(message, BIO_new(BIO_s_null())) else {
            CMS_ContentInfo_free(message)
            throw Problem(
                rule: .signatureDamaged, message: "the signature uses a digest that libcrypto doesn't have",
                remedy: "sign with SHA-256, SHA-384 or SHA-512")
        }
        self.message = message
        self.chain = chain
        self.certificates = certificates
        if let own = CMS_get1_certs(message) {
            for index in 0..<copenssl_certificate_count(own) {
                if let certificate = copenssl_certificate_at(own, index) { certificates.add(certificate) }
            }
            copenssl_certificates_free(own)
        }
    }

    deinit {
        BIO_free_all(chain)
        CMS_ContentInfo_free(message)
    }

    private static let mostSigners = 16

    private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
        guard let bio = copenssl_copy(bytes, bytes.count) else { return nil }
        defer { BIO_free(bio) }
        // `-----BEGIN PKCS7-----` is read by the same function.
        return bytes.first == 0x30 ? d2i_CMS_bio(bio, nil) : PEM_read_bio_CMS(bio, nil, nil, nil)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let count = BIO_write(chain, rest.baseAddress, Int32(clamping: rest.count))
            guard count > 0 else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[Int(count)...])
        }
    }

    /// - Parameters:
    ///   - what: what was signed, for messages: `vnfd.mf`.
    ///   - trust: nil: who signed is not checked, which is a warning.
    ///   - time: seconds since 1970; nil: now.
    func finish(_ what: String, trust: TrustStore?, at time: Int?) -> Result {
        defer { ERR_clear_error() }
        var result = Result()
        for certificate in trust?.certificates.all ?? [] { certificates.add(certificate) }
        CMS_set1_signers_certs(message, certificates.stack, 0)
        for index in 0..<copenssl_signer_count(message) {
            guard let signer = copenssl_signer_at(message, index) else { continue }
            guard let certificate = copenssl_signer_certificate(signer) else {
                result.problems.append(
                    Problem(
                        rule: .signatureCertificate,
                        message:
                            "the certificate that `\(what)` was signed with is neither in the signature, nor in the "
                            + "package, nor in the trust store",
                        remedy: "put it into the package and name it by `ETSI-Entry-Certificate`, or into the signature"
                    ))
                continue
            }
            result.signers.append(CertificateText.subject(certificate))
            result.problems += problems(of: signer, certificate, what, trust, time)
        }
        return result
    }

    private func problems(
        of signer: OpaquePointer, _ certificate: OpaquePointer, _ what: String, _ trust: TrustStore?, _ time: Int?
    ) -> [Problem] {
        let subject = CertificateText.subject(certificate)
        guard copenssl_signer_digest(signer) != NID_md5, copenssl_signer_digest(signer) != NID_sha1 else {
            return [
                Problem(
                    rule: .signatureInvalid,
                    message: "`\(what)` is signed over a digest that can be forged (MD5 or SHA-1)",
                    remedy: "sign with SHA-256, SHA-384 or SHA-512")
            ]
        }
        // Signed attributes are signed in place of the content, whose digest is one of them.
        guard CMS_signed_get_attr_count(signer) < 0 || CMS_SignerInfo_verify(signer) == 1,
            CMS_SignerInfo_verify_content(signer, chain) == 1
        else {
            return [
                Problem(
                    rule: .signatureInvalid,
                    message: "the signature of `\(what)` by `\(subject)` is not that of the file",
                    remedy:
                        "the file was changed after it was signed: sign it again, or get the package from its provider")
            ]
        }
        if let problem = Self.usage(of: certificate, subject) { return [problem] }
        // A trust store asks for this of the whole chain; without one it holds for the signer all the same.
        if let problem = CertificateProblem.validity(of: certificate, at: time) {
            return [Self.problem(problem, what, subject, trust)]
        }
        guard let trust else {
            return [
                Problem(
                    rule: .signatureUntrusted, severity: .warning,
                    message: "`\(what)` is signed by `\(subject)`, and there is no trust store to say who that is",
                    remedy: "give the certificates of authorities (`--trust-store`)")
            ]
        }
        guard let problem = trust.problem(with: certificate, others: certificates, at: time) else { return [] }
        return [Self.problem(problem, what, subject, trust)]
    }

    /// What a certificate says that it may be used for (RFC 5280 4.2.1.3, 4.2.1.12); without the extension: everything.
    private static func usage(of certificate: OpaquePointer, _ subject: String) -> Problem? {
        let usage = X509_get_key_usage(certificate)
        guard usage == UInt32.max || usage & UInt32(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) != 0 else {
            return Problem(
                rule: .signatureCertificate, message: "the certificate of `\(subject)` is not for digital signatures",
                remedy: "sign with a certificate whose key usage has digitalSignature")
        }
        let extended = X509_get_extended_key_usage(certificate)
        guard extended == UInt32.max || extended & UInt32(XKU_CODE_SIGN | XKU_SMIME | XKU_ANYEKU) != 0 else {
            return Problem(
                rule: .signatureCertificate,
                message: "the certificate of `\(subject)` is for other things than signing files",
                remedy: "sign with a certificate whose extended key usage has codeSigning or emailProtection, or none")
        }
        return nil
    }

    private static func problem(
        _ problem: CertificateProblem, _ what: String, _ subject: String, _ trust: TrustStore?
    ) -> Problem {
        let store = trust?.path ?? "the trust store"
        return switch problem {
        case .expired(let name, let end):
            Problem(
                rule: .signatureCertificate,
                message: "the certificate of `\(name)`, by which `\(what)` is signed, "
                    + "was valid until \(end)",
                remedy: "sign the package again with a valid certificate")
        case .notYetValid(let name, let start):
            Problem(
                rule: .signatureCertificate,
                message: "the certificate of `\(name)`, by which `\(what)` is signed, "
                    + "is valid from \(start)",
                remedy: "check the clocks of the server and of who signed")
        case .untrusted(let name, let issuer):
            Problem(
                rule: .signatureUntrusted,
                message: "`\(what)` is signed by `\(subject)`, and nothing in the trust store vouches for it: "
                    + (name == issuer ? "`\(name)` is not in it" : "`\(issuer)`, who issued `\(name)`, is not in it"),
                remedy: "if you trust `\(issuer)`, put its certificate into \(store)")
        case .revoked(let name, let issuer):
            Problem(
                rule: .signatureCertificate,
                message: "the certificate of `\(name)`, by which `\(what)` is signed, was taken back by `\(issuer)`",
                remedy: "don't trust the package; its provider has to sign it with a certificate that is good")
        case .list(let issuer, let reason):
            Problem(
                rule: .signatureCertificate,
                message:
                    "whether `\(what)` is signed rightly can't be told: the revocation list of `\(issuer)`: \(reason)",
                remedy: "put the authority's newest list into \(store)")
        case .other(let reason):
            Problem(
                rule: .signatureCertificate, message: "`\(what)` is signed by `\(subject)`; \(reason)",
                remedy: "sign the package with another certificate")
        }
    }
}
