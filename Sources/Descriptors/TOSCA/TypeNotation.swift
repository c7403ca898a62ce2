import YAML

/// Reads the compact notation in which the built-in types are written down:
///
///     data VirtualCpu : Parent          a type; without a parent it derives from the root of its kind
///       num_virtual_cpu! integer >0     a property; `!` marks it required; constraints follow the type
///       names [string len>=1] = x       a list, `{T}` a map, `{K : T}` a map whose keys have a schema; `=` a default
///       old string %deprecated          a property that is no longer to be used
///       attr NAME type                  an attribute
///       cap NAME Type [0,1]             a capability; `*` is unbounded
///       req NAME Cap via Rel node Type [0,1]
///       int NAME Type                   an interface
///       op NAME _end                    an operation, `in` its inputs; each suffix makes one more (NAME_end)
///       note NAME                       a notification of an interface type
///       targets A group:B               node (or group) types of targets; `members` for a group's members
///       valid C                         capability types that a relationship may point at
///       mime TYPE                       of an artifact; `files` its extensions
///
/// and what one version has otherwise than another:
///
///     without data A B                  types that are not there
///     change data C                     a type of which some lines are other ones; `- NAME`, `- cap NAME` are not there
///
/// A capitalised name stands for ETSI's type of the kind that belongs there, one that begins with `~` for TOSCA's own.
/// `@layers` and `@protocols` in `oneof()` stand for those lists.
struct TypeNotation {
    private(set) var table: BuiltInTypes.Table
    private var type = TypeDefinition(kind: .data, name: "")
    private var operation = ""

    /// The types of a text, with those that it changes or leaves as they are.
    static func parse(_ text: String, upon table: BuiltInTypes.Table = [:]) -> BuiltInTypes.Table {
        var notation = TypeNotation(table: table)
        for line in text.split(separator: "\n") { notation.take(line) }
        notation.keep()
        return notation.table
    }

    private init(table: BuiltInTypes.Table) {
        self.table = table
    }

    private mutating func keep() {
        if !type.name.isEmpty { table[type.kind, default: [:]][type.name] = type }
        type.name = ""
    }

    private static func fullName(_ name: Substring, _ kind: TypeKind) -> String {
        if name.hasPrefix("tosca.") { return String(name) }
        if name.hasPrefix("~") { return "tosca.\(kind.namespace).\(name.dropFirst())" }
        return "tosca.\(kind.namespace).nfv.\(name)"
    }

    private mutating func take(_ line: Substring) {
        let words = line.split(separator: " ")
        guard let first = words.first else { return }
        if line.first == " " { return take(line, words) }
        keep()
        let changes = first == "change" || first == "without"
        let kind = TypeKind(rawValue: String(changes ? words[1] : first))!
        switch first {
        case "without":
            for name in words.dropFirst(2) { table[kind]![Self.fullName(name, kind)] = nil }
        case "change":
            type = table[kind]![Self.fullName(words[2], kind)]!
        default:
            type = TypeDefinition(kind: kind, name: Self.fullName(words[1], kind))
            type.parent = words.count > 3 ? Self.fullName(words[3], kind) : kind.rootName
            if type.name == kind.rootName { type.parent = nil }
        }
    }

    /// A line of a type.
    private mutating func take(_ line: Substring, _ words: [Substring]) {
        let line = line.drop { $0 == " " }
        switch words[0] {
        case "-": remove(words.dropFirst())
        case "cap":
            var capability = CapabilityDefinition(type: Self.fullName(words[2], .capability))
            if words.count > 3 { (capability.minimum, capability.maximum) = Self.bounds(words[3]) }
            type.capabilities[String(words[1])] = capability
        case "req":
            let requirement = requirement(words.dropFirst())
            if let index = type.requirements.firstIndex(where: { $0.name == requirement.name }) {
                type.requirements[index] = requirement
            } else {
                type.requirements.append(requirement)
            }
        case "int":
            type.interfaces[String(words[1])] = Self.fullName(words[2], .interface)
        case "op":
            operation = String(words[1])
            for suffix in [""] + words.dropFirst(2) {
                type.operations["", default: [:]][operation + suffix] = OperationDefinition()
            }
        case "in":
            let (name, property) = property(line.dropFirst(3))
            type.operations[""]![operation]!.inputs[name] = property
        case "note":
            type.notifications.insert(String(words[1]))
        case "attr":
            let (name, property) = property(line.dropFirst(5))
            type.attributes[name] = property
        case "targets", "members":
            type.targets = words.dropFirst().map {
                $0.hasPrefix("group:") ? Self.fullName($0.dropFirst(6), .group) : Self.fullName($0, .node)
            }
        case "valid":
            type.targets = words.dropFirst().map { Self.fullName($0, .capability) }
        case "mime":
            type.mimeType = String(words[1])
        case "files":
            type.fileExtensions = words.dropFirst().map(String.init)
        default:
            let (name, property) = property(line)
            type.properties[name] = property
        }
    }

    private mutating func remove(_ words: ArraySlice<Substring>) {
        let name = String(words.last!)
        switch words.first {
        case "cap" where words.count > 1: type.capabilities[name] = nil
        case "req" where words.count > 1: type.requirements.removeAll { $0.name == name }
        case "int" where words.count > 1: type.interfaces[name] = nil
        case "attr" where words.count > 1: type.attributes[name] = nil
        case "targets", "members": type.targets = []
        default: type.properties[name] = nil
        }
    }

    private func requirement(_ words: ArraySlice<Substring>) -> RequirementDefinition {
        var words = words
        var requirement = RequirementDefinition(
            name: String(words.removeFirst()), capability: Self.fullName(words.removeFirst(), .capability))
        while let word = words.popFirst() {
            switch word {
            case "node": requirement.node = Self.fullName(words.removeFirst(), .node)
            case "via": requirement.relationship = Self.fullName(words.removeFirst(), .relationship)
            default: (requirement.minimum, requirement.maximum) = Self.bounds(word)
            }
        }
        return requirement
    }

    private static func bounds(_ word: Substring) -> (Int, Int?) {
        let bounds = word.dropFirst().dropLast().split(separator: ",")
        return (Int(bounds[0])!, Int(bounds[1]))
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
        property.isDeprecated = rest == "%deprecated"
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
