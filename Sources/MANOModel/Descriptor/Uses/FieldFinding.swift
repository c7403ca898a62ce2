/// A field that a descriptor has, and that is refused or has no effect.
package struct FieldFinding: Sendable, Equatable {
    package var use: FieldUse
    /// What has it, such as `VDU web`; empty where the descriptor itself does.
    package var owner: String
    /// Of a field below which nothing else is said, the first value.
    package var value: FieldValue

    /// For people: `vnic_type of CP data is direct`.
    package var title: String {
        var text = use.name + (owner.isEmpty ? "" : " of \(owner)")
        // The text of what is described at length is of no help.
        if let last = use.path.split(separator: ".").last, isScalar, last != "id", value != .string(String(last)) {
            text += " is \(value)"
        }
        return text
    }

    /// Whether the field itself is the scalar, and not something around it.
    package var isScalar: Bool
}

extension FieldFinding {
    /// One line for each field, with all that have it: an occurrence's `warnings`.
    package static func warnings(_ findings: [FieldFinding]) -> [String] {
        var order: [String] = []
        var owners: [String: [String]] = [:]
        var uses: [String: FieldUse] = [:]
        for finding in findings where finding.use.kind == .unused {
            let key = "\(finding.use.name)\n\(finding.use.note)"
            if uses.updateValue(finding.use, forKey: key) == nil { order.append(key) }
            if !finding.owner.isEmpty, owners[key]?.contains(finding.owner) != true {
                owners[key, default: []].append(finding.owner)
            }
        }
        return order.compactMap { key in
            guard let use = uses[key] else { return nil }
            let names = owners[key] ?? []
            let shown =
                names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
            return "\(use.name)\(names.isEmpty ? "" : " of \(shown)") has no effect: \(use.note)"
        }
    }

    /// Why a descriptor can't be instantiated: everything that it has and that is refused; nil where nothing is.
    package static func refusal(_ findings: [FieldFinding], of subject: String) -> ManifoldError? {
        var seen: Set<String> = []
        let refused = findings.filter { $0.use.kind == .refused && seen.insert($0.title).inserted }
        guard !refused.isEmpty else { return nil }
        var notes: [String] = []
        for finding in refused where !notes.contains(finding.use.note) { notes.append(finding.use.note) }
        return ManifoldError(
            .unprocessable,
            "\(subject) can't be instantiated: " + refused.map(\.title).joined(separator: "; "),
            remedy: notes.joined(separator: "; "))
    }
}
