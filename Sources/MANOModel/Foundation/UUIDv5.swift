import Crypto
package import FoundationEssentials

extension UUID {
    /// The name-based UUID of RFC 4122 4.3 (version 5, SHA-1): the same namespace and name always give the same UUID.
    package init(namespace: UUID, name: String) {
        var hash = Insecure.SHA1()
        withUnsafeBytes(of: namespace.uuid) { hash.update(bufferPointer: $0) }
        hash.update(data: Array(name.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
