import YAML

/// Reads the compact notation in which the built-in types are written down:
///
///     data VirtualCpu : Parent          a type; without a parent it derives from the root of its kind
///       num_virtual_cpu! integer >0     a property; `!` marks it required; constraints follow the type
///       names [string len>=1] = x       a list, `{T}` a map, `{K : T}` a map whose keys have a schema; `=` a default
///       cap NAME Type                   a capability
///       req NAME Cap node Type [0,1]    a requirement; `*` is unbounded
///       int NAME Type                   an interface
///       op NAME                         an operation of an interface type, `in` its inputs
///       targets A group:B               node (or group) types of targets; `members` for a group's members
///       valid C                         capability types that a relationship may point at
///
/// A capitalised name stands for ETSI's type of the kind that belongs there, one that begins with `~` for TOSCA's own.
/// `@layers` and `@protocols` in `oneof()` stand for those lists.
struct TypeNotation {
    private(set) var types: [TypeDefinition] = []
    private var operation: String?

    static func parse(_ text: String) -> [TypeDefinition] {
        var notation = TypeNotation()
        for line in text.split(separator: "\n") { notation.take(line) }
        return notation.types
    }

    private static func fullName(_ name: Substring, _ kind: TypeKind) -> String {
        if name.hasPrefix("tosca.") { return String(name) }
        if name.hasPrefix("~") { return "tosca.\(kind.namespace).\(name.dropFirst())" }
        return "tosca.\(kind.namespace).nfv.\(name)"
    }

    private mutating func take(_ line: Substring) {
        let words = line.split(separator: " ")
        guard let first = words.first else { return }
        if line.first != " " {
            let kind = TypeKind(rawValue: String(first))!
            var type = TypeDefinition(kind: kind, name: Self.fullName(words[1], kind))
            type.parent = words.count > 3 ? Self.fullName(words[3], kind) : kind.rootName
            if type.name == kind.rootName { type.parent = nil }
            types.append(type)
            return
        }
        let last = types.count - 1
        switch first {
        case "cap":
            types[last].capabilities[String(words[1])] = CapabilityDefinition(
                type: Self.fullName(words[2], .capability))
        case "req":
            types[last].requirements.append(requirement(words.dropFirst()))
        case "int":
            types[last].interfaces[String(words[1])] = Self.fullName(words[2], .interface)
        case "op":
            operation = String(words[1])
            types[last].operations["", default: [:]][operation!] = OperationDefinition()
        case "in":
            let (name, property) = property(line.drop { $0 == " " }.dropFirst(3))
            types[last].operations[""]![operation!]!.inputs[name] = property
        case "targets", "members":
            types[last].targets = words.dropFirst().map {
                $0.hasPrefix("group:") ? Self.fullName($0.dropFirst(6), .group) : Self.fullName($0, .node)
            }
        case "valid":
            types[last].targets = words.dropFirst().map { Self.fullName($0, .capability) }
        default:
            let (name, property) = property(line.drop { $0 == " " })
            types[last].properties[name] = property
        }
    }

    private func requirement(_ words: ArraySlice<Substring>) -> RequirementDefinition {
        var words = words
        var requirement = RequirementDefinition(
            name: String(words.removeFirst()), capability: Self.fullName(words.removeFirst(), .capability))
        while let word = words.popFirst() {
            if word == "node" {
                requirement.node = Self.fullName(words.removeFirst(), .node)
            } else {
                let bounds = word.dropFirst().dropLast().split(separator: ",")
                requirement.minimum = Int(bounds[0])!
                requirement.maximum = Int(bounds[1])
            }
        }
        return requirement
    }

    private func property(_ line: Substring) -> (String, PropertyDefinition) {
        var rest = line
        let name = rest.prefix { $0 != " " && $0 != "!" }
        rest = rest.dropFirst(name.count)
        let isRequired = rest.first == "!"
        if isRequired { rest = rest.dropFirst() }
        var property = PropertyDefinition(schema: schema(&rest), isRequired: isRequired)
        rest = rest.drop { $0 == " " }
        if rest.hasPrefix("= ") { property.defaultValue = Self.scalar(rest.dropFirst(2)) }
        return (String(name), property)
    }

    private func schema(_ rest: inout Substring) -> Schema {
        rest = rest.drop { $0 == " " }
        var entry: Schema?
        var key: Schema?
        let type: String
        if rest.first == "[" {
            type = "list"
            rest = rest.dropFirst()
            entry = schema(&rest)
            rest = rest.dropFirst()
        } else if rest.first == "{" {
            type = "map"
            rest = rest.dropFirst()
            entry = schema(&rest)
            if rest.hasPrefix(" : ") {
                key = entry
                rest = rest.dropFirst(3)
                entry = schema(&rest)
            }
            rest = rest.dropFirst()
        } else {
            let name = rest.prefix { !" ]}".contains($0) }
            rest = rest.dropFirst(name.count)
            type = name.first!.isUppercase ? Self.fullName(name, .data) : String(name)
        }
        return Schema(type, constraints: constraints(&rest), entry: entry, key: key)
    }

    private static let operators: [(String, Constraint.Clause)] = [
        ("len>=", .minLength), ("len<=", .maxLength), (">=", .greaterOrEqual), ("<=", .lessOrEqual),
        (">", .greaterThan),
        ("<", .lessThan), ("oneof(", .validValues), ("in(", .inRange), ("/", .pattern),
    ]

    private func constraints(_ rest: inout Substring) -> [Constraint] {
        var constraints: [Constraint] = []
        while rest.first == " ", let (text, clause) = Self.operators.first(where: { rest.dropFirst().hasPrefix($0.0) })
        {
            rest = rest.dropFirst(1 + text.count)
            let end: (Character) -> Bool =
                switch clause {
                case .validValues, .inRange: { $0 == ")" }
                case .pattern: { $0 == " " }
                default: { " ]}".contains($0) }
                }
            var word = rest.prefix { !end($0) }
            // A pattern ends at its last slash: it may hold slashes, and brackets may follow it.
            if clause == .pattern, let slash = word.lastIndex(of: "/") { word = word[...slash] }
            rest = rest.dropFirst(word.count)
            let operand: YAMLNode
            switch clause {
            case .validValues:
                rest = rest.dropFirst()
                operand = Self.sequence(Self.values(word))
            case .inRange:
                rest = rest.dropFirst()
                operand = Self.sequence(word.split(separator: ",").map { Self.scalar($0) })
            case .pattern:
                operand = Self.scalar(word.dropLast())
            default:
                operand = Self.scalar(word)
            }
            constraints.append(Constraint(clause: clause, operand: operand))
        }
        return constraints
    }

    private static func values(_ word: Substring) -> [YAMLNode] {
        switch word {
        case "@layers": ["ethernet", "mpls", "odu2", "ipv4", "ipv6", "pseudo-wire"].map { scalar($0) }
        case "@protocols": ProtocolNumbers.names.map { scalar($0[...]) }
        default: word.split(separator: "|").map { scalar($0) }
        }
    }

    private static let nowhere = YAMLMark(line: 0, column: 0)

    private static func scalar(_ text: Substring) -> YAMLNode {
        YAMLNode(.scalar(String(text), isPlain: true), at: nowhere)
    }

    private static func sequence(_ nodes: [YAMLNode]) -> YAMLNode {
        YAMLNode(.sequence(nodes), at: nowhere)
    }
}
