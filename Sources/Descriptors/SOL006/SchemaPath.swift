/// The path of a leafref: from the root, upwards from the leaf, or upwards to another leafref, then from what that one
/// refers to (`deref`).
struct SchemaPath: Sendable, Hashable {
    /// As the notation writes it.
    var text: String
    /// Whether it begins at the root.
    var isAbsolute = false
    /// The leafref that is followed first.
    var dereferenced: [String]?
    /// Names of nodes; `..` is the parent.
    var steps: [String]

    init(_ text: String) {
        self.text = text
        var rest = text[...]
        if rest.hasPrefix("deref("), let end = rest.firstIndex(of: ")") {
            dereferenced = rest[..<end].dropFirst(6).split(separator: "/").map(String.init)
            rest = rest[end...].dropFirst()
        } else {
            isAbsolute = rest.hasPrefix("/")
        }
        steps = rest.split(separator: "/").map(String.init)
    }
}
