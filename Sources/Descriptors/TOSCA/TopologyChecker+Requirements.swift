import YAML

extension TopologyChecker {
    private static let requirementKeys: Set<String> = [
        "node", "capability", "relationship", "node_filter", "occurrences", "directives", "description", "metadata",
    ]

    func requirements(
        _ pair: YAMLNode.Pair, _ type: ResolvedType, _ exposed: Set<String>, _ what: String
    ) -> [CheckedRequirement] {
        var result: [CheckedRequirement] = []
        var counts: [String: Int] = [:]
        let given = reader.namedList(pair.value["requirements"], "`requirements` of \(what)")
        for entry in given {
            guard let definition = requirement(entry, type, given, what) else {
                log.leaveOut(partOf: pair.name)
                continue
            }
            counts[definition.name, default: 0] += 1
            var entry = entry
            if entry.value.mapping != nil {
                let what = "the requirement `\(entry.name)` of \(what)"
                entry.value = reader.mended(entry.value, Self.requirementKeys, of: what)
                reader.checkKeys(entry.value.mapping ?? [], Self.requirementKeys, of: what)
            }
            let written = entry.value.mapping == nil ? entry.value : entry.value["node"]
            guard let target = written ?? definition.node.flatMap({ only(of: $0, at: entry.key) }) else {
                log.report(
                    .toscaKeyMissing, at: reader.place(entry.key),
                    "the requirement `\(entry.name)` of \(what) names no node", "add `node: …`")
                log.leaveOut(partOf: pair.name)
                continue
            }
            guard let name = reader.text(target, "the target of the requirement `\(entry.name)`") else {
                log.leaveOut(partOf: pair.name)
                continue
            }
            let place = reader.place(target)
            if let target = checkTarget(name, definition, entry, source: type, place, what) {
                result.append(CheckedRequirement(name: definition.name, target: target, place: place))
            } else {
                log.leaveOut(partOf: pair.name)
            }
        }
        for definition in type.requirements {
            let count = counts[definition.name] ?? 0
            if count < definition.minimum, log.knowsAll(of: pair.name),
                !exposed.contains("\(pair.name)\n\(definition.name)"),
                log.knowsAll(.exposures) || !type.derives(from: "tosca.nodes.nfv.Cp")
            {
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

    /// The definition of a requirement; one that is not declared is reported, and taken for one that is not there yet where
    /// it is a slip for that.
    private func requirement(
        _ entry: YAMLNode.Pair, _ type: ResolvedType, _ given: [YAMLNode.Pair], _ what: String
    ) -> RequirementDefinition? {
        if let definition = type.requirement(entry.name) { return definition }
        let names = type.requirements.map(\.name)
        log.report(
            .requirementUnknown, named: entry.name, of: "requirement of \(type.name)", at: reader.place(entry.key),
            "\(what) has no requirement `\(entry.name)`",
            NearestName.remedy(for: entry.name, among: names, else: "declare it in the node type `\(type.name)`"))
        guard let meant = log.slip(of: entry.name, among: names), !given.contains(where: { $0.name == meant }) else {
            return nil
        }
        return type.requirement(meant)
    }

    /// The one node of a type, where a requirement leaves it to the type to say which is meant.
    private func only(of type: String, at key: YAMLNode) -> YAMLNode? {
        onlyNode(of: type, at: reader.place(key)).map { YAMLNode(.scalar($0, isPlain: true), at: key.mark) }
    }

    /// The node that is meant; nil where it can't be the target, which is reported.
    private func checkTarget(
        _ name: String, _ definition: RequirementDefinition, _ entry: YAMLNode.Pair, source: ResolvedType,
        _ place: Place, _ what: String
    ) -> String? {
        var subject: String { "the requirement `\(definition.name)` of \(what)" }
        guard let target = nodeTemplates[name] else {
            // A type in place of a template asks the orchestrator to find a node; SOL001 has no such use.
            log.report(
                .nodeUnknown, named: name, of: "node", at: place, "\(subject) names `\(name)`, which is no node",
                NearestName.remedy(for: name, among: nodeTemplates.keys, else: "name a node template of this topology"))
            guard let meant = log.slip(of: name, among: nodeTemplates.keys), let type = scope.type(of: meant),
                definition.node.map({ type.derives(from: $0) }) ?? true
            else { return nil }
            return meant
        }
        guard let typeName = target["type"]?.text, let type = registry.type(.node, typeName) else { return nil }
        if let wanted = definition.node, !type.derives(from: wanted) {
            log.report(
                .requirementTarget, at: place, "\(subject) needs a `\(wanted)`, `\(name)` is a `\(typeName)`",
                "name a node of that type")
            return nil
        }
        // A capability that isn't known is reported with the type that asks for it.
        guard registry.type(.capability, definition.capability) != nil else { return nil }
        guard log.spend(type.capabilities.count, at: place) else { return nil }
        let wanted = entry.value["capability"]
        let wantedName = wanted.flatMap { reader.text($0, "the capability of \(subject)") }
        let fitting = type.capabilities.filter { capability in
            guard registry.derives(.capability, capability.value.type, from: definition.capability) else {
                return false
            }
            // A capability is named by its name or by its type (TOSCA 1.3, 3.8.2.2).
            return wantedName.map {
                $0 == capability.key || registry.derives(.capability, capability.value.type, from: $0)
            } ?? true
        }
        guard !fitting.isEmpty else {
            if let wanted, let wantedName {
                log.report(
                    .requirementTarget, at: reader.place(wanted),
                    "\(subject) asks for the capability `\(wantedName)`, `\(name)` has none such",
                    NearestName.remedy(for: wantedName, among: type.capabilities.keys, else: "leave it out"))
            } else {
                log.report(
                    .requirementTarget, at: place,
                    "\(subject) needs the capability `\(definition.capability)`, `\(name)` hasn't got it",
                    "name a node that has it")
            }
            return nil
        }
        checkSources(fitting, source, subject, place)
        checkRelationship(entry.value["relationship"], definition, subject)
        for filter in [entry.value["node_filter"], definition.filter] {
            if let filter { NodeFilterChecker(checker: self, subject: subject).check(filter, name, type, place) }
        }
        return name
    }

    /// `valid_source_types`: capabilities that only nodes of some types may point at.
    private func checkSources(
        _ capabilities: [String: CapabilityDefinition], _ source: ResolvedType, _ subject: String, _ place: Place
    ) {
        let refused = capabilities.values.map { capability in
            capability.validSources.isEmpty
                ? registry.type(.capability, capability.type)?.validSources ?? [] : capability.validSources
        }.filter { valid in !valid.isEmpty && !valid.contains { source.derives(from: $0) } }
        guard refused.count == capabilities.count, let valid = refused.first else { return }
        log.report(
            .requirementTarget, at: place,
            "\(subject) points at a capability that a `\(source.name)` may not point at",
            "let a node of " + valid.map { "`\($0)`" }.joined(separator: " or ") + " have the requirement")
    }

    // MARK: - Relationships

    /// The relationship of a requirement: a template, a type, or one that is written in place.
    private func checkRelationship(
        _ node: YAMLNode?, _ definition: RequirementDefinition, _ subject: String
    ) {
        guard let node, !node.isNull else { return }
        var type: ResolvedType?
        if let name = node.text {
            if let template = scope.relationships[name] {
                type = template["type"]?.text.flatMap { registry.type(.relationship, $0) }
            } else {
                type = registry.type(.relationship, name)
                if type == nil { return reportUnknownRelationship(name, reader.place(node)) }
            }
        } else {
            type = relationship(.init(key: node, value: node), "the relationship of \(subject)")
        }
        guard let type else { return }
        let fits =
            type.targets.isEmpty
            || type.targets.contains { registry.derives(.capability, definition.capability, from: $0) }
        if !fits || definition.relationship.map({ !type.derives(from: $0) }) ?? false {
            log.report(
                .requirementTarget, at: reader.place(node),
                "\(subject) can't have a relationship of the type `\(type.name)`",
                "use a `\(definition.relationship ?? "tosca.relationships.Root")`, or leave it out")
        }
    }

    private func reportUnknownRelationship(_ name: String, _ place: Place) {
        log.report(
            .relationshipUnknown, at: place, "there is no relationship `\(name)`, neither a template nor a type",
            NearestName.remedy(
                for: name, among: Array(scope.relationships.keys) + registry.names(.relationship),
                else: "declare it under `relationship_templates`"))
    }

    /// Checks `relationship_templates`.
    func checkRelationships() {
        for pair in topology["relationship_templates"]?.mapping ?? [] {
            let pair = YAMLNode.Pair(key: pair.key, value: scope.relationships[pair.name] ?? pair.value)
            _ = relationship(pair, "the relationship `\(pair.name)`")
        }
    }

    private func relationship(_ pair: YAMLNode.Pair, _ what: String) -> ResolvedType? {
        let keys: Set<String> = [
            "type", "description", "metadata", "properties", "attributes", "interfaces", "copy",
        ]
        let pair = YAMLNode.Pair(key: pair.key, value: reader.mended(pair.value, keys, of: what))
        reader.checkKeys(reader.map(pair.value, what), keys, of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else { return nil }
        guard let type = registry.type(.relationship, typeName) else {
            registry.reportUnknown(.relationship, typeName, at: typePlace)
            return nil
        }
        _ = checker(what).check(
            reader.map(pair.value["properties"], "`properties` of \(what)"), against: type.properties,
            at: reader.place(pair.key))
        return type
    }

    // MARK: - Occurrences of capabilities

    /// Warns where more nodes point at a capability than its definition says.
    func checkOccurrences(_ topology: CheckedTopology) {
        var counts: [String: Int] = [:]
        for node in topology.nodes {
            for requirement in node.requirements {
                guard let definition = node.type.requirement(requirement.name),
                    let target = topology.node(requirement.target)
                else { continue }
                guard log.spend(target.type.capabilities.count, at: requirement.place) else { return }
                let fitting = target.type.capabilities.filter {
                    $0.value.maximum != nil
                        && registry.derives(.capability, $0.value.type, from: definition.capability)
                }
                guard fitting.count == 1, let (name, capability) = fitting.first, let maximum = capability.maximum
                else {
                    continue
                }
                let count = counts["\(target.name)\n\(name)", default: 0] + 1
                counts["\(target.name)\n\(name)"] = count
                if count == maximum + 1 {
                    log.report(
                        .capabilityExcess, at: requirement.place,
                        "more than \(maximum) requirements point at the capability `\(name)` of `\(target.name)`",
                        "point this one at another node")
                }
            }
        }
    }
}
