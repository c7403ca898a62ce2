import YAML

/// A node of a data tree that stands where the schema says: a container, an entry of a list, a leaf, or one value of a
/// leaf-list. Lives in the thread that reads the descriptor.
final class DataNode {
    let schema: SchemaNode
    let place: Place
    /// Where the name stands; for entries the same as `place`.
    let namePlace: Place
    private(set) unowned(unsafe) var parent: DataNode?
    /// A leaf's text in its canonical form; what was clearly meant, where it is a slip that was reported.
    var value: String?
    /// What is read without a schema.
    let raw: YAMLNode?
    /// What a leafref refers to, where that is in the same text.
    var target: DataNode?
    private(set) var members: [String: [DataNode]] = [:]
    /// Names in `members`, in the order in which they are there.
    private(set) var order: [String] = []
    /// Names of what is there with something wrong in it, which was reported: it counts neither as absent nor as its default.
    private var wrong: Set<String> = []

    init(
        _ schema: SchemaNode, at place: Place, name: Place? = nil, parent: DataNode?, value: String? = nil,
        raw: YAMLNode? = nil
    ) {
        self.schema = schema
        self.place = place
        namePlace = name ?? place
        self.parent = parent
        self.value = value
        self.raw = raw
    }

    func noteWrong(_ name: String) { wrong.insert(name) }

    /// Whether a child is there with a value that can't be used.
    func isWrong(_ name: String) -> Bool { wrong.contains(name) }

    func add(_ child: DataNode) {
        let name = child.schema.name
        if members[name] == nil { order.append(name) }
        members[name, default: []].append(child)
    }
}

// MARK: - Access

extension DataNode {
    /// The container or leaf with this name.
    subscript(name: String) -> DataNode? { members[name]?.first }

    /// The entries of a list, or the values of a leaf-list.
    func list(_ name: String) -> [DataNode] { members[name] ?? [] }

    /// The leaf's text, or its default; nil where what is there is wrong.
    func string(_ name: String) -> String? {
        if !wrong.isEmpty, wrong.contains(name) { return nil }
        return self[name]?.value ?? schema.child(name)?.defaultValue.map { SchemaType.withoutPrefix($0) }
    }

    func strings(_ name: String) -> [String] { list(name).compactMap(\.value) }

    var int: Int? { value.flatMap { Self.int($0) } }

    func int(_ name: String) -> Int? { string(name).flatMap { Self.int($0) } }

    func double(_ name: String) -> Double? { string(name).flatMap { Double($0) } }

    func bool(_ name: String) -> Bool? { string(name).map { $0.lowercased() == "true" } }

    /// A list of `key` and `value` as a map; the first of equal keys counts.
    func pairs(_ name: String) -> [String: String] {
        Dictionary(list(name).map { ($0.string("key") ?? "", $0.string("value") ?? "") }) { first, _ in first }
    }

    /// The `id` of an entry.
    var id: String { string("id") ?? "" }

    private static func int(_ text: String) -> Int? {
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// The node's name in messages, with the entry's key where it is one.
    var shown: String {
        guard schema.kind == .list, let key = schema.keys.first, let value = string(key) else {
            return "`\(schema.name)`"
        }
        return "`\(schema.name)` `\(value)`"
    }
}
