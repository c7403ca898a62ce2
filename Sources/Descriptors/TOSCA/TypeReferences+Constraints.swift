import YAML

extension TypeRegistry {
    /// Checks that constraints suit the type that they are on, and that a default is of it, before any value is seen.
    func checkConstraints(of definition: TypeDefinition) {
        if !definition.constraints.isEmpty {
            check(definition.constraints, on: type(.data, definition.name), entry: nil, "`\(definition.name)`")
        }
        for (name, property) in definition.properties {
            check(property.schema, "`\(name)` of `\(definition.name)`")
            guard let value = property.defaultValue, let place = property.place, !value.isNull,
                FunctionEvaluator.call(value) == nil,
                let simple = type(of: property.schema)?.simpleType, !simple.holds(value)
            else { continue }
            log.report(
                .propertyType, at: Place(file: place.file, mark: value.mark),
                "the default of `\(name)` of `\(definition.name)` is \(value.kindName)",
                "write \(property.schema.inWords)")
        }
    }

    private func check(_ schema: Schema, _ owner: @autoclosure () -> String) {
        if !schema.constraints.isEmpty {
            check(
                schema.constraints, on: type(of: schema), entry: schema.entry.flatMap { type(of: $0)?.simpleType },
                owner())
        }
        if let entry = schema.entry { check(entry, owner()) }
        if let key = schema.key { check(key, owner()) }
    }

    private func check(
        _ constraints: [Constraint], on type: ResolvedType?, entry: SimpleType?, _ owner: @autoclosure () -> String
    ) {
        for constraint in constraints {
            guard let place = constraint.place else { continue }
            if constraint.clause == .schema {
                checkSchema(constraint, on: type, at: place, owner())
            } else if let fault = constraint.fault(on: type?.simpleType, entry: entry) {
                log.report(
                    .constraintInvalid, at: place,
                    "the constraint `\(constraint.clause.rawValue)` of \(owner()) \(fault)",
                    "correct its operand, or the type that has it")
            }
        }
    }

    private func checkSchema(_ constraint: Constraint, on type: ResolvedType?, at place: Place, _ owner: String) {
        guard let type, type.isDocument else {
            log.report(
                .constraintInvalid, at: place,
                "the constraint `schema` of \(owner) is on a type that is neither JSON nor XML",
                "derive the type from `tosca.datatypes.json`, or leave the constraint out")
            return
        }
        guard type.derives(from: "tosca.datatypes.json") else {
            log.report(
                .constraintInvalid, at: place, severity: .warning,
                "values of \(owner) are looked at for being XML, and not compared with the `schema`",
                "compare them before they go into a package")
            return
        }
        guard let schema = JSONSchema(constraint.operand) else {
            log.report(
                .constraintInvalid, at: place, "the `schema` of \(owner) is no JSON Schema",
                "write a JSON object as a text")
            return
        }
        let unknown = schema.unknownKeywords
        guard !unknown.isEmpty else { return }
        log.report(
            .constraintInvalid, at: place, severity: .warning,
            "values of \(owner) are not compared with \(unknown.map { "`\($0)`" }.joined(separator: ", ")) of the `schema`",
            "say what matters by other keywords too")
    }
}

extension ResolvedType {
    /// Whether values are texts in another language: JSON or XML (TOSCA 1.3, 5.3.2, 5.3.4).
    var isDocument: Bool { derives(from: "tosca.datatypes.json") || derives(from: "tosca.datatypes.xml") }

    /// What is wrong with such a value; nil: nothing.
    func documentFault(of value: YAMLNode, _ schema: Schema, _ log: DiagnosticLog, at place: Place) -> String? {
        guard derives(from: "tosca.datatypes.json") else {
            guard let text = value.string else { return "is \(value.kindName), not an XML text" }
            do throws(YAMLError) { _ = try XMLNodeReader.parse(Array(text.utf8)) } catch {
                return "is no XML: \(error.problems.first?.message ?? "")"
            }
            return nil
        }
        guard let document = JSONSchema.parsed(value) else { return "is no JSON" }
        for constraint in constraints + schema.constraints where constraint.clause == .schema {
            if let fault = JSONSchema(constraint.operand)?.fault(of: document, at: place, log) {
                return "does not fit its `schema`: \(fault)"
            }
        }
        return nil
    }
}

extension Constraint {
    /// What is wrong with it on a type; nil: nothing.
    ///
    /// - Parameters:
    ///   - simple: nil for types with properties, whose values are compared as a whole.
    ///   - entry: of a list or a map.
    fileprivate func fault(on simple: SimpleType?, entry: SimpleType?) -> String? {
        switch clause {
        case .schema: return nil
        case .equal:
            return simple.map { $0.holds(operand) } ?? true ? nil : "has an operand that no value can be equal to"
        case .validValues:
            let isAboutEntries = simple == .list && operand.sequence?.contains { $0.sequence != nil } == false
            guard let type = isAboutEntries ? entry : simple else { return nil }
            let all = operand.sequence ?? []
            return all.allSatisfy { type.holds($0) } ? nil : "lists values of another type"
        case .greaterThan, .greaterOrEqual, .lessThan, .lessOrEqual:
            guard let simple, simple.isOrdered else { return "is on a type whose values have no order" }
            return simple.holds(operand) ? nil : "has an operand of another type"
        case .inRange:
            guard let simple, simple.isOrdered || simple == .range else {
                return "is on a type whose values have no order"
            }
            let bounds = operand.sequence ?? []
            let type = simple == .range ? SimpleType.integer : simple
            guard bounds.count == 2, type.holds(bounds[0]), bounds[1].text == "UNBOUNDED" || type.holds(bounds[1])
            else {
                return "has bounds of another type"
            }
            guard let lower = type.amount(bounds[0]), let upper = type.amount(bounds[1]), lower > upper else {
                return nil
            }
            return "begins above its end"
        case .length, .minLength, .maxLength:
            return simple == .string || simple == .list || simple == .map
                ? nil : "is on a type whose values have no length"
        case .pattern: return simple == .string ? nil : "is on a type that is no text"
        }
    }
}

extension SimpleType {
    /// Whether values come one before another.
    fileprivate var isOrdered: Bool {
        switch self {
        case .integer, .float, .string, .timestamp, .version, .size, .time, .frequency, .bitrate: true
        case .boolean, .null, .range, .list, .map: false
        }
    }

    /// Whether the node is a value of the type, entries left aside.
    fileprivate func holds(_ node: YAMLNode) -> Bool {
        switch self {
        case .string: node.string != nil
        case .integer: (node.int ?? node.text.flatMap { Int($0) }) != nil
        case .float: (node.double ?? node.text.flatMap { Double($0) }) != nil
        case .boolean: node.bool != nil
        case .null: node.isNull
        case .version: node.string.flatMap { TOSCAVersion($0) } != nil
        case .timestamp: node.string.flatMap { TimeStamp($0) } != nil
        // Operands without a unit are read in the base unit, as the field writes them.
        case .size, .time, .frequency, .bitrate: amount(node) != nil
        case .range: node.sequence?.count == 2
        case .list: node.sequence != nil
        case .map: node.mapping != nil
        }
    }

    /// Of numbers and quantities.
    fileprivate func amount(_ node: YAMLNode) -> Double? {
        node.double
            ?? node.string.flatMap { text in
                Double(text) ?? ScalarUnit(rawValue: rawValue).flatMap { $0.parse(text) }
            }
    }
}
