extension JSONValue {
    /// What a merge patch makes of this value (RFC 7396 2): an object's members replace, add to and, where they are null,
    /// take away those of the same name, at every depth; anything else replaces the whole.
    package func merged(with patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = objectValue ?? [:]
        for (name, change) in changes {
            members[name] = change == .null ? nil : (members[name] ?? .null).merged(with: change)
        }
        return .object(members)
    }
}

extension [String: JSONValue] {
    /// The same for an attribute of key-value pairs, of which null takes away all.
    package mutating func merge(patch: JSONValue) {
        self = JSONValue.object(self).merged(with: patch).objectValue ?? [:]
    }
}
