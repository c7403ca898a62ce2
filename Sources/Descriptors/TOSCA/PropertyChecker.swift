import MANOModel
import YAML

/// Checks values against their types, and gives them typed.
struct PropertyChecker {
    let registry: TypeRegistry
    let evaluator: FunctionEvaluator
    let log: DiagnosticLog
    let file: String
    /// What has the properties, for messages, such as ``the node `VDU1` ``.
    let subject: String
    /// The node template that `SELF` means.
    let node: String?

    private func place(_ node: YAMLNode) -> Place { Place(file: file, mark: node.mark) }

    /// Checks assignments against definitions: unknown, missing and wrong ones are reported, defaults filled in.
    func check(
        _ assignments: [YAMLNode.Pair], against definitions: [String: PropertyDefinition], at owner: Place,
        path: String = "",
        keepsInputs: Bool = false
    ) -> [(name: String, value: CheckedValue)] {
        var result: [(name: String, value: CheckedValue)] = []
        var given: Set<String> = []
        for pair in assignments {
            given.insert(pair.name)
            guard let definition = definitions[pair.name] else {
                log.report(
                    .propertyUnknown, at: place(pair.key), "\(subject) has no property `\(path)\(pair.name)`",
                    NearestName.remedy(for: pair.name, among: definitions.keys, else: "remove it"))
                continue
            }
            if pair.value.isNull {
                if definition.isRequired, definition.defaultValue == nil {
                    reportMissing(path + pair.name, definition, at: place(pair.key))
                }
                continue
            }
            if let value = check(pair.value, definition.schema, path + pair.name, keepsInputs: keepsInputs) {
                result.append((pair.name, value))
            }
        }
        for (name, definition) in definitions where !given.contains(name) {
            if let value = definition.defaultValue, !value.isNull {
                // A default of a built-in type has no place of its own: it stands where the owner does.
                let source = definition.place ?? owner
                let node = value.mark.line == 0 ? YAMLNode(value.content, at: source.mark) : value
                if let value = check(node, definition.schema, path + name, keepsInputs: keepsInputs) {
                    result.append((name, value))
                }
            } else if definition.isRequired {
                reportMissing(path + name, definition, at: owner)
            }
        }
        return result
    }

    private func reportMissing(_ name: String, _ definition: PropertyDefinition, at place: Place) {
        // Nothing depends on a description, and the field leaves them out.
        let isDescription = name == "description" || name.hasSuffix(".description")
        log.report(
            .propertyMissing, at: place, severity: isDescription ? .warning : .error,
            "\(subject) lacks the property `\(name)`",
            "add `\(name.split(separator: ".").last ?? ""): …`, \(Self.describe(definition.schema))")
    }

    /// A schema in words, for messages.
    static func describe(_ schema: Schema) -> String {
        let type: String =
            switch SimpleType(rawValue: schema.type) {
            case .string: "a text"
            case .integer: "an integer"
            case .float: "a number"
            case .boolean: "`true` or `false`"
            case .size, .time, .frequency, .bitrate:
                "a quantity such as `\(ScalarUnit(rawValue: schema.type)!.example)`"
            case .range: "a range such as `[1, 5]`"
            case .list: schema.entry.map { "a list, each entry \(describe($0))" } ?? "a list"
            case .map: schema.entry.map { "a map, each value \(describe($0))" } ?? "a map"
            case .timestamp: "a time stamp such as `2026-01-31T12:00:00Z`"
            case .version: "a version such as `1.0.0`"
            case .null: "nothing"
            case nil: "a map of type `\(schema.type)`"
            }
        if let values = schema.constraints.first(where: { $0.clause == .validValues })?.operand.sequence?.compactMap(
            \.text),
            values.count <= 12
        {
            return "one of " + values.map { "`\($0)`" }.joined(separator: ", ")
        }
        return type
    }

    /// Checks one value; nil where it is wrong, which is reported.
    func check(_ node: YAMLNode, _ schema: Schema, _ path: String, keepsInputs: Bool) -> CheckedValue? {
        let keepsInputs = keepsInputs || schema.type == "tosca.datatypes.nfv.BootData"
        guard let type = registry.type(.data, schema.type) else {
            registry.reportUnknown(.data, schema.type, at: place(node))
            return nil
        }
        let value: YAMLNode
        switch evaluator.evaluate(node, in: file, keepsInputs: keepsInputs, node: self.node) {
        case .value(let result): value = YAMLNode(result.content, at: node.mark)
        case .text(let text):
            guard type.simpleType == "string" else {
                return wrong(node, schema, path, "is decided by an input")
            }
            return CheckedValue(content: .text(text), place: place(node))
        case .unresolved(let input):
            log.report(
                .inputUnresolved, at: place(node),
                "`\(path)` of \(subject) depends on the input `\(input)`, which has no value yet",
                "give the input a default")
            return nil
        case .invalid: return nil
        }
        guard let content = content(value, schema, type, path, keepsInputs) else { return nil }
        let checked = CheckedValue(content: content, place: place(node))
        let constraints = ConstraintChecker(
            log: log, place: place(node), subject: "`\(path)` of \(subject)", unit: unit(schema, type))
        for constraint in type.constraints + schema.constraints where !constraints.check(checked, constraint) {
            return nil
        }
        return checked
    }

    private func unit(_ schema: Schema, _ type: ResolvedType) -> ScalarUnit? {
        type.simpleType.flatMap { ScalarUnit(rawValue: $0) }
    }

    private func wrong(_ node: YAMLNode, _ schema: Schema, _ path: String, _ what: String? = nil) -> CheckedValue? {
        log.report(
            .propertyType, at: place(node), "`\(path)` of \(subject) \(what ?? "is \(node.kindName)")",
            "write \(Self.describe(schema))")
        return nil
    }

    private func content(
        _ value: YAMLNode, _ schema: Schema, _ type: ResolvedType, _ path: String, _ keepsInputs: Bool
    ) -> CheckedValue.Content? {
        func fail(_ what: String? = nil) -> CheckedValue.Content? {
            _ = wrong(value, schema, path, what)
            return nil
        }
        guard let simple = type.simpleType.flatMap({ SimpleType(rawValue: $0) }) else {
            if type.derives(from: "tosca.datatypes.json") || type.derives(from: "tosca.datatypes.xml") {
                return untyped(value)
            }
            guard let pairs = value.mapping else { return fail() }
            return .map(
                check(pairs, against: type.properties, at: place(value), path: path + ".", keepsInputs: keepsInputs))
        }
        switch simple {
        case .string, .timestamp, .version:
            // Scalars that look like numbers are texts here: versions are often written without quotes.
            return value.string.map { .string($0) } ?? fail()
        case .integer:
            return value.int.map { .int($0) } ?? quotedInt(value).map { .int($0) } ?? fail()
        case .float:
            return value.double.map { .double($0) } ?? fail()
        case .boolean:
            return value.bool.map { .bool($0) } ?? fail()
        case .null:
            return value.isNull ? .null : fail()
        case .size, .time, .frequency, .bitrate:
            guard let text = value.string else { return fail() }
            if let quantity = ScalarUnit(rawValue: simple.rawValue)!.parse(text) { return .quantity(quantity) }
            return fail(value.double == nil ? "is `\(text)`" : "has no unit")
        case .range:
            guard let bounds = value.sequence, bounds.count == 2, let lower = bounds[0].int,
                bounds[1].text == "UNBOUNDED" || (bounds[1].int.map { $0 >= lower } ?? false)
            else { return fail() }
            return .range(lower, bounds[1].int)
        case .list:
            guard let nodes = value.sequence else { return fail() }
            let entry = schema.entry
            return .list(
                nodes.enumerated().compactMap { index, node in
                    guard let entry else { return untyped(node).map { CheckedValue(content: $0, place: place(node)) } }
                    return check(node, entry, "\(path)[\(index)]", keepsInputs: keepsInputs)
                })
        case .map:
            guard let pairs = value.mapping else { return fail() }
            return .map(
                pairs.compactMap { pair in
                    if let key = schema.key, check(pair.key, key, "\(path) key", keepsInputs: false) == nil {
                        return nil
                    }
                    guard let entry = schema.entry else {
                        return untyped(pair.value).map {
                            (pair.name, CheckedValue(content: $0, place: place(pair.value)))
                        }
                    }
                    return check(pair.value, entry, "\(path).\(pair.name)", keepsInputs: keepsInputs).map {
                        (pair.name, $0)
                    }
                })
        }
    }

    /// An integer in quotes is one all the same: map keys and values of `get_input` come as texts.
    private func quotedInt(_ value: YAMLNode) -> Int? { value.text.flatMap { Int($0) } }

    /// A value of no declared type as YAML reads it.
    private func untyped(_ value: YAMLNode) -> CheckedValue.Content? {
        switch value.content {
        case .scalar(let text, _):
            if value.isNull { return .null }
            if let int = value.int { return .int(int) }
            if let double = value.double { return .double(double) }
            if let bool = value.bool { return .bool(bool) }
            return .string(text)
        case .sequence(let nodes):
            return .list(
                nodes.compactMap { node in untyped(node).map { CheckedValue(content: $0, place: place(node)) } })
        case .mapping(let pairs):
            return .map(
                pairs.compactMap { pair in
                    untyped(pair.value).map { (pair.name, CheckedValue(content: $0, place: place(pair.value))) }
                })
        }
    }
}
