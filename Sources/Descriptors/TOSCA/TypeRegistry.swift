import YAML

/// All types that a package sees: the built-in ones of a version of SOL001, overlaid by those the package defines.
final class TypeRegistry {
    private let builtIn: BuiltInTypes.Table
    private var own: BuiltInTypes.Table = [:]
    private var resolved: [TypeKind: [String: ResolvedType]] = [:]
    /// Names of types that are not there with all their ancestors.
    private var unresolved: [TypeKind: Set<String>] = [:]
    /// Names of types that were reported to be unknown.
    private var reported: [TypeKind: Set<String>] = [:]
    /// Prefixes that imports give to the names of what they bring (`namespace_prefix`).
    private var prefixes: Set<String> = []
    let log: DiagnosticLog
    /// What the values of all topologies may cost.
    let budget = FunctionEvaluator.Budget()

    init(log: DiagnosticLog, version: SOL001Version = .reference) {
        self.log = log
        builtIn = BuiltInTypes.types(of: version)
    }

    /// Adds a type of the package. One that has a built-in type's name takes its place: packages may bring ETSI's files.
    /// Where two of them bring the same type, as those for VNFDs and for PNFDs do, the first one counts.
    func define(_ type: TypeDefinition) {
        if let other = own[type.kind]?[type.name]?.place, let place = type.place, other != place {
            let isStandard = builtIn[type.kind]?[type.name] != nil
            return log.report(
                .typeDuplicate, at: place, severity: isStandard && other.file != place.file ? .warning : nil,
                "the \(type.kind.rawValue) type `\(type.name)` is already defined at \(other.file):\(other.mark.line)",
                isStandard
                    ? "import one of the two files only; the definition that came first counts"
                    : "give one of the two another name")
        }
        own[type.kind, default: [:]][type.name] = type
        if !resolved.isEmpty { resolved = [:] }
        if !unresolved.isEmpty { unresolved = [:] }
    }

    func add(prefix: String) { prefixes.insert(prefix) }

    func names(_ kind: TypeKind) -> [String] {
        Array(Set((builtIn[kind] ?? [:]).keys).union((own[kind] ?? [:]).keys))
    }

    /// The definition of a type as it stands, without what it inherits.
    func definition(_ kind: TypeKind, _ name: String) -> TypeDefinition? { own[kind]?[name] ?? builtIn[kind]?[name] }

    /// The type of this name, nil where there is none or its ancestors are not all there.
    func type(_ kind: TypeKind, _ name: String) -> ResolvedType? {
        if let known = resolved[kind]?[name] { return known }
        let name = unprefixed(kind, name)
        guard let type = resolve(kind, name) else { return nil }
        resolved[kind, default: [:]][name] = type
        return type
    }

    /// The type of a value.
    func type(of schema: Schema) -> ResolvedType? {
        if let simple = schema.simple { return ResolvedType.simpleTypes[simple] }
        return type(.data, schema.type)
    }

    func derives(_ kind: TypeKind, _ name: String, from ancestor: String) -> Bool {
        name == ancestor || (type(kind, name)?.derives(from: unprefixed(kind, ancestor)) ?? false)
    }

    /// Reports a type that isn't known, with the nearest name.
    func reportUnknown(_ kind: TypeKind, _ name: String, at place: Place) {
        // Where its ancestor is missing, that is reported where it is named.
        if definition(kind, unprefixed(kind, name)) != nil { return }
        reported[kind, default: []].insert(name)
        log.report(
            .typeUnknown, named: name, of: kind.section, at: place, "there is no \(kind.rawValue) type `\(name)`",
            NearestName.remedy(
                for: name, among: names(kind), else: "define it under `\(kind.section)`, or import the file that does"))
    }

    /// Whether a type was reported to be unknown.
    func isReported(_ kind: TypeKind, _ name: String) -> Bool { reported[kind]?.contains(name) ?? false }

    private func unprefixed(_ kind: TypeKind, _ name: String) -> String {
        guard !prefixes.isEmpty, definition(kind, name) == nil, let colon = name.firstIndex(of: ":"),
            prefixes.contains(String(name[..<colon]))
        else { return name }
        return String(name[name.index(after: colon)...])
    }

    /// Types that derive from each other, at most.
    private static let mostAncestors = 100

    /// Goes up to a type that is known, or to the root, and from there down again: a chain of types is as long as the
    /// package makes it.
    private func resolve(_ kind: TypeKind, _ name: String) -> ResolvedType? {
        var chain: [TypeDefinition] = []
        var visited: Set<String> = []
        var current = name
        var parent: ResolvedType?
        func fail() -> ResolvedType? {
            unresolved[kind, default: []].formUnion(visited)
            return nil
        }
        while true {
            if unresolved[kind]?.contains(current) == true { return fail() }
            if let known = resolved[kind]?[current] {
                parent = known
                break
            }
            guard let definition = definition(kind, current) else {
                guard kind == .data, let simple = SimpleType(rawValue: current) else { return fail() }
                parent = ResolvedType.simpleTypes[simple]
                break
            }
            guard visited.insert(current).inserted else {
                if let place = definition.place {
                    log.report(
                        .typeLoop, at: place, "the type `\(current)` derives from itself",
                        "let one type of the circle derive from `\(kind.rootName)`")
                }
                return fail()
            }
            chain.append(definition)
            guard let next = definition.parent.map({ unprefixed(kind, $0) }),
                next != current || definition.place != nil
            else { break }
            current = next
        }
        while let definition = chain.popLast() {
            if let place = definition.place, let parent {
                guard parent.lineage.count < Self.mostAncestors else {
                    log.report(
                        .typeLoop, at: place,
                        "more than \(Self.mostAncestors) types derive from each other before `\(definition.name)`",
                        "let one of them derive from `\(kind.rootName)`")
                    return fail()
                }
                // What a type adds to is a copy of all that it inherits.
                guard log.spend(definition.addsMembers ? parent.members * 16 : 100, at: place) else { return fail() }
            }
            let type = ResolvedType(definition, parent: parent)
            resolved[kind, default: [:]][definition.name] = type
            visited.remove(definition.name)
            parent = type
        }
        return parent
    }
}
