extension Network {
    /// What an IPv4 link carries at least, in bytes (RFC 791, 3.2).
    package static let leastMTU = 68
    /// What an IPv6 link carries at least, in bytes (RFC 8200, 5).
    package static let leastMTUOfIPv6 = 1280
    /// What a tap of the kernel carries at most, in bytes: 65535 with the header of Ethernet.
    package static let mostMTU = 65521
    /// Of a link for which nothing is said, in bytes.
    package static let usualMTU = 1500

    /// - Parameters:
    ///   - mtu: in bytes; nil: nothing is said.
    ///   - title: whose it is: `virtual link left`.
    ///   - hasIPv6: there are IPv6 addresses on it.
    /// - Throws: `.unprocessable` where no link can have it.
    package static func checkMTU(_ mtu: Int?, of title: String, hasIPv6: Bool) throws(ManifoldError) {
        guard let mtu else { return }
        let least = hasIPv6 ? leastMTUOfIPv6 : leastMTU
        guard !(least...mostMTU).contains(mtu) else { return }
        throw ManifoldError(
            .unprocessable, "the MTU of \(title) is \(mtu)",
            remedy: "from \(least)\(hasIPv6 ? " (IPv6)" : "") to \(mostMTU) bytes, or none for \(usualMTU)")
    }
}

extension VirtualLinkProfile {
    /// Bytes, of the first protocol that says it; nil: nothing is said.
    package var mtu: Int? { protocols.lazy.compactMap(\.l2?.mtu).first }

    /// The MTU of a link with this profile; nil: nothing is said.
    ///
    /// - Throws: `.unprocessable` where no link can have it.
    package func checkedMTU(ofLink id: String, _ connectivity: ConnectivityType) throws(ManifoldError) -> Int? {
        let hasIPv6 = connectivity.layerProtocols.contains(.ipv6) || protocols.contains { $0.l3?.ipVersion == .ipv6 }
        try Network.checkMTU(mtu, of: "virtual link \(id)", hasIPv6: hasIPv6)
        return mtu
    }
}

extension GuestInterface.Model {
    /// Bytes of the largest MTU that the card's drivers in guests give it.
    package var mostMTU: Int {
        switch self {
        case .virtio: Network.mostMTU
        // Linux's: frames of 16128 and 9234 bytes.
        case .e1000: 16110
        case .e1000e: 9212
        case .rtl8139: 1500
        }
    }
}
