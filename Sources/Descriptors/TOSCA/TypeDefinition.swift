import YAML

/// The kinds of TOSCA types; each has its own names.
enum TypeKind: String, Sendable, CaseIterable {
    case node, data, capability, relationship, interface, policy, group, artifact

    /// The section of a service template that defines such types.
    var section: String { self == .capability ? "capability_types" : "\(rawValue)_types" }

    /// What comes between `tosca.` and the rest in the names of the standard's own types.
    var namespace: String {
        switch self {
        case .data: "datatypes"
        case .capability: "capabilities"
        case .policy: "policies"
        default: rawValue + "s"
        }
    }

    var rootName: String { "tosca.\(namespace).Root" }
}

/// A TOSCA type as one definition gives it, without what it inherits.
struct TypeDefinition: Sendable {
    var kind: TypeKind
    var name: String
    /// nil for a root.
    var parent: String?
    /// Where a package defines it; nil for the types that are built in.
    var place: Place?
    var properties: [String: PropertyDefinition] = [:]
    var attributes: Set<String> = []
    var capabilities: [String: CapabilityDefinition] = [:]
    var requirements: [RequirementDefinition] = []
    /// Type names of interfaces, by the interface's name.
    var interfaces: [String: String] = [:]
    /// For nodes: operations that the definition refines, by interface. For interface types: under the empty name.
    var operations: [String: [String: OperationDefinition]] = [:]
    var artifacts: [String: String] = [:]
    /// For policies the types of its targets, for groups of its members, for relationships of the capabilities it may
    /// point at; empty: any.
    var targets: [String] = []
    /// For data types that derive from a simple type.
    var constraints: [Constraint] = []
}

/// A property, parameter or input as it is declared.
struct PropertyDefinition: Sendable {
    var schema: Schema
    var isRequired = true
    var defaultValue: YAMLNode?
    var description: String?
    var place: Place?
}

struct CapabilityDefinition: Sendable {
    var type: String
    var properties: [String: PropertyDefinition] = [:]
    var place: Place?
}

struct RequirementDefinition: Sendable {
    var name: String
    var capability: String
    /// The node type that the target has to be of, where one is named.
    var node: String?
    var minimum = 1
    /// nil: unbounded.
    var maximum: Int? = 1
    var place: Place?
}

struct OperationDefinition: Sendable {
    var inputs: [String: PropertyDefinition] = [:]
}

/// The type of a value, with what is in it.
final class Schema: Sendable {
    let type: String
    let constraints: [Constraint]
    /// Entries of a list or a map; nil: of any kind.
    let entry: Schema?
    /// Keys of a map, where they have a schema.
    let key: Schema?

    init(_ type: String, constraints: [Constraint] = [], entry: Schema? = nil, key: Schema? = nil) {
        self.type = type
        self.constraints = constraints
        self.entry = entry
        self.key = key
    }
}

/// A condition on a value (TOSCA Simple Profile 1.3, 3.6.3).
struct Constraint: Sendable {
    enum Clause: String, Sendable, CaseIterable {
        case equal
        case greaterThan = "greater_than"
        case greaterOrEqual = "greater_or_equal"
        case lessThan = "less_than"
        case lessOrEqual = "less_or_equal"
        case inRange = "in_range"
        case validValues = "valid_values"
        case length
        case minLength = "min_length"
        case maxLength = "max_length"
        case pattern
        case schema
    }

    var clause: Clause
    var operand: YAMLNode
    var place: Place?
}
