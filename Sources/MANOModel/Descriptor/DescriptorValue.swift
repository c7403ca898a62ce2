/// A value of a type that the descriptor itself defines: JSON's kinds, integers kept apart from other numbers.
package enum DescriptorValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([DescriptorValue])
    case map([String: DescriptorValue])
}

extension DescriptorValue {
    /// The value as text, as it goes into boot data: scalars as they are written, null as nothing; nil for lists and maps.
    package var text: String? {
        switch self {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value
        case .list, .map: nil
        }
    }
}

extension DescriptorValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([DescriptorValue].self) {
            self = .list(value)
        } else {
            self = .map(try container.decode([String: DescriptorValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .map(let value): try container.encode(value)
        }
    }
}

extension JSONValue {
    /// The same value; a number that JSON has no way to write is null.
    package init(_ value: DescriptorValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .integer(Int64(value))
        case .double(let value): self = value.isFinite ? .number(value) : .null
        case .string(let value): self = .string(value)
        case .list(let values): self = .array(values.map { JSONValue($0) })
        case .map(let values): self = .object(values.mapValues { JSONValue($0) })
        }
    }
}
