import YAML

/// Reads the type sections of a service template.
struct TypeParser {
    let reader: StructureReader
    let registry: TypeRegistry

    /// Keys that every type definition may have.
    private static let commonKeys: Set<String> = ["derived_from", "version", "metadata", "description"]
    private static let keys: [TypeKind: Set<String>] = [
        .node: ["properties", "attributes", "requirements", "capabilities", "interfaces", "artifacts"],
        .data: ["properties", "constraints", "key_schema", "entry_schema"],
        .capability: ["properties", "attributes", "valid_source_types"],
        .relationship: ["properties", "attributes", "interfaces", "valid_target_types"],
        .interface: ["inputs", "operations", "notifications"],
        .policy: ["properties", "targets", "triggers"],
        .group: ["properties", "attributes", "members", "requirements", "capabilities", "interfaces"],
        .artifact: ["properties", "mime_type", "file_ext"],
    ]

    /// Defines all types of the template in the registry, and gives them.
    func parse(_ root: YAMLNode) -> [TypeDefinition] {
        var types: [TypeDefinition] = []
        for kind in TypeKind.allCases {
            for pair in reader.map(root[kind.section], "`\(kind.section)`") { types.append(type(kind, pair)) }
        }
        for type in types { registry.define(type) }
        return types
    }

    private func type(_ section: TypeKind, _ pair: YAMLNode.Pair) -> TypeDefinition {
        let kind = kind(of: pair, in: section)
        let what = "the \(kind.rawValue) type `\(pair.name)`"
        let body = pair.value
        let pairs = reader.map(body, what)
        var type = TypeDefinition(kind: kind, name: pair.name, place: reader.place(pair.key))
        // Operations stand beside the keys in interface types up to TOSCA 1.2.
        if kind != .interface {
            reader.checkKeys(pairs, Self.commonKeys.union(Self.keys[kind] ?? []), of: what)
        }
        type.parent =
            reader.text(body["derived_from"], "`derived_from` of \(what)")
            ?? (pair.name == kind.rootName ? nil : kind.rootName)
        type.properties = properties(body["properties"], "`properties` of \(what)")
        type.attributes = Set(reader.map(body["attributes"], "`attributes` of \(what)").map(\.name))
        type.constraints = constraints(body["constraints"], what)
        for pair in reader.map(kind == .node ? body["capabilities"] : nil, "`capabilities` of \(what)") {
            type.capabilities[pair.name] = capability(pair)
        }
        for pair in reader.namedList(kind == .node ? body["requirements"] : nil, "`requirements` of \(what)") {
            type.requirements.append(requirement(pair))
        }
        if kind == .node {
            for pair in reader.map(body["interfaces"], "`interfaces` of \(what)") {
                type.interfaces[pair.name] = reader.text(pair.value["type"], "the type of interface `\(pair.name)`")
                type.operations[pair.name] = operations(
                    pair.value, excluding: ["type", "inputs", "notifications", "description"])
            }
        }
        if kind == .interface {
            type.operations[""] = operations(body, excluding: Self.commonKeys.union(["inputs", "notifications"]))
        }
        let targets = kind == .policy ? "targets" : kind == .group ? "members" : "valid_target_types"
        if kind == .policy || kind == .group || kind == .relationship {
            type.targets = reader.texts(body[targets], "`\(targets)` of \(what)").map(\.text)
        }
        return type
    }

    /// The kind that a type's parent says it is: some packages keep all their types in one section.
    private func kind(of pair: YAMLNode.Pair, in section: TypeKind) -> TypeKind {
        guard let parent = pair.value["derived_from"]?.text else { return section }
        let kind = TypeKind.allCases.first { parent.hasPrefix("tosca.\($0.namespace).") } ?? section
        if kind != section {
            reader.log.report(
                .typeMisplaced, at: reader.place(pair.key),
                "`\(pair.name)` derives from a \(kind.rawValue) type, and stands under `\(section.section)`",
                "move it to `\(kind.section)`")
        }
        return kind
    }

    /// Property, parameter and input definitions.
    func properties(_ node: YAMLNode?, _ what: String) -> [String: PropertyDefinition] {
        var properties: [String: PropertyDefinition] = [:]
        for pair in reader.map(node, what) { properties[pair.name] = property(pair, what) }
        return properties
    }

    private static let propertyKeys: Set<String> = [
        "type", "description", "required", "default", "status", "constraints", "entry_schema", "key_schema",
        "external-schema", "metadata", "value",
    ]

    private func property(_ pair: YAMLNode.Pair, _ what: String) -> PropertyDefinition {
        let body = pair.value
        let name = "`\(pair.name)`"
        reader.checkKeys(
            reader.map(body, "the definition of \(name)"), Self.propertyKeys, of: "the definition of \(name)")
        var property = PropertyDefinition(schema: schema(body, name), place: reader.place(pair.key))
        property.isRequired = body["required"]?.bool ?? true
        property.defaultValue = body["default"] ?? body["value"]
        property.description = body["description"]?.string
        if body["type"] == nil, body.mapping != nil {
            reader.log.report(
                .toscaKeyMissing, at: reader.place(pair.key), "the definition of \(name) has no `type`",
                "add `type: string`, or another")
        }
        return property
    }

    private func schema(_ body: YAMLNode, _ name: String) -> Schema {
        Schema(
            reader.text(body["type"], "the type of \(name)") ?? "string",
            constraints: constraints(body["constraints"], name),
            entry: entrySchema(body["entry_schema"], name), key: entrySchema(body["key_schema"], name))
    }

    /// `entry_schema: string` is the short form of `entry_schema: {type: string}`.
    private func entrySchema(_ node: YAMLNode?, _ name: String) -> Schema? {
        guard let node, !node.isNull else { return nil }
        if let text = node.text { return Schema(text) }
        return schema(node, "entries of \(name)")
    }

    private func constraints(_ node: YAMLNode?, _ name: String) -> [Constraint] {
        reader.namedList(node, "`constraints` of \(name)").compactMap { pair in
            guard let clause = Constraint.Clause(rawValue: pair.name) else {
                reader.log.report(
                    .constraintInvalid, at: reader.place(pair.key), "there is no constraint `\(pair.name)`",
                    NearestName.remedy(
                        for: pair.name, among: Constraint.Clause.allCases.map(\.rawValue), else: "remove it"))
                return nil
            }
            return Constraint(clause: clause, operand: pair.value, place: reader.place(pair.key))
        }
    }

    private func capability(_ pair: YAMLNode.Pair) -> CapabilityDefinition {
        let what = "the capability `\(pair.name)`"
        if let type = pair.value.text { return CapabilityDefinition(type: type, place: reader.place(pair.value)) }
        return CapabilityDefinition(
            type: reader.text(pair.value["type"], "the type of \(what)") ?? "tosca.capabilities.Root",
            properties: properties(pair.value["properties"], "`properties` of \(what)"),
            place: reader.place(pair.value["type"] ?? pair.key))
    }

    private func requirement(_ pair: YAMLNode.Pair) -> RequirementDefinition {
        let what = "the requirement `\(pair.name)`"
        var requirement = RequirementDefinition(
            name: pair.name, capability: "tosca.capabilities.Node", place: reader.place(pair.key))
        if let capability = pair.value.text {
            requirement.capability = capability
            return requirement
        }
        reader.checkKeys(
            reader.map(pair.value, what),
            ["capability", "node", "relationship", "occurrences", "description", "metadata", "node_filter"],
            of: what)
        requirement.capability =
            reader.text(pair.value["capability"], "the capability of \(what)") ?? requirement.capability
        requirement.node = reader.text(pair.value["node"], "the node of \(what)")
        if let bounds = pair.value["occurrences"] {
            guard let minimum = bounds[0]?.int, minimum >= 0, bounds[1]?.int ?? minimum >= minimum,
                bounds.sequence?.count == 2,
                bounds[1]?.int != nil || bounds[1]?.text == "UNBOUNDED"
            else {
                reader.log.report(
                    .toscaStructure, at: reader.place(bounds), "`occurrences` of \(what) is no range",
                    "write `[0, 1]` or `[1, UNBOUNDED]`")
                return requirement
            }
            requirement.minimum = minimum
            requirement.maximum = bounds[1]?.int
        }
        return requirement
    }

    /// Operations of an interface, under `operations` (TOSCA 1.3) or beside the other keys (up to 1.2).
    private func operations(_ node: YAMLNode, excluding keys: Set<String>) -> [String: OperationDefinition] {
        var pairs = reader.map(node["operations"], "`operations`")
        if node["operations"] == nil { pairs += node.mapping?.filter { !keys.contains($0.name) } ?? [] }
        var operations: [String: OperationDefinition] = [:]
        for pair in pairs {
            operations[pair.name] = OperationDefinition(
                inputs: pair.value.mapping == nil
                    ? [:] : properties(pair.value["inputs"], "`inputs` of the operation `\(pair.name)`"))
        }
        return operations
    }
}
