import FoundationEssentials
import MANOModel

/// Hands a type made-up values of whatever it asks for, and remembers what it asked for.
final class AttributeRecorder: Decoder {
    private(set) var tree = AttributeTree(.simple)
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        if tree.shape == .simple { tree.shape = .object([:]) }
        return KeyedDecodingContainer(Keyed(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { Elements(recorder: self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single() }

    /// A value of any type, and the shape that it has.
    static func make<Value: Decodable>(_ type: Value.Type) throws -> (Value, AttributeTree.Shape) {
        switch type {
        case is String.Type: return ("" as! Value, .simple)
        case is Date.Type: return (Date(timeIntervalSinceReferenceDate: 0) as! Value, .simple)
        case is JSONValue.Type: return (JSONValue.null as! Value, .any)
        case let map as any StringKeyed.Type:
            let (value, shape) = try map.make()
            return (value as! Value, shape)
        case let words as any CaseIterable.Type:
            // Of made-up text an enumeration would be none of its cases.
            guard let value = words.first as? Value else { fallthrough }
            return (value, .simple)
        default:
            let recorder = AttributeRecorder()
            return (try Value(from: recorder), recorder.tree.shape)
        }
    }

    fileprivate func record(_ name: String, _ shape: AttributeTree.Shape, isMandatory: Bool) {
        guard case .object(var members) = tree.shape else { return }
        members[name] = AttributeTree(shape, isMandatory: isMandatory)
        tree.shape = .object(members)
    }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: AttributeRecorder
        let codingPath: [any CodingKey] = []
        let allKeys: [Key] = []

        func contains(_ key: Key) -> Bool { true }

        func decodeNil(forKey key: Key) -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            let (value, shape) = try AttributeRecorder.make(type)
            recorder.record(key.stringValue, shape, isMandatory: true)
            return value
        }

        func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
            let made = try? AttributeRecorder.make(type)
            recorder.record(key.stringValue, made?.1 ?? .simple, isMandatory: false)
            return nil
        }

        // The standard library has an overload for each plain type, and Codable's own code calls those.
        func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { plain(key) }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { plain(key) }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { plain(key) }
        func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { plain(key) }
        func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { plain(key) }

        private func plain<Value>(_ key: Key) -> Value? {
            recorder.record(key.stringValue, .simple, isMandatory: false)
            return nil
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { AttributeRecorder().container(keyedBy: type) }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            AttributeRecorder().unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder { AttributeRecorder() }

        func superDecoder(forKey key: Key) throws -> any Decoder { AttributeRecorder() }
    }

    /// One element, to see what an array has.
    private struct Elements: UnkeyedDecodingContainer {
        let recorder: AttributeRecorder
        let codingPath: [any CodingKey] = []
        let count: Int? = 1
        var currentIndex = 0
        var isAtEnd: Bool { currentIndex == 1 }

        func decodeNil() -> Bool { false }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            currentIndex = 1
            let (value, shape) = try AttributeRecorder.make(type)
            recorder.tree.shape = .array(AttributeTree(shape))
            return value
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { AttributeRecorder().container(keyedBy: type) }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            AttributeRecorder().unkeyedContainer()
        }

        mutating func superDecoder() throws -> any Decoder { AttributeRecorder() }
    }

    private struct Single: SingleValueDecodingContainer {
        let codingPath: [any CodingKey] = []

        func decodeNil() -> Bool { false }
        func decode(_ type: Bool.Type) -> Bool { false }
        func decode(_ type: String.Type) -> String { "" }
        func decode(_ type: Double.Type) -> Double { 0 }
        func decode(_ type: Float.Type) -> Float { 0 }
        func decode(_ type: Int.Type) -> Int { 0 }
        func decode(_ type: Int8.Type) -> Int8 { 0 }
        func decode(_ type: Int16.Type) -> Int16 { 0 }
        func decode(_ type: Int32.Type) -> Int32 { 0 }
        func decode(_ type: Int64.Type) -> Int64 { 0 }
        func decode(_ type: UInt.Type) -> UInt { 0 }
        func decode(_ type: UInt8.Type) -> UInt8 { 0 }
        func decode(_ type: UInt16.Type) -> UInt16 { 0 }
        func decode(_ type: UInt32.Type) -> UInt32 { 0 }
        func decode(_ type: UInt64.Type) -> UInt64 { 0 }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try AttributeRecorder.make(type).0 }
    }
}

extension CaseIterable {
    fileprivate static var first: Self? { allCases.first }
}

/// Dictionaries with string keys, whatever their values.
private protocol StringKeyed {
    static func make() throws -> (Any, AttributeTree.Shape)
}

extension Dictionary: StringKeyed where Key == String, Value: Decodable {
    static func make() throws -> (Any, AttributeTree.Shape) {
        let (_, shape) = try AttributeRecorder.make(Value.self)
        return (Self(), .map(AttributeTree(shape)))
    }
}
