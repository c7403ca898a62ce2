package import FoundationEssentials
import MANOModel

/// The JSON of all the APIs: sorted keys, no needless escapes, times as RFC 3339 with milliseconds in UTC.
package enum WireJSON {
    /// The same value always gives the same bytes.
    package static func encode(_ value: some Encodable) throws -> Data {
        do {
            return try encoder.encode(value)
        } catch {
            throw ManifoldError(.internal, "a \(type(of: value)) can't be written as JSON", cause: "\(error)")
        }
    }

    /// The value of a body. Attributes that the type doesn't have are ignored.
    /// Errors: `malformed` for what isn't JSON, with line and column; `unprocessable` for a missing attribute or a wrong
    /// type, with the attribute's path.
    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        do {
            return try decoder.decode(type, from: data)
        } catch let error as DecodingError {
            throw Self.error(error, type: type, in: try JSONValue(json: data))
        }
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(WireDate.string(date))
        }
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = WireDate.date(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "\(text) is not a time; 2026-01-31T12:00:00Z is one")
            }
            return date
        }
        return decoder
    }()

    private static func error<Value>(_ error: DecodingError, type: Value.Type, in body: JSONValue) -> ManifoldError {
        switch error {
        case .keyNotFound(let key, let context):
            ManifoldError(.unprocessable, "\(path(context.codingPath + [key])) is missing from the \(type)")
        case .valueNotFound(_, let context):
            ManifoldError(.unprocessable, "\(path(context.codingPath)) of the \(type) is null")
        case .typeMismatch(let expected, let context):
            ManifoldError(
                .unprocessable, "\(path(context.codingPath)) of the \(type) has the wrong type",
                remedy: "expected: \(name(of: expected))")
        case .dataCorrupted(let context):
            corrupted(context, type: type, in: body)
        @unknown default:
            ManifoldError(.unprocessable, "the body is not a \(type)")
        }
    }

    private static func corrupted<Value>(
        _ context: DecodingError.Context, type: Value.Type, in body: JSONValue
    ) -> ManifoldError {
        // The decoder doesn't say which number it can't hold.
        if context.codingPath.isEmpty {
            let numbers = fractions(in: body, at: "")
            return ManifoldError(
                .unprocessable,
                "the \(type) has a number that isn't allowed"
                    + (numbers.isEmpty ? "" : ": \(numbers.sorted().prefix(5).joined(separator: ", "))"),
                remedy: "write a whole number within 64 bits")
        }
        // An enumeration's own words are Swift's: `Cannot initialize X from invalid String value FOO`.
        if let wrong = context.debugDescription.firstRange(of: "from invalid String value ") {
            let name = context.debugDescription[..<wrong.lowerBound].split(separator: " ").last.map(String.init) ?? ""
            return ManifoldError(
                .unprocessable,
                "\(path(context.codingPath)) of the \(type) is \(context.debugDescription[wrong.upperBound...])",
                remedy: WireEnumerations.values[name].map { "it is one of \($0.joined(separator: ", "))" })
        }
        return ManifoldError(
            .unprocessable, "\(path(context.codingPath)) of the \(type) has a value that isn't allowed",
            cause: context.debugDescription)
    }

    /// The paths of numbers that are no 64-bit integers.
    private static func fractions(in value: JSONValue, at path: String) -> [String] {
        switch value {
        case .number: [path.isEmpty ? "the body" : path]
        case .array(let elements): elements.enumerated().flatMap { fractions(in: $1, at: "\(path)[\($0)]") }
        case .object(let members):
            members.flatMap { fractions(in: $1, at: path.isEmpty ? $0 : "\(path).\($0)") }
        case .null, .bool, .integer, .string: []
        }
    }

    /// `extVirtualLinks[0].resourceId`
    private static func path(_ keys: [any CodingKey]) -> String {
        var text = ""
        for key in keys {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "the body" : text
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is Int.Type, is Int64.Type: "an integer"
        case is Double.Type: "a number"
        case is any Collection.Type where "\(type)".hasPrefix("Array"): "an array"
        default: "an object"
        }
    }
}
