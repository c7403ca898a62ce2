import MANOModel

/// An IPv4 or IPv6 prefix such as `10.10.0.0/24`.
package struct IPPrefix: Hashable, Sendable {
    /// With zeros behind the prefix.
    package var address: IPAddress
    /// Bits.
    package var length: Int

    /// - Throws: `.unprocessable` that says what is wrong and what would be right.
    package init(_ text: String) throws {
        guard let (address, length) = Self.split(text) else {
            throw ManifoldError(
                .unprocessable, "\"\(text)\" is not an IP prefix",
                remedy: "write it as 10.10.0.0/24 or 2001:db8::/64")
        }
        let network = IPAddress(version: address.version, bits: address.bits & Self.mask(length, address.version))
        guard network == address else {
            throw ManifoldError(
                .unprocessable, "\(text) has bits behind its prefix", remedy: "the prefix is \(network)/\(length)")
        }
        self.address = address
        self.length = length
    }

    /// The address of an interface (`10.10.0.1/24`) and its prefix length; nil where it isn't one.
    package static func split(_ text: String) -> (address: IPAddress, length: Int)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])),
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1]),
            String(length) == parts[1], length <= address.width
        else { return nil }
        return (address, length)
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.version == self.address.version
            && address.bits & Self.mask(length, address.version) == self.address.bits
    }

    /// The highest address of the prefix.
    package var last: IPAddress {
        let ones = Self.mask(address.width, address.version) ^ Self.mask(length, address.version)
        return IPAddress(version: address.version, bits: address.bits | ones)
    }

    private static func mask(_ length: Int, _ version: IPVersion) -> UInt128 {
        let all: UInt128 = version == .ipv4 ? UInt128(UInt32.max) : .max
        return length == 0 ? 0 : all & (all << UInt128(version.width - length))
    }
}

extension IPPrefix: CustomStringConvertible {
    package var description: String { "\(address)/\(length)" }
}
