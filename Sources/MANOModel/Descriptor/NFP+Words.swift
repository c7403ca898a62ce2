extension NFP {
    /// What traffic takes the path; empty: all.
    package var classifierInWords: String {
        let rules = rules.map(\.inWords)
        return rules.contains("") ? "" : rules.joined(separator: " or ")
    }
}

extension NfpRule {
    /// `ipv4 tcp to port 8080`; empty: all traffic.
    package var inWords: String {
        var words: [String] = []
        if let etherType { words.append(etherType.rawValue) }
        if let ipProtocol { words.append(ipProtocol.name) }
        if let ports = sourcePorts { words.append("from \(ports.inWords)") }
        if let prefix = sourcePrefix { words.append("from \(prefix)") }
        if let address = etherSource { words.append("from \(address)") }
        if let ports = destinationPorts { words.append("to \(ports.inWords)") }
        if let prefix = destinationPrefix { words.append("to \(prefix)") }
        if let address = etherDestination { words.append("to \(address)") }
        if !vlanTags.isEmpty { words.append("VLAN \(vlanTags.map(String.init).joined(separator: ", "))") }
        if let dscp { words.append("DSCP \(dscp)") }
        for mask in masks { words.append("\(mask.length) bits at \(mask.startingPoint) are \(mask.value)") }
        return words.joined(separator: " ")
    }
}

extension PortRange {
    /// `port 22`, `ports 20-22`
    package var inWords: String { lower == upper ? "port \(lower)" : "ports \(lower)-\(upper)" }
}
