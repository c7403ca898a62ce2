import Glibc
import MANOModel

/// An IP prefix, for checks.
struct IPPrefix {
    let version: IPVersion
    private let bytes: [UInt8]
    private let length: Int

    /// Reads `address/length`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let (version, bytes) = Self.address(String(parts[0])), let length = Int(parts[1]),
            (0...bytes.count * 8).contains(length)
        else { return nil }
        self.version = version
        self.bytes = bytes
        self.length = length
    }

    func contains(_ address: String) -> Bool {
        guard let (version, other) = Self.address(address), version == self.version else { return false }
        return (0..<length).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == other[bit / 8] & mask
        }
    }

    /// Whether nothing stands behind the prefix.
    var isNetwork: Bool {
        (length..<bytes.count * 8).allSatisfy { bytes[$0 / 8] & (UInt8(0x80) >> UInt8($0 % 8)) == 0 }
    }

    static func address(_ text: String) -> (IPVersion, [UInt8])? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return (.ipv4, withUnsafeBytes(of: four) { Array($0) }) }
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return (.ipv6, withUnsafeBytes(of: six) { Array($0) }) }
        return nil
    }
}
