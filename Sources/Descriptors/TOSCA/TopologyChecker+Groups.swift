import YAML

extension TopologyChecker {
    static let groupKeys: Set<String> = [
        "type", "description", "metadata", "properties", "attributes", "members", "interfaces",
    ]
    static let policyKeys: Set<String> = ["type", "description", "metadata", "properties", "targets", "triggers"]

    func group(_ pair: YAMLNode.Pair) -> CheckedGroup? {
        let what = "the group `\(pair.name)`"
        reader.checkKeys(reader.map(pair.value, what), Self.groupKeys, of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else {
            log.leaveOut(.groups)
            return nil
        }
        guard let type = registry.type(.group, typeName) else {
            log.leaveOut(.groups)
            registry.reportUnknown(.group, typeName, at: typePlace)
            return nil
        }
        let members = members(
            pair.value["members"], "`members` of \(what)", of: what, allowed: type.targets, groups: [:],
            rule: .groupMember)
        let owner = reader.place(pair.key)
        return CheckedGroup(
            name: pair.name, type: type, place: owner,
            properties: CheckedValue(
                content: .map(
                    checker(what).check(groupProperties(pair, type), against: type.properties, at: owner)), place: owner
            ),
            members: members)
    }

    /// ETSI requires a description among a group's properties; the one that TOSCA gives every group serves too.
    private func groupProperties(_ pair: YAMLNode.Pair, _ type: ResolvedType) -> [YAMLNode.Pair] {
        var pairs = reader.map(pair.value["properties"], "`properties` of the group `\(pair.name)`")
        if type.properties["description"] != nil, !pairs.contains(where: { $0.name == "description" }),
            let description = pair.value.mapping?.first(where: { $0.name == "description" })
        {
            pairs.append(description)
        }
        return pairs
    }

    /// The members of a list, checked. A slip is taken for what was meant, unless that is there too.
    private func members(
        _ node: YAMLNode?, _ list: @autoclosure () -> String, of what: String, allowed: [String],
        groups: [String: YAMLNode], rule: DiagnosticRule
    ) -> [(text: String, place: Place)] {
        let written = reader.texts(node, list())
        return written.map { entry in
            let checked = member(entry, of: what, allowed: allowed, groups: groups, rule: rule)
            guard checked.text != entry.text, written.contains(where: { $0.text == checked.text }) else {
                return checked
            }
            return entry
        }
    }

    /// The member; what is wrong with it is reported, and a slip is taken for what was meant.
    private func member(
        _ member: (text: String, place: Place), of what: String, allowed: [String], groups: [String: YAMLNode],
        rule: DiagnosticRule
    ) -> (text: String, place: Place) {
        let target =
            nodeTemplates[member.text].map { ($0, TypeKind.node) } ?? groups[member.text].map { ($0, TypeKind.group) }
        guard let (target, kind) = target else {
            log.leaveOut(.groups)
            // Where there are no nodes at all, that is what is wrong.
            guard !nodeTemplates.isEmpty || log.knowsAll() else { return member }
            let names = Array(nodeTemplates.keys) + groups.keys
            log.report(
                rule, named: member.text, of: "node", at: member.place,
                "\(what) names `\(member.text)`, which does not exist",
                NearestName.remedy(for: member.text, among: names, else: "name a node of this topology"))
            return (log.slip(of: member.text, among: names) ?? member.text, member.place)
        }
        guard let typeName = target["type"]?.text, registry.type(kind, typeName) != nil else { return member }
        guard log.spend(allowed.count, at: member.place) else { return member }
        if !allowed.isEmpty, !allowed.contains(where: { registry.derives(kind, typeName, from: $0) }) {
            log.report(
                rule, at: member.place, "\(what) can't have `\(member.text)`, which is a `\(typeName)`",
                "name " + allowed.map { "a `\($0)`" }.joined(separator: " or "))
        }
        return member
    }

    func policy(_ pair: YAMLNode.Pair) -> CheckedPolicy? {
        let what = "the policy `\(pair.name)`"
        reader.checkKeys(reader.map(pair.value, what), Self.policyKeys, of: what)
        guard let (typeName, typePlace) = typeName(pair, what) else {
            log.leaveOut(.policies)
            return nil
        }
        guard let type = registry.type(.policy, typeName) else {
            log.leaveOut(.policies)
            registry.reportUnknown(.policy, typeName, at: typePlace)
            return nil
        }
        let targets = members(
            pair.value["targets"], "`targets` of \(what)", of: what, allowed: type.targets, groups: groupTemplates,
            rule: .policyTarget)
        let owner = reader.place(pair.key)
        return CheckedPolicy(
            name: pair.name, type: type, place: owner, metadata: reader.metadata(pair.value["metadata"], what),
            properties: CheckedValue(
                content: .map(
                    checker(what).check(
                        reader.map(pair.value["properties"], "`properties` of \(what)"), against: type.properties,
                        at: owner)),
                place: owner),
            targets: targets, triggers: triggers(pair.value["triggers"], what))
    }

    /// TOSCA 1.3, 3.6.22.
    private static let triggerKeys: Set<String> = [
        "description", "event", "event_type", "schedule", "target_filter", "condition", "action", "period",
        "evaluations",
        "method",
    ]

    private func triggers(_ node: YAMLNode?, _ what: String) -> [YAMLNode.Pair] {
        let triggers = reader.map(node, "`triggers` of \(what)")
        for trigger in triggers {
            // Keys of one's own are kept; what is near to one of TOSCA's was meant to be that.
            for pair in reader.map(trigger.value, "the trigger `\(trigger.name)` of \(what)")
            where !Self.triggerKeys.contains(pair.name) {
                guard let nearest = NearestName.nearest(to: pair.name, among: Self.triggerKeys) else { continue }
                log.report(
                    .toscaKeyUnknown, at: reader.place(pair.key),
                    "the trigger `\(trigger.name)` of \(what) has no key `\(pair.name)`", "did you mean `\(nearest)`?")
            }
        }
        return triggers
    }
}
