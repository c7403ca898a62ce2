import YAML

extension HostsFileReader {
    mutating func settings(of root: YAMLNode, hosts: Set<String>) -> SimulationSettings {
        var settings = SimulationSettings()
        if let node = root["delays"] {
            if let pairs = node.mapping {
                for pair in pairs {
                    checkAction(pair.key)
                    if let delay = milliseconds(pair.value) { settings.delays[pair.name] = delay }
                }
            } else if !node.isNull {
                report(node, "delays is \(node.kindName); write a map of actions to times such as startGuest: 200 ms")
            }
        }
        if let node = root["readyAfter"], let time = milliseconds(node) { settings.readyAfter = time }
        if let node = root["faults"] {
            if let entries = node.sequence {
                settings.faults = entries.compactMap { fault($0, hosts: hosts) }
            } else if !node.isNull {
                report(node, "faults is \(node.kindName); write a list of faults")
            }
        }
        return settings
    }

    private mutating func fault(_ node: YAMLNode, hosts: Set<String>) -> SimulatedFault? {
        guard node.mapping != nil else {
            report(node, "a fault is \(node.kindName); write a map with action and kind")
            return nil
        }
        checkKeys(of: node, ["action", "host", "name", "kind", "error", "times", "after"])
        guard let actionNode = node["action"], let kindNode = node["kind"] else {
            report(node, "the fault has no \(node["action"] == nil ? "action" : "kind"); add it")
            return nil
        }
        checkAction(actionNode)
        guard let kind = kindNode.text.flatMap(SimulatedFault.Kind.init) else {
            let kinds = SimulatedFault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            report(kindNode, "\"\(kindNode.text ?? "")\" is not a kind of fault; kinds are \(kinds)")
            return nil
        }
        var fault = SimulatedFault(action: actionNode.text ?? "", kind: kind)
        if let host = node["host"], let name = text(host) {
            fault.host = name
            if !hosts.contains(name) { report(host, "there is no host \(name); name one of those under hosts") }
        }
        fault.name = node["name"].flatMap { text($0) }
        fault.error = node["error"].flatMap { text($0) }
        fault.times = node["times"].flatMap { integer($0, 1...1_000_000_000) }
        fault.after = node["after"].flatMap { milliseconds($0) }
        return fault
    }

    private mutating func checkAction(_ node: YAMLNode) {
        guard !SimulationSettings.isKnown(node.text ?? "") else { return }
        let known = WorldAction.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        report(node, "there is no action \"\(node.text ?? "")\"; actions are \(known), and \"*\" for all")
    }

    // MARK: Values

    mutating func checkKeys(of node: YAMLNode, _ known: [String]) {
        for pair in node.mapping ?? [] where !known.contains(pair.name) {
            report(pair.key, "there is no key \"\(pair.name)\" here; keys are \(known.joined(separator: ", "))")
        }
    }

    mutating func text(_ node: YAMLNode) -> String? {
        if let text = node.string, !text.isEmpty { return text }
        report(node, "this is \(node.kindName); write a text")
        return nil
    }

    mutating func boolean(_ node: YAMLNode) -> Bool? {
        if let value = node.bool { return value }
        report(node, "this is \(node.kindName); write true or false")
        return nil
    }

    mutating func integer(_ node: YAMLNode, _ range: ClosedRange<Int>) -> Int? {
        if let value = node.int, range.contains(value) { return value }
        report(
            node,
            "\(node.text.map { "\"\($0)\"" } ?? node.kindName) can't stand here; write a number from \(range.lowerBound) to \(range.upperBound)"
        )
        return nil
    }

    /// Bytes.
    mutating func size(_ node: YAMLNode) -> Int64? {
        let units: [String: Double] = [
            "": 1, "B": 1, "KiB": 0x1p10, "MiB": 0x1p20, "GiB": 0x1p30, "TiB": 0x1p40, "kB": 1e3, "MB": 1e6, "GB": 1e9,
            "TB": 1e12,
        ]
        if let value = quantity(node, units), value >= 1, value < 0x1p62 { return Int64(value) }
        report(node, "\"\(node.text ?? "")\" is not a size; write bytes, or a number with a unit such as 128 GiB")
        return nil
    }

    mutating func milliseconds(_ node: YAMLNode) -> Int? {
        if let value = quantity(node, ["": 1, "ms": 1, "s": 1000, "min": 60_000]), value >= 0, value < 1e12 {
            return Int(value.rounded())
        }
        report(node, "\"\(node.text ?? "")\" is not a time; write milliseconds, or a number with a unit such as 1.5 s")
        return nil
    }

    private func quantity(_ node: YAMLNode, _ units: [String: Double]) -> Double? {
        guard let text = node.text else { return nil }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
        return number * factor
    }
}
