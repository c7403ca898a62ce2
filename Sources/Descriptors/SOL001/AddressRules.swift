import MANOModel

/// Rules on addresses and rates that both languages have.
enum AddressRules {
    /// The prefix, where it is one of the version. One with bits behind it is shown, and refused when it is used.
    static func prefix(_ text: String, _ version: IPVersion, at place: Place, _ log: DiagnosticLog) -> IPPrefix? {
        guard let prefix = IPPrefix(text), prefix.version == version else {
            log.report(
                .addressInvalid, at: place, "`cidr` is `\(text)`",
                "write an \(version == .ipv4 ? "IPv4 prefix such as `192.0.2.0/24`" : "IPv6 prefix such as `2001:db8::/64`")"
            )
            return nil
        }
        if !prefix.isNetwork {
            log.report(
                .addressInvalid, at: place, severity: .warning,
                "`cidr` is `\(text)`, which has bits behind its prefix: no network can be made of it",
                "write the network, with zeros behind the prefix")
        }
        return prefix
    }

    /// A pool goes upwards.
    static func pool(_ start: String, _ end: String, at place: Place, _ log: DiagnosticLog) {
        guard let first = IPPrefix.address(start), let last = IPPrefix.address(end), first.0 == last.0,
            last.1.lexicographicallyPrecedes(first.1)
        else { return }
        log.report(
            .addressInvalid, at: place, "the pool begins at `\(start)`, behind its end `\(end)`",
            "write the lower address first")
    }

    static func fixed(_ text: String, _ version: IPVersion?, at place: Place, _ log: DiagnosticLog) {
        if let address = IPPrefix.address(text), version.map({ $0 == address.0 }) ?? true { return }
        let kind = version.map { $0 == .ipv4 ? "IPv4 " : "IPv6 " } ?? "IP "
        log.report(
            .addressInvalid, at: place, "`\(text)` is no \(kind)address",
            "write one such as `\(version == .ipv6 ? "2001:db8::10" : "192.0.2.10")`")
    }

    /// The MTU is one that a link can have.
    static func mtu(_ mtu: Int?, of protocols: [VirtualLinkProtocolData], at place: Place, _ log: DiagnosticLog) {
        let hasIPv6 = protocols.contains { $0.l3?.ipVersion == .ipv6 }
        let least = hasIPv6 ? Network.leastMTUOfIPv6 : Network.leastMTU
        guard let mtu, !(least...Network.mostMTU).contains(mtu) else { return }
        log.report(
            .propertyConstraint, at: place, "the MTU is \(mtu)",
            "write one from \(least)\(hasIPv6 ? " (IPv6)" : "") to \(Network.mostMTU) bytes")
    }

    /// What a link has at least is not more than what it has at most. A maximum of 0 is one that nobody set.
    static func bitrates(_ profile: VirtualLinkProfile, at place: Place, _ log: DiagnosticLog) {
        let (least, most) = (profile.minBitrate.root, profile.maxBitrate.root)
        guard most > 0, least > most else { return }
        log.report(
            .propertyConstraint, at: place, "the minimum bit rate \(least) is above the maximum \(most)",
            "lower the minimum, or raise the maximum")
    }
}
