import YAML

/// Checks values against constraint clauses.
struct ConstraintChecker {
    let log: DiagnosticLog
    let place: Place
    /// Where the value is in what has it, for messages.
    let path: ValuePath
    let owner: String
    /// The type of the value, where it is one whose operands are read in their own way.
    let type: SimpleType?

    private var subject: String { "`\(path.text)` of \(owner)" }

    /// Whether the constraint holds; where it doesn't, or can't be read, that is reported.
    func check(_ value: CheckedValue, _ constraint: Constraint) -> Bool {
        switch constraint.clause {
        case .schema:
            return true
        case .equal:
            return holds(matches(value, constraint.operand), value) { "write `\(constraint.operand.text ?? "")`" }
        case .validValues:
            let values = constraint.operand.sequence ?? []
            if case .list(let entries) = value.content, !values.contains(where: { $0.sequence != nil }) {
                // On a list the clause is about its entries, as the field writes it.
                return entries.allSatisfy { check($0, constraint) }
            }
            return holds(values.contains { matches(value, $0) }, value) {
                let names = values.compactMap(\.text)
                return NearestName.remedy(
                    for: value.string ?? "", among: names,
                    else: "use one of the \(names.count) values that the type lists")
            }
        case .greaterThan: return compare(value, constraint, "above") { $0 > 0 }
        case .greaterOrEqual: return compare(value, constraint, "at least") { $0 >= 0 }
        case .lessThan: return compare(value, constraint, "below") { $0 < 0 }
        case .lessOrEqual: return compare(value, constraint, "at most") { $0 <= 0 }
        case .inRange:
            guard let bounds = constraint.operand.sequence, bounds.count == 2 else { return unreadable(constraint) }
            func remedy() -> String { "stay between \(bounds[0].text ?? "") and \(bounds[1].text ?? "")" }
            if case .range(let from, let to) = value.content {
                guard let lower = number(bounds[0]) else { return unreadable(constraint) }
                let upper = number(bounds[1]) ?? .infinity
                return holds(
                    Double(from) >= lower && to.map { Double($0) <= upper } ?? (upper == .infinity), value, remedy)
            }
            guard let lower = order(value, bounds[0]) else { return unreadable(constraint) }
            if bounds[1].text == "UNBOUNDED" { return holds(lower >= 0, value, remedy) }
            guard let upper = order(value, bounds[1]) else { return unreadable(constraint) }
            return holds(lower >= 0 && upper <= 0, value, remedy)
        case .length: return length(value, constraint, "exactly") { $0 == $1 }
        case .minLength: return length(value, constraint, "at least") { $0 >= $1 }
        case .maxLength: return length(value, constraint, "at most") { $0 <= $1 }
        case .pattern:
            guard let text = value.string, let source = constraint.operand.text else { return unreadable(constraint) }
            guard let pattern = constraint.regex else { return unreadable(constraint) }
            return holds(pattern.matchesWhole(text), value) { "match the pattern `\(source)`" }
        }
    }

    private func holds(_ isTrue: Bool, _ value: CheckedValue, _ remedy: () -> String) -> Bool {
        if !isTrue {
            let shown = value.string.map { " is `\($0)`" } ?? " is not allowed"
            log.report(.propertyConstraint, at: place, subject + shown, remedy())
        }
        return isTrue
    }

    private func unreadable(_ constraint: Constraint) -> Bool {
        // Where the type is at fault, that was told with the type.
        if let place = constraint.place, log.has(.constraintInvalid, at: place) { return false }
        log.report(
            .constraintInvalid, at: constraint.place ?? place,
            "the constraint `\(constraint.clause.rawValue)` can't be applied to \(subject)",
            "correct its operand, or the type that has it")
        return false
    }

    private func matches(_ value: CheckedValue, _ operand: YAMLNode) -> Bool {
        switch value.content {
        case .int, .double, .quantity: return number(operand).map { $0 == value.double } ?? false
        case .bool(let bool): return operand.bool == bool
        case .range(let lower, let upper):
            return operand[0]?.int == lower && operand[1]?.int == upper
        case .list(let values):
            return operand.sequence.map { nodes in
                nodes.count == values.count && zip(values, nodes).allSatisfy { matches($0, $1) }
            } ?? false
        case .map(let pairs):
            return operand.mapping.map { nodes in
                nodes.count == pairs.count
                    && nodes.allSatisfy { node in
                        pairs.contains { $0.name == node.name && matches($0.value, node.value) }
                    }
            } ?? false
        case .string where type == .version || type == .timestamp: return order(value, operand) == 0
        default: return operand.text == value.string
        }
    }

    private func number(_ operand: YAMLNode) -> Double? {
        operand.double
            ?? operand.text.flatMap { text in
                // Inside of a map the operand's own unit tells which it is.
                Double(text) ?? type.flatMap { ScalarUnit(rawValue: $0.rawValue) }?.parse(text)
                    ?? ScalarUnit.allCases.lazy.compactMap { $0.parse(text) }.first
            }
    }

    /// Below 0 where the value comes before the operand, 0 where both are alike; nil where they can't be compared.
    private func order(_ value: CheckedValue, _ operand: YAMLNode) -> Int? {
        if let amount = value.double {
            return number(operand).map { amount < $0 ? -1 : amount > $0 ? 1 : 0 }
        }
        guard let text = value.string, let other = operand.text else { return nil }
        switch type {
        case .version:
            guard let left = TOSCAVersion(text), let right = TOSCAVersion(other) else { return nil }
            return left < right ? -1 : right < left ? 1 : 0
        case .timestamp:
            guard let left = TimeStamp(text), let right = TimeStamp(other) else { return nil }
            return left < right ? -1 : right < left ? 1 : 0
        case .string: return text < other ? -1 : other < text ? 1 : 0
        default: return nil
        }
    }

    private func compare(
        _ value: CheckedValue, _ constraint: Constraint, _ words: String, _ relation: (Int) -> Bool
    ) -> Bool {
        guard let order = order(value, constraint.operand) else { return unreadable(constraint) }
        return holds(relation(order), value) { "it has to be \(words) \(constraint.operand.text ?? "")" }
    }

    private func length(
        _ value: CheckedValue, _ constraint: Constraint, _ words: String, _ relation: (Int, Int) -> Bool
    ) -> Bool {
        guard let bound = constraint.operand.int else { return unreadable(constraint) }
        let length: Int
        switch value.content {
        case .list(let values): length = values.count
        case .map(let pairs): length = pairs.count
        case .null, .bool, .int, .double, .quantity, .range: return unreadable(constraint)
        case .string, .text: length = value.string?.unicodeScalars.count ?? 0
        }
        guard !relation(length, bound) else { return true }
        log.report(
            .propertyConstraint, at: place, "\(subject) has the length \(length)", "it has to be \(words) \(bound)")
        return false
    }
}
