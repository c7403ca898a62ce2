import FoundationEssentials
package import MANOModel

extension Filter {
    /// Whether a resource meets all expressions. An array meets one when an element does, and expressions that go through
    /// the same array must be met by the same element. What is absent equals nothing, differs from everything, and contains
    /// nothing.
    package func matches(_ resource: JSONValue) -> Bool {
        Self.matches(resource, expressions.map { ($0, $0.path[...]) })
    }

    private typealias Rest = (expression: Expression, path: ArraySlice<Component>)

    private static func matches(_ value: JSONValue?, _ rests: [Rest]) -> Bool {
        if case .array(let elements)? = value {
            if elements.isEmpty { return matches(nil, rests) }
            return elements.contains { matches($0, rests) }
        }
        var groups: [Component: [Rest]] = [:]
        for rest in rests {
            guard let first = rest.path.first else {
                guard compare(value, rest.expression) else { return false }
                continue
            }
            groups[first, default: []].append((rest.expression, rest.path.dropFirst()))
        }
        return groups.allSatisfy { component, rests in
            switch component {
            case .name(let name): matches(value?[name], rests)
            case .key:
                matches(value?.objectValue.map { .array($0.keys.sorted().map(JSONValue.string)) }, rests)
            }
        }
    }

    private static func compare(_ value: JSONValue?, _ expression: Expression) -> Bool {
        let values = expression.values
        switch expression.comparison {
        case .equal, .oneOf: return values.contains { order(value, $0) == .some(0) }
        case .notEqual, .noneOf: return !values.contains { order(value, $0) == .some(0) }
        case .greater: return order(value, values[0]).map { $0 > 0 } ?? false
        case .greaterOrEqual: return order(value, values[0]).map { $0 >= 0 } ?? false
        case .less: return order(value, values[0]).map { $0 < 0 } ?? false
        case .lessOrEqual: return order(value, values[0]).map { $0 <= 0 } ?? false
        case .contains: return values.contains { value?.stringValue?.contains($0) ?? false }
        case .containsNot: return !values.contains { value?.stringValue?.contains($0) ?? false }
        }
    }

    /// Below 0, 0 or above 0 for an attribute below, at or above a value; nil where they can't be compared.
    private static func order(_ value: JSONValue?, _ text: String) -> Int? {
        switch value {
        case nil, .null?, .array?, .object?: return nil
        case .bool(let bool)?: return text == (bool ? "true" : "false") ? 0 : nil
        case .integer(let integer)?:
            if let other = Int64(text) { return order(integer, other) }
            return Double(text).flatMap { order(Double(integer), $0) }
        case .number(let number)?: return Double(text).flatMap { order(number, $0) }
        case .string(let string)?:
            if string == text { return 0 }
            if looksLikeDate(string), let date = WireDate.date(string), let other = WireDate.date(text) {
                return order(date, other)
            }
            return order(string, text)
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }

    /// `2026-01-31T…`; parsing every string as a time would be slow.
    private static func looksLikeDate(_ text: String) -> Bool {
        text.utf8.count >= 20 && text.utf8.dropFirst(10).first == UInt8(ascii: "T")
    }
}
