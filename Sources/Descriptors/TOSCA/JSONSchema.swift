import YAML

/// A JSON Schema that the constraint `schema` compares values with (TOSCA 1.3, 3.6.3.1): the validation keywords that need
/// nothing outside of the schema itself.
struct JSONSchema {
    private let root: YAMLNode

    /// Keywords that say nothing about whether a value is valid.
    private static let annotations: Set<String> = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "format", "readOnly", "writeOnly",
        "deprecated",
    ]
    private static let checked: Set<String> = [
        "type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
        "uniqueItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
        "pattern",
        "minProperties", "maxProperties", "allOf", "anyOf", "oneOf", "not",
    ]

    /// Reads a schema that is written as a JSON text, or in YAML; nil for anything else.
    init?(_ operand: YAMLNode) {
        guard let node = Self.parsed(operand), node.mapping != nil else { return nil }
        root = node
    }

    /// A JSON text as nodes; what isn't a text as it is.
    static func parsed(_ node: YAMLNode) -> YAMLNode? {
        guard let text = node.string, node.mapping == nil, node.sequence == nil else { return node }
        return try? YAMLNode(parsingJSON: Array(text.utf8))
    }

    /// Keywords in it that values are not compared with, sorted.
    var unknownKeywords: [String] { unknown(in: root, depth: 0).sorted() }

    private func unknown(in schema: YAMLNode, depth: Int) -> Set<String> {
        guard depth < 32, let pairs = schema.mapping else { return [] }
        var found: Set<String> = []
        for pair in pairs {
            switch pair.name {
            case "properties":
                for property in pair.value.mapping ?? [] {
                    found.formUnion(unknown(in: property.value, depth: depth + 1))
                }
            case "items", "additionalProperties", "not": found.formUnion(unknown(in: pair.value, depth: depth + 1))
            case "allOf", "anyOf", "oneOf":
                for part in pair.value.sequence ?? [] { found.formUnion(unknown(in: part, depth: depth + 1)) }
            default:
                if !Self.checked.contains(pair.name), !Self.annotations.contains(pair.name) { found.insert(pair.name) }
            }
        }
        return found
    }

    /// Why a value is not valid; nil where it is, or where the work is more than the log allows, which is reported.
    func fault(of value: YAMLNode, at place: Place, _ log: DiagnosticLog) -> String? {
        fault(of: value, root, "the value", depth: 0) { log.spend($0, at: place) }
    }

    private func fault(
        of value: YAMLNode, _ schema: YAMLNode, _ name: String, depth: Int, _ spend: (Int) -> Bool
    ) -> String? {
        if let isAllowed = schema.bool { return isAllowed ? nil : "\(name) is not allowed" }
        guard depth < 32, let keywords = schema.mapping, spend(keywords.count + 1) else { return nil }
        for keyword in keywords {
            let operand = keyword.value
            let fault: String? =
                switch keyword.name {
                case "type":
                    (operand.sequence ?? [operand]).contains { $0.text.map { Self.isOf(value, $0) } ?? true }
                        ? nil
                        : "\(name) is no \((operand.sequence ?? [operand]).compactMap(\.text).joined(separator: " or "))"
                case "enum":
                    (operand.sequence ?? []).contains { Self.equal($0, value) }
                        ? nil : "\(name) is none of the listed values"
                case "const": Self.equal(operand, value) ? nil : "\(name) is not the one value"
                case "properties", "required", "additionalProperties", "minProperties", "maxProperties":
                    objectFault(of: value, keyword, schema, name, depth: depth, spend)
                case "items", "minItems", "maxItems", "uniqueItems":
                    arrayFault(of: value, keyword, name, depth: depth, spend)
                case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern":
                    scalarFault(of: value, keyword, name)
                case "allOf": allFault(of: value, operand, name, depth: depth, spend)
                case "anyOf", "oneOf":
                    choiceFault(of: value, keyword, name, depth: depth, spend)
                case "not":
                    self.fault(of: value, operand, name, depth: depth + 1, spend) == nil
                        ? "\(name) is what it must not be" : nil
                default: nil
                }
            if let fault { return fault }
        }
        return nil
    }

    private func allFault(
        of value: YAMLNode, _ parts: YAMLNode, _ name: String, depth: Int, _ spend: (Int) -> Bool
    ) -> String? {
        for part in parts.sequence ?? [] {
            if let fault = fault(of: value, part, name, depth: depth + 1, spend) { return fault }
        }
        return nil
    }

    private func choiceFault(
        of value: YAMLNode, _ keyword: YAMLNode.Pair, _ name: String, depth: Int, _ spend: (Int) -> Bool
    ) -> String? {
        let count = (keyword.value.sequence ?? []).count { fault(of: value, $0, name, depth: depth + 1, spend) == nil }
        if keyword.name == "oneOf" { return count == 1 ? nil : "\(name) fits \(count) of the alternatives, not one" }
        return count > 0 ? nil : "\(name) fits none of the alternatives"
    }

    private func objectFault(
        of value: YAMLNode, _ keyword: YAMLNode.Pair, _ schema: YAMLNode, _ name: String, depth: Int,
        _ spend: (Int) -> Bool
    ) -> String? {
        guard let members = value.mapping, spend(members.count) else { return nil }
        switch keyword.name {
        case "properties":
            for property in keyword.value.mapping ?? [] {
                guard let member = value[property.name] else { continue }
                if let fault = fault(of: member, property.value, "`\(property.name)`", depth: depth + 1, spend) {
                    return fault
                }
            }
        case "required":
            for required in keyword.value.sequence ?? [] {
                if let text = required.text, value[text] == nil { return "\(name) lacks `\(text)`" }
            }
        case "additionalProperties":
            for member in members where schema["properties"]?[member.name] == nil {
                if let fault = fault(of: member.value, keyword.value, "`\(member.name)`", depth: depth + 1, spend) {
                    return fault
                }
            }
        case "minProperties":
            if let least = keyword.value.int, members.count < least { return "\(name) has too few members" }
        default: if let most = keyword.value.int, members.count > most { return "\(name) has too many members" }
        }
        return nil
    }

    private func arrayFault(
        of value: YAMLNode, _ keyword: YAMLNode.Pair, _ name: String, depth: Int, _ spend: (Int) -> Bool
    ) -> String? {
        guard let entries = value.sequence, spend(entries.count) else { return nil }
        switch keyword.name {
        case "items":
            for (index, entry) in entries.enumerated() {
                if let fault = fault(of: entry, keyword.value, "entry \(index) of \(name)", depth: depth + 1, spend) {
                    return fault
                }
            }
        case "minItems":
            if let least = keyword.value.int, entries.count < least { return "\(name) has too few entries" }
        case "maxItems": if let most = keyword.value.int, entries.count > most { return "\(name) has too many entries" }
        default:
            guard keyword.value.bool == true, spend(entries.count * entries.count / 8) else { return nil }
            for index in entries.indices where entries[..<index].contains(where: { Self.equal($0, entries[index]) }) {
                return "entry \(index) of \(name) is there twice"
            }
        }
        return nil
    }

    private func scalarFault(of value: YAMLNode, _ keyword: YAMLNode.Pair, _ name: String) -> String? {
        let operand = keyword.value
        if let bound = operand.double, let number = value.double, Self.isOf(value, "number") {
            switch keyword.name {
            case "minimum" where number < bound, "exclusiveMinimum" where number <= bound:
                return "\(name) is below \(operand.text ?? "")"
            case "maximum" where number > bound, "exclusiveMaximum" where number >= bound:
                return "\(name) is above \(operand.text ?? "")"
            default: return nil
            }
        }
        guard Self.isOf(value, "string"), let text = value.text else { return nil }
        switch keyword.name {
        case "minLength": return text.unicodeScalars.count < operand.int ?? 0 ? "\(name) is too short" : nil
        case "maxLength": return text.unicodeScalars.count > operand.int ?? .max ? "\(name) is too long" : nil
        case "pattern":
            // A pattern is looked for anywhere in the text.
            guard let source = operand.text, let pattern = ExtendedRegex("(.|\n)*(\(source))(.|\n)*") else {
                return nil
            }
            return pattern.matchesWhole(text) ? nil : "\(name) does not match `\(source)`"
        default: return nil
        }
    }

    private static func isOf(_ value: YAMLNode, _ type: String) -> Bool {
        switch type {
        case "object": return value.mapping != nil
        case "array": return value.sequence != nil
        case "null": return value.isNull
        case "boolean": return value.bool != nil
        case "integer": return value.double.map { $0 == $0.rounded() } ?? false
        case "number": return value.double != nil
        case "string": return value.text != nil && value.double == nil && value.bool == nil && !value.isNull
        default: return true
        }
    }

    private static func equal(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
        if let left = left.mapping, let right = right.mapping {
            return left.count == right.count
                && left.allSatisfy { pair in right.contains { $0.name == pair.name && equal(pair.value, $0.value) } }
        }
        if let left = left.sequence, let right = right.sequence {
            return left.count == right.count && zip(left, right).allSatisfy { equal($0, $1) }
        }
        if let left = left.double, let right = right.double { return left == right }
        return left.text != nil && left.text == right.text
    }
}
