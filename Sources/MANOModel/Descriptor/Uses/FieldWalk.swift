/// What one walk over a model has come across.
final class FieldWalk {
    private(set) var findings: [FieldFinding] = []
    private(set) var unlisted: Set<String> = []
    private(set) var listed: Set<String> = []
    /// Also below fields that are used.
    let visitsAll: Bool

    init(visitsAll: Bool = false) {
        self.visitsAll = visitsAll
    }

    func visit(_ value: FieldValue, _ place: FieldEncoder) {
        guard let use = place.use else {
            unlisted.insert(place.path)
            return
        }
        listed.insert(use.path)
        guard use.kind != .used, !value.isNothing, !use.accepted.contains(value) else { return }
        let isScalar = use.path == place.path
        if !isScalar, let last = findings.last, last.use.path == use.path, last.owner == place.owner { return }
        findings.append(FieldFinding(use: use, owner: place.owner, value: value, isScalar: isScalar))
    }

    /// Whether nothing that would be found can be below.
    func skips(_ node: FieldTable.Node?, _ use: FieldUse?) -> Bool {
        !visitsAll && use?.kind == .used && node?.children.isEmpty ?? true
    }
}

/// Maps are walked like lists: their keys are names of the descriptor's own.
private protocol NamedElements {}
extension Dictionary: NamedElements where Key == String {}

/// An encoder that keeps nothing: it knows where in the model it is, and tells the walk of each scalar.
struct FieldEncoder: Encoder {
    let walk: FieldWalk
    let node: FieldTable.Node?
    /// What the table says here, or nearest above.
    let use: FieldUse?
    var path = ""
    /// Names of the elements around, outermost first: the path of the list or map, the element.
    var elements: [(list: String, id: String)] = []
    var isMap = false
    /// The value is an element of a list or a map itself, and not part of one.
    var isElement = false

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// `gpu of VDU web`: elements of what the table speaks of, not those below it.
    var owner: String {
        let named = elements.filter { element in
            !element.id.isEmpty && use.map { "\($0.path).".hasPrefix("\(element.list).") } ?? true
        }
        guard let first = named.first else { return "" }
        let outer = [FieldNouns.noun(of: first.list), first.id].filter { !$0.isEmpty }.joined(separator: " ")
        return named.count > 1 && named.last?.id != first.id ? "\(named.last?.id ?? "") of \(outer)" : outer
    }

    /// Where the walk is below a key.
    func below(_ key: String) -> FieldEncoder {
        // A table may know a key of a map by its name.
        if isMap, node?.children[key] == nil { return element(id: key) }
        // Payloads of enumerations have keys such as `_0`.
        if key.hasPrefix("_") { return self }
        let child = node?.children[key]
        return FieldEncoder(
            walk: walk, node: child, use: child?.use ?? use, path: path.isEmpty ? key : "\(path).\(key)",
            elements: elements)
    }

    func element(id: String) -> FieldEncoder {
        FieldEncoder(walk: walk, node: node, use: use, path: path, elements: elements + [(path, id)], isElement: true)
    }

    func encode(_ value: some Encodable) throws {
        switch value {
        case let value as String: walk.visit(.string(value), self)
        case let value as Bool: walk.visit(.bool(value), self)
        case let value as Int: walk.visit(.int(value), self)
        case let value as UInt8: walk.visit(.int(Int(value)), self)
        case let value as UInt16: walk.visit(.int(Int(value)), self)
        case let value as Double: walk.visit(.double(value), self)
        default:
            if walk.skips(node, use) { return }
            var encoder = self
            encoder.isMap = value is any NamedElements
            try value.encode(to: encoder)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Unkeyed(encoder: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        /// An element's name is known once its `id` has been encoded, which comes first.
        var encoder: FieldEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil(forKey key: Key) {}

        mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
            if key.stringValue == "id", encoder.isElement, !encoder.isMap, let id = value as? String {
                encoder.elements[encoder.elements.count - 1].id = id
            }
            try encoder.below(key.stringValue).encode(value)
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy keyType: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            // A case of an enumeration is something, whatever its payload.
            encoder.walk.visit(.string(key.stringValue), encoder.below(key.stringValue))
            return encoder.below(key.stringValue).container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.below(key.stringValue).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { encoder }
        mutating func superEncoder(forKey key: Key) -> any Encoder { encoder.below(key.stringValue) }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: FieldEncoder
        var count = 0
        var codingPath: [any CodingKey] { [] }

        init(encoder: FieldEncoder) { self.encoder = encoder }

        private mutating func next() -> FieldEncoder {
            count += 1
            return encoder.element(id: "")
        }

        mutating func encodeNil() { count += 1 }
        mutating func encode<Value: Encodable>(_ value: Value) throws { try next().encode(value) }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy keyType: Nested.Type
        ) -> KeyedEncodingContainer<Nested> {
            next().container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { next() }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: FieldEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil() {}
        mutating func encode<Value: Encodable>(_ value: Value) throws { try encoder.encode(value) }
    }
}
