import YAML

/// A topology template whose nodes, policies and groups have been checked against their types.
struct CheckedTopology: Sendable {
    var file: String
    var place: Place
    var inputs: [(name: String, definition: PropertyDefinition)] = []
    private(set) var nodes: [CheckedNode] = []
    private var positions: [String: Int] = [:]
    var policies: [CheckedPolicy] = []
    var groups: [CheckedGroup] = []
    var substitution: Substitution?

    func nodes(of type: String) -> [CheckedNode] { nodes.filter { $0.type.derives(from: type) } }
    func policies(of type: String) -> [CheckedPolicy] { policies.filter { $0.type.derives(from: type) } }
    func groups(of type: String) -> [CheckedGroup] { groups.filter { $0.type.derives(from: type) } }
    func node(_ name: String) -> CheckedNode? { positions[name].map { nodes[$0] } }

    init(file: String, place: Place) {
        self.file = file
        self.place = place
    }

    mutating func add(_ node: CheckedNode) {
        positions[node.name] = nodes.count
        nodes.append(node)
    }
}

struct CheckedNode: Sendable {
    var name: String
    var type: ResolvedType
    var place: Place
    var description: String?
    var metadata: [String: YAMLNode]
    var properties: CheckedValue
    /// Properties of capabilities, by the capability's name.
    var capabilities: [String: CheckedValue] = [:]
    var requirements: [CheckedRequirement] = []
    var artifacts: [CheckedArtifact] = []
    var operations: [CheckedOperation] = []

    func requirement(_ name: String) -> CheckedRequirement? { requirements.first { $0.name == name } }
    func targets(of name: String) -> [String] { requirements.filter { $0.name == name }.map(\.target) }
}

struct CheckedRequirement: Sendable {
    var name: String
    /// The node template that it points at.
    var target: String
    var place: Place
}

struct CheckedArtifact: Sendable {
    var name: String
    var type: ResolvedType
    /// As it is written.
    var file: String
    var place: Place
    /// nil where the template has none.
    var properties: CheckedValue?
}

struct CheckedOperation: Sendable {
    var interface: String
    var name: String
    var implementation: String?
    var dependencies: [String] = []
    var place: Place
    var inputs: CheckedValue
    /// Properties of the type of its `additional_parameters`.
    var additionalParameters: [String: PropertyDefinition]
}

struct CheckedPolicy: Sendable {
    var name: String
    var type: ResolvedType
    var place: Place
    var metadata: [String: YAMLNode]
    var properties: CheckedValue
    var targets: [(text: String, place: Place)]
    /// As they are written.
    var triggers: [YAMLNode.Pair] = []
}

struct CheckedGroup: Sendable {
    var name: String
    var type: ResolvedType
    var place: Place
    var properties: CheckedValue
    var members: [(text: String, place: Place)]
}

/// `substitution_mappings`: how the topology stands for a node.
struct Substitution: Sendable {
    var nodeType: String
    var place: Place
    /// Values that the substituted node has to have, such as `flavour_id`.
    var properties: [String: String] = [:]
    var requirements: [Mapping] = []

    struct Mapping: Sendable {
        /// The requirement of the substituted node.
        var name: String
        var node: String
        var requirement: String
        var place: Place
    }
}
