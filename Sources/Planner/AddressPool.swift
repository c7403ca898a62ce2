package import MANOModel

/// The addresses that guests on a network may have.
package struct AddressPool: Sendable, Equatable {
    package let prefix: IPPrefix
    /// Addresses that no guest gets, with what each is.
    private let kept: [IPAddress: String]

    /// - Parameters:
    ///   - gateway: never given to a guest.
    ///   - reserved: addresses, with or without prefix length, that are never given either.
    /// - Throws: `.unprocessable` that names what is wrong.
    package init(prefix: String, gateway: String? = nil, reserved: [String] = []) throws {
        let prefix = try IPPrefix(prefix)
        var kept = Self.unusable(in: prefix)
        for text in reserved { kept[try Self.address(text, in: prefix)] = "reserved" }
        if let gateway {
            let address = try Self.address(gateway, in: prefix)
            if let what = kept[address], what != "reserved" {
                throw ManifoldError(.unprocessable, "the gateway \(gateway) is \(what) of \(prefix)")
            }
            kept[address] = "the gateway"
        }
        self.prefix = prefix
        self.kept = kept
    }

    /// The pool of a network: neither its gateway nor its own interface's address is given away; nil without a prefix.
    ///
    /// - Throws: `.unprocessable` that names what is wrong.
    package init?(network: Network) throws {
        guard let prefix = network.prefix else { return nil }
        var reserved: [String] = []
        switch network.attachment {
        case .namespace(_, .some(let address)), .host(let address): reserved.append(address)
        case .namespace(_, nil), .none, .physical, .provider: break
        }
        try self.init(prefix: prefix, gateway: network.gateway, reserved: reserved)
    }

    /// The lowest address that a guest may have; nil: there is none.
    ///
    /// - Parameter after: it is above that one.
    package func lowest(after: IPAddress? = nil, where isFree: (IPAddress) throws -> Bool) rethrows -> IPAddress? {
        var address = prefix.address
        if let after {
            guard after.bits < prefix.last.bits else { return nil }
            address.bits = after.bits + 1
        }
        while true {
            if kept[address] == nil, try isFree(address) { return address }
            guard address.bits < prefix.last.bits else { return nil }
            address.bits += 1
        }
    }

    package func contains(_ address: String) -> Bool { Self.parse(address).map(prefix.contains) ?? false }

    /// The one spelling, with prefix length, of an address that somebody asks for.
    ///
    /// - Throws: `.unprocessable` where it is no address of the prefix, or one that no guest may have.
    package func normalised(_ address: String) throws -> String {
        let parsed = try Self.address(address, in: prefix)
        if let what = kept[parsed] {
            throw ManifoldError(
                .unprocessable, "\(parsed) is \(what) in \(prefix)",
                remedy: "ask for another address")
        }
        return "\(parsed)/\(prefix.length)"
    }

    private static func parse(_ text: String) -> IPAddress? { IPAddress(text) ?? IPPrefix.split(text)?.address }

    private static func address(_ text: String, in prefix: IPPrefix) throws -> IPAddress {
        guard let address = parse(text) else {
            throw ManifoldError(.unprocessable, "\"\(text)\" is not an IP address")
        }
        if let length = IPPrefix.split(text)?.length, length != prefix.length {
            throw ManifoldError(
                .unprocessable, "\(text) has another prefix length than \(prefix)",
                remedy: "write \(address)/\(prefix.length)")
        }
        guard prefix.contains(address) else {
            throw ManifoldError(.unprocessable, "\(address) is not in \(prefix)")
        }
        return address
    }

    /// Network and broadcast address (not for /31 and /32, RFC 3021); the subnet-router anycast address of IPv6
    /// (not for /127 and /128, RFC 6164).
    private static func unusable(in prefix: IPPrefix) -> [IPAddress: String] {
        guard prefix.length < prefix.address.width - 1 else { return [:] }
        return prefix.address.version == .ipv4
            ? [prefix.address: "the network address", prefix.last: "the broadcast address"]
            : [prefix.address: "the subnet-router anycast address"]
    }
}
