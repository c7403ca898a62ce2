import MANOModel
import YAML

/// A value that has been checked against its type, functions evaluated, defaults filled in.
struct CheckedValue: Sendable {
    enum Content: Sendable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case string(String)
        /// A text with inputs that are known at instantiation only.
        case text(BootText)
        /// In bytes, seconds, hertz or bits per second.
        case quantity(Double)
        case range(Int, Int?)
        case list([CheckedValue])
        case map([(name: String, value: CheckedValue)])
    }

    var content: Content
    var place: Place

    subscript(name: String) -> CheckedValue? {
        if case .map(let pairs) = content { pairs.first { $0.name == name }?.value } else { nil }
    }

    var string: String? {
        switch content {
        case .string(let text): text
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): value ? "true" : "false"
        default: nil
        }
    }

    /// Whether there is no value: it is open, or was reported to be wrong.
    var isNull: Bool { if case .null = content { true } else { false } }

    var int: Int? { if case .int(let value) = content { value } else { nil } }
    var bool: Bool? { if case .bool(let value) = content { value } else { nil } }

    var double: Double? {
        switch content {
        case .double(let value), .quantity(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    /// A quantity as a whole number of its base unit.
    var wholeQuantity: Int? { if case .quantity(let value) = content { Int(exactly: value.rounded()) } else { nil } }

    var bootText: BootText? {
        if case .text(let text) = content { text } else { string.map { BootText($0) } }
    }

    var list: [CheckedValue] { if case .list(let values) = content { values } else { [] } }
    var map: [(name: String, value: CheckedValue)] { if case .map(let pairs) = content { pairs } else { [] } }

    /// Texts of a list.
    var strings: [String] { list.compactMap(\.string) }

    /// Texts of a map.
    var stringMap: [String: String] {
        var result: [String: String] = [:]
        for pair in map { result[pair.name] = pair.value.string }
        return result
    }

    /// The value as the model keeps what it gives no type; what is open at instantiation becomes null.
    var descriptorValue: DescriptorValue {
        switch content {
        case .null, .text: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .double(let value), .quantity(let value): .double(value)
        case .string(let value): .string(value)
        case .range(let lower, let upper): .list([.int(lower), upper.map { .int($0) } ?? .string("UNBOUNDED")])
        case .list(let values): .list(values.map(\.descriptorValue))
        case .map(let pairs): .map(Dictionary(pairs.map { ($0.name, $0.value.descriptorValue) }) { first, _ in first })
        }
    }
}
