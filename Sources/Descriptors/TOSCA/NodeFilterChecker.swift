import YAML

/// Checks that a node has what a requirement's `node_filter` asks for (TOSCA 1.3, 3.6.6).
struct NodeFilterChecker {
    let checker: TopologyChecker
    /// The requirement, for messages.
    let subject: String

    private var reader: StructureReader { checker.reader }

    func check(_ filter: YAMLNode, _ node: String, _ type: ResolvedType, _ place: Place) {
        reader.checkKeys(
            reader.map(filter, "the filter of \(subject)"), ["properties", "capabilities"],
            of: "the filter of \(subject)")
        for pair in reader.namedList(filter["properties"], "`properties` of the filter") {
            check(pair, type.properties, "`\(node)`", place) { checker.scope.property($0, of: node) }
        }
        for pair in reader.namedList(filter["capabilities"], "`capabilities` of the filter") {
            // A capability is named by its name or by its type.
            let found =
                type.capabilities[pair.name].map { (pair.name, $0) }
                ?? type.capabilities.first { checker.registry.derives(.capability, $0.value.type, from: pair.name) }
            guard let (name, definition) = found else {
                checker.log.report(
                    .nodeFilter, at: reader.place(pair.key),
                    "\(subject) wants a node with the capability `\(pair.name)`, `\(node)` hasn't got it",
                    NearestName.remedy(for: pair.name, among: type.capabilities.keys, else: "name a node that has it"))
                continue
            }
            let capability = checker.registry.type(.capability, definition.type)
            let definitions = (capability?.properties ?? [:]).merging(definition.properties) { _, refined in refined }
            for property in reader.namedList(pair.value["properties"], "`properties` of the filter") {
                check(property, definitions, "`\(name)` of `\(node)`", place) {
                    checker.scope.property($0, ofCapability: name, of: node)
                }
            }
        }
    }

    /// One property's clauses: a list of them, or one.
    private func check(
        _ pair: YAMLNode.Pair, _ definitions: [String: PropertyDefinition], _ owner: String, _ place: Place,
        _ value: (String) -> TopologyScope.Value?
    ) {
        guard checker.log.spend(8, at: place) else { return }
        guard let definition = definitions[pair.name] else {
            return checker.log.report(
                .nodeFilter, at: reader.place(pair.key),
                "\(subject) filters by `\(pair.name)`, which \(owner) hasn't got",
                NearestName.remedy(
                    for: pair.name, among: definitions.keys, else: "filter by a property that its type has"))
        }
        let clauses = ConstraintParser(reader: reader)
        let constraints: [Constraint]
        switch pair.value.content {
        case .sequence: constraints = clauses.constraints(pair.value, "the filter by `\(pair.name)`")
        case .mapping(let pairs):
            constraints = pairs.compactMap { clauses.constraint($0, "the filter by `\(pair.name)`") }
        case .scalar:
            // The short form of `equal`.
            constraints = [Constraint(clause: .equal, operand: pair.value, place: reader.place(pair.value))]
        }
        // What is wrong with the value itself is reported where it stands.
        let quiet = DiagnosticLog(work: checker.log.work)
        guard let given = value(pair.name), let type = checker.registry.type(of: definition.schema),
            let checked = PropertyChecker(
                registry: checker.registry, evaluator: checker.evaluator, log: quiet, file: given.file, subject: owner,
                node: nil
            ).check(given.node, definition.schema, pair.name, keepsInputs: false)
        else {
            return checker.log.report(
                .nodeFilter, at: place, "\(subject) filters by `\(pair.name)`, of which \(owner) has no value",
                "give it a value, or name another node")
        }
        for constraint in constraints {
            let broken = DiagnosticLog(work: checker.log.work)
            let holds = ConstraintChecker(
                log: broken, place: place, path: ValuePath(pair.name), owner: owner, type: type.simpleType
            ).check(checked, constraint)
            guard !holds, let first = broken.sorted.first else { continue }
            checker.log.report(
                .nodeFilter, at: place, "\(subject) wants another node: \(first.message)", first.remedy)
        }
    }
}
