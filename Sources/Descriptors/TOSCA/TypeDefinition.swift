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

    var rootName: String { prefix + "Root" }

    /// What names of the standard's own types begin with.
    var prefix: String { "tosca.\(namespace)." }
}

/// A TOSCA type as one definition gives it, without what it inherits.
struct TypeDefinition: Sendable {
    var kind: TypeKind
    var name: String
    /// nil for a root.
    var parent: String?
    /// Where a package defines it; nil for the types that are built in.
    var place: Place?
    /// Where it names its parent.
    var parentPlace: Place?
    var properties: [String: PropertyDefinition] = [:]
    var attributes: [String: PropertyDefinition] = [:]
    var capabilities: [String: CapabilityDefinition] = [:]
    var requirements: [RequirementDefinition] = []
    /// Type names of interfaces, by the interface's name.
    var interfaces: [String: String] = [:]
    /// Where the type names of interfaces stand.
    var interfacePlaces: [String: Place] = [:]
    /// For nodes: operations that the definition refines, by interface. For interface types: under the empty name.
    var operations: [String: [String: OperationDefinition]] = [:]
    /// For interface types.
    var notifications: Set<String> = []
    /// For nodes: artifacts that every node of the type has, as they are written.
    var artifacts: [YAMLNode.Pair] = []
    /// For policies the types of its targets, for groups of its members, for relationships of the capabilities it may
    /// point at; empty: any.
    var targets: [String] = []
    /// Where each of the targets stands, where a package has them.
    var targetPlaces: [Place] = []
    /// For capabilities: the node types that may point at one; empty: any.
    var validSources: [String] = []
    /// The same of a package's own types, and of the capabilities of nodes, with where they stand.
    var sourcePlaces: [(name: String, place: Place)] = []
    /// For artifacts.
    var mimeType: String?
    var fileExtensions: [String] = []
    /// For data types that derive from a simple type.
    var constraints: [Constraint] = []

    /// Whether it has parts that stand beside those that it inherits.
    var addsMembers: Bool {
        !(properties.isEmpty && attributes.isEmpty && capabilities.isEmpty && requirements.isEmpty
            && interfaces.isEmpty && operations.allSatisfy { $0.value.isEmpty } && notifications.isEmpty
            && artifacts.isEmpty && constraints.isEmpty)
    }
}

/// A property, parameter or input as it is declared.
struct PropertyDefinition: Sendable {
    var schema: Schema
    var isRequired = true
    var defaultValue: YAMLNode?
    var description: String?
    var place: Place?
    /// Where its type is named.
    var typePlace: Place?
    /// Whether its author wants it no longer used (`status: deprecated`).
    var isDeprecated = false
}

struct CapabilityDefinition: Sendable {
    var type: String
    var properties: [String: PropertyDefinition] = [:]
    /// How many relationships may point at it; nil: unbounded.
    var minimum = 1
    var maximum: Int?
    /// The node types that may point at it; empty: what the capability's type says.
    var validSources: [String] = []
    var place: Place?
}

struct RequirementDefinition: Sendable {
    var name: String
    var capability: String
    /// The node type that the target has to be of, where one is named.
    var node: String?
    /// The relationship's type, where one is named.
    var relationship: String?
    var minimum = 1
    /// nil: unbounded.
    var maximum: Int? = 1
    /// What the target has to have, as it is written.
    var filter: YAMLNode?
    var place: Place?
    /// Where what it needs is named.
    var capabilityPlace: Place?
    var nodePlace: Place?
    var relationshipPlace: Place?
}

struct OperationDefinition: Sendable {
    var inputs: [String: PropertyDefinition] = [:]
}

/// The type of a value, with what is in it.
final class Schema: Sendable {
    let type: String
    /// What `type` names, where that is a type of TOSCA's or YAML's own.
    let simple: SimpleType?
    let constraints: [Constraint]
    /// Entries of a list or a map; nil: of any kind.
    let entry: Schema?
    /// Keys of a map, where they have a schema.
    let key: Schema?

    init(_ type: String, constraints: [Constraint] = [], entry: Schema? = nil, key: Schema? = nil) {
        self.type = type
        simple = SimpleType(rawValue: type)
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

    let clause: Clause
    let operand: YAMLNode
    let place: Place?
    /// Of `pattern`: compiled once, used for each value.
    let regex: ExtendedRegex?

    init(clause: Clause, operand: YAMLNode, place: Place? = nil) {
        self.clause = clause
        self.operand = operand
        self.place = place
        regex = clause == .pattern ? operand.text.flatMap { ExtendedRegex($0) } : nil
    }
}
