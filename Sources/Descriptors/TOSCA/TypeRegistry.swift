import YAML

/// All types that a package sees: the built-in ones of a version of SOL001, overlaid by those the package defines.
final class TypeRegistry {
    private let builtIn: BuiltInTypes.Table
    private var own: BuiltInTypes.Table = [:]
    private var resolved: [TypeKind: [String: ResolvedType]] = [:]
    /// Prefixes that imports give to the names of what they bring (`namespace_prefix`).
    private var prefixes: Set<String> = []
    let log: DiagnosticLog

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
        var visiting: Set<String> = []
        guard let type = resolve(kind, name, &visiting) else { return nil }
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
        log.report(
            .typeUnknown, at: place, "there is no \(kind.rawValue) type `\(name)`",
            NearestName.remedy(
                for: name, among: names(kind), else: "define it under `\(kind.section)`, or import the file that does"))
    }

    private func unprefixed(_ kind: TypeKind, _ name: String) -> String {
        guard !prefixes.isEmpty, definition(kind, name) == nil, let colon = name.firstIndex(of: ":"),
            prefixes.contains(String(name[..<colon]))
        else { return name }
        return String(name[name.index(after: colon)...])
    }

    private func resolve(_ kind: TypeKind, _ name: String, _ visiting: inout Set<String>) -> ResolvedType? {
        if let known = resolved[kind]?[name] { return known }
        guard let definition = definition(kind, name) else {
            guard kind == .data, let simple = SimpleType(rawValue: name) else { return nil }
            return ResolvedType.simpleTypes[simple]
        }
        guard !visiting.contains(name) else {
            if let place = definition.place {
                log.report(
                    .typeLoop, at: place, "the type `\(name)` derives from itself",
                    "let one type of the circle derive from `\(kind.rootName)`")
            }
            return nil
        }
        guard let parentName = definition.parent.map({ unprefixed(kind, $0) }),
            parentName != name || definition.place != nil
        else { return ResolvedType(definition, parent: nil) }
        // A chain of types that derive from each other is as long as the package makes it.
        guard visiting.count < 100 else {
            if let place = definition.place {
                log.report(
                    .typeLoop, at: place, "more than 100 types derive from each other before `\(name)`",
                    "let one of them derive from `\(kind.rootName)`")
            }
            return nil
        }
        visiting.insert(name)
        guard let parent = resolve(kind, parentName, &visiting) else { return nil }
        resolved[kind, default: [:]][parentName] = parent
        return ResolvedType(definition, parent: parent)
    }
}
