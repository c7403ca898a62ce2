import YAML

/// Reads constraint clauses (TOSCA 1.3, 3.6.3.3).
struct ConstraintParser {
    let reader: StructureReader

    func constraints(_ node: YAMLNode, _ name: @autoclosure () -> String) -> [Constraint] {
        reader.namedList(node, "`constraints` of \(name())").compactMap { constraint($0, name()) }
    }

    /// nil where the clause is none, which is reported.
    func constraint(_ pair: YAMLNode.Pair, _ name: @autoclosure () -> String) -> Constraint? {
        guard let clause = Constraint.Clause(rawValue: pair.name) else {
            reader.log.report(
                .constraintInvalid, at: reader.place(pair.key), "there is no constraint `\(pair.name)`",
                NearestName.remedy(
                    for: pair.name, among: Constraint.Clause.allCases.map(\.rawValue), else: "remove it"))
            return nil
        }
        let operand = pair.value
        let constraint = Constraint(clause: clause, operand: operand, place: reader.place(pair.key))
        let remedy: String?
        switch clause {
        case .inRange:
            let bounds = operand.sequence
            remedy =
                bounds?.count == 2 && bounds?.allSatisfy({ $0.text != nil }) == true
                ? nil : "write two bounds, such as `[1, 5]`"
        case .validValues: remedy = operand.sequence == nil ? "write a list of values" : nil
        case .length, .minLength, .maxLength:
            remedy = (operand.int ?? -1) >= 0 ? nil : "write a number from 0 on"
        case .pattern:
            remedy =
                constraint.regex == nil
                ? "write an extended regular expression without back references" : nil
        case .greaterThan, .greaterOrEqual, .lessThan, .lessOrEqual:
            remedy = operand.text == nil ? "write one value" : nil
        case .equal, .schema: remedy = nil
        }
        if let remedy {
            reader.log.report(
                .constraintInvalid, at: reader.place(operand), "the operand of `\(pair.name)` of \(name()) is none",
                remedy)
            return nil
        }
        return constraint
    }
}
