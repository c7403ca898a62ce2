import COpenSSL
import Glibc

/// The certificates that signers are traced back to: authorities, or signers themselves. A folder of PEM and DER files.
final class TrustStore {
    let certificates = Certificates()
    let folder: String

    /// Reads the folder. Files that hold no certificate are passed over, because keys and notes lie there as well.
    ///
    /// - Throws: where the folder can't be read, or has no certificate at all.
    init(folder: String) throws(SourceError) {
        self.folder = folder
        try FolderSource(path: folder).visit { (entry, read) throws(SourceError) in
            guard entry.kind == .file, let size = entry.size, size <= 1 << 20 else { return }
            var bytes: [UInt8] = []
            try Chunks.forEach(read) { (chunk) throws(SourceError) in bytes += chunk }
            certificates.add(bytes)
        }
        if certificates.isEmpty {
            throw SourceError(
                rule: .signatureUntrusted, file: folder, message: "the trust store has no certificate",
                remedy: "put the certificates of the authorities, as PEM, into the folder")
        }
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
    case other(String)
}
