import YAML

/// Reads delays and faults of a hosts file.
struct SimulationReader {
    var yaml: YAMLReader

    mutating func settings(of root: YAMLNode, hosts: Set<String>) -> SimulationSettings {
        var settings = SimulationSettings()
        if let node = root["delays"] {
            if let pairs = node.mapping {
                for pair in pairs {
                    checkAction(pair.key)
                    if let delay = yaml.milliseconds(pair.value) { settings.delays[pair.name] = delay }
                }
            } else if !node.isNull {
                yaml.report(
                    node, "delays is \(node.kindName); write a map of actions to times such as startGuest: 200 ms")
            }
        }
        if let node = root["readyAfter"], let time = yaml.milliseconds(node) { settings.readyAfter = time }
        if let node = root["faults"] {
            if let entries = node.sequence {
                settings.faults = entries.compactMap { fault($0, hosts: hosts) }
            } else if !node.isNull {
                yaml.report(node, "faults is \(node.kindName); write a list of faults")
            }
        }
        return settings
    }

    private mutating func fault(_ node: YAMLNode, hosts: Set<String>) -> SimulatedFault? {
        guard node.mapping != nil else {
            yaml.report(node, "a fault is \(node.kindName); write a map with action and kind")
            return nil
        }
        yaml.checkKeys(of: node, ["action", "host", "name", "kind", "error", "times", "after"])
        guard let actionNode = node["action"], let kindNode = node["kind"] else {
            yaml.report(node, "the fault has no \(node["action"] == nil ? "action" : "kind"); add it")
            return nil
        }
        checkAction(actionNode)
        guard let kind = kindNode.text.flatMap(SimulatedFault.Kind.init) else {
            let kinds = SimulatedFault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            yaml.report(kindNode, "\"\(kindNode.text ?? "")\" is not a kind of fault; kinds are \(kinds)")
            return nil
        }
        var fault = SimulatedFault(action: actionNode.text ?? "", kind: kind)
        if let host = node["host"], let name = yaml.text(host) {
            fault.host = name
            if !hosts.contains(name) { yaml.report(host, "there is no host \(name); name one of those under hosts") }
        }
        fault.name = node["name"].flatMap { yaml.text($0) }
        fault.error = node["error"].flatMap { yaml.text($0) }
        fault.times = node["times"].flatMap { yaml.integer($0, 1...1_000_000_000) }
        fault.after = node["after"].flatMap { yaml.milliseconds($0) }
        return fault
    }

    private mutating func checkAction(_ node: YAMLNode) {
        guard !SimulationSettings.isKnown(node.text ?? "") else { return }
        let known = WorldAction.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        yaml.report(node, "there is no action \"\(node.text ?? "")\"; actions are \(known), and \"*\" for all")
    }
}
