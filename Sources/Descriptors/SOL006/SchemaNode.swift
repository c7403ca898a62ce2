/// A node of the schema: what may stand below another.
final class SchemaNode: Sendable {
    enum Kind: String, Sendable {
        case container, list, leaf
        case leafList = "leaf-list"
    }

    /// A choice among nodes of one parent, of which one may be there.
    struct Choice: Sendable {
        var name: String
        var isMandatory: Bool
        var members: [String]
    }

    /// What another node has to be for this one to be there.
    struct Condition: Sendable {
        var path: [String]
        /// Nothing: it has to exist.
        var values: [String]
        var text: String
    }

    let name: String
    let kind: Kind
    /// Of leaves and leaf-lists.
    let type: SchemaType
    let keys: [String]
    let isMandatory: Bool
    let minimum: Int
    let maximum: Int?
    let defaultValue: String?
    /// A container that means something by being there.
    let isPresence: Bool
    let condition: Condition?
    /// Names of the rules in `SchemaMusts` that apply here.
    let musts: [String]
    let choices: [Choice]
    /// In the order of the module, members of choices among them.
    let children: [SchemaNode]
    /// Open Source MANO's own: the standard has no such node.
    let isExtension: Bool
    /// A leaf-list that may be written as a leaf.
    let takesOne: Bool
    /// Open Source MANO leaves it out though the standard requires it.
    let isOmittedByOSM: Bool

    private let positions: [String: Int]
    /// The choice that a child belongs to, by the child's name.
    let choiceOfChild: [String: Int]

    init(
        name: String, kind: Kind, type: SchemaType = .any, keys: [String] = [], isMandatory: Bool = false,
        minimum: Int = 0, maximum: Int? = nil, defaultValue: String? = nil, isPresence: Bool = false,
        condition: Condition? = nil, musts: [String] = [], choices: [Choice] = [], children: [SchemaNode] = [],
        isExtension: Bool = false, takesOne: Bool = false, isOmittedByOSM: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.type = type
        self.keys = keys
        self.isMandatory = isMandatory
        self.minimum = minimum
        self.maximum = maximum
        self.defaultValue = defaultValue
        self.isPresence = isPresence
        self.condition = condition
        self.musts = musts
        self.choices = choices
        self.children = children
        self.isExtension = isExtension
        self.takesOne = takesOne
        self.isOmittedByOSM = isOmittedByOSM
        positions = Dictionary(children.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var choiceOfChild: [String: Int] = [:]
        for (index, choice) in choices.enumerated() {
            for member in choice.members { choiceOfChild[member] = index }
        }
        self.choiceOfChild = choiceOfChild
    }

    func child(_ name: String) -> SchemaNode? { positions[name].map { children[$0] } }

    /// Names that may stand here, for those who wrote another.
    var names: [String] { children.filter { !$0.isExtension }.map(\.name) }
}
