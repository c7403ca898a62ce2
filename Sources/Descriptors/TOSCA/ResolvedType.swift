import YAML

/// A type with everything that it inherits.
final class ResolvedType: Sendable {
    let kind: TypeKind
    let name: String
    /// Its own name, its parent's, and so on to the root.
    let lineage: [String]
    let properties: [String: PropertyDefinition]
    let attributes: [String: PropertyDefinition]
    let capabilities: [String: CapabilityDefinition]
    /// The parent's first; one that is declared again replaces the parent's.
    let requirements: [RequirementDefinition]
    /// Where each name stands in `requirements`.
    private let positions: [String: Int]
    let interfaces: [String: String]
    let operations: [String: [String: OperationDefinition]]
    let notifications: Set<String>
    /// Artifacts of every node of the type, and the file in which they stand.
    let artifacts: [(pair: YAMLNode.Pair, file: String)]
    let targets: [String]
    let validSources: [String]
    let constraints: [Constraint]
    let fileExtensions: [String]
    /// For data types that derive from a simple one, such as `string`.
    let simpleType: SimpleType?

    /// One of the types that TOSCA and YAML bring.
    init(simple: SimpleType) {
        kind = .data
        name = simple.rawValue
        lineage = [name]
        properties = [:]
        attributes = [:]
        capabilities = [:]
        requirements = []
        positions = [:]
        interfaces = [:]
        operations = [:]
        notifications = []
        artifacts = []
        targets = []
        validSources = []
        constraints = []
        fileExtensions = []
        simpleType = simple
    }

    /// A type as its definition gives it, on top of its parent; roots have none.
    init(_ definition: TypeDefinition, parent: ResolvedType?) {
        kind = definition.kind
        name = definition.name
        lineage = [definition.name] + (parent?.lineage ?? [])
        var properties = parent?.properties ?? [:]
        for (name, property) in definition.properties {
            var property = property
            // A refinement that says nothing of the default keeps the parent's.
            if property.defaultValue == nil, let inherited = properties[name], inherited.defaultValue != nil {
                property.defaultValue = inherited.defaultValue
            }
            properties[name] = property
        }
        self.properties = properties
        attributes = (parent?.attributes ?? [:]).merging(definition.attributes) { _, own in own }
        var capabilities = parent?.capabilities ?? [:]
        for (name, capability) in definition.capabilities {
            var capability = capability
            capability.properties.merge(capabilities[name]?.properties ?? [:]) { own, _ in own }
            capabilities[name] = capability
        }
        self.capabilities = capabilities
        var requirements = parent?.requirements ?? []
        var positions = parent?.positions ?? [:]
        for requirement in definition.requirements {
            if let index = positions[requirement.name] {
                requirements[index] = requirement
            } else {
                positions[requirement.name] = requirements.count
                requirements.append(requirement)
            }
        }
        self.requirements = requirements
        self.positions = positions
        interfaces = (parent?.interfaces ?? [:]).merging(definition.interfaces) { _, own in own }
        var operations = parent?.operations ?? [:]
        for (interface, own) in definition.operations {
            // An operation that is refined keeps the inputs that it doesn't name.
            operations[interface, default: [:]].merge(own) { parent, own in
                OperationDefinition(inputs: parent.inputs.merging(own.inputs) { _, refined in refined })
            }
        }
        self.operations = operations
        notifications = (parent?.notifications ?? []).union(definition.notifications)
        let names = Set(definition.artifacts.map(\.name))
        let file = definition.place?.file ?? ""
        let inherited = parent?.artifacts ?? []
        artifacts =
            names.isEmpty
            ? inherited : inherited.filter { !names.contains($0.pair.name) } + definition.artifacts.map { ($0, file) }
        targets = definition.targets.isEmpty ? parent?.targets ?? [] : definition.targets
        validSources = definition.validSources.isEmpty ? parent?.validSources ?? [] : definition.validSources
        constraints = (parent?.constraints ?? []) + definition.constraints
        fileExtensions = definition.fileExtensions.isEmpty ? parent?.fileExtensions ?? [] : definition.fileExtensions
        simpleType = parent?.simpleType
    }

    func derives(from name: String) -> Bool { lineage.contains(name) }

    func requirement(_ name: String) -> RequirementDefinition? { positions[name].map { requirements[$0] } }

    /// How many parts it has, inherited ones among them.
    var members: Int {
        properties.count + attributes.count + capabilities.count + requirements.count + interfaces.count
            + operations.values.reduce(0) { $0 + $1.count } + notifications.count + artifacts.count
            + targets.count + validSources.count + constraints.count
    }

    /// The roots and simple types, by which types that are used everywhere are found without a search.
    static let simpleTypes: [SimpleType: ResolvedType] = Dictionary(
        uniqueKeysWithValues: SimpleType.allCases.map { ($0, ResolvedType(simple: $0)) })
}

/// The types of values that TOSCA and YAML bring (1.3, 3.3).
enum SimpleType: String, Sendable, CaseIterable {
    case string, integer, float, boolean, timestamp, null, version, range, list, map
    case size = "scalar-unit.size"
    case time = "scalar-unit.time"
    case frequency = "scalar-unit.frequency"
    case bitrate = "scalar-unit.bitrate"

    /// Whether a quantity can be reckoned with: bytes and bits are whole numbers below 2^63.
    func fits(_ quantity: Double) -> Bool {
        switch self {
        case .size: Int(exactly: quantity.rounded()) != nil && (quantity == 0 || quantity >= 1)
        case .bitrate: Int(exactly: quantity.rounded()) != nil
        default: quantity.isFinite
        }
    }
}
