import Crypto

/// Names that Manifold gives to things outside itself. A Linux interface name has at most 15 bytes and libvirt clears
/// `vnet*`, so a name is `mf` and twelve base32 characters (60 bits) of the SHA-256 of what it stands for.
package enum ExternalName {
    package static let prefix = "mf"
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// The external name of one thing: `kind` separates the names of several things that one owner has.
    package static func make(kind: String, owner: String) -> String {
        let digest = Array(SHA256.hash(data: Array("\(kind):\(owner)".utf8)))
        var bits: UInt64 = 0
        for byte in digest.prefix(8) { bits = bits << 8 | UInt64(byte) }
        var name = Array(prefix.utf8)
        for index in 0..<12 { name.append(alphabet[Int(bits >> UInt64(59 - 5 * index) & 31)]) }
        return String(decoding: name, as: UTF8.self)
    }

    /// The 64-bit cookie under which an owner's flows are known in a switch; never 0 and never all ones, which OpenFlow keeps.
    package static func cookie(owner: String) -> UInt64 {
        var bits: UInt64 = 0
        for byte in SHA256.hash(data: Array("cookie:\(owner)".utf8)).prefix(8) { bits = bits << 8 | UInt64(byte) }
        return bits == 0 || bits == .max ? 1 : bits
    }

    /// A locally administered unicast MAC address under QEMU's prefix 52:54:00 is too small to be unique for long;
    /// this one has 46 free bits.
    package static func macAddress(owner: String) -> String {
        var bytes = Array(SHA256.hash(data: Array("mac:\(owner)".utf8)).prefix(6))
        bytes[0] = bytes[0] & 0xfc | 0x02
        return bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined(separator: ":")
    }
}
