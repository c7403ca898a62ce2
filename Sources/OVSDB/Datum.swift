package import struct FoundationEssentials.UUID

/// RFC 7047 5.1 `<atom>`.
package enum Atom: Hashable, Sendable {
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    case string(String)
    case uuid(UUID)
    /// A row that another operation of the same transaction inserts under this name.
    case namedUUID(String)

    init?(_ json: JSONValue) {
        switch json {
        case .integer(let value): self = .integer(value)
        case .real(let value): self = .real(value)
        case .boolean(let value): self = .boolean(value)
        case .string(let value): self = .string(value)
        case .array(let pair):
            guard pair.count == 2, let tag = pair[0].string, let text = pair[1].string else { return nil }
            switch tag {
            case "uuid":
                guard let id = UUID(uuidString: text) else { return nil }
                self = .uuid(id)
            case "named-uuid": self = .namedUUID(text)
            default: return nil
            }
        case .null, .object: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .real(value)
        case .boolean(let value): .boolean(value)
        case .string(let value): .string(value)
        case .uuid(let id): .array([.string("uuid"), .string(id.uuidString.lowercased())])
        case .namedUUID(let name): .array([.string("named-uuid"), .string(name)])
        }
    }
}

/// RFC 7047 5.1 `<value>`: what one column of one row holds.
///
/// The server writes a set of one as a bare atom, so equal contents can have two shapes: read them through `atoms`,
/// `strings` and their like, which know both.
package enum Datum: Hashable, Sendable {
    case atom(Atom)
    case set([Atom])
    case map([Atom: Atom])

    package init?(_ json: JSONValue) {
        if case .array(let pair) = json, pair.count == 2, let tag = pair[0].string, let members = pair[1].array {
            switch tag {
            case "set":
                var atoms: [Atom] = []
                for member in members {
                    guard let atom = Atom(member) else { return nil }
                    atoms.append(atom)
                }
                self = .set(atoms)
                return
            case "map":
                var entries: [Atom: Atom] = [:]
                for member in members {
                    guard let entry = member.array, entry.count == 2, let key = Atom(entry[0]),
                        let value = Atom(entry[1])
                    else { return nil }
                    entries[key] = value
                }
                self = .map(entries)
                return
            default: break
            }
        }
        guard let atom = Atom(json) else { return nil }
        self = .atom(atom)
    }

    package var json: JSONValue {
        switch self {
        case .atom(let atom): return atom.json
        case .set(let atoms): return .array([.string("set"), .array(atoms.map(\.json))])
        case .map(let entries):
            // Sorted, so that the same datum always gives the same bytes.
            let pairs = entries.map { ($0.json, $1.json) }.sorted { "\($0.0)" < "\($1.0)" }
            return .array([.string("map"), .array(pairs.map { .array([$0, $1]) })])
        }
    }

    /// The members of a set, a bare atom counting as a set of one; empty for a map.
    package var atoms: [Atom] {
        switch self {
        case .atom(let atom): [atom]
        case .set(let atoms): atoms
        case .map: []
        }
    }

    package var string: String? {
        if atoms.count == 1, case .string(let value) = atoms[0] { value } else { nil }
    }

    package var integer: Int64? {
        if atoms.count == 1, case .integer(let value) = atoms[0] { value } else { nil }
    }

    package var boolean: Bool? {
        if atoms.count == 1, case .boolean(let value) = atoms[0] { value } else { nil }
    }

    package var uuid: UUID? {
        if atoms.count == 1, case .uuid(let value) = atoms[0] { value } else { nil }
    }

    package var uuids: [UUID] {
        atoms.compactMap { if case .uuid(let id) = $0 { id } else { nil } }
    }

    package var strings: [String] {
        atoms.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// A map of strings, such as `external_ids`; empty where this is not a map. A server writes an empty map as one.
    package var dictionary: [String: String] {
        guard case .map(let entries) = self else { return [:] }
        var result: [String: String] = [:]
        for case (.string(let key), .string(let value)) in entries { result[key] = value }
        return result
    }

    package static func string(_ value: String) -> Datum { .atom(.string(value)) }
    package static func integer(_ value: Int) -> Datum { .atom(.integer(Int64(value))) }
    package static func boolean(_ value: Bool) -> Datum { .atom(.boolean(value)) }
    package static func uuid(_ value: UUID) -> Datum { .atom(.uuid(value)) }
    package static func namedUUID(_ name: String) -> Datum { .atom(.namedUUID(name)) }
    package static func strings(_ values: [String]) -> Datum { .set(values.map { .string($0) }) }
    package static func dictionary(_ values: [String: String]) -> Datum {
        .map(Dictionary(uniqueKeysWithValues: values.map { (.string($0), .string($1)) }))
    }

    /// No value in an optional column (RFC 7047 3.2: a set with a minimum of 0).
    package static let empty = Datum.set([])
}

/// RFC 7047 5.1 `<row>`: column → value.
package typealias Row = [String: Datum]

extension Row {
    init?(_ json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        self.init()
        for (column, value) in members {
            guard let datum = Datum(value) else { return nil }
            self[column] = datum
        }
    }

    var json: JSONValue { .object(mapValues(\.json)) }
}
