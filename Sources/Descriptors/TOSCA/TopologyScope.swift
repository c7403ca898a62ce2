import YAML

/// What names in a topology stand for: its nodes and relationships as they are written, and their types.
struct TopologyScope {
    let file: String
    let nodes: [String: YAMLNode]
    let relationships: [String: YAMLNode]
    let registry: TypeRegistry
    /// The type of the node that the topology stands for, and what is known of that node's properties.
    var substituted: String?
    var knownInputs: [String: YAMLNode] = [:]

    /// A value as it is written, and where.
    struct Value {
        var node: YAMLNode
        var file: String
    }

    func type(of node: String) -> ResolvedType? {
        nodes[node]?["type"]?.text.flatMap { registry.type(.node, $0) }
    }

    /// How many entries are looked through for what a name of the node stands for.
    func width(of node: String) -> Int {
        let written = nodes[node]
        return (written?["properties"]?.mapping?.count ?? 0) + (written?["capabilities"]?.mapping?.count ?? 0)
            + (written?["artifacts"]?.mapping?.count ?? 0) + (written?["requirements"]?.sequence?.count ?? 0)
            + (type(of: node)?.capabilities.count ?? 0)
    }

    /// A property as the node gives it, or its type's default.
    func property(_ name: String, of node: String) -> Value? {
        if let value = nodes[node]?["properties"]?[name] { return Value(node: value, file: file) }
        guard let type = nodes[node]?["type"]?.text else { return nil }
        if type == substituted, let value = knownInputs[name] { return Value(node: value, file: file) }
        return defaultValue(registry.type(.node, type)?.properties[name])
    }

    /// A property of one of the node's capabilities.
    func property(_ name: String, ofCapability capability: String, of node: String) -> Value? {
        if let value = nodes[node]?["capabilities"]?[capability]?["properties"]?[name] {
            return Value(node: value, file: file)
        }
        guard let definition = type(of: node)?.capabilities[capability] else { return nil }
        return defaultValue(
            definition.properties[name] ?? registry.type(.capability, definition.type)?.properties[name])
    }

    private func defaultValue(_ definition: PropertyDefinition?) -> Value? {
        guard let definition, let value = definition.defaultValue else { return nil }
        return Value(node: value, file: definition.place?.file ?? file)
    }

    /// The node that meets a requirement; nil where there is none.
    func target(ofRequirement requirement: String, of node: String) -> String? {
        for entry in nodes[node]?["requirements"]?.sequence ?? [] {
            guard let value = entry[requirement] else { continue }
            return (value["node"] ?? value).text
        }
        return nil
    }

    /// The capability at the other end of a requirement of the node, as the target names it.
    func capability(ofRequirement requirement: String, of node: String, at target: String) -> String? {
        guard let definition = type(of: node)?.requirement(requirement),
            let capabilities = type(of: target)?.capabilities
        else { return nil }
        for entry in nodes[node]?["requirements"]?.sequence ?? [] {
            if let name = entry[requirement]?["capability"]?.text, capabilities[name] != nil { return name }
        }
        return capabilities.filter { registry.derives(.capability, $0.value.type, from: definition.capability) }.keys
            .min()
    }

    /// The file of an artifact of the node or of its type.
    func artifact(_ name: String, of node: String) -> String? {
        let written =
            nodes[node]?["artifacts"]?[name] ?? type(of: node)?.artifacts.first { $0.pair.name == name }?.pair.value
        return written.flatMap { $0.text ?? $0["file"]?.text }
    }
}
