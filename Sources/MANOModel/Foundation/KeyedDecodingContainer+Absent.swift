extension KeyedDecodingContainer {
    /// Lists and maps that a row doesn't have are empty: it was written before the model had them. The compiler's own
    /// `init(from:)` finds these before the standard library's.
    func decode<Element: Decodable>(_ type: [Element].Type, forKey key: Key) throws -> [Element] {
        try decodeIfPresent(type, forKey: key) ?? []
    }

    func decode<Value: Decodable>(_ type: [String: Value].Type, forKey key: Key) throws -> [String: Value] {
        try decodeIfPresent(type, forKey: key) ?? [:]
    }
}
