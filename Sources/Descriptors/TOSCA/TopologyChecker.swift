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
    let scope: TopologyScope
    let groupTemplates: [String: YAMLNode]
    let evaluator: FunctionEvaluator
    private let lookups = Lookups()
    private let declaredInputs: [(name: String, definition: PropertyDefinition)]

    var nodeTemplates: [String: YAMLNode] { scope.nodes }

    /// What many parts of the topology ask for, found once.
    private final class Lookups {
        /// The one node of a type; nil where there are several or none.
        var onlyNodes: [String: String?] = [:]
        var repositories: Set<String>?
    }

    /// The one node of a type, where a requirement leaves it to the type to say which is meant.
    func onlyNode(of type: String, at place: Place) -> String? {
        if let known = lookups.onlyNodes[type] { return known }
        guard log.spend(nodeTemplates.count * 4, at: place) else { return nil }
        let nodes = nodeTemplates.filter { pair in
            pair.value["type"]?.text.map { registry.derives(.node, $0, from: type) } ?? false
        }
        let only = nodes.count == 1 ? nodes.first?.key : nil
        lookups.onlyNodes[type] = .some(only)
        return only
    }

    var repositories: Set<String> {
        if let known = lookups.repositories { return known }
        let names = Set(template.root["repositories"]?.mapping?.map(\.name) ?? [])
        lookups.repositories = names
        return names
    }

    static let keys: Set<String> = [
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
        groupTemplates = Self.named(topology["groups"]?.mapping ?? [])
        scope = TopologyScope(
            file: template.path, nodes: Self.templates(topology, "node_templates", reader),
            relationships: Self.templates(topology, "relationship_templates", reader), registry: registry,
            substituted: topology["substitution_mappings"]?["node_type"]?.text, knownInputs: knownInputs)
        let definitions = TypeParser(reader: reader, registry: registry).properties(topology["inputs"], "`inputs`")
        var inputs: [String: FunctionEvaluator.Input] = [:]
        for (name, definition) in definitions { inputs[name] = .open(defaultValue: definition.defaultValue) }
        for (name, value) in knownInputs where inputs[name] != nil { inputs[name] = .known(value) }
        declaredInputs = (topology["inputs"]?.mapping ?? []).compactMap { pair in
            definitions[pair.name].map { (pair.name, $0) }
        }
        evaluator = FunctionEvaluator(inputs: inputs, scope: scope, log: log, budget: registry.budget)
    }

    private static func named(_ pairs: [YAMLNode.Pair]) -> [String: YAMLNode] {
        Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Templates of a section by their names; one that is a `copy` of another has that one's keys beside its own.
    private static func templates(_ topology: YAMLNode, _ section: String, _ reader: StructureReader) -> [String:
        YAMLNode]
    {
        let pairs = reader.map(topology[section], "`\(section)`")
        var templates = named(pairs)
        let written = templates
        for pair in pairs {
            guard let source = pair.value["copy"] else { continue }
            guard let name = source.text, let original = written[name]?.mapping, written[name]?["copy"] == nil else {
                reader.log.report(
                    .nodeUnknown, at: reader.place(source),
                    "`\(pair.name)` copies `\(source.text ?? "")`, which can't be copied",
                    NearestName.remedy(
                        for: source.text ?? "", among: written.keys, else: "name a template that is no copy itself"))
                continue
            }
            let own = pair.value.mapping ?? []
            guard reader.log.spend((own.count + original.count) * 4, at: reader.place(source)) else { break }
            let names = Set(own.map(\.name))
            templates[pair.name] = YAMLNode(
                .mapping(own + original.filter { !names.contains($0.name) }), at: pair.value.mark)
        }
        return templates
    }

    func check() -> CheckedTopology {
        var checked = CheckedTopology(file: template.path, place: reader.place(topology))
        checked.inputs = declaredInputs
        checkInputs(checked.place)
        checkRelationships()
        checked.substitution = substitution()
        // A CP is exposed by its one link, whatever the mapping calls that: the field writes `external_virtual_link` too.
        let exposed = Set(
            (checked.substitution?.requirements ?? []).flatMap {
                ["\($0.node)\n\($0.requirement)", "\($0.node)\nvirtual_link"]
            })
        for pair in topology["node_templates"]?.mapping ?? [] {
            let pair = YAMLNode.Pair(key: pair.key, value: scope.nodes[pair.name] ?? pair.value)
            if let node = node(pair, exposed, checked.substitution) { checked.add(node) }
        }
        checkOccurrences(checked)
        for pair in reader.map(topology["groups"], "`groups`") {
            if let group = group(pair) { checked.groups.append(group) }
        }
        for pair in policies() {
            if let policy = policy(pair) { checked.policies.append(policy) }
        }
        checkOutputs()
        if let workflows = topology["workflows"], workflows.mapping?.isEmpty == false {
            log.report(
                .toscaStructure, at: reader.place(workflows), severity: .warning,
                "`workflows` are not run, and not looked at",
                "operations are carried out by the manager's own procedures")
        }
        return checked
    }

    /// A list of maps of one policy each; TOSCA 1.0 has one map.
    private func policies() -> [YAMLNode.Pair] {
        if let pairs = topology["policies"]?.mapping { return pairs }
        let pairs = reader.namedList(topology["policies"], "`policies`")
        var names: Set<String> = []
        for pair in pairs where !names.insert(pair.name).inserted {
            log.report(
                .toscaStructure, at: reader.place(pair.key), "there are two policies `\(pair.name)`",
                "give each a name of its own")
        }
        return pairs
    }

    func typeName(
        _ pair: YAMLNode.Pair, _ what: String, _ reader: StructureReader? = nil
    ) -> (name: String, place: Place)? {
        let reader = reader ?? self.reader
        guard let node = pair.value["type"], let name = reader.text(node, "the type of \(what)") else {
            log.report(.toscaKeyMissing, at: reader.place(pair.key), "\(what) has no type", "add `type: …`")
            return nil
        }
        return (name, reader.place(node))
    }

    func checker(_ subject: String, node: String? = nil) -> PropertyChecker {
        PropertyChecker(
            registry: registry, evaluator: evaluator, log: log, file: template.path, subject: subject, node: node)
    }

    // MARK: - Inputs and outputs

    /// The types of inputs, and their defaults against them.
    private func checkInputs(_ place: Place) {
        for (name, definition) in declaredInputs {
            guard registry.type(of: definition.schema) != nil else {
                registry.reportUnknown(
                    .data, definition.schema.type, at: definition.typePlace ?? definition.place ?? place)
                continue
            }
            if let value = definition.defaultValue, !value.isNull {
                _ = checker("the inputs").check(value, definition.schema, name, keepsInputs: false)
            }
        }
    }

    private static let outputKeys: Set<String> = ["description", "value", "type", "required", "status", "mapping"]

    /// What outputs name has to be there; their values come with an instance.
    private func checkOutputs() {
        for pair in reader.map(topology["outputs"], "`outputs`") {
            let what = "the output `\(pair.name)`"
            reader.checkKeys(reader.map(pair.value, what), Self.outputKeys, of: what)
            checkFunctions(pair.value["value"])
        }
    }

    private func checkFunctions(_ node: YAMLNode?) {
        guard let node else { return }
        if FunctionEvaluator.call(node) != nil {
            _ = evaluator.evaluate(node, at: .init(file: template.path, keepsInputs: true, allowsAttributes: true))
            return
        }
        for entry in node.sequence ?? [] { checkFunctions(entry) }
        for pair in node.mapping ?? [] { checkFunctions(pair.value) }
    }

    // MARK: - Nodes

    static let nodeKeys: Set<String> = [
        "type", "description", "metadata", "directives", "properties", "attributes", "requirements", "capabilities",
        "interfaces", "artifacts", "node_filter", "copy",
    ]

    /// TOSCA 1.3, 3.4.4; the longer words are 1.2's.
    private static let directives: Set<String> = ["select", "selectable", "substitute", "substitutable"]

    private func node(_ pair: YAMLNode.Pair, _ exposed: Set<String>, _ substitution: Substitution?) -> CheckedNode? {
        let what = "the node `\(pair.name)`"
        reader.checkKeys(reader.map(pair.value, what), Self.nodeKeys, of: what)
        for directive in reader.texts(pair.value["directives"], "`directives` of \(what)")
        where !Self.directives.contains(directive.text) {
            log.report(
                .toscaStructure, at: directive.place, "\(what) has the directive `\(directive.text)`, which is none",
                NearestName.remedy(for: directive.text, among: Self.directives, else: "remove it"))
        }
        guard let (typeName, typePlace) = typeName(pair, what) else {
            log.leaveOut()
            return nil
        }
        guard let type = registry.type(.node, typeName) else {
            log.leaveOut()
            registry.reportUnknown(.node, typeName, at: typePlace)
            return nil
        }
        let owner = reader.place(pair.key)
        guard log.spend(type.members + type.capabilities.count * 4, at: owner) else { return nil }
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
        checkAttributes(pair, type, what)
        node.capabilities = capabilities(pair, type, checker, what)
        node.requirements = requirements(pair, type, exposed, what)
        node.artifacts = artifacts(pair, type, checker, what)
        node.operations = operations(pair, type, what)
        return node
    }

    private func checkAttributes(_ pair: YAMLNode.Pair, _ type: ResolvedType, _ what: String) {
        for attribute in reader.map(pair.value["attributes"], "`attributes` of \(what)")
        where type.attributes[attribute.name] == nil && type.properties[attribute.name] == nil
            && !["tosca_id", "tosca_name", "state"].contains(attribute.name)
        {
            log.report(
                .propertyUnknown, at: reader.place(attribute.key), "\(what) has no attribute `\(attribute.name)`",
                NearestName.remedy(for: attribute.name, among: type.attributes.keys, else: "remove it"))
        }
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
        let keys: Set<String> = ["properties", "attributes", "occurrences"]
        let written = reader.map(pair.value["capabilities"], "`capabilities` of \(what)")
        for var capability in written {
            var name = capability.name
            if type.capabilities[name] == nil {
                log.report(
                    .capabilityUnknown, at: reader.place(capability.key), "\(what) has no capability `\(name)`",
                    NearestName.remedy(for: name, among: type.capabilities.keys, else: "remove it"))
                guard let meant = log.slip(of: name, among: type.capabilities.keys),
                    !written.contains(where: { $0.name == meant })
                else { continue }
                name = meant
            }
            capability.value = reader.mended(capability.value, keys, of: "the capability `\(capability.name)`")
            reader.checkKeys(
                reader.map(capability.value, "the capability"), keys, of: "the capability `\(capability.name)`")
            given[name] = capability
        }
        for (name, definition) in type.capabilities {
            guard let capability = registry.type(.capability, definition.type) else {
                registry.reportUnknown(.capability, definition.type, at: definition.place ?? reader.place(pair.key))
                continue
            }
            if capability.properties.isEmpty, definition.properties.isEmpty, given[name] == nil { continue }
            guard log.spend(capability.properties.count + definition.properties.count, at: reader.place(pair.key))
            else {
                return result
            }
            let definitions = capability.properties.merging(definition.properties) { _, refined in refined }
            let owner = reader.place(given[name]?.key ?? pair.key)
            let assignments = reader.map(given[name]?.value["properties"], "`properties` of the capability `\(name)`")
            result[name] = CheckedValue(
                content: .map(checker.check(assignments, against: definitions, at: owner)), place: owner)
        }
        return result
    }
}
