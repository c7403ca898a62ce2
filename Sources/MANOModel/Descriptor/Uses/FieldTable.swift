/// The uses of one model's fields, by path.
package struct FieldTable: Sendable {
    /// In the order of the page that is printed of them.
    package let uses: [FieldUse]
    let root: Node

    /// A step of a path.
    final class Node: Sendable {
        let use: FieldUse?
        let children: [String: Node]

        init(use: FieldUse?, children: [String: Node]) {
            self.use = use
            self.children = children
        }
    }

    init(_ uses: [FieldUse]) {
        self.uses = uses
        root = Self.node(uses.map { ($0.path.split(separator: ".").map(String.init)[...], $0) })
    }

    private static func node(_ uses: [(path: ArraySlice<String>, use: FieldUse)]) -> Node {
        let below = Dictionary(grouping: uses.filter { !$0.path.isEmpty }) { $0.path.first ?? "" }
        return Node(
            use: uses.first { $0.path.isEmpty }?.use,
            children: below.mapValues { node($0.map { ($0.path.dropFirst(), $0.use) }) })
    }

    /// What a descriptor has that is refused or has no effect, in the order of the model.
    package func findings(in model: some Encodable) -> [FieldFinding] {
        let walk = FieldWalk()
        // The walk's containers never throw.
        try? model.encode(to: FieldEncoder(walk: walk, node: root, use: root.use))
        return walk.findings
    }

    /// Paths of the model that have a value in this descriptor and that the table says nothing about.
    package func unlisted(in model: some Encodable) -> Set<String> {
        let walk = FieldWalk()
        try? model.encode(to: FieldEncoder(walk: walk, node: root, use: root.use))
        return walk.unlisted
    }

    /// Paths of the table that this descriptor has.
    package func listed(in model: some Encodable) -> Set<String> {
        let walk = FieldWalk(visitsAll: true)
        try? model.encode(to: FieldEncoder(walk: walk, node: root, use: root.use))
        return walk.listed
    }
}
