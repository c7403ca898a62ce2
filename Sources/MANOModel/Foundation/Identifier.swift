package import FoundationEssentials

/// An identifier of one kind of entity; on the wire a plain string, for resources a lower-case UUID (SOL013 type Identifier).
package struct Identifier<Entity>: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ rawValue: String) { self.rawValue = rawValue }

    package init(_ uuid: UUID) { rawValue = uuid.uuidString.lowercased() }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { rawValue = value }
}
