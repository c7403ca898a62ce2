import Foundation

/// A statement of a YANG module.
final class YANGStatement {
    let keyword: String
    let argument: String
    var children: [YANGStatement] = []

    init(_ keyword: String, _ argument: String) {
        self.keyword = keyword
        self.argument = argument
    }

    func first(_ keyword: String) -> YANGStatement? { children.first { $0.keyword == keyword } }
    func all(_ keyword: String) -> [YANGStatement] { children.filter { $0.keyword == keyword } }
}

/// Reads YANG modules and expands what they define into facts about each node of the schema.
struct YANGModules {
    private var groupings: [String: YANGStatement] = [:]
    private var typedefs: [String: YANGStatement] = [:]
    private(set) var identities: [String: [String]] = [:]

    init(texts: [String]) {
        for text in texts {
            for module in Self.parse(text) {
                for grouping in module.all("grouping") { groupings[grouping.argument] = grouping }
                for typedef in module.all("typedef") { typedefs[typedef.argument] = typedef }
                for identity in module.all("identity") {
                    if let base = identity.first("base") {
                        identities[base.argument, default: []].append(identity.argument)
                    }
                }
            }
        }
    }

    // MARK: - Syntax

    static func parse(_ text: String) -> [YANGStatement] {
        var tokens = tokens(text)[...]
        return statements(&tokens)
    }

    private enum Token {
        case word(String)
        case string(String)
        case symbol(Character)
    }

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            if character.isWhitespace {
                rest = rest.drop { $0.isWhitespace }
            } else if rest.hasPrefix("//") {
                rest = rest.drop { !$0.isNewline }
            } else if rest.hasPrefix("/*") {
                rest = rest[(rest.range(of: "*/")?.upperBound ?? rest.endIndex)...]
            } else if "{};+".contains(character) {
                tokens.append(.symbol(character))
                rest = rest.dropFirst()
            } else if character == "\"" || character == "'" {
                rest = rest.dropFirst()
                var value = ""
                while let next = rest.popFirst(), next != character {
                    if next == "\\", character == "\"", let escaped = rest.popFirst() {
                        value.append(escaped == "n" ? "\n" : escaped)
                    } else {
                        value.append(next)
                    }
                }
                tokens.append(.string(value))
            } else {
                let word = rest.prefix { !$0.isWhitespace && !"{};\"'".contains($0) }
                tokens.append(.word(String(word)))
                rest = rest.dropFirst(word.count)
            }
        }
        return tokens
    }

    private static func statements(_ tokens: inout ArraySlice<Token>) -> [YANGStatement] {
        var result: [YANGStatement] = []
        while case .word(let keyword)? = tokens.first {
            tokens.removeFirst()
            var argument = ""
            var ended = false
            while !ended, let token = tokens.popFirst() {
                switch token {
                case .word(let text), .string(let text): argument += text
                case .symbol("+"): continue
                case .symbol("{"):
                    let statement = YANGStatement(keyword, argument)
                    statement.children = statements(&tokens)
                    tokens.removeFirst()
                    result.append(statement)
                    ended = true
                default:
                    result.append(YANGStatement(keyword, argument))
                    ended = true
                }
            }
        }
        return result
    }

    // MARK: - Facts

    /// Facts about every node below a grouping, by path.
    func facts(grouping: String) -> [String: [String: String]] {
        var facts: [String: [String: String]] = [:]
        collect(groupings[grouping]?.children ?? [], "/\(grouping)", &facts)
        return facts
    }

    private func collect(_ statements: [YANGStatement], _ path: String, _ facts: inout [String: [String: String]]) {
        for statement in statements {
            switch statement.keyword {
            case "uses": collect(groupings[local(statement.argument)]?.children ?? [], path, &facts)
            case "choice":
                var members: [String: [String: String]] = [:]
                collect(statement.children, path, &members)
                let direct = members.keys.filter { $0.dropFirst(path.count + 1).contains("/") == false }
                facts["\(path)/?\(statement.argument)"] = [
                    "kind": "choice", "mandatory": statement.first("mandatory")?.argument ?? "false",
                    "members": direct.map { String($0.dropFirst(path.count + 1)) }.filter { !$0.hasPrefix("?") }
                        .sorted().joined(separator: " "),
                ]
                facts.merge(members) { first, _ in first }
            case "case": collect(statement.children, path, &facts)
            case "container", "list", "leaf", "leaf-list":
                let below = "\(path)/\(statement.argument)"
                facts[below] = self.facts(of: statement)
                collect(statement.children, below, &facts)
            default: break
            }
        }
    }

    private func facts(of statement: YANGStatement) -> [String: String] {
        var facts = ["kind": statement.keyword]
        if let type = statement.first("type") { facts["type"] = describe(type) }
        if let key = statement.first("key") { facts["keys"] = key.argument }
        if statement.first("mandatory")?.argument == "true" { facts["mandatory"] = "true" }
        facts["minimum"] = statement.first("min-elements")?.argument
        facts["maximum"] = statement.first("max-elements")?.argument
        facts["default"] = statement.first("default")?.argument
        if statement.first("presence") != nil { facts["presence"] = "true" }
        if let when = statement.first("when") { facts["when"] = condition(when.argument) }
        let musts = statement.all("must").count
        if musts > 0 { facts["musts"] = String(musts) }
        return facts
    }

    private func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    /// `path=value|value`, or the path alone.
    private func condition(_ text: String) -> String {
        let pattern = /(\.\.\/[a-z0-9-]+)\s*=\s*['"]([^'"]*)['"]/
        let matches = text.matches(of: pattern)
        guard let first = matches.first else { return text }
        return "\(first.1)=" + matches.map { local(String($0.2)) }.joined(separator: "|")
    }

    private func describe(_ type: YANGStatement) -> String {
        let name = local(type.argument)
        switch name {
        case "string": return type.first("pattern").map { "string/\($0.argument)/" } ?? "string"
        case "enumeration": return "enum " + type.all("enum").map(\.argument).joined(separator: "|")
        case "identityref": return "id " + (type.first("base")?.argument ?? "")
        case "leafref":
            return "ref "
                + (type.first("path")?.argument ?? "").replacingOccurrences(of: "nfv:", with: "")
                .replacingOccurrences(of: "\\s+", with: "", options: .regularExpression)
        case "union": return "union " + type.all("type").map { describe($0) }.joined(separator: ", ")
        case "uint16", "uint32", "uint64":
            let top = name == "uint16" ? "65535" : name == "uint32" ? "4294967295" : "18446744073709551615"
            let range = (type.first("range")?.argument ?? "0..max").replacingOccurrences(of: " ", with: "")
            return "\(name) " + range.replacingOccurrences(of: "max", with: top)
        case "decimal64":
            return "decimal64.\(type.first("fraction-digits")?.argument ?? "") \(type.first("range")?.argument ?? "")"
        default:
            if let typedef = typedefs[name]?.first("type") { return describe(typedef) }
            return name
        }
    }
}
