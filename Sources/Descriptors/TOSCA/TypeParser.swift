import YAML

/// Reads the type sections of a service template.
struct TypeParser {
    let reader: StructureReader
    let registry: TypeRegistry

    private static let ownKeys: [TypeKind: Set<String>] = [
        .node: ["properties", "attributes", "requirements", "capabilities", "interfaces", "artifacts"],
        .data: ["properties", "constraints", "key_schema", "entry_schema"],
        .capability: ["properties", "attributes", "valid_source_types"],
        .relationship: ["properties", "attributes", "interfaces", "valid_target_types"],
        .policy: ["properties", "targets", "triggers"],
        .group: ["properties", "attributes", "members", "requirements", "capabilities", "interfaces"],
        .artifact: ["properties", "mime_type", "file_ext"],
    ]
    private static let keys = ownKeys.mapValues { $0.union(commonKeys) }

    /// Keys that every type definition may have.
    private static let commonKeys: Set<String> = ["derived_from", "version", "metadata", "description"]

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
        var pair = pair
        if let keys = Self.keys[section] {
            pair.value = reader.mended(pair.value, keys, of: "the \(section.rawValue) type `\(pair.name)`")
        }
        let kind = kind(of: pair, in: section)
        let body = pair.value
        var what: String { "the \(kind.rawValue) type `\(pair.name)`" }
        let pairs = reader.map(body, what)
        var type = TypeDefinition(kind: kind, name: pair.name, place: reader.place(pair.key))
        // Operations stand beside the keys in interface types up to TOSCA 1.2.
        if let keys = Self.keys[kind] { reader.checkKeys(pairs, keys, of: what) }
        type.parent = pair.name == kind.rootName ? nil : kind.rootName
        for part in pairs {
            let value = part.value
            switch part.name {
            case "derived_from":
                type.parent = reader.text(value, "`derived_from` of \(what)") ?? type.parent
                type.parentPlace = reader.place(value)
            case "properties": type.properties = properties(value, "`properties` of \(what)")
            case "attributes": type.attributes = properties(value, "`attributes` of \(what)")
            case "constraints": type.constraints = constraints(value, what)
            case "capabilities" where kind == .node:
                for pair in reader.map(value, "`capabilities` of \(what)") {
                    type.capabilities[pair.name] = capability(pair, of: &type)
                }
            case "requirements" where kind == .node:
                for pair in reader.namedList(value, "`requirements` of \(what)") {
                    type.requirements.append(requirement(pair))
                }
            case "interfaces" where kind == .node || kind == .relationship:
                for pair in reader.map(value, "`interfaces` of \(what)") { interface(pair, of: &type) }
            case "artifacts" where kind == .node:
                type.artifacts = reader.map(value, "`artifacts` of \(what)")
            case "targets" where kind == .policy, "members" where kind == .group,
                "valid_target_types" where kind == .relationship:
                let targets = reader.texts(value, "`\(part.name)` of \(what)")
                type.targets = targets.map(\.text)
                type.targetPlaces = targets.map(\.place)
            case "valid_source_types":
                type.sourcePlaces = reader.texts(value, "`valid_source_types` of \(what)").map { ($0.text, $0.place) }
                type.validSources = type.sourcePlaces.map(\.name)
            case "mime_type": type.mimeType = reader.text(value, "`mime_type` of \(what)")
            case "file_ext": type.fileExtensions = reader.texts(value, "`file_ext` of \(what)").map(\.text)
            case "notifications" where kind == .interface:
                type.notifications = Set(reader.map(value, "`notifications` of \(what)").map(\.name))
            default: break
            }
        }
        if kind == .interface {
            type.operations[""] = operations(body, excluding: Self.interfaceTypeKeys)
        }
        return type
    }

    private static let interfaceTypeKeys = commonKeys.union(["inputs", "notifications"])
    static let interfaceKeys: Set<String> = ["type", "inputs", "notifications", "description"]

    private func interface(_ pair: YAMLNode.Pair, of type: inout TypeDefinition) {
        if let node = pair.value["type"], let name = reader.text(node, "the type of interface `\(pair.name)`") {
            type.interfaces[pair.name] = name
            type.interfacePlaces[name] = reader.place(node)
        }
        type.operations[pair.name] = operations(pair.value, excluding: Self.interfaceKeys)
    }

    /// The kind that a type's parent says it is: some packages keep all their types in one section.
    private func kind(of pair: YAMLNode.Pair, in section: TypeKind) -> TypeKind {
        guard let parent = pair.value["derived_from"]?.text, !parent.hasPrefix(section.prefix) else { return section }
        let kind = TypeKind.allCases.first { parent.hasPrefix($0.prefix) } ?? section
        if kind != section {
            reader.log.report(
                .typeMisplaced, at: reader.place(pair.key),
                "`\(pair.name)` derives from a \(kind.rawValue) type, and stands under `\(section.section)`",
                "move it to `\(kind.section)`")
        }
        return kind
    }

    /// Property, attribute, parameter and input definitions.
    func properties(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [String: PropertyDefinition] {
        let pairs = reader.map(node, what())
        var properties: [String: PropertyDefinition] = [:]
        properties.reserveCapacity(pairs.count)
        for pair in pairs { properties[pair.name] = property(pair) }
        return properties
    }

    private static let propertyKeys: Set<String> = [
        "type", "description", "required", "default", "status", "constraints", "entry_schema", "key_schema",
        "external-schema", "metadata", "value",
    ]

    private func property(_ pair: YAMLNode.Pair) -> PropertyDefinition {
        var name: String { "`\(pair.name)`" }
        var shape = SchemaParts()
        var property = PropertyDefinition(schema: SchemaParts.text, place: reader.place(pair.key))
        for part in reader.map(pair.value, "the definition of \(name)") {
            let value = part.value
            switch part.name {
            case "required":
                if let flag = value.bool { property.isRequired = flag } else { reportFlag(value, name) }
            case "default", "value": property.defaultValue = property.defaultValue ?? value
            case "description": property.description = value.string
            case "status":
                property.isDeprecated = value.text == "deprecated"
                if !["supported", "unsupported", "experimental", "deprecated"].contains(value.text ?? "") {
                    reader.log.report(
                        .toscaStructure, at: reader.place(value), "the status of \(name) is none that TOSCA knows",
                        "write `supported`, `unsupported`, `experimental` or `deprecated`")
                }
            case "external-schema", "metadata": break
            default:
                if !shape.take(part) {
                    let mended = reader.mended(pair.value, Self.propertyKeys, of: "the definition of \(name)")
                    if mended.mapping?.contains(where: { $0.name == part.name }) == false {
                        return self.property(YAMLNode.Pair(key: pair.key, value: mended))
                    }
                    reader.log.report(
                        .toscaKeyUnknown, at: reader.place(part.key),
                        "the definition of \(name) has no key `\(part.name)`",
                        NearestName.remedy(for: part.name, among: Self.propertyKeys, else: "remove it"))
                }
            }
        }
        property.schema = schema(shape, name)
        property.typePlace = shape.type.map(reader.place)
        if shape.type == nil, pair.value.mapping != nil {
            reader.log.report(
                .toscaKeyMissing, at: reader.place(pair.key), "the definition of \(name) has no `type`",
                "add `type: string`, or another")
        }
        return property
    }

    private func reportFlag(_ value: YAMLNode, _ name: String) {
        reader.log.report(
            .toscaStructure, at: reader.place(value), "`required` of \(name) is \(value.kindName)",
            "write `true` or `false`")
    }

    /// What a schema is made of, as it is written.
    private struct SchemaParts {
        static let text = Schema("string")

        var type: YAMLNode?
        var constraints: YAMLNode?
        var entry: YAMLNode?
        var key: YAMLNode?

        /// Whether the pair is a part of a schema.
        mutating func take(_ pair: YAMLNode.Pair) -> Bool {
            switch pair.name {
            case "type": type = pair.value
            case "constraints": constraints = pair.value
            case "entry_schema": entry = pair.value
            case "key_schema": key = pair.value
            default: return false
            }
            return true
        }
    }

    private func schema(_ parts: SchemaParts, _ name: @autoclosure () -> String) -> Schema {
        let type = reader.text(parts.type, "the type of \(name())") ?? "string"
        for part in [parts.entry, parts.key] {
            if let part, let simple = SimpleType(rawValue: type), simple != .list, simple != .map {
                reader.log.report(
                    .toscaStructure, at: reader.place(part), "\(name()) has entries, and is of the type `\(type)`",
                    "make it a `list` or a `map`")
            }
        }
        return Schema(
            type, constraints: constraints(parts.constraints, name()), entry: entrySchema(parts.entry, name()),
            key: entrySchema(parts.key, name()))
    }

    /// `entry_schema: string` is the short form of `entry_schema: {type: string}`.
    private func entrySchema(_ node: YAMLNode?, _ name: @autoclosure () -> String) -> Schema? {
        guard let node, !node.isNull else { return nil }
        if let text = node.text { return Schema(text) }
        var parts = SchemaParts()
        for pair in reader.map(node, "the entries of \(name())") { _ = parts.take(pair) }
        return schema(parts, "entries of \(name())")
    }

    private func constraints(_ node: YAMLNode?, _ name: @autoclosure () -> String) -> [Constraint] {
        guard let node else { return [] }
        return ConstraintParser(reader: reader).constraints(node, name())
    }

    private static let capabilityKeys: Set<String> = [
        "type", "description", "properties", "attributes", "valid_source_types", "occurrences", "metadata",
    ]

    private func capability(_ written: YAMLNode.Pair, of type: inout TypeDefinition) -> CapabilityDefinition {
        var what: String { "the capability `\(written.name)`" }
        if let type = written.value.text { return CapabilityDefinition(type: type, place: reader.place(written.value)) }
        let pair = YAMLNode.Pair(
            key: written.key, value: reader.mended(written.value, Self.capabilityKeys, of: what))
        reader.checkKeys(reader.map(pair.value, what), Self.capabilityKeys, of: what)
        var capability = CapabilityDefinition(
            type: reader.text(pair.value["type"], "the type of \(what)") ?? "tosca.capabilities.Root",
            properties: properties(pair.value["properties"], "`properties` of \(what)"),
            place: reader.place(pair.value["type"] ?? pair.key))
        let sources = reader.texts(pair.value["valid_source_types"], "`valid_source_types` of \(what)")
        capability.validSources = sources.map(\.text)
        type.sourcePlaces += sources.map { ($0.text, $0.place) }
        if let bounds = occurrences(pair.value["occurrences"], what) {
            (capability.minimum, capability.maximum) = bounds
        }
        return capability
    }

    private static let requirementKeys: Set<String> = [
        "capability", "node", "relationship", "occurrences", "description", "metadata", "node_filter",
    ]

    private func requirement(_ written: YAMLNode.Pair) -> RequirementDefinition {
        var what: String { "the requirement `\(written.name)`" }
        let pair = YAMLNode.Pair(
            key: written.key, value: reader.mended(written.value, Self.requirementKeys, of: what))
        var requirement = RequirementDefinition(
            name: pair.name, capability: "tosca.capabilities.Node", place: reader.place(pair.key))
        if let capability = pair.value.text {
            requirement.capability = capability
            requirement.capabilityPlace = reader.place(pair.value)
            return requirement
        }
        reader.checkKeys(reader.map(pair.value, what), Self.requirementKeys, of: what)
        requirement.capability =
            reader.text(pair.value["capability"], "the capability of \(what)") ?? requirement.capability
        requirement.node = reader.text(pair.value["node"], "the node of \(what)")
        if let relationship = pair.value["relationship"] {
            // `relationship: {type: …, interfaces: …}` is the long form.
            requirement.relationship = reader.text(
                relationship["type"] ?? relationship, "the relationship of \(what)")
        }
        requirement.capabilityPlace = pair.value["capability"].map(reader.place)
        requirement.nodePlace = pair.value["node"].map(reader.place)
        requirement.relationshipPlace = pair.value["relationship"].map { reader.place($0["type"] ?? $0) }
        requirement.filter = pair.value["node_filter"]
        if let bounds = occurrences(pair.value["occurrences"], what) {
            (requirement.minimum, requirement.maximum) = bounds
        }
        return requirement
    }

    private func occurrences(_ bounds: YAMLNode?, _ what: @autoclosure () -> String) -> (Int, Int?)? {
        guard let bounds else { return nil }
        guard let minimum = bounds[0]?.int, minimum >= 0, bounds[1]?.int ?? minimum >= minimum,
            bounds.sequence?.count == 2, bounds[1]?.int != nil || bounds[1]?.text == "UNBOUNDED"
        else {
            reader.log.report(
                .toscaStructure, at: reader.place(bounds), "`occurrences` of \(what()) is no range",
                "write `[0, 1]` or `[1, UNBOUNDED]`")
            return nil
        }
        return (minimum, bounds[1]?.int)
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
