import COpenSSL
import Glibc

/// The certificates that signers are traced back to: authorities, or signers themselves. A folder of PEM and DER files, or
/// one file; revocation lists among them count.
final class TrustStore {
    let certificates = Certificates()
    private let revocations = RevocationLists()
    /// As it was given.
    let path: String

    /// Reads the files. Those that hold neither a certificate nor a list are passed over, because keys and notes lie there
    /// as well.
    ///
    /// - Throws: where nothing can be read there, or there is no certificate at all.
    init(path: String) throws(SourceError) {
        self.path = path
        if FolderSource.isFolder(path) {
            try FolderSource(path: path).visit { (entry, read) throws(SourceError) in
                guard entry.kind == .file, let size = entry.size, size <= Self.fileBytes else { return }
                var bytes: [UInt8] = []
                try Chunks.forEach(read) { (chunk) throws(SourceError) in bytes += chunk }
                add(bytes)
            }
        } else {
            add(try ReadableFile.bytes(path, limit: Self.fileBytes))
        }
        if certificates.isEmpty {
            throw SourceError(
                rule: .signatureUntrusted, file: path, message: "the trust store has no certificate",
                remedy: "put the certificates of the authorities, as PEM, there")
        }
    }

    /// Lists of large authorities have some MiB.
    private static let fileBytes = 16 << 20

    private func add(_ bytes: [UInt8]) {
        certificates.add(bytes)
        revocations.add(bytes)
    }

    /// Traces a certificate back to one of the store.
    ///
    /// - Parameters:
    ///   - others: certificates that may stand between.
    ///   - time: seconds since 1970 at which all of them must be valid; nil: now.
    /// - Returns: why that can't be done; nil where it can.
    func problem(with certificate: OpaquePointer, others: Certificates, at time: Int?) -> CertificateProblem? {
        defer { ERR_clear_error() }
        guard let store = X509_STORE_new(), let context = X509_STORE_CTX_new() else {
            return .other("libcrypto has no memory for a chain of certificates")
        }
        defer {
            X509_STORE_CTX_free(context)
            X509_STORE_free(store)
        }
        for trusted in certificates.all { X509_STORE_add_cert(store, trusted) }
        guard X509_STORE_CTX_init(context, store, certificate, others.stack) == 1 else {
            return .other("libcrypto can't begin with the chain of certificates")
        }
        let parameters = X509_STORE_CTX_get0_param(context)
        if let time { X509_VERIFY_PARAM_set_time(parameters, time) }
        X509_VERIFY_PARAM_set_purpose(parameters, Int32(X509_PURPOSE_ANY))
        // A signer's own certificate in the store is trusted as it is.
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        if !revocations.isEmpty {
            revocations.add(to: store)
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL))
            // An authority of which there is no list revokes nothing.
            X509_STORE_CTX_set_verify_cb(context) { isRight, context in
                isRight == 1 || X509_STORE_CTX_get_error(context) == X509_V_ERR_UNABLE_TO_GET_CRL ? 1 : 0
            }
        }
        X509_VERIFY_PARAM_set_depth(parameters, 16)
        X509_VERIFY_PARAM_set_auth_level(parameters, 1)
        if X509_verify_cert(context) == 1 { return nil }
        let code = X509_STORE_CTX_get_error(context)
        let culprit = X509_STORE_CTX_get_current_cert(context) ?? certificate
        let reason = String(cString: X509_verify_cert_error_string(Int(code)))
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return .expired(CertificateText.subject(culprit), CertificateText.notAfter(culprit))
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return .notYetValid(CertificateText.subject(culprit), CertificateText.notBefore(culprit))
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return .untrusted(CertificateText.subject(culprit), CertificateText.issuer(culprit))
        case X509_V_ERR_CERT_REVOKED:
            return .revoked(CertificateText.subject(culprit), CertificateText.issuer(culprit))
        case X509_V_ERR_CRL_HAS_EXPIRED, X509_V_ERR_CRL_NOT_YET_VALID:
            return .list(CertificateText.issuer(culprit), reason)
        default:
            return .other("the certificate of `\(CertificateText.subject(culprit))`: \(reason)")
        }
    }
}

/// Why a signer's certificate is not taken. Names are subjects.
enum CertificateProblem {
    case expired(String, String)
    case notYetValid(String, String)
    case untrusted(String, _ issuer: String)
    case revoked(String, _ issuer: String)
    /// The revocation list of an authority is out of its time.
    case list(_ issuer: String, _ reason: String)
    case other(String)

    /// Whether the certificate itself is within its time.
    ///
    /// - Parameter time: seconds since 1970; nil: now.
    static func validity(of certificate: OpaquePointer, at time: Int?) -> CertificateProblem? {
        var moment = time ?? Glibc.time(nil)
        // 0 is a time that can't be read, which no certificate is valid at.
        guard X509_cmp_time(X509_get0_notBefore(certificate), &moment) < 0 else {
            return .notYetValid(CertificateText.subject(certificate), CertificateText.notBefore(certificate))
        }
        guard X509_cmp_time(X509_get0_notAfter(certificate), &moment) > 0 else {
            return .expired(CertificateText.subject(certificate), CertificateText.notAfter(certificate))
        }
        return nil
    }
}
