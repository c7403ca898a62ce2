/// What the program does with a field of a descriptor's model, and with all that is below it where nothing else is said.
package struct FieldUse: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// It has its effect, or is there to be shown.
        case used
        /// A descriptor that has it is onboarded and shown, and refused at instantiation.
        case refused
        /// It is read and shown, and has no effect.
        case unused
    }

    package var kind: Kind
    /// From the root of the model by the names of its properties: `vdus.compute.virtualCPUs`. Elements of lists and maps
    /// have no part of their own; the empty path is the root itself.
    package var path: String
    /// What descriptors call it.
    package var name: String
    /// Used: for what. Refused: what would be accepted. Unused: what happens instead.
    package var note: String
    /// Values that ask for nothing that is not done. Absent ones, empty texts, lists and maps, and `false` never do.
    package var accepted: [FieldValue]

    static func used(_ path: String, _ name: String, _ note: String) -> FieldUse {
        FieldUse(kind: .used, path: path, name: name, note: note, accepted: [])
    }

    static func refused(_ path: String, _ name: String, _ note: String, accepts: FieldValue...) -> FieldUse {
        FieldUse(kind: .refused, path: path, name: name, note: note, accepted: accepts)
    }

    /// A text that has to be one of few, in small letters or in capitals.
    static func choice(_ path: String, _ name: String, _ note: String, _ values: [String]) -> FieldUse {
        FieldUse(
            kind: .refused, path: path, name: name, note: note,
            accepted: (values + values.map { $0.uppercased() }).map { .string($0) })
    }

    static func unused(_ path: String, _ name: String, _ note: String, accepts: FieldValue...) -> FieldUse {
        FieldUse(kind: .unused, path: path, name: name, note: note, accepted: accepts)
    }
}

/// A scalar of a descriptor's model.
package enum FieldValue: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    case string(String)
    case int(Int)
    case double(Double)
    case bool(Bool)

    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }

    package var description: String {
        switch self {
        case .string(let value): value
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): value ? "true" : "false"
        }
    }

    /// Whether it is what a field has that nobody filled.
    var isNothing: Bool { self == .string("") || self == .bool(false) }
}
