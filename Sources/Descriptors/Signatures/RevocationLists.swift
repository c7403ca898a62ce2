import COpenSSL

/// Lists of certificates that their authorities have taken back (RFC 5280 5).
final class RevocationLists {
    private var lists: [OpaquePointer] = []

    deinit {
        for list in lists { X509_CRL_free(list) }
    }

    var isEmpty: Bool { lists.isEmpty }

    /// Adds those of a file's text: PEM with one or more, or DER with one.
    func add(_ bytes: [UInt8]) {
        defer { ERR_clear_error() }
        guard let bio = copenssl_copy(bytes, bytes.count) else { return }
        defer { BIO_free(bio) }
        if bytes.first == 0x30 {
            if let list = d2i_X509_CRL_bio(bio, nil) { lists.append(list) }
            return
        }
        while let list = PEM_read_bio_X509_CRL(bio, nil, nil, nil) { lists.append(list) }
    }

    /// The store keeps them for itself.
    func add(to store: OpaquePointer) {
        for list in lists { X509_STORE_add_crl(store, list) }
    }
}
