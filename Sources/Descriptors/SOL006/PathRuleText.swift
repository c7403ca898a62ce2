import MANOModel

/// The text of a path's rule. SOL006 leaves its form open (assertions joined by AND, OR and NOT, IFA014 6.4.3.2); here an
/// assertion is `name=value` with SOL001's names, `and` joins those of one rule, and `or` begins another rule:
///
///     protocol=tcp and destination_port_range=80-443 or protocol=icmp
///
/// Dashes count as underscores in names. NOT can't be expressed by SOL001's rules, and is refused.
struct PathRuleText {
    private let text: String
    private let place: Place
    private let log: DiagnosticLog

    init(_ text: String, at place: Place, log: DiagnosticLog) {
        self.text = text
        self.place = place
        self.log = log
    }

    static let names = [
        "ether_destination_address", "ether_source_address", "ether_type", "vlan_tag", "protocol", "dscp",
        "source_port_range", "destination_port_range", "source_ip_address_prefix", "destination_ip_address_prefix",
        "precedence",
    ]

    /// The rules in it, each with a name made from its number, which counts from 1.
    func rules(name: (Int) -> String) -> [NfpRule] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var rules: [NfpRule] = []
        for alternative in words.split(whereSeparator: { $0.lowercased() == "or" }) {
            var rule = NfpRule(id: name(rules.count + 1))
            var isFirst = true
            for assertion in alternative.split(
                omittingEmptySubsequences: false, whereSeparator: { $0.lowercased() == "and" })
            {
                apply(assertion.joined(separator: " "), isOnly: isFirst && alternative.count <= 1, to: &rule)
                isFirst = false
            }
            checkPorts(rule)
            rules.append(rule)
        }
        return rules
    }

    private func report(_ message: String, _ remedy: String) {
        log.report(.sol006Path, at: place, message, remedy)
    }

    private func apply(_ assertion: String, isOnly: Bool, to rule: inout NfpRule) {
        // `any` and `all` alone take everything.
        if isOnly, ["any", "all", "*"].contains(assertion.lowercased()) { return }
        if assertion.lowercased().hasPrefix("not ") || assertion.contains("!") {
            return report(
                "`\(assertion)` is a negation, which no rule of a path can express", "name the traffic that is wanted")
        }
        let parts = assertion.split(separator: "=", maxSplits: 1).map { String($0.trimmingSpaces) }
        guard parts.count == 2, !parts[1].isEmpty else {
            return report(
                "`\(assertion)` is no assertion", "write `name=value`, joined by `and` and `or`, such as `protocol=tcp`"
            )
        }
        let value = parts[1].drop { $0 == "=" || $0 == " " }.trimmingSpaces
        var name = SOL006Data.underscored(parts[0].lowercased())
        if !Self.names.contains(name) {
            report("a rule has no `\(name)`", NearestName.remedy(for: name, among: Self.names, else: "remove it"))
            guard let meant = log.slip(of: name, among: Self.names) else { return }
            name = meant
        }
        set(name, String(value), &rule)
    }

    private func set(_ name: String, _ value: String, _ rule: inout NfpRule) {
        switch name {
        case "ether_destination_address": rule.etherDestination = mac(value)
        case "ether_source_address": rule.etherSource = mac(value)
        case "ether_type":
            rule.etherType = IPVersion(rawValue: value.lowercased())
            if rule.etherType == nil { report("`ether_type` is `\(value)`", "write `ipv4` or `ipv6`") }
        case "vlan_tag":
            rule.vlanTags += value.split(separator: ",").compactMap { number(String($0), "VLAN tag", 1...4094) }
        case "dscp": rule.dscp = number(value, "DSCP", 0...63)
        case "precedence": rule.precedence = number(value, "precedence", 0...65535) ?? rule.precedence
        case "protocol":
            rule.ipProtocol = ProtocolNumbers.ipProtocol(value)
            if rule.ipProtocol == nil {
                log.report(
                    .ipProtocol, at: place, "there is no protocol `\(value)`",
                    NearestName.remedy(
                        for: value, among: ProtocolNumbers.names, else: "write `tcp`, `udp`, another name or a number"))
            }
        case "source_port_range": rule.sourcePorts = ports(value)
        case "destination_port_range": rule.destinationPorts = ports(value)
        case "source_ip_address_prefix": rule.sourcePrefix = prefix(value, &rule)
        case "destination_ip_address_prefix": rule.destinationPrefix = prefix(value, &rule)
        default: break
        }
    }

    private func mac(_ text: String) -> String? {
        let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 6, parts.allSatisfy({ $0.utf8.count == 2 && UInt8($0, radix: 16) != nil }) {
            return text.lowercased()
        }
        log.report(.addressInvalid, at: place, "`\(text)` is no MAC address", "write one such as `52:54:00:12:34:56`")
        return nil
    }

    private func number(_ text: String, _ what: String, _ range: ClosedRange<Int>) -> Int? {
        let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        if let number, range.contains(number) { return number }
        report("the \(what) is `\(text)`", "write an integer from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    private func ports(_ text: String) -> PortRange? {
        let bounds = text.split(separator: "-").map { UInt16($0.trimmingSpaces) }
        if let lower = bounds.first ?? nil, let upper = bounds.last ?? nil, bounds.count <= 2, lower <= upper {
            return PortRange(lower, upper)
        }
        report("`\(text)` is no range of ports", "write `80`, or `80-90`")
        return nil
    }

    /// A prefix; an address alone is a prefix of its whole length.
    private func prefix(_ text: String, _ rule: inout NfpRule) -> String? {
        var whole = text
        if let (version, _) = IPPrefix.address(text) { whole += version == .ipv4 ? "/32" : "/128" }
        guard let prefix = IPPrefix(whole) else {
            log.report(.addressInvalid, at: place, "`\(text)` is no IP prefix", "write one such as `192.0.2.0/24`")
            return nil
        }
        if let type = rule.etherType, type != prefix.version {
            report(
                "the rule is about \(type.rawValue), and `\(text)` is \(prefix.version.rawValue)",
                "correct `ether_type`, or the prefix")
        }
        rule.etherType = prefix.version
        return whole
    }

    private func checkPorts(_ rule: NfpRule) {
        guard rule.sourcePorts != nil || rule.destinationPorts != nil, rule.ipProtocol?.hasPorts != true else { return }
        // An assertion about the protocol that is wrong was told.
        guard rule.ipProtocol != nil || !log.has(.ipProtocol, at: place) else { return }
        report("the rule names ports, but no protocol that has them", "add `protocol=tcp`, or another")
    }
}
