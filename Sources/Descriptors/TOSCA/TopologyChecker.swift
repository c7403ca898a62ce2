import YAML

/// Checks a topology template against the types that it uses.
struct TopologyChecker {
    let template: ServiceTemplate
    let registry: TypeRegistry
    let log: DiagnosticLog
    /// Inputs that are known: properties of the node that the template substitutes.
    let knownInputs: [String: YAMLNode]

    let reader: StructureReader
    let topology: YAMLNode
    let nodeTemplates: [String: YAMLNode]
    private let groupTemplates: [String: YAMLNode]
    let evaluator: FunctionEvaluator
    private let declaredInputs: [(name: String, definition: PropertyDefinition)]

    private static let keys: Set<String> = [
        "description", "inputs", "node_templates", "relationship_templates", "groups", "policies", "outputs",
        "substitution_mappings", "workflows",
    ]

    /// nil where the template has no topology.
    init?(
        _ template: ServiceTemplate, registry: TypeRegistry, log: DiagnosticLog, knownInputs: [String: YAMLNode] = [:]
    ) {
        guard let topology = template.root["topology_template"], !topology.isNull else { return nil }
        let reader = StructureReader(file: template.path, log: log)
        self.template = template
        self.registry = registry
        self.log = log
        self.knownInputs = knownInputs
        self.reader = reader
        self.topology = topology
        reader.checkKeys(reader.map(topology, "`topology_template`"), Self.keys, of: "`topology_template`")
        var nodes: [String: YAMLNode] = [:]
        for pair in reader.map(topology["node_templates"], "`node_templates`") { nodes[pair.name] = pair.value }
        nodeTemplates = nodes
        var groups: [String: YAMLNode] = [:]
        for pair in topology["groups"]?.mapping ?? [] { groups[pair.name] = pair.value }
        groupTemplates = groups
        let definitions = TypeParser(reader: reader, registry: registry).properties(topology["inputs"], "`inputs`")
        var inputs: [String: FunctionEvaluator.Input] = [:]
        for (name, definition) in definitions { inputs[name] = .open(defaultValue: definition.defaultValue) }
        for (name, value) in knownInputs where inputs[name] != nil { inputs[name] = .known(value) }
        declaredInputs = (topology["inputs"]?.mapping ?? []).compactMap { pair in
            definitions[pair.name].map { (pair.name, $0) }
        }
        let substituted = topology["substitution_mappings"]?["node_type"]?.text
        evaluator = FunctionEvaluator(
            inputs: inputs,
            property: { node, name in
                if let value = nodes[node]?["properties"]?[name] { return value }
                guard let type = nodes[node]?["type"]?.text else { return nil }
                if type == substituted, let value = knownInputs[name] { return value }
                return registry.type(.node, type)?.properties[name]?.defaultValue
            },
            nodeNames: nodes.keys.sorted(), log: log)
    }

    func check() -> CheckedTopology {
        var checked = CheckedTopology(file: template.path, place: reader.place(topology))
        checked.inputs = declaredInputs
        for (_, definition) in declaredInputs where registry.type(.data, definition.schema.type) == nil {
            registry.reportUnknown(.data, definition.schema.type, at: definition.place ?? checked.place)
        }
        checked.substitution = substitution()
        // A CP is exposed by its one link, whatever the mapping calls that: the field writes `external_virtual_link` too.
        let exposed = Set(
            (checked.substitution?.requirements ?? []).flatMap {
                ["\($0.node)\n\($0.requirement)", "\($0.node)\nvirtual_link"]
            })
        for pair in reader.map(topology["node_templates"], "`node_templates`") {
            if let node = node(pair, exposed, checked.substitution) { checked.add(node) }
        }
        for pair in reader.map(topology["groups"], "`groups`") {
            if let group = group(pair) { checked.groups.append(group) }
        }
        for pair in reader.namedList(topology["policies"], "`policies`") {
            if let policy = policy(pair) { checked.policies.append(policy) }
        }
        return checked
    }

    private func typeName(_ pair: YAMLNode.Pair, _ what: String) -> (name: String, place: Place)? {
        guard let node = pair.value["type"], let name = reader.text(node, "the type of \(what)") else {
            log.report(.toscaKeyMissing, at: reader.place(pair.key), "\(what) has no type", "add `type: …`")
            return nil
        }
        return (name, reader.place(node))
    }

    private func checker(_ subject: String, node: String? = nil) -> PropertyChecker {
        PropertyChecker(
            registry: registry, evaluator: evaluator, log: log, file: template.path, subject: subject, node: node)
    }

    // MARK: - Nodes

    private static let nodeKeys: Set<String> = [
        "type", "description", "metadata", "directives", "properties", "attributes", "requirements", "capabilities",
        "interfaces", "artifacts", "node_filter", "copy",
    ]

    private func node(_ pair: YAMLNode.Pair, _ exposed: Set<String>, _ substitution: Substitution?) -> CheckedNode? {
        let what = "the node `\(pair.name)`"
        reader.checkKeys(reader.map(pair.value, what), Self.nodeKeys, of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else { return nil }
        guard let type = registry.type(.node, typeName) else {
            registry.reportUnknown(.node, typeName, at: typePlace)
            return nil
        }
        let owner = reader.place(pair.key)
        let checker = checker(what, node: pair.name)
        var node = CheckedNode(
            name: pair.name, type: type, place: owner, description: pair.value["description"]?.string,
            metadata: reader.metadata(pair.value["metadata"], what),
            properties: CheckedValue(
                content: .map(
                    checker.check(
                        properties(pair, isSubstituted: typeName == substitution?.nodeType), against: type.properties,
                        at: owner)),
                place: owner))
        node.capabilities = capabilities(pair, type, checker, what)
        node.requirements = requirements(pair, type, exposed, what)
        node.artifacts = artifacts(pair, checker, what)
        node.operations = operations(pair, type, what)
        return node
    }

    /// The node that the topology itself substitutes gets the properties of the one it stands for.
    private func properties(_ pair: YAMLNode.Pair, isSubstituted: Bool) -> [YAMLNode.Pair] {
        var pairs = reader.map(pair.value["properties"], "`properties` of the node `\(pair.name)`")
        guard isSubstituted else { return pairs }
        let given = Set(pairs.map(\.name))
        for (name, value) in knownInputs.sorted(by: { $0.key < $1.key }) where !given.contains(name) {
            pairs.append(.init(key: YAMLNode(.scalar(name, isPlain: true), at: value.mark), value: value))
        }
        return pairs
    }

    private func capabilities(
        _ pair: YAMLNode.Pair, _ type: ResolvedType, _ checker: PropertyChecker, _ what: String
    ) -> [String: CheckedValue] {
        var result: [String: CheckedValue] = [:]
        var given: [String: YAMLNode.Pair] = [:]
        for capability in reader.map(pair.value["capabilities"], "`capabilities` of \(what)") {
            given[capability.name] = capability
            if type.capabilities[capability.name] == nil {
                log.report(
                    .capabilityUnknown, at: reader.place(capability.key),
                    "\(what) has no capability `\(capability.name)`",
                    NearestName.remedy(for: capability.name, among: type.capabilities.keys, else: "remove it"))
            } else {
                reader.checkKeys(
                    reader.map(capability.value, "the capability"), ["properties", "attributes", "occurrences"],
                    of: "the capability `\(capability.name)`")
            }
        }
        for (name, definition) in type.capabilities {
            guard let capability = registry.type(.capability, definition.type) else {
                registry.reportUnknown(.capability, definition.type, at: definition.place ?? reader.place(pair.key))
                continue
            }
            let definitions = capability.properties.merging(definition.properties) { _, refined in refined }
            if definitions.isEmpty, given[name] == nil { continue }
            let owner = reader.place(given[name]?.key ?? pair.key)
            let assignments = reader.map(given[name]?.value["properties"], "`properties` of the capability `\(name)`")
            result[name] = CheckedValue(
                content: .map(checker.check(assignments, against: definitions, at: owner)), place: owner)
        }
        return result
    }

    private func requirements(
        _ pair: YAMLNode.Pair, _ type: ResolvedType, _ exposed: Set<String>, _ what: String
    ) -> [CheckedRequirement] {
        var result: [CheckedRequirement] = []
        var counts: [String: Int] = [:]
        for entry in reader.namedList(pair.value["requirements"], "`requirements` of \(what)") {
            guard let definition = type.requirement(entry.name) else {
                log.report(
                    .requirementUnknown, at: reader.place(entry.key), "\(what) has no requirement `\(entry.name)`",
                    NearestName.remedy(
                        for: entry.name, among: type.requirements.map(\.name),
                        else: "declare it in the node type `\(type.name)`"))
                continue
            }
            counts[entry.name, default: 0] += 1
            let target = entry.value["node"] ?? entry.value
            guard let name = reader.text(target, "the target of the requirement `\(entry.name)`") else { continue }
            let place = reader.place(target)
            if checkTarget(name, definition, place, what) {
                result.append(CheckedRequirement(name: entry.name, target: name, place: place))
            }
        }
        for definition in type.requirements {
            let count = counts[definition.name] ?? 0
            if count < definition.minimum, !exposed.contains("\(pair.name)\n\(definition.name)") {
                log.report(
                    .requirementMissing, at: reader.place(pair.key),
                    "\(what) lacks the requirement `\(definition.name)`"
                        + (count > 0 ? " (\(count) of \(definition.minimum))" : ""),
                    "add `- \(definition.name): NODE`, or expose it under `substitution_mappings`")
            }
            if let maximum = definition.maximum, count > maximum {
                log.report(
                    .requirementExcess, at: reader.place(pair.key),
                    "\(what) has the requirement `\(definition.name)` \(count) times",
                    "\(maximum) is the most; remove the others")
            }
        }
        return result
    }

    private func checkTarget(_ name: String, _ definition: RequirementDefinition, _ place: Place, _ what: String)
        -> Bool
    {
        guard let target = nodeTemplates[name] else {
            // A type in place of a template asks the orchestrator to find a node; SOL001 has no such use.
            log.report(
                .nodeUnknown, at: place,
                "the requirement `\(definition.name)` of \(what) names `\(name)`, which is no node",
                NearestName.remedy(for: name, among: nodeTemplates.keys, else: "name a node template of this topology"))
            return false
        }
        guard let typeName = target["type"]?.text, let type = registry.type(.node, typeName) else { return false }
        if let wanted = definition.node, !type.derives(from: wanted) {
            log.report(
                .requirementTarget, at: place,
                "the requirement `\(definition.name)` of \(what) needs a `\(wanted)`, `\(name)` is a `\(typeName)`",
                "name a node of that type")
            return false
        }
        let isCapable = type.capabilities.values.contains {
            registry.derives(.capability, $0.type, from: definition.capability)
        }
        if !isCapable {
            log.report(
                .requirementTarget, at: place,
                "the requirement `\(definition.name)` of \(what) needs the capability `\(definition.capability)`, `\(name)` hasn't got it",
                "name a node that has it")
        }
        return isCapable
    }

    // MARK: - Artifacts and interfaces

    private func artifacts(_ pair: YAMLNode.Pair, _ checker: PropertyChecker, _ what: String) -> [CheckedArtifact] {
        reader.map(pair.value["artifacts"], "`artifacts` of \(what)").compactMap { artifact in
            let name = "the artifact `\(artifact.name)` of \(what)"
            if let file = artifact.value.text {
                return CheckedArtifact(
                    name: artifact.name, type: registry.type(.artifact, "tosca.artifacts.File")!, file: file,
                    place: reader.place(artifact.value))
            }
            reader.checkKeys(
                reader.map(artifact.value, name),
                [
                    "type", "file", "repository", "description", "deploy_path", "artifact_version", "checksum",
                    "checksum_algorithm",
                    "properties",
                ], of: name)
            guard let (typeName, typePlace) = typeName(artifact, name) else { return nil }
            guard let type = registry.type(.artifact, typeName) else {
                registry.reportUnknown(.artifact, typeName, at: typePlace)
                return nil
            }
            guard let file = reader.text(artifact.value["file"], "the file of \(name)") else {
                log.report(
                    .toscaKeyMissing, at: reader.place(artifact.key), "\(name) has no file", "add `file: Files/…`")
                return nil
            }
            var checked = CheckedArtifact(
                name: artifact.name, type: type, file: file, place: reader.place(artifact.value["file"] ?? artifact.key)
            )
            if !type.properties.isEmpty {
                let owner = reader.place(artifact.key)
                checked.properties = CheckedValue(
                    content: .map(
                        self.checker(name, node: pair.name).check(
                            reader.map(artifact.value["properties"], "`properties` of \(name)"),
                            against: type.properties, at: owner)),
                    place: owner)
            }
            return checked
        }
    }

    private func operations(_ pair: YAMLNode.Pair, _ type: ResolvedType, _ what: String) -> [CheckedOperation] {
        var result: [CheckedOperation] = []
        for interface in reader.map(pair.value["interfaces"], "`interfaces` of \(what)") {
            guard let typeName = type.interfaces[interface.name] else {
                log.report(
                    .interfaceUnknown, at: reader.place(interface.key), "\(what) has no interface `\(interface.name)`",
                    NearestName.remedy(
                        for: interface.name, among: type.interfaces.keys,
                        else: "declare it in the node type `\(type.name)`"))
                continue
            }
            guard let interfaceType = registry.type(.interface, typeName) else {
                registry.reportUnknown(.interface, typeName, at: reader.place(interface.key))
                continue
            }
            let known = (interfaceType.operations[""] ?? [:]).merging(type.operations[interface.name] ?? [:]) {
                general, own in
                OperationDefinition(inputs: general.inputs.merging(own.inputs) { _, refined in refined })
            }
            let pairs =
                interface.value["operations"].map { reader.map($0, "`operations`") }
                ?? reader.map(interface.value, "the interface")
            for operation in pairs where !["type", "inputs", "notifications", "description"].contains(operation.name) {
                guard let definition = known[operation.name] else {
                    log.report(
                        .operationUnknown, at: reader.place(operation.key),
                        "the interface `\(interface.name)` of \(what) has no operation `\(operation.name)`",
                        NearestName.remedy(
                            for: operation.name, among: known.keys,
                            else: "declare it in the interface type `\(typeName)`"))
                    continue
                }
                result.append(self.operation(operation, of: interface.name, definition, pair.name, what))
            }
        }
        return result
    }

    private func operation(
        _ pair: YAMLNode.Pair, of interface: String, _ definition: OperationDefinition, _ node: String, _ what: String
    ) -> CheckedOperation {
        let body = pair.value
        let implementation =
            body.text.flatMap { $0.isEmpty ? nil : $0 } ?? body["implementation"]?.string
            ?? body["implementation"]?["primary"]?.string ?? body["implementation"]?["primary"]?["file"]?.string
        let owner = reader.place(pair.key)
        // Inputs of an operation are asked for when it runs: what is required then is not required here.
        let definitions = definition.inputs.mapValues { input in
            var input = input
            input.isRequired = false
            return input
        }
        let inputs = checker("the operation `\(pair.name)` of \(what)", node: node).check(
            reader.map(body["inputs"], "`inputs` of the operation `\(pair.name)`"), against: definitions, at: owner,
            keepsInputs: true)
        return CheckedOperation(
            interface: interface, name: pair.name, implementation: implementation,
            dependencies: body["implementation"]?["dependencies"]?.sequence?.compactMap(\.string) ?? [], place: owner,
            inputs: CheckedValue(content: .map(inputs), place: owner),
            additionalParameters: definition.inputs["additional_parameters"].flatMap {
                registry.type(.data, $0.schema.type)?.properties
            } ?? [:])
    }

    // MARK: - Groups and policies

    private func group(_ pair: YAMLNode.Pair) -> CheckedGroup? {
        let what = "the group `\(pair.name)`"
        reader.checkKeys(
            reader.map(pair.value, what),
            ["type", "description", "metadata", "properties", "attributes", "members", "interfaces"], of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else { return nil }
        guard let type = registry.type(.group, typeName) else {
            registry.reportUnknown(.group, typeName, at: typePlace)
            return nil
        }
        let members = reader.texts(pair.value["members"], "`members` of \(what)")
        for member in members { checkMember(member, of: what, allowed: type.targets, groups: [:], rule: .groupMember) }
        let owner = reader.place(pair.key)
        return CheckedGroup(
            name: pair.name, type: type, place: owner,
            properties: CheckedValue(
                content: .map(
                    checker(what).check(groupProperties(pair, type), against: type.properties, at: owner)), place: owner
            ),
            members: members)
    }

    /// ETSI requires a description among a group's properties; the one that TOSCA gives every group serves too.
    private func groupProperties(_ pair: YAMLNode.Pair, _ type: ResolvedType) -> [YAMLNode.Pair] {
        var pairs = reader.map(pair.value["properties"], "`properties` of the group `\(pair.name)`")
        if type.properties["description"] != nil, !pairs.contains(where: { $0.name == "description" }),
            let description = pair.value.mapping?.first(where: { $0.name == "description" })
        {
            pairs.append(description)
        }
        return pairs
    }

    private func checkMember(
        _ member: (text: String, place: Place), of what: String, allowed: [String], groups: [String: YAMLNode],
        rule: DiagnosticRule
    ) {
        let target =
            nodeTemplates[member.text].map { ($0, TypeKind.node) } ?? groups[member.text].map { ($0, TypeKind.group) }
        guard let (target, kind) = target else {
            log.report(
                rule, at: member.place, "\(what) names `\(member.text)`, which does not exist",
                NearestName.remedy(
                    for: member.text, among: Array(nodeTemplates.keys) + groups.keys,
                    else: "name a node of this topology"))
            return
        }
        guard let typeName = target["type"]?.text, registry.type(kind, typeName) != nil else { return }
        if !allowed.isEmpty, !allowed.contains(where: { registry.derives(kind, typeName, from: $0) }) {
            log.report(
                rule, at: member.place, "\(what) can't have `\(member.text)`, which is a `\(typeName)`",
                "name " + allowed.map { "a `\($0)`" }.joined(separator: " or "))
        }
    }

    private func policy(_ pair: YAMLNode.Pair) -> CheckedPolicy? {
        let what = "the policy `\(pair.name)`"
        reader.checkKeys(
            reader.map(pair.value, what), ["type", "description", "metadata", "properties", "targets", "triggers"],
            of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else { return nil }
        guard let type = registry.type(.policy, typeName) else {
            registry.reportUnknown(.policy, typeName, at: typePlace)
            return nil
        }
        let targets = reader.texts(pair.value["targets"], "`targets` of \(what)")
        for target in targets {
            checkMember(target, of: what, allowed: type.targets, groups: groupTemplates, rule: .policyTarget)
        }
        let owner = reader.place(pair.key)
        return CheckedPolicy(
            name: pair.name, type: type, place: owner, metadata: reader.metadata(pair.value["metadata"], what),
            properties: CheckedValue(
                content: .map(
                    checker(what).check(
                        reader.map(pair.value["properties"], "`properties` of \(what)"), against: type.properties,
                        at: owner)),
                place: owner),
            targets: targets, triggers: reader.map(pair.value["triggers"], "`triggers` of \(what)"))
    }
}
