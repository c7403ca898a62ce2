import YAML

extension TopologyChecker {
    static let substitutionKeys: Set<String> = [
        "node_type", "substitution_filter", "properties", "attributes", "capabilities", "requirements", "interfaces",
    ]

    /// What the template stands for; nil where it substitutes nothing.
    func substitution() -> Substitution? {
        guard let body = topology["substitution_mappings"], !body.isNull else { return nil }
        reader.checkKeys(
            reader.map(body, "`substitution_mappings`"), Self.substitutionKeys, of: "`substitution_mappings`")
        guard let typeNode = body["node_type"], let typeName = reader.text(typeNode, "`node_type`") else {
            log.report(
                .toscaKeyMissing, at: reader.place(body),
                "`substitution_mappings` does not say which node it stands for", "add `node_type: …`")
            log.leaveOut(.exposures)
            return nil
        }
        guard let type = registry.type(.node, typeName) else {
            log.leaveOut(.exposures)
            registry.reportUnknown(.node, typeName, at: reader.place(typeNode))
            return nil
        }
        var substitution = Substitution(nodeType: typeName, place: reader.place(typeNode))
        for pair in reader.map(body["properties"], "`properties` of `substitution_mappings`") {
            // `[input]` maps a property to an input; a scalar is the value that is substituted.
            if let name = checkProperty(pair, type), let text = pair.value.text { substitution.properties[name] = text }
        }
        for pair in reader.map(body["capabilities"], "`capabilities` of `substitution_mappings`") {
            checkCapability(pair, type)
        }
        for filter in body["substitution_filter"]?["properties"]?.sequence ?? [] {
            for pair in filter.mapping ?? [] {
                for clause in pair.value.sequence ?? [pair.value] {
                    if let text = clause["equal"]?.text { substitution.properties[pair.name] = text }
                }
            }
        }
        for pair in requirementMappings(body["requirements"]) {
            if let mapping = mapping(pair, type) { substitution.requirements.append(mapping) }
        }
        return substitution
    }

    /// `[input]`, `{mapping: [input]}` or `[node, property]` (TOSCA 1.3, 3.8.14), or a value (1.2).
    ///
    /// - Returns: the property that is meant; nil where there is none.
    private func checkProperty(_ pair: YAMLNode.Pair, _ type: ResolvedType) -> String? {
        var name: String? = pair.name
        if type.properties[pair.name] == nil {
            name = log.slip(of: pair.name, among: type.properties.keys)
            log.report(
                .substitutionMapping, at: reader.place(pair.key), severity: name == nil ? nil : .error,
                "the node type `\(type.name)` declares no property `\(pair.name)`",
                NearestName.remedy(for: pair.name, among: type.properties.keys, else: "declare it in the node type"))
        }
        guard let path = (pair.value["mapping"] ?? pair.value).sequence?.compactMap(\.text) else { return name }
        let place = reader.place((pair.value["mapping"] ?? pair.value)[0] ?? pair.value)
        if path.count == 1, evaluator.inputs[path[0]] == nil {
            log.report(
                .substitutionMapping, at: place, severity: .error,
                "`\(pair.name)` is mapped to `\(path[0])`, which is no input",
                NearestName.remedy(for: path[0], among: evaluator.inputs.keys, else: "declare it under `inputs`"))
        } else if path.count > 1, nodeTemplates[path[0]] == nil {
            log.report(
                .substitutionMapping, at: place, severity: .error,
                "`\(pair.name)` is mapped to `\(path[0])`, which is no node",
                NearestName.remedy(for: path[0], among: nodeTemplates.keys, else: "name a node of this topology"))
        }
        return name
    }

    private func checkCapability(_ pair: YAMLNode.Pair, _ type: ResolvedType) {
        let place = reader.place(pair.key)
        if type.capabilities[pair.name] == nil {
            log.report(
                .substitutionMapping, at: place,
                "the node type `\(type.name)` declares no capability `\(pair.name)`",
                NearestName.remedy(for: pair.name, among: type.capabilities.keys, else: "declare it in the node type"))
        }
        guard let path = (pair.value["mapping"] ?? pair.value).sequence?.compactMap(\.text), path.count == 2 else {
            return
        }
        guard let target = scope.type(of: path[0]) else {
            return log.report(
                .substitutionMapping, at: reader.place((pair.value["mapping"] ?? pair.value)[0] ?? pair.key),
                severity: .error,
                "`\(pair.name)` is mapped to `\(path[0])`, which is no node",
                NearestName.remedy(for: path[0], among: nodeTemplates.keys, else: "name a node of this topology"))
        }
        if target.capabilities[path[1]] == nil {
            log.report(
                .substitutionMapping, at: reader.place((pair.value["mapping"] ?? pair.value)[1] ?? pair.key),
                severity: .error, "`\(path[0])` has no capability `\(path[1])`",
                NearestName.remedy(
                    for: path[1], among: target.capabilities.keys, else: "map a capability that it has"))
        }
    }

    /// A map up to TOSCA 1.2, a list of maps as well from 1.3 on.
    private func requirementMappings(_ node: YAMLNode?) -> [YAMLNode.Pair] {
        if node?.sequence != nil { return reader.namedList(node, "`requirements` of `substitution_mappings`") }
        return reader.map(node, "`requirements` of `substitution_mappings`")
    }

    private func mapping(_ pair: YAMLNode.Pair, _ type: ResolvedType) -> Substitution.Mapping? {
        let place = reader.place(pair.key)
        guard var parts = (pair.value["mapping"] ?? pair.value).sequence?.compactMap(\.text), parts.count == 2 else {
            log.leaveOut(.exposures)
            log.report(
                .substitutionMapping, at: place, severity: .error, "the mapping of `\(pair.name)` is no pair",
                "write `[NODE, requirement]`")
            return nil
        }
        if type.requirement(pair.name) == nil {
            log.report(
                .substitutionMapping, at: place, "the node type `\(type.name)` declares no requirement `\(pair.name)`",
                NearestName.remedy(
                    for: pair.name, among: type.requirements.map(\.name), else: "declare it in the node type"))
        }
        let words = pair.value["mapping"] ?? pair.value
        if nodeTemplates[parts[0]] == nil {
            log.report(
                .substitutionMapping, named: parts[0], of: "node", at: reader.place(words[0] ?? pair.key),
                severity: .error,
                "`\(pair.name)` is mapped to `\(parts[0])`, which is no node",
                NearestName.remedy(for: parts[0], among: nodeTemplates.keys, else: "name a node of this topology"))
            parts[0] = log.slip(of: parts[0], among: nodeTemplates.keys) ?? parts[0]
        }
        guard let targetType = scope.type(of: parts[0]) else {
            // A node that is exposed needs no link of its own, and which one was meant isn't known.
            log.leaveOut(.exposures)
            return nil
        }
        let isCp = targetType.derives(from: "tosca.nodes.nfv.Cp")
        guard targetType.requirement(parts[1]) != nil || isCp && parts[1].hasSuffix("virtual_link") else {
            log.report(
                .substitutionMapping, at: reader.place(words[1] ?? pair.key), severity: .error,
                "`\(parts[0])` has no requirement `\(parts[1])`",
                NearestName.remedy(
                    for: parts[1], among: targetType.requirements.map(\.name), else: "map a requirement that it has"))
            log.leaveOut(partOf: parts[0])
            return nil
        }
        return Substitution.Mapping(name: pair.name, node: parts[0], requirement: parts[1], place: place)
    }
}
