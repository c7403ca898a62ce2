import MANOModel
import YAML

/// Checks values against their types, and gives them typed.
struct PropertyChecker {
    let registry: TypeRegistry
    let evaluator: FunctionEvaluator
    let log: DiagnosticLog
    var file: String
    /// What has the properties, for messages, such as ``the node `VDU1` ``.
    let subject: String
    /// The node template that `SELF` means.
    let node: String?
    /// Whether values may be such as there are once the instance exists.
    var allowsAttributes = false

    private func place(_ node: YAMLNode) -> Place { Place(file: file, mark: node.mark) }

    /// Checks assignments against definitions: unknown, missing and wrong ones are reported, defaults filled in.
    func check(
        _ assignments: [YAMLNode.Pair], against definitions: [String: PropertyDefinition], at owner: Place,
        keepsInputs: Bool = false
    ) -> [(name: String, value: CheckedValue)] {
        var path = ValuePath()
        return check(assignments, against: definitions, at: owner, &path, keepsInputs)
    }

    /// Checks one value; nil where it is wrong, which is reported.
    func check(_ node: YAMLNode, _ schema: Schema, _ name: String, keepsInputs: Bool) -> CheckedValue? {
        var path = ValuePath(name)
        return check(node, schema, &path, keepsInputs)
    }

    private func check(
        _ assignments: [YAMLNode.Pair], against definitions: [String: PropertyDefinition], at owner: Place,
        _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> [(name: String, value: CheckedValue)] {
        var result: [(name: String, value: CheckedValue)] = []
        guard evaluator.budget.hasValues, log.spend(definitions.count, at: owner) else { return result }
        result.reserveCapacity(assignments.count)
        var found = 0
        var misspelt: Set<String> = []
        var only: (given: String, meant: String)??
        for pair in assignments {
            var name = pair.name
            if definitions[name] == nil {
                if only == nil { only = .some(onlyMeant(assignments, definitions)) }
                let meant = only??.given == name ? only??.meant : nil
                log.report(
                    .propertyUnknown, at: place(pair.key), "\(subject) has no property `\(path.text(of: name))`",
                    meant.map { "did you mean `\($0)`, which is missing?" }
                        ?? NearestName.remedy(for: name, among: definitions.keys, else: "remove it"))
                // What it was meant to be is not missing as well, and its value is looked at where that is clear.
                guard let near = meant ?? nearest(to: name, among: definitions),
                    misspelt.insert(near).inserted, !assignments.contains(where: { $0.name == near }),
                    let definition = definitions[near],
                    meant != nil || log.slip(of: name, among: [near]) != nil, fits(pair.value, definition.schema)
                else { continue }
                name = near
            }
            guard let definition = definitions[name] else { continue }
            found += 1
            if definition.isDeprecated {
                log.report(
                    .propertyDeprecated, at: place(pair.key),
                    "`\(path.text(of: pair.name))` of \(subject) is deprecated",
                    "use what the newer version of its type has in its place")
            }
            if pair.value.isNull {
                if definition.isRequired, definition.defaultValue == nil {
                    reportMissing(path.text(of: pair.name), definition, at: place(pair.key))
                }
                continue
            }
            path.enter(name)
            // What is wrong is there all the same, for whoever asks whether it is.
            result.append(
                (
                    name,
                    check(pair.value, definition.schema, &path, keepsInputs)
                        ?? CheckedValue(content: .null, place: place(pair.value))
                ))
            path.leave()
        }
        // Keys are unique, so that nothing is left out where there are as many as definitions.
        guard found < definitions.count else { return result }
        // Types and nodes are as large as a package makes them.
        let given = assignments.count > 16 ? Set(assignments.lazy.map(\.name)) : nil
        for (name, definition) in definitions
        where !misspelt.contains(name) && !(given?.contains(name) ?? assignments.contains { $0.name == name }) {
            if let value = definition.defaultValue, !value.isNull {
                path.enter(name)
                if let value = checkDefault(value, definition, at: owner, &path, keepsInputs) {
                    result.append((name, value))
                }
                path.leave()
            } else if definition.isRequired {
                reportMissing(path.text(of: name), definition, at: owner)
            }
        }
        return result
    }

    /// The one assignment that is no property, and the one required property that is missing, where there is one of each,
    /// and the value could be its.
    private func onlyMeant(
        _ assignments: [YAMLNode.Pair], _ definitions: [String: PropertyDefinition]
    ) -> (given: String, meant: String)? {
        var unknown: YAMLNode.Pair?
        for pair in assignments where definitions[pair.name] == nil {
            guard unknown == nil else { return nil }
            unknown = pair
        }
        guard let unknown, log.slip(of: unknown.name, among: definitions.keys) == nil,
            log.spend(definitions.count, at: place(unknown.key))
        else { return nil }
        let given = Set(assignments.map(\.name))
        let missing = definitions.filter {
            $0.value.isRequired && $0.value.defaultValue == nil && !given.contains($0.key)
        }
        guard missing.count == 1, let only = missing.first, fits(unknown.value, only.value.schema) else { return nil }
        return (unknown.name, only.key)
    }

    /// Whether a value is a map, a list or a scalar as its type would have it.
    private func fits(_ value: YAMLNode, _ schema: Schema) -> Bool {
        switch (value.content, schema.simple) {
        case (.scalar, .list), (.scalar, .map), (.sequence, .map): false
        case (.sequence, let simple?): simple == .list || simple == .range
        case (.mapping, let simple?): simple == .map || FunctionEvaluator.call(value) != nil
        default: true
        }
    }

    private func nearest(to name: String, among definitions: [String: PropertyDefinition]) -> String? {
        NearestName.$work.withValue(log.work) { NearestName.nearest(to: name, among: definitions.keys) }
    }

    /// A default stands where its type is defined; one of a built-in type where the owner does.
    private func checkDefault(
        _ value: YAMLNode, _ definition: PropertyDefinition, at owner: Place, _ path: inout ValuePath,
        _ keepsInputs: Bool
    ) -> CheckedValue? {
        // A type that isn't there is reported where the definition names it.
        guard definition.place == nil || registry.type(of: definition.schema) != nil else { return nil }
        let source = definition.place ?? owner
        let node = value.mark.line == 0 ? YAMLNode(value.content, at: source.mark) : value
        guard source.file != file else { return check(node, definition.schema, &path, keepsInputs) }
        var checker = self
        checker.file = source.file
        return checker.check(node, definition.schema, &path, keepsInputs)
    }

    private func reportMissing(_ name: String, _ definition: PropertyDefinition, at place: Place) {
        // Nothing depends on a description, and the field leaves them out.
        let isDescription = name == "description" || name.hasSuffix(".description")
        log.report(
            .propertyMissing, at: place, severity: isDescription ? .warning : .error,
            "\(subject) lacks the property `\(name)`",
            "add `\(name.split(separator: ".").last ?? ""): …`, \(definition.schema.inWords)")
    }

    private func check(
        _ node: YAMLNode, _ schema: Schema, _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> CheckedValue? {
        guard evaluator.budget.spendValue(at: place(node), log) else { return nil }
        let keepsInputs = keepsInputs || schema.type == "tosca.datatypes.nfv.BootData"
        guard let type = registry.type(of: schema) else {
            // What a definition of the package names was looked at with it.
            if !registry.isReported(.data, schema.type) { registry.reportUnknown(.data, schema.type, at: place(node)) }
            return nil
        }
        var value = node
        let isCall = FunctionEvaluator.call(node) != nil
        if isCall || path.calls > 0, !spend(node, path) { return nil }
        if isCall { path.calls += 1 }
        defer { if isCall { path.calls -= 1 } }
        if isCall {
            let site = FunctionEvaluator.Site(
                file: file, node: self.node, keepsInputs: keepsInputs, allowsAttributes: allowsAttributes)
            switch evaluator.evaluate(node, at: site) {
            case .value(let result): value = YAMLNode(result.content, at: node.mark)
            case .text(let text):
                guard type.simpleType == .string else { return wrong(node, schema, path, "is decided by an input") }
                return CheckedValue(content: .text(text), place: place(node))
            case .unresolved(let input):
                log.report(
                    .inputUnresolved, at: place(node),
                    "`\(path.text)` of \(subject) depends on the input `\(input)`, which has no value yet",
                    "give the input a default")
                return nil
            case .open: return CheckedValue(content: .null, place: place(node))
            case .invalid: return nil
            }
        }
        guard let content = content(value, schema, type, &path, keepsInputs) else { return nil }
        let checked = CheckedValue(content: content, place: place(node))
        guard !type.constraints.isEmpty || !schema.constraints.isEmpty else { return checked }
        if path.isAlone("vnic_type"), isFieldsInterface(checked, schema) { return checked }
        guard spend(type.constraints, on: checked), spend(schema.constraints, on: checked) else { return nil }
        let constraints = ConstraintChecker(
            log: log, place: checked.place, path: path, owner: subject, type: type.simpleType)
        for constraint in type.constraints where !constraints.check(checked, constraint) { return nil }
        for constraint in schema.constraints where !constraints.check(checked, constraint) { return nil }
        return checked
    }

    /// Whether it is a kind of interface that the version's list doesn't have, and that is understood: the field writes the
    /// words of its drivers.
    private func isFieldsInterface(_ value: CheckedValue, _ schema: Schema) -> Bool {
        let lists = schema.constraints.filter { $0.clause == .validValues }
        guard let text = value.string, let names = lists.first?.operand.sequence?.compactMap(\.text),
            names.contains("normal"), !names.contains(text), let kind = VNICType(convention: text)
        else { return false }
        log.report(
            .vnicType, at: value.place,
            "`vnic_type` of \(subject) is `\(text)`, which is not in its type's list; it is taken for `\(kind.rawValue)`",
            names.contains(kind.rawValue)
                ? "write `\(kind.rawValue)`"
                : "for managers that know the list alone, write it into `virtual_network_interface_requirements`, as "
                    + "`network_interface_requirements: { vnic_type: \(kind.rawValue) }`")
        return true
    }

    /// Constraints cost what their operands and the value have, and are as long as a package makes them.
    private func spend(_ constraints: [Constraint], on value: CheckedValue) -> Bool {
        for constraint in constraints {
            let steps =
                switch constraint.clause {
                case .pattern: (value.string?.utf8.count ?? 0) * (1 + (constraint.operand.text?.utf8.count ?? 0) / 32)
                case .validValues: (constraint.operand.sequence?.count ?? 0) * max(1, value.list.count)
                default: 1
                }
            guard log.spend(steps, at: value.place) else { return false }
        }
        return true
    }

    private func wrong(_ node: YAMLNode, _ schema: Schema, _ path: ValuePath, _ what: String? = nil) -> CheckedValue? {
        // A default was looked at with its type.
        guard !log.has(.propertyType, at: place(node)) else { return nil }
        log.report(
            .propertyType, at: place(node), "`\(path.text)` of \(subject) \(what ?? "is \(node.kindName)")",
            "write \(schema.inWords)")
        return nil
    }

    private func content(
        _ value: YAMLNode, _ schema: Schema, _ type: ResolvedType, _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> CheckedValue.Content? {
        func fail(_ path: ValuePath, _ what: String? = nil) -> CheckedValue.Content? {
            _ = wrong(value, schema, path, what)
            return nil
        }
        guard let simple = type.simpleType else {
            if type.isDocument {
                if let fault = type.documentFault(of: value, schema, log, at: place(value)) { return fail(path, fault) }
                return untyped(value, &path, keepsInputs)
            }
            guard let pairs = value.mapping else { return fail(path) }
            return .map(check(pairs, against: type.properties, at: place(value), &path, keepsInputs))
        }
        switch simple {
        case .string:
            // Scalars that look like numbers are texts here: versions are often written without quotes.
            return value.string.map { .string($0) } ?? fail(path)
        case .version:
            guard let text = value.string, TOSCAVersion(text) != nil else { return fail(path) }
            return .string(text)
        case .timestamp:
            guard let text = value.string, TimeStamp(text) != nil else { return fail(path) }
            return .string(text)
        case .integer:
            // An integer in quotes is one all the same: map keys and values of `get_input` come as texts.
            return value.int.map { .int($0) } ?? value.text.flatMap { Int($0) }.map { .int($0) } ?? fail(path)
        case .float:
            return value.double.map { .double($0) } ?? value.text.flatMap { Self.quotedNumber($0) } ?? fail(path)
        case .boolean:
            return value.bool.map { .bool($0) } ?? fail(path)
        case .null:
            return value.isNull ? .null : fail(path)
        case .size, .time, .frequency, .bitrate:
            guard let text = value.string else { return fail(path) }
            if let quantity = ScalarUnit(rawValue: simple.rawValue)!.parse(text) {
                guard simple.fits(quantity) else {
                    return fail(path, "is `\(text)`, which is \(quantity > 1 ? "too much" : "less than 1 byte")")
                }
                return .quantity(quantity)
            }
            return fail(path, value.double == nil ? "is `\(text)`" : "has no unit")
        case .range:
            guard let bounds = value.sequence, bounds.count == 2, let lower = bounds[0].int,
                bounds[1].text == "UNBOUNDED" || (bounds[1].int.map { $0 >= lower } ?? false)
            else { return fail(path) }
            return .range(lower, bounds[1].int)
        case .list:
            guard let nodes = value.sequence else { return fail(path) }
            return .list(list(nodes, schema.entry, &path, keepsInputs))
        case .map:
            guard let pairs = value.mapping else { return fail(path) }
            return .map(map(pairs, schema, &path, keepsInputs))
        }
    }

    private static func quotedNumber(_ text: String) -> CheckedValue.Content? {
        YAMLNode(.scalar(text, isPlain: true), at: YAMLMark(line: 0, column: 0)).double.map { .double($0) }
    }

    private func list(
        _ nodes: [YAMLNode], _ entry: Schema?, _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> [CheckedValue] {
        var result: [CheckedValue] = []
        result.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            guard let entry else {
                if let content = untyped(node, &path, keepsInputs) {
                    result.append(CheckedValue(content: content, place: place(node)))
                }
                continue
            }
            path.enter(index)
            if let value = check(node, entry, &path, keepsInputs) { result.append(value) }
            path.leave()
        }
        return result
    }

    private func map(
        _ pairs: [YAMLNode.Pair], _ schema: Schema, _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> [(name: String, value: CheckedValue)] {
        var result: [(name: String, value: CheckedValue)] = []
        result.reserveCapacity(pairs.count)
        for pair in pairs {
            if let key = schema.key {
                path.enterKey()
                let isKey = check(pair.key, key, &path, false) != nil
                path.leave()
                guard isKey else { continue }
            }
            guard let entry = schema.entry else {
                if let content = untyped(pair.value, &path, keepsInputs) {
                    result.append((pair.name, CheckedValue(content: content, place: place(pair.value))))
                }
                continue
            }
            path.enter(pair.name)
            result.append(
                (
                    pair.name,
                    check(pair.value, entry, &path, keepsInputs)
                        ?? CheckedValue(content: .null, place: place(pair.value))
                ))
            path.leave()
        }
        return result
    }

    /// A value of no declared type as YAML reads it, functions evaluated; nil where one of them is reported.
    private func untyped(
        _ value: YAMLNode, _ path: inout ValuePath, _ keepsInputs: Bool
    ) -> CheckedValue.Content? {
        let isCall = FunctionEvaluator.call(value) != nil
        if isCall || path.calls > 0, !spend(value, path) { return nil }
        if isCall {
            let site = FunctionEvaluator.Site(
                file: file, node: node, keepsInputs: keepsInputs, allowsAttributes: allowsAttributes)
            switch evaluator.evaluate(value, at: site) {
            case .value(let result):
                path.calls += 1
                defer { path.calls -= 1 }
                return untyped(result, &path, keepsInputs)
            case .text(let text): return .text(text)
            case .unresolved, .open: return .null
            case .invalid: return nil
            }
        }
        switch value.content {
        case .scalar(let text, _):
            if value.isNull { return .null }
            if let int = value.int { return .int(int) }
            if let double = value.double { return .double(double) }
            if let bool = value.bool { return .bool(bool) }
            return .string(text)
        case .sequence(let nodes):
            return .list(list(nodes, nil, &path, keepsInputs))
        case .mapping(let pairs):
            return .map(map(pairs, Schema.untypedMap, &path, keepsInputs))
        }
    }

    /// What functions bring in can hold functions again: whether that goes on is decided here.
    private func spend(_ node: YAMLNode, _ path: ValuePath) -> Bool {
        guard path.calls < 32 else {
            log.report(
                .functionInvalid, at: place(node), "functions in `\(path.text)` of \(subject) lead in a circle",
                "give one of them a value")
            return false
        }
        return evaluator.budget.spend(at: place(node), log)
    }
}

extension Schema {
    static let untypedMap = Schema("map")

    /// For messages: what to write.
    var inWords: String {
        if let values = constraints.first(where: { $0.clause == .validValues })?.operand.sequence?.compactMap(\.text),
            values.count <= 12
        {
            return "one of " + values.map { "`\($0)`" }.joined(separator: ", ")
        }
        return switch simple {
        case .string: "a text"
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "`true` or `false`"
        case .size, .time, .frequency, .bitrate: "a quantity such as `\(ScalarUnit(rawValue: type)!.example)`"
        case .range: "a range such as `[1, 5]`"
        case .list: entry.map { "a list, each entry \($0.inWords)" } ?? "a list"
        case .map: entry.map { "a map, each value \($0.inWords)" } ?? "a map"
        case .timestamp: "a time stamp such as `2026-01-31T12:00:00Z`"
        case .version: "a version such as `1.0.0`"
        case .null: "nothing"
        case nil: "a map of type `\(type)`"
        }
    }
}
