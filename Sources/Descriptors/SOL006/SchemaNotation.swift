/// Reads the compact notation in which the schema is written down; a line is a node, what is below it is indented:
///
///     name! string = x           a leaf; `!` marks it mandatory; `=` a default
///     name* string               a leaf-list
///     name+ string               a leaf of the module that is read as a leaf-list
///     name[key key] …            a list; `name{}` is a list of `key` and `value`
///     name/                      a container; `name/presence` where being there means something
///     name*>=1, name[key]<=1     how many entries there are
///     ?name                      a choice among the nodes below it; `?name!` a mandatory one
///     @name                      the nodes of a grouping
///     … when ../type=a|b         a condition; without `=` the node has to exist
///     … must name                a rule of `SchemaMusts`; several are separated by commas
///
/// At the left margin `type name …` names a type, `identity base a b` the identities of a base, and `grouping name` a
/// grouping. Types are `string`, `string/pattern/`, `boolean`, `uint16 1..max`, `decimal64.1 0..max`, `enum a|b`,
/// `id base`, `ref path or path`, `union a b`, `uri`, `host`, `ip-address`, `port-number`, `timeticks`, `argument`, `any`.
///
/// Extensions are in the same notation over the nodes that are there; `omitted` behind a node says that Open Source MANO
/// leaves it out.
struct SchemaNotation {
    /// A line with what is below it.
    struct Line {
        var text: Substring
        var lines: [Line] = []

        var name: String { String(text.prefix { !" !*+[{/<>?".contains($0) }) }
    }

    private var types: [String: Substring] = [:]
    private(set) var identities: [String: [String]] = [:]
    private var groupings: [String: [Line]] = [:]

    init(_ texts: [String]) {
        for text in texts {
            for line in Self.lines(text) {
                let words = line.text.split(separator: " ", maxSplits: 2)
                switch words[0] {
                case "type": types[String(words[1])] = words[2]
                case "identity": identities[String(words[1])] = words[2].split(separator: " ").map(String.init)
                default: groupings[String(words[1])] = line.lines
                }
            }
        }
    }

    /// A list of descriptors, keyed by `id`, of what a grouping holds, with extensions laid over it.
    func descriptor(_ grouping: String, extensions: [Line]) -> SchemaNode {
        let below = nodes(groupings[grouping] ?? [], extensions: extensions)
        return SchemaNode(
            name: grouping, kind: .list, keys: ["id"], choices: below.choices, children: below.children)
    }

    static func lines(_ text: String) -> [Line] {
        var rest = text.split(separator: "\n")[...]
        return lines(&rest, indentation: 0)
    }

    private static func lines(_ rest: inout ArraySlice<Substring>, indentation: Int) -> [Line] {
        var result: [Line] = []
        while let line = rest.first {
            let spaces = line.prefix { $0 == " " }.count
            guard spaces >= indentation else { break }
            rest.removeFirst()
            var entry = Line(text: line.dropFirst(spaces))
            entry.lines = lines(&rest, indentation: spaces + 1)
            result.append(entry)
        }
        return result
    }

    // MARK: - Nodes

    private typealias Nodes = (children: [SchemaNode], choices: [SchemaNode.Choice])

    /// The nodes of some lines, and behind them what extensions add.
    private func nodes(_ lines: [Line], extensions: [Line], isExtension: Bool = false) -> Nodes {
        let overlays = Dictionary(extensions.map { ($0.name, $0) }) { first, _ in first }
        var result = declared(lines, overlays, isExtension)
        let known = Set(result.children.map(\.name))
        for line in extensions where !known.contains(line.name) {
            result.children.append(node(line, overlay: nil, isExtension: true))
        }
        return result
    }

    private func declared(_ lines: [Line], _ overlays: [String: Line], _ isExtension: Bool) -> Nodes {
        var result: Nodes = ([], [])
        for line in lines {
            switch line.text.first {
            case "@":
                let grouping = declared(groupings[String(line.text.dropFirst())] ?? [], overlays, isExtension)
                result.children += grouping.children
                result.choices += grouping.choices
            case "?":
                let members = declared(line.lines, overlays, isExtension)
                let name = line.text.dropFirst()
                result.choices.append(
                    .init(
                        name: String(name.prefix { $0 != "!" }), isMandatory: name.hasSuffix("!"),
                        members: members.children.map(\.name)))
                result.children += members.children
            default:
                result.children.append(node(line, overlay: overlays[line.name], isExtension: isExtension))
            }
        }
        return result
    }

    private static let pair = lines("key string\nvalue string")

    private func node(_ line: Line, overlay: Line?, isExtension: Bool) -> SchemaNode {
        let name = line.name
        var rest = line.text.dropFirst(name.count)
        var kind = SchemaNode.Kind.leaf
        var keys: [String] = []
        var lines = line.lines
        var isPresence = false
        let isMandatory = rest.first == "!"
        let takesOne = rest.first == "+"
        switch rest.first {
        case "!": rest = rest.dropFirst()
        case "*", "+":
            kind = .leafList
            rest = rest.dropFirst()
        case "{":
            kind = .list
            keys = ["key"]
            lines = Self.pair
            rest = rest.dropFirst(2)
        case "[":
            kind = .list
            let end = rest.firstIndex(of: "]")!
            keys = rest[..<end].dropFirst().split(separator: " ").map(String.init)
            rest = rest[end...].dropFirst()
        case "/":
            kind = .container
            isPresence = rest.hasPrefix("/presence")
            rest = rest.dropFirst(isPresence ? 9 : 1)
        default: break
        }
        let minimum = Self.bound(&rest, ">=")
        let maximum = Self.bound(&rest, "<=")
        let musts = Self.cut(&rest, " must ").map { $0.split(separator: ",").map(String.init) } ?? []
        let condition = Self.cut(&rest, " when ").map { Self.condition($0) }
        let defaultValue = Self.cut(&rest, " = ").map(String.init)
        let below = nodes(lines, extensions: overlay?.lines ?? [], isExtension: isExtension)
        let isLeaf = kind == .leaf || kind == .leafList
        return SchemaNode(
            name: name, kind: kind, type: isLeaf ? type(rest.drop { $0 == " " }) : .any, keys: keys,
            isMandatory: isMandatory, minimum: minimum ?? 0, maximum: maximum, defaultValue: defaultValue,
            isPresence: isPresence, condition: condition, musts: musts, choices: below.choices,
            children: below.children, isExtension: isExtension, takesOne: takesOne,
            isOmittedByOSM: overlay?.text.hasSuffix(" omitted") ?? false)
    }

    private static func bound(_ rest: inout Substring, _ sign: String) -> Int? {
        guard rest.hasPrefix(sign) else { return nil }
        let digits = rest.dropFirst(sign.count).prefix { $0.isNumber }
        rest = rest.dropFirst(sign.count + digits.count)
        return Int(digits)
    }

    /// Cuts off what stands behind a word.
    private static func cut(_ rest: inout Substring, _ word: String) -> Substring? {
        let words = Array(word.utf8)
        let bytes = Array(rest.utf8)
        guard bytes.count >= words.count,
            let start = (0...(bytes.count - words.count)).first(where: {
                bytes[$0..<$0 + words.count].elementsEqual(words)
            })
        else { return nil }
        let index = rest.utf8.index(rest.startIndex, offsetBy: start)
        let result = rest[rest.utf8.index(index, offsetBy: words.count)...]
        rest = rest[..<index]
        return result
    }

    private static func condition(_ text: Substring) -> SchemaNode.Condition {
        let parts = text.split(separator: "=", maxSplits: 1)
        return SchemaNode.Condition(
            path: parts[0].split(separator: "/").map(String.init),
            values: parts.count > 1 ? parts[1].split(separator: "|").map(String.init) : [], text: String(text))
    }

    // MARK: - Types

    private func type(_ text: Substring) -> SchemaType {
        let word = text.prefix { $0 != " " && $0 != "/" }
        let operand = text.dropFirst(word.count).drop { $0 == " " }
        switch word {
        case "string": return .string(pattern: operand.isEmpty ? nil : String(operand.dropFirst().dropLast()))
        case "boolean": return .boolean
        case "uint16": return .integer(name: "uint16", Self.range(operand, UInt64(UInt16.max)))
        case "uint32": return .integer(name: "uint32", Self.range(operand, UInt64(UInt32.max)))
        case "uint64": return .integer(name: "uint64", Self.range(operand, .max))
        case "timeticks": return .integer(name: "timeticks", 0...UInt64(UInt32.max))
        case "port-number": return .integer(name: "port-number", 0...UInt64(UInt16.max))
        case "enum": return .enumeration(operand.split(separator: "|").map(String.init))
        case "id": return .identity(base: String(operand), identities[String(operand)] ?? [])
        case "ref":
            let paths = operand.split(separator: " ").filter { $0 != "or" }
            return .reference(paths.map { SchemaPath(String($0)) })
        case "union": return .union(operand.split(separator: " ").map { type(types[String($0)] ?? $0) })
        case "uri": return .uri
        case "host": return .host
        case "ip-address": return .address
        case "argument": return .argument
        case "any", "": return .any
        default:
            if word.hasPrefix("decimal64.") {
                return .decimal(
                    digits: Int(word.dropFirst(10))!,
                    maximum: operand.split(separator: "..").last.flatMap { Double($0) })
            }
            return type(types[String(word)]!)
        }
    }

    private static func range(_ text: Substring, _ maximum: UInt64) -> ClosedRange<UInt64> {
        let parts = text.split(separator: "..")
        guard parts.count == 2, let lower = UInt64(parts[0]) else { return 0...maximum }
        return lower...(UInt64(parts[1]) ?? maximum)
    }
}
