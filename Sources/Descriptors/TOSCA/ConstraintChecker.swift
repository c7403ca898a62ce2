import YAML

/// Checks values against constraint clauses.
struct ConstraintChecker {
    let log: DiagnosticLog
    let place: Place
    let subject: String
    /// The unit of quantities, in which operands are written too.
    let unit: ScalarUnit?

    /// Whether the constraint holds; where it doesn't, or can't be read, that is reported.
    func check(_ value: CheckedValue, _ constraint: Constraint) -> Bool {
        switch constraint.clause {
        case .schema:
            return true
        case .equal:
            return holds(matches(value, constraint.operand), value, "write `\(constraint.operand.text ?? "")`")
        case .validValues:
            let values = constraint.operand.sequence ?? []
            if case .list(let entries) = value.content, !values.contains(where: { $0.sequence != nil }) {
                // On a list the clause is about its entries, as the field writes it.
                return entries.allSatisfy { check($0, constraint) }
            }
            let names = values.compactMap(\.text)
            let remedy = NearestName.remedy(
                for: value.string ?? "", among: names, else: "use one of the \(names.count) values that the type lists")
            return holds(values.contains { matches(value, $0) }, value, remedy)
        case .greaterThan: return compare(value, constraint, "above") { $0 > $1 }
        case .greaterOrEqual: return compare(value, constraint, "at least") { $0 >= $1 }
        case .lessThan: return compare(value, constraint, "below") { $0 < $1 }
        case .lessOrEqual: return compare(value, constraint, "at most") { $0 <= $1 }
        case .inRange:
            guard let bounds = constraint.operand.sequence, bounds.count == 2, let lower = number(bounds[0]) else {
                return unreadable(constraint)
            }
            let upper = number(bounds[1]) ?? .infinity
            let remedy = "stay between \(bounds[0].text ?? "") and \(bounds[1].text ?? "")"
            if case .range(let from, let to) = value.content {
                return holds(
                    Double(from) >= lower && to.map { Double($0) <= upper } ?? (upper == .infinity), value, remedy)
            }
            guard let amount = value.double else { return unreadable(constraint) }
            return holds(amount >= lower && amount <= upper, value, remedy)
        case .length: return length(value, constraint, "exactly") { $0 == $1 }
        case .minLength: return length(value, constraint, "at least") { $0 >= $1 }
        case .maxLength: return length(value, constraint, "at most") { $0 <= $1 }
        case .pattern:
            guard let text = value.string, let source = constraint.operand.text else { return unreadable(constraint) }
            guard let pattern = ExtendedRegex(source) else { return unreadable(constraint) }
            return holds(pattern.matchesWhole(text), value, "match the pattern `\(source)`")
        }
    }

    private func holds(_ isTrue: Bool, _ value: CheckedValue, _ remedy: String) -> Bool {
        if !isTrue {
            let shown = value.string.map { " is `\($0)`" } ?? " is not allowed"
            log.report(.propertyConstraint, at: place, subject + shown, remedy)
        }
        return isTrue
    }

    private func unreadable(_ constraint: Constraint) -> Bool {
        log.report(
            .constraintInvalid, at: constraint.place ?? place,
            "the constraint `\(constraint.clause.rawValue)` can't be applied to \(subject)",
            "correct its operand, or the type that has it")
        return false
    }

    private func matches(_ value: CheckedValue, _ operand: YAMLNode) -> Bool {
        switch value.content {
        case .int, .double, .quantity: number(operand).map { $0 == value.double } ?? false
        case .bool(let bool): operand.bool == bool
        case .list(let values):
            operand.sequence.map { nodes in
                nodes.count == values.count && zip(values, nodes).allSatisfy { matches($0, $1) }
            } ?? false
        default: operand.text == value.string
        }
    }

    private func number(_ operand: YAMLNode) -> Double? {
        operand.double ?? operand.text.flatMap { Double($0) ?? unit?.parse($0) }
    }

    private func compare(
        _ value: CheckedValue, _ constraint: Constraint, _ words: String, _ relation: (Double, Double) -> Bool
    ) -> Bool {
        guard let bound = number(constraint.operand), let amount = value.double else { return unreadable(constraint) }
        return holds(relation(amount, bound), value, "it has to be \(words) \(constraint.operand.text ?? "")")
    }

    private func length(
        _ value: CheckedValue, _ constraint: Constraint, _ words: String, _ relation: (Int, Int) -> Bool
    ) -> Bool {
        guard let bound = constraint.operand.int else { return unreadable(constraint) }
        let length: Int
        switch value.content {
        case .list(let values): length = values.count
        case .map(let pairs): length = pairs.count
        default: length = value.string?.unicodeScalars.count ?? 0
        }
        guard !relation(length, bound) else { return true }
        log.report(
            .propertyConstraint, at: place, "\(subject) has \(length) entries", "it has to have \(words) \(bound)")
        return false
    }
}
