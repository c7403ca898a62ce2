/// Follows leafrefs through a data tree. What they can refer to is indexed once for each place to look in, so that each
/// leafref costs one lookup. A path that leads to a descriptor of its own (the VNFD that an NSD names) may refer to
/// something that is not in the text.
final class SchemaReferences {
    private struct Index {
        var first: [String: DataNode] = [:]
    }

    private struct Key: Hashable {
        var start: ObjectIdentifier
        var steps: [String]
    }

    private enum Outcome {
        case found(DataNode)
        /// Not in this text, and it need not be.
        case elsewhere
        case dangling(Index)
    }

    private let root: DataNode
    private let log: DiagnosticLog
    private var indices: [Key: Index] = [:]
    private var resolved: Set<ObjectIdentifier> = []
    private var reported = 0
    private static let mostCompared = 100

    init(root: DataNode, log: DiagnosticLog) {
        self.root = root
        self.log = log
    }

    /// Sets the target of each leafref, and reports those that refer to nothing.
    func resolve(_ references: [DataNode]) {
        for reference in references { resolve(reference) }
    }

    private func resolve(_ node: DataNode) {
        guard case .reference(let paths) = node.schema.type, resolved.insert(ObjectIdentifier(node)).inserted,
            let value = node.value
        else { return }
        var known: Set<String> = []
        var isElsewhere = false
        for path in paths {
            switch follow(path, from: node, to: value) {
            case .found(let target):
                node.target = target
                return
            case .elsewhere: isElsewhere = true
            case .dangling(let index): if reported < Self.mostCompared { known.formUnion(index.first.keys) }
            }
        }
        if isElsewhere { return }
        // Names are compared for the first mistakes: a text may be made of nothing else.
        reported += 1
        if let meant = log.slip(of: value, among: known) {
            node.value = meant
            for path in paths {
                if case .found(let target) = follow(path, from: node, to: meant) {
                    node.target = target
                    break
                }
            }
        }
        let what = paths.last?.steps.last { $0 != "id" && $0 != ".." } ?? node.schema.name
        log.report(
            .sol006Reference, named: value, of: what, at: node.place,
            "`\(node.schema.name)` names `\(value)`, and there is no such `\(what)`",
            NearestName.remedy(for: value, among: known, else: known.isEmpty ? "define it" : "name one that is there"))
    }

    private func follow(_ path: SchemaPath, from node: DataNode, to value: String) -> Outcome {
        if let dereferenced = path.dereferenced {
            let through = descend(climb(dereferenced, from: node))
            guard log.spend(through.count * 8, at: node.place) else { return .elsewhere }
            for reference in through { resolve(reference) }
            let targets = through.compactMap(\.target)
            guard !targets.isEmpty else { return .elsewhere }
            var all = Index()
            for target in targets {
                let (start, steps) = climb(path.steps, from: target)
                guard let start else { continue }
                let index = index(of: steps, below: start)
                if let found = index.first[value] { return .found(found) }
                if reported < Self.mostCompared { all.first.merge(index.first) { first, _ in first } }
            }
            return .dangling(all)
        }
        var (start, steps): (DataNode?, ArraySlice<String>)
        if path.isAbsolute {
            (start, steps) = (root, path.steps.dropFirst())
            // A descriptor's own parts are meant, not those of others of its kind.
            if let own = descriptor(of: node), own.schema.name == steps.first {
                start = own
                steps = steps.dropFirst()
            }
        } else {
            (start, steps) = climb(path.steps, from: node)
        }
        guard let start else { return .elsewhere }
        let index = index(of: steps, below: start)
        if let found = index.first[value] { return .found(found) }
        return start === root ? .elsewhere : .dangling(index)
    }

    private func climb(_ steps: [String], from node: DataNode) -> (DataNode?, ArraySlice<String>) {
        var current: DataNode? = node
        var rest = steps[...]
        while rest.first == ".." {
            current = current?.parent
            rest = rest.dropFirst()
        }
        return (current, rest)
    }

    private func descriptor(of node: DataNode) -> DataNode? {
        var current: DataNode? = node
        while let here = current, here.parent !== root { current = here.parent }
        return current
    }

    private func descend(_ place: (DataNode?, ArraySlice<String>)) -> [DataNode] {
        guard let start = place.0 else { return [] }
        var nodes = [start]
        for step in place.1 { nodes = nodes.flatMap { $0.list(step) } }
        return nodes
    }

    private func index(of steps: ArraySlice<String>, below start: DataNode) -> Index {
        let key = Key(start: ObjectIdentifier(start), steps: Array(steps))
        if let index = indices[key] { return index }
        var index = Index()
        for node in descend((start, steps)) {
            if let value = node.value, index.first[value] == nil { index.first[value] = node }
        }
        indices[key] = index
        return index
    }
}
