import MANOModel
import YAML

/// Reads nodes into a data tree and reports everything that the schema doesn't allow. References are followed by
/// `SchemaReferences`, relations between nodes by `SchemaMusts`.
final class SchemaReader {
    let file: String
    let log: DiagnosticLog
    /// An element that is there once may be a list's only entry.
    let isXML: Bool
    /// Set by the first node that only Open Source MANO has, or from the start.
    private(set) var isOSM: Bool

    private(set) var references: [DataNode] = []
    private(set) var constrained: [DataNode] = []

    private struct Occurrences {
        var place: Place
        var path: String
        var parent: String
        var count = 0
        var isInAbsentContainer = false
    }

    private var extensions: [ObjectIdentifier: Occurrences] = [:]
    /// How often each was noted.
    private var missed: [ObjectIdentifier: Int] = [:]
    private var missing: [(schema: SchemaNode, occurrence: Occurrences)] = []

    init(file: String, log: DiagnosticLog, isXML: Bool, isOSM: Bool = false) {
        self.file = file
        self.log = log
        self.isXML = isXML
        self.isOSM = isOSM
    }

    func place(_ node: YAMLNode) -> Place { Place(file: file, mark: node.mark) }

    // MARK: - Maps

    /// Reads what a map holds into a node.
    func fill(_ node: DataNode, from yaml: YAMLNode) {
        let schema = node.schema
        if !schema.musts.isEmpty { constrained.append(node) }
        guard let pairs = yaml.mapping else {
            if yaml.isNull || (isXML && yaml.text?.allSatisfy(\.isWhitespace) == true) {
                finish(node, given: [])
                return
            }
            return log.report(
                .sol006Structure, at: place(yaml), "\(node.shown) is \(yaml.kindName)",
                "write a map, with \(Self.some(schema.names))")
        }
        var seen: Set<String> = []
        for pair in pairs {
            var name = Self.localName(pair.name)
            // Attributes in JSON's encoding of metadata (RFC 7952) are no data.
            if name.hasPrefix("@") { continue }
            if schema.child(name) == nil {
                let missing = onlyMissing(pairs, schema, name)
                reportUnknown(pair, name, node, missing)
                // A slip is read as what it was meant to be, so that nothing is missed for it.
                guard let meant = missing ?? log.slip(of: name, among: schema.children.map(\.name)),
                    !pairs.contains(where: { Self.localName($0.name) == meant })
                else { continue }
                name = meant
            }
            guard let child = schema.child(name) else { continue }
            guard seen.insert(name).inserted else {
                log.report(
                    .sol006KeyDuplicate, at: place(pair.key), "`\(name)` is there twice in \(node.shown)",
                    "keep one of them")
                continue
            }
            if child.isExtension, !schema.isExtension { note(child, at: place(pair.key), in: node) }
            read(pair.value, child, name: pair.key, into: node)
        }
        let empty = pairs.filter { $0.value.isNull || $0.value.sequence?.isEmpty == true }.map {
            Self.localName($0.name)
        }
        finish(node, given: seen.subtracting(empty))
    }

    private static func some(_ names: [String]) -> String {
        names.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 6 ? " and others in it" : " in it")
    }

    /// Modules whose name or prefix may stand before a node's name.
    private static let prefixes: Set<String> = [
        "nfv", "vnf", "vnfd", "nsd", "pnfd", "etsi-nfv-descriptors", "etsi-nfv-vnfd", "etsi-nfv-nsd", "etsi-nfv-pnfd",
        "etsi-nfv-vnf", "etsi-nfv-ns", "etsi-nfv-pnf", "etsi-nfv-common",
    ]

    static func localName(_ name: String) -> String {
        guard let colon = name.firstIndex(of: ":"), prefixes.contains(String(name[..<colon])) else { return name }
        return String(name[name.index(after: colon)...])
    }

    /// What has to be there and isn't, where that is one thing, and one thing unknown is there that could be it.
    private func onlyMissing(_ pairs: [YAMLNode.Pair], _ schema: SchemaNode, _ name: String) -> String? {
        guard let pair = pairs.first(where: { Self.localName($0.name) == name }),
            log.slip(of: name, among: schema.children.map(\.name)) == nil,
            log.spend(pairs.count + schema.children.count, at: place(pair.key))
        else { return nil }
        let given = Set(pairs.map { Self.localName($0.name) })
        guard given.filter({ schema.child($0) == nil }).count == 1 else { return nil }
        let missing = schema.children.filter {
            ($0.isMandatory || $0.minimum > 0 || schema.keys.contains($0.name)) && !given.contains($0.name)
                && $0.defaultValue == nil && schema.choiceOfChild[$0.name] == nil
        }
        guard missing.count == 1, let only = missing.first else { return nil }
        let isLike =
            switch only.kind {
            case .leaf: pair.value.text != nil
            case .leafList, .list: pair.value.sequence != nil
            case .container: pair.value.mapping != nil
            }
        return isLike ? only.name : nil
    }

    private func reportUnknown(_ pair: YAMLNode.Pair, _ name: String, _ node: DataNode, _ missing: String?) {
        log.report(
            .sol006NodeUnknown, at: place(pair.key),
            "\(node.shown) has no `\(name)`, neither in the standard nor in Open Source MANO",
            missing.map { "did you mean `\($0)`, which is missing?" }
                ?? NearestName.remedy(for: name, among: node.schema.children.map(\.name), else: "remove it"))
    }

    private func read(_ yaml: YAMLNode, _ schema: SchemaNode, name: YAMLNode, into parent: DataNode) {
        if case .any = schema.type, schema.kind == .leaf {
            parent.add(DataNode(schema, at: place(yaml), name: place(name), parent: parent, raw: yaml))
            return
        }
        switch schema.kind {
        case .container:
            if let entries = yaml.sequence {
                return log.report(
                    .sol006Structure, at: place(name),
                    isXML ? "`\(schema.name)` is there \(entries.count) times" : "`\(schema.name)` is a list",
                    isXML ? "keep one" : "write a map, with \(Self.some(schema.names))")
            }
            let node = DataNode(schema, at: place(name), parent: parent)
            parent.add(node)
            fill(node, from: yaml)
        case .list: readEntries(yaml, schema, name: name, into: parent)
        case .leaf: leaf(yaml, schema, name: name, into: parent)
        case .leafList:
            guard let entries = yaml.sequence else {
                if yaml.isNull { return }
                if !isXML, !schema.takesOne, yaml.text != nil {
                    log.report(
                        .sol006Structure, at: place(yaml), "`\(schema.name)` is \(yaml.kindName)",
                        "write a list, each entry behind a dash")
                }
                return leaf(yaml, schema, name: name, into: parent)
            }
            for entry in entries { leaf(entry, schema, name: entry, into: parent) }
        }
    }

    // MARK: - Lists

    private func readEntries(_ yaml: YAMLNode, _ schema: SchemaNode, name: YAMLNode, into parent: DataNode) {
        var entries = yaml.sequence ?? []
        if yaml.sequence == nil {
            if yaml.isNull || (isXML && yaml.text?.isEmpty == true) { return }
            if !isXML {
                log.report(
                    .sol006Structure, at: place(yaml), "`\(schema.name)` is \(yaml.kindName)",
                    "write a list, each entry behind a dash")
            }
            entries = [yaml]
        }
        var seen: [String: Place] = [:]
        for entry in entries {
            guard entry.mapping != nil else {
                log.report(
                    .sol006Structure, at: place(entry), "an entry of `\(schema.name)` is \(entry.kindName)",
                    "write a map, with \(Self.some(schema.names))")
                continue
            }
            let node = DataNode(schema, at: place(entry), parent: parent)
            parent.add(node)
            fill(node, from: entry)
            checkKeys(node, &seen)
        }
    }

    private func checkKeys(_ node: DataNode, _ seen: inout [String: Place]) {
        let schema = node.schema
        var values: [String] = []
        for key in schema.keys {
            guard let value = node[key]?.value ?? schema.child(key)?.defaultValue else {
                log.report(
                    .sol006KeyMissing, at: node.place, "an entry of `\(schema.name)` has no `\(key)`, which is its key",
                    NearestName.nearest(to: key, among: node.order).map { "`\($0)` should be `\(key)`" } ?? "add it")
                return
            }
            values.append(value)
        }
        guard !values.isEmpty, seen.updateValue(node.place, forKey: values.joined(separator: "\u{0}")) != nil else {
            return
        }
        log.report(
            .sol006KeyDuplicate, at: node[schema.keys[0]]?.place ?? node.place,
            "there is another `\(schema.name)` with the \(schema.keys.count == 1 ? "key" : "keys") "
                + values.map { "`\($0)`" }.joined(separator: ", "), "give each its own, or remove one")
    }

    // MARK: - Leaves

    private func leaf(_ yaml: YAMLNode, _ schema: SchemaNode, name: YAMLNode, into parent: DataNode) {
        guard let text = yaml.text else {
            parent.noteWrong(schema.name)
            return log.report(
                .sol006Structure, at: place(yaml),
                isXML && yaml.sequence != nil
                    ? "`\(schema.name)` is there \(yaml.sequence?.count ?? 0) times"
                    : "`\(schema.name)` is \(yaml.kindName)",
                isXML && yaml.sequence != nil ? "keep one" : "write a single value")
        }
        if yaml.isNull { return }
        let node = DataNode(
            schema, at: place(yaml), name: place(name), parent: parent, value: schema.type.canonical(text))
        let problem = schema.type.problem(text)
        if let problem { report(problem, text, node) }
        // A number out of bounds is as good as none for whoever reckons with it.
        if problem != nil, schema.type.isNumber, !parent.schema.keys.contains(schema.name) {
            parent.noteWrong(schema.name)
            return
        }
        if case .choice(let values) = problem, let value = node.value, let meant = log.slip(of: value, among: values) {
            node.value = meant
        }
        parent.add(node)
        if !schema.musts.isEmpty { constrained.append(node) }
        if case .reference = schema.type { references.append(node) }
        if case .identity = schema.type, isXML, text.contains(":"), yaml.tag == nil {
            log.report(
                .sol006Namespace, at: place(yaml), "the prefix of `\(text)` stands for no name space",
                "add `xmlns:PREFIX=\"urn:etsi:nfv:yang:etsi-nfv-descriptors\"`, or remove the prefix")
        }
    }

    private func report(_ problem: SchemaType.Problem, _ text: String, _ node: DataNode) {
        let message = "`\(node.schema.name)` is `\(text.prefix(80))`"
        switch problem {
        case .type(let remedy): log.report(.sol006Type, at: node.place, message, remedy)
        case .range(let remedy): log.report(.sol006Range, at: node.place, message, remedy)
        case .pattern(let remedy): log.report(.sol006Pattern, at: node.place, message, remedy)
        case .argument(let remedy):
            log.report(
                .sol006Argument, at: node.place,
                message + ", which a tool would take for more than a name", remedy)
        case .choice(let values):
            if case .identity(let base, _) = node.schema.type,
                SchemaModules.extendedIdentities[base]?.contains(node.value ?? "") == true
            {
                isOSM = true
                return
            }
            if node.schema.name == "vnic-type", let kind = VNICType(convention: node.value ?? text) {
                let name = kind == .baremetal ? "bare-metal" : kind.rawValue
                log.report(
                    .vnicType, at: node.place,
                    message + ", which is not in the model's list; it is taken for `\(name)`",
                    values.contains(name)
                        ? "write `\(name)`"
                        : "for managers that know the list alone, write what it has to be able to do into "
                            + "`virtual-network-interface-requirement`")
                return
            }
            log.report(
                .sol006Enumeration, at: node.place, message,
                NearestName.remedy(for: node.value ?? text, among: values, else: "write one of \(values.count) values"))
        }
    }

    // MARK: - What has to be there

    /// - Parameter given: names that are there with something in them, if only something wrong.
    private func finish(_ node: DataNode, given: Set<String>) {
        let schema = node.schema
        for choice in schema.choices {
            let present = choice.members.compactMap { node[$0] }
            if let second = present.dropFirst().first {
                log.report(
                    .sol006Choice, at: second.namePlace,
                    "\(node.shown) has both `\(present[0].schema.name)` and `\(second.schema.name)`",
                    "keep one of " + choice.members.map { "`\($0)`" }.joined(separator: ", "))
            }
            if present.isEmpty, choice.isMandatory {
                note(missing: schema, "one of " + choice.members.map { "`\($0)`" }.joined(separator: ", "), in: node)
            }
        }
        for child in schema.children {
            let entries = node.members[child.name] ?? []
            if let condition = child.condition, let first = entries.first { check(condition, first, node) }
            let isAbsent = entries.isEmpty && !given.contains(child.name)
            if child.isMandatory, isAbsent, schema.choiceOfChild[child.name] == nil {
                note(missing: child, "`\(child.name)`", in: node)
            }
            if child.minimum > 0, isAbsent { note(missing: child, "`\(child.name)`", in: node) }
            if let maximum = child.maximum, entries.count > maximum {
                log.report(
                    .sol006Elements, at: entries[maximum].place,
                    "\(node.shown) has \(entries.count) entries of `\(child.name)`", "keep \(maximum)")
            }
            if entries.isEmpty, child.kind == .container, !child.isPresence, !child.isExtension {
                noteRequired(in: child, absentFrom: node)
            }
        }
    }

    /// What an absent container would have to hold: the language requires it even then.
    private func noteRequired(in container: SchemaNode, absentFrom node: DataNode) {
        guard container.condition == nil, node.schema.choiceOfChild[container.name] == nil else { return }
        for child in container.children where child.isMandatory || child.minimum > 0 {
            note(missing: child, "`\(container.name)` with `\(child.name)`", in: node, isInAbsentContainer: true)
        }
        for choice in container.choices where choice.isMandatory {
            let members = choice.members.map { "`\($0)`" }.joined(separator: ", ")
            note(missing: container, "`\(container.name)` with one of \(members)", in: node, isInAbsentContainer: true)
        }
        for child in container.children where child.kind == .container && !child.isPresence && !child.isExtension {
            noteRequired(in: child, absentFrom: node)
        }
    }

    private func check(_ condition: SchemaNode.Condition, _ node: DataNode, _ parent: DataNode) {
        // All of the modules' conditions look at a sibling.
        guard let name = condition.path.last else { return }
        // A value that is none of its type's was reported.
        if parent.isWrong(name) { return }
        if let sibling = parent[name], let value = sibling.value, sibling.schema.type.problem(value) != nil { return }
        let value = parent.string(name)
        if condition.values.isEmpty ? value != nil : value.map({ condition.values.contains($0) }) ?? false { return }
        let expected = condition.values.map { "`\($0)`" }.joined(separator: " or ")
        log.report(
            .sol006Condition, at: node.namePlace,
            condition.values.isEmpty
                ? "`\(node.schema.name)` has no meaning without `\(name)`"
                : "`\(node.schema.name)` has no meaning where `\(name)` is \(value.map { "`\($0)`" } ?? "absent")",
            condition.values.isEmpty ? "add `\(name)`, or remove it" : "write `\(name): \(expected)`, or remove it")
    }

    // MARK: - What is said once for many places

    private func note(_ schema: SchemaNode, at place: Place, in parent: DataNode) {
        isOSM = true
        extensions[
            ObjectIdentifier(schema), default: Occurrences(place: place, path: schema.name, parent: parent.schema.name)
        ]
        .count += 1
    }

    private func note(
        missing schema: SchemaNode, _ what: @autoclosure () -> String, in node: DataNode,
        isInAbsentContainer: Bool = false
    ) {
        // Of what is missing everywhere the first places are named.
        let count = missed[ObjectIdentifier(schema), default: 0] + 1
        missed[ObjectIdentifier(schema)] = count
        guard count <= DiagnosticLog.limit else { return }
        missing.append(
            (
                schema,
                Occurrences(
                    place: node.place, path: what(), parent: node.shown, isInAbsentContainer: isInAbsentContainer)
            ))
    }

    /// Reports what could not be judged before it was known who wrote the text.
    func conclude() {
        for occurrence in extensions.values {
            log.report(
                .sol006Extension, at: occurrence.place,
                "`\(occurrence.path)` of `\(occurrence.parent)` is Open Source MANO's own"
                    + Self.others(occurrence.count - 1), "nothing needs to be done; other managers may refuse it")
        }
        var tolerated: [ObjectIdentifier: Occurrences] = [:]
        for (schema, occurrence) in missing {
            if isOSM && schema.isOmittedByOSM || occurrence.isInAbsentContainer {
                let key = ObjectIdentifier(schema)
                if tolerated[key] == nil {
                    tolerated[key] = occurrence
                    tolerated[key]?.count = max(0, (missed[key] ?? 0) - DiagnosticLog.limit)
                }
                tolerated[key]?.count += 1
            } else {
                log.report(
                    schema.kind == .list || schema.kind == .leafList ? .sol006Elements : .sol006Missing,
                    at: occurrence.place, "\(occurrence.parent) has no \(occurrence.path)", "add it")
            }
        }
        for occurrence in tolerated.values {
            log.report(
                .sol006Omission, at: occurrence.place,
                "\(occurrence.parent) has no \(occurrence.path), which the standard requires"
                    + Self.others(occurrence.count - 1), "add it")
        }
    }

    private static func others(_ count: Int) -> String {
        count > 0 ? " (here and at \(count) other \(count == 1 ? "place" : "places"))" : ""
    }
}
