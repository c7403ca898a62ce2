import YAML

/// A type with everything that it inherits.
struct ResolvedType: Sendable {
    var kind: TypeKind
    var name: String
    /// Its own name, its parent's, and so on to the root.
    var lineage: [String]
    var properties: [String: PropertyDefinition] = [:]
    var attributes: Set<String> = []
    var capabilities: [String: CapabilityDefinition] = [:]
    /// The parent's first; one that is declared again replaces the parent's.
    var requirements: [RequirementDefinition] = []
    var interfaces: [String: String] = [:]
    var operations: [String: [String: OperationDefinition]] = [:]
    var targets: [String] = []
    var constraints: [Constraint] = []
    /// For data types that derive from a simple one, such as `string`.
    var simpleType: String?

    func derives(from name: String) -> Bool { lineage.contains(name) }

    func requirement(_ name: String) -> RequirementDefinition? { requirements.first { $0.name == name } }
}

/// All types that a package sees: the built-in ones, overlaid by those it defines.
final class TypeRegistry {
    private var definitions = BuiltInTypes.all
    private var resolved: [TypeKind: [String: ResolvedType]] = [:]
    private let log: DiagnosticLog

    init(log: DiagnosticLog) {
        self.log = log
    }

    /// Adds a type of the package. One that has a built-in type's name takes its place: packages may bring ETSI's files.
    func define(_ type: TypeDefinition) {
        if let other = definitions[type.kind]?[type.name]?.place, let place = type.place, other != place {
            return log.report(
                .typeDuplicate, at: place,
                "the \(type.kind.rawValue) type `\(type.name)` is already defined at \(other.file):\(other.mark.line)",
                "give one of the two another name")
        }
        definitions[type.kind, default: [:]][type.name] = type
        resolved = [:]
    }

    func names(_ kind: TypeKind) -> [String] { definitions[kind].map { Array($0.keys) } ?? [] }

    /// The type of this name, nil where there is none or its ancestors are not all there.
    func type(_ kind: TypeKind, _ name: String) -> ResolvedType? {
        if let known = resolved[kind]?[name] { return known }
        guard let type = resolve(kind, name, visiting: []) else { return nil }
        resolved[kind, default: [:]][name] = type
        return type
    }

    func derives(_ kind: TypeKind, _ name: String, from ancestor: String) -> Bool {
        name == ancestor || (type(kind, name)?.derives(from: ancestor) ?? false)
    }

    /// Reports a type that isn't known, with the nearest name.
    func reportUnknown(_ kind: TypeKind, _ name: String, at place: Place) {
        if definitions[kind]?[name] != nil { return }  // Its ancestor is missing, and reported where it is named.
        log.report(
            .typeUnknown, at: place, "there is no \(kind.rawValue) type `\(name)`",
            NearestName.remedy(
                for: name, among: names(kind), else: "define it under `\(kind.section)`, or import the file that does"))
    }

    private func resolve(_ kind: TypeKind, _ name: String, visiting: Set<String>) -> ResolvedType? {
        if let known = resolved[kind]?[name] { return known }
        guard let definition = definitions[kind]?[name] else {
            guard kind == .data, SimpleType(rawValue: name) != nil else { return nil }
            var type = ResolvedType(kind: kind, name: name, lineage: [name])
            type.simpleType = name
            return type
        }
        guard !visiting.contains(name) else {
            if let place = definition.place {
                log.report(
                    .typeLoop, at: place, "the type `\(name)` derives from itself",
                    "let one type of the circle derive from `\(kind.rootName)`")
            }
            return nil
        }
        guard let parentName = definition.parent, parentName != name || definition.place != nil else {
            return overlay(definition, on: ResolvedType(kind: kind, name: name, lineage: []))
        }
        guard let parent = resolve(kind, parentName, visiting: visiting.union([name])) else { return nil }
        return overlay(definition, on: parent)
    }

    private func overlay(_ definition: TypeDefinition, on parent: ResolvedType) -> ResolvedType {
        var type = parent
        type.name = definition.name
        type.lineage = [definition.name] + parent.lineage
        for (name, property) in definition.properties {
            var property = property
            // A refinement that says nothing of the default keeps the parent's.
            if property.defaultValue == nil { property.defaultValue = parent.properties[name]?.defaultValue }
            type.properties[name] = property
        }
        type.attributes.formUnion(definition.attributes)
        for (name, capability) in definition.capabilities {
            var capability = capability
            capability.properties.merge(parent.capabilities[name]?.properties ?? [:]) { own, _ in own }
            type.capabilities[name] = capability
        }
        for requirement in definition.requirements {
            if let index = type.requirements.firstIndex(where: { $0.name == requirement.name }) {
                type.requirements[index] = requirement
            } else {
                type.requirements.append(requirement)
            }
        }
        type.interfaces.merge(definition.interfaces) { _, own in own }
        for (interface, operations) in definition.operations {
            type.operations[interface, default: [:]].merge(operations) { parent, own in
                OperationDefinition(inputs: parent.inputs.merging(own.inputs) { _, refined in refined })
            }
        }
        if !definition.targets.isEmpty { type.targets = definition.targets }
        type.constraints += definition.constraints
        return type
    }
}

/// The types of values that TOSCA and YAML bring (1.3, 3.3).
enum SimpleType: String, Sendable, CaseIterable {
    case string, integer, float, boolean, timestamp, null, version, range, list, map
    case size = "scalar-unit.size"
    case time = "scalar-unit.time"
    case frequency = "scalar-unit.frequency"
    case bitrate = "scalar-unit.bitrate"
}
