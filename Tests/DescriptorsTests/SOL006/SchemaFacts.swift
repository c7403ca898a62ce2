@testable import Descriptors

/// Facts about each node of our schema, in the words of `YANGModules.facts`.
enum SchemaFacts {
    static func facts(_ schema: SchemaNode, withExtensions: Bool = false) -> [String: [String: String]] {
        var facts: [String: [String: String]] = [:]
        collect(schema, "/\(schema.name)", withExtensions, &facts)
        return facts
    }

    private static func collect(
        _ schema: SchemaNode, _ path: String, _ withExtensions: Bool, _ facts: inout [String: [String: String]]
    ) {
        for choice in schema.choices {
            facts["\(path)/?\(choice.name)"] = [
                "kind": "choice", "mandatory": choice.isMandatory ? "true" : "false",
                "members": choice.members.sorted().joined(separator: " "),
            ]
        }
        for child in schema.children where withExtensions || !child.isExtension {
            facts["\(path)/\(child.name)"] = self.facts(of: child)
            collect(child, "\(path)/\(child.name)", withExtensions, &facts)
        }
    }

    private static func facts(of node: SchemaNode) -> [String: String] {
        var facts = ["kind": node.kind.rawValue]
        if node.kind == .leaf || node.kind == .leafList { facts["type"] = describe(node.type) }
        if case .reference(let paths) = node.type, paths.count > 1 {
            facts["also"] = paths.dropFirst().map(\.text).joined(separator: " ")
        }
        if !node.keys.isEmpty { facts["keys"] = node.keys.joined(separator: " ") }
        if node.isMandatory { facts["mandatory"] = "true" }
        if node.minimum > 0 { facts["minimum"] = String(node.minimum) }
        facts["maximum"] = node.maximum.map { String($0) }
        facts["default"] = node.defaultValue
        if node.isPresence { facts["presence"] = "true" }
        facts["when"] = node.condition?.text
        if !node.musts.isEmpty { facts["musts"] = String(node.musts.count) }
        return facts
    }

    private static func describe(_ type: SchemaType) -> String {
        switch type {
        case .string(let pattern): pattern.map { "string/\($0)/" } ?? "string"
        case .boolean: "boolean"
        case .integer("timeticks", _): "timeticks"
        case .integer("port-number", _): "port-number"
        case .integer(let name, let range): "\(name) \(range.lowerBound)..\(range.upperBound)"
        case .decimal(let digits, let maximum):
            "decimal64.\(digits) 0..\(maximum.map { $0 == 1 ? "1.00" : String($0) } ?? "max")"
        case .enumeration(let values): "enum " + values.joined(separator: "|")
        case .identity(let base, _): "id " + base
        case .reference(let paths): "ref " + (paths.first?.text ?? "")
        case .union(let types): "union " + types.map { describe($0) }.joined(separator: ", ")
        case .uri: "uri"
        case .host: "host"
        case .address: "ip-address"
        case .argument: "argument"
        case .any: "any"
        }
    }
}
