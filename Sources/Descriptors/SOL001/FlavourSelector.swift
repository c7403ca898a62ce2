import YAML

/// Finds the deployment flavours of a VNFD or an NSD: one template that is all, or a top-level one that selects among
/// the templates that it imports (SOL001 6.11 and 7.11).
struct FlavourSelector {
    let registry: TypeRegistry
    let log: DiagnosticLog
    /// `tosca.nodes.nfv.VNF`, `tosca.nodes.nfv.NS` or `tosca.nodes.nfv.PNF`.
    let nodeType: String

    struct Flavour {
        var topology: CheckedTopology
        /// The node that the topology stands for, where it has one.
        var node: CheckedNode?
        /// The properties of that node.
        var properties: CheckedValue
        /// Inputs that the properties of the substituted node decide.
        var knownInputs: Set<String>
    }

    struct Selection {
        /// The properties of the VNF or NS.
        var properties: CheckedValue
        var flavours: [Flavour]
        var defaultFlavourID: String?
    }

    func select(_ main: ServiceTemplate, _ templates: [ServiceTemplate]) -> Selection? {
        let topology = main.root["topology_template"]
        if topology?["substitution_mappings"]?["node_type"] != nil { return single(main) }
        let node = topology?["node_templates"]?.mapping?.first { pair in
            pair.value["type"]?.text.map { registry.derives(.node, $0, from: nodeType) } ?? false
        }
        guard let node, let typeName = node.value["type"]?.text, let type = registry.type(.node, typeName) else {
            return nil
        }
        let lower = templates.filter {
            $0.path != main.path
                && $0.root["topology_template"]?["substitution_mappings"]?["node_type"]?.text == typeName
        }
        // A template that substitutes nothing, but has more nodes than the one, is all there is of the descriptor. So is that
        // of a PNF, which has no flavours.
        let isAlone = (topology?["node_templates"]?.mapping?.count ?? 0) > 1 || nodeType == "tosca.nodes.nfv.PNF"
        if lower.isEmpty, isAlone { return single(main) }
        guard !lower.isEmpty else {
            log.report(
                .flavourMissing, at: Place(file: main.path, mark: node.key.mark),
                "no imported template has a deployment flavour of the node `\(node.name)`",
                "import a template whose `substitution_mappings` have `node_type: \(typeName)`")
            return nil
        }
        return several(main, node, type, lower)
    }

    private func single(_ main: ServiceTemplate) -> Selection? {
        guard let flavour = flavour(main, known: [:]) else { return nil }
        return Selection(properties: flavour.properties, flavours: [flavour])
    }

    private func several(
        _ main: ServiceTemplate, _ node: YAMLNode.Pair, _ type: ResolvedType, _ lower: [ServiceTemplate]
    ) -> Selection? {
        let ids = lower.map { ($0, flavourID(of: $0, type)) }
        var seen: Set<String> = []
        for (template, id) in ids {
            guard let id else {
                log.report(
                    .flavourMissing, file: template.path, "the template does not say which deployment flavour it is",
                    "add `properties: { flavour_id: … }` to its `substitution_mappings`")
                continue
            }
            if !seen.insert(id).inserted {
                log.report(
                    .flavourDuplicate, file: template.path, "the deployment flavour `\(id)` is described twice",
                    "give one of them another `flavour_id`")
            }
        }
        // The top-level template is the same for each flavour but for the one input that selects it.
        let input = (node.value["properties"]?["flavour_id"]).flatMap { FunctionEvaluator.call($0) }
            .flatMap { $0.name == "get_input" ? $0.value.text : nil }
        let declared = input.flatMap { main.root["topology_template"]?["inputs"]?[$0] }
        let defaultFlavour = declared?["default"]?.text
        if let defaultFlavour, !seen.contains(defaultFlavour) {
            log.report(
                .flavourMissing, at: Place(file: main.path, mark: node.key.mark),
                "the default flavour `\(defaultFlavour)` is not there",
                NearestName.remedy(for: defaultFlavour, among: seen, else: "add a template for it"))
        }
        var known: [String: YAMLNode] = [:]
        if let input, let first = defaultFlavour ?? ids.compactMap(\.1).first {
            known[input] = YAMLNode(.scalar(first, isPlain: false), at: node.key.mark)
        }
        guard
            let checked = TopologyChecker(main, registry: registry, log: log, knownInputs: known)?.check().node(
                node.name)
        else { return nil }
        let flavours = ids.compactMap { template, id in
            id.flatMap { flavour(template, known: substituted(node, type, flavour: $0)) }
        }
        return Selection(properties: checked.properties, flavours: flavours, defaultFlavourID: defaultFlavour)
    }

    /// The properties that a substituted node hands to the template that stands for it, functions left out.
    private func substituted(_ node: YAMLNode.Pair, _ type: ResolvedType, flavour: String) -> [String: YAMLNode] {
        var values: [String: YAMLNode] = [:]
        for (name, property) in type.properties { values[name] = property.defaultValue }
        for pair in node.value["properties"]?.mapping ?? [] where FunctionEvaluator.call(pair.value) == nil {
            values[pair.name] = pair.value
        }
        values["flavour_id"] = YAMLNode(.scalar(flavour, isPlain: false), at: node.key.mark)
        return values
    }

    private func flavourID(of template: ServiceTemplate, _ type: ResolvedType) -> String? {
        let topology = template.root["topology_template"]
        let mappings = topology?["substitution_mappings"]
        if let id = mappings?["properties"]?["flavour_id"]?.text { return id }
        for filter in mappings?["substitution_filter"]?["properties"]?.sequence ?? [] {
            let clauses = filter["flavour_id"]
            if let id = (clauses?[0] ?? clauses)?["equal"]?.text { return id }
        }
        let node = topology?["node_templates"]?.mapping?.first { $0.value["type"]?.text == type.name }
        return node?.value["properties"]?["flavour_id"]?.text ?? type.properties["flavour_id"]?.defaultValue?.text
    }

    private func flavour(_ template: ServiceTemplate, known: [String: YAMLNode]) -> Flavour? {
        guard let checker = TopologyChecker(template, registry: registry, log: log, knownInputs: known) else {
            return nil
        }
        let topology = checker.check()
        let node: CheckedNode?
        if let type = topology.substitution?.nodeType {
            node = topology.nodes.first { $0.type.name == type }
        } else {
            node = topology.nodes(of: nodeType).first
        }
        if nodeType != "tosca.nodes.nfv.NS", let node {
            for other in topology.nodes(of: nodeType) where other.name != node.name {
                log.report(
                    .ownNodeExcess, at: other.place,
                    "`\(other.name)` is a second `\(other.type.name)` beside `\(node.name)`, and nothing uses it",
                    "keep one node for what the template describes")
            }
        }
        guard let properties = node?.properties ?? implied(topology, known, checker) else { return nil }
        return Flavour(topology: topology, node: node, properties: properties, knownInputs: Set(known.keys))
    }

    /// The properties where the template has no node for what it stands for: what the mappings and the type's defaults say.
    private func implied(
        _ topology: CheckedTopology, _ known: [String: YAMLNode], _ checker: TopologyChecker
    ) -> CheckedValue? {
        guard let substitution = topology.substitution, let type = registry.type(.node, substitution.nodeType) else {
            return nil
        }
        var values = known
        for (name, text) in substitution.properties {
            values[name] = YAMLNode(.scalar(text, isPlain: true), at: substitution.place.mark)
        }
        let pairs = values.sorted { $0.key < $1.key }.map {
            YAMLNode.Pair(key: YAMLNode(.scalar($0.key, isPlain: true), at: $0.value.mark), value: $0.value)
        }
        let properties = PropertyChecker(
            registry: registry, evaluator: checker.evaluator, log: log, file: topology.file,
            subject: "`substitution_mappings`", node: nil)
        return CheckedValue(
            content: .map(properties.check(pairs, against: type.properties, at: substitution.place)),
            place: substitution.place)
    }
}
