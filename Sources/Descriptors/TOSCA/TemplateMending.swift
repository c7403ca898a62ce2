import YAML

/// Takes slips in the names of a template's sections, and of the types in its topology, for what was meant. Each is
/// reported; what stands below is read all the same, and nothing else is said to be missing for it.
struct TemplateMending {
    let reader: StructureReader

    /// The template with the names of its sections, and those of each part of its topology.
    func keys(of root: YAMLNode, _ allowed: Set<String>) -> YAMLNode {
        var root = reader.mended(root, allowed, of: "a service template")
        change(&root, "topology_template") { topology in
            var topology = reader.mended(topology, TopologyChecker.keys, of: "`topology_template`")
            change(&topology, "substitution_mappings") {
                reader.mended($0, TopologyChecker.substitutionKeys, of: "`substitution_mappings`")
            }
            each(&topology, "node_templates", TopologyChecker.nodeKeys, "node")
            each(&topology, "groups", TopologyChecker.groupKeys, "group")
            each(&topology, "policies", TopologyChecker.policyKeys, "policy")
            return topology
        }
        return root
    }

    /// The template with the types of its nodes, groups and policies.
    func types(of root: YAMLNode, _ registry: TypeRegistry) -> YAMLNode {
        var root = root
        change(&root, "topology_template") { topology in
            var topology = topology
            change(&topology, "substitution_mappings") { type(of: $0, "node_type", .node, registry) }
            for (section, kind) in [("node_templates", TypeKind.node), ("groups", .group), ("policies", .policy)] {
                change(&topology, section) { parts($0) { _, part in type(of: part, "type", kind, registry) } }
            }
            return topology
        }
        return root
    }

    private func type(of part: YAMLNode, _ key: String, _ kind: TypeKind, _ registry: TypeRegistry) -> YAMLNode {
        guard let node = part[key], let name = node.text, !name.isEmpty, registry.type(kind, name) == nil,
            registry.definition(kind, name) == nil, let meant = reader.log.slip(of: name, among: registry.names(kind))
        else { return part }
        registry.reportUnknown(kind, name, at: reader.place(node))
        var part = part
        change(&part, key) { YAMLNode(.scalar(meant, isPlain: true), at: $0.mark) }
        return part
    }

    // MARK: - Changes

    private func each(_ topology: inout YAMLNode, _ section: String, _ allowed: Set<String>, _ what: String) {
        change(&topology, section) {
            parts($0) { name, part in reader.mended(part, allowed, of: "the \(what) `\(name)`") }
        }
    }

    /// The parts of a section: a map by their names, or a list of maps of one each. The section itself where none changes.
    private func parts(_ section: YAMLNode, _ change: (String, YAMLNode) -> YAMLNode) -> YAMLNode {
        func changed(_ pairs: [YAMLNode.Pair]) -> [YAMLNode.Pair]? {
            var result: [YAMLNode.Pair]?
            for (index, pair) in pairs.enumerated() where pair.value.mapping != nil {
                let value = change(pair.name, pair.value)
                // What is mended is written anew: to compare where it stands is as good as to compare all of it.
                guard Self.differ(value, pair.value) else { continue }
                result = result ?? pairs
                result?[index].value = value
            }
            return result
        }
        switch section.content {
        case .scalar: return section
        case .mapping(let pairs):
            return changed(pairs).map { YAMLNode(.mapping($0), at: section.mark, tag: section.tag) } ?? section
        case .sequence(let entries):
            var result: [YAMLNode]?
            for (index, entry) in entries.enumerated() {
                guard let pairs = entry.mapping, pairs.count == 1, let mended = changed(pairs) else { continue }
                result = result ?? entries
                result?[index].content = .mapping(mended)
            }
            return result.map { YAMLNode(.sequence($0), at: section.mark, tag: section.tag) } ?? section
        }
    }

    /// Whether two maps of as many keys have others, or another text under one.
    private static func differ(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
        guard let left = left.mapping, let right = right.mapping else { return false }
        return zip(left, right).contains { $0.name != $1.name || $0.value.text != $1.value.text }
    }

    private func change(_ node: inout YAMLNode, _ key: String, _ body: (YAMLNode) -> YAMLNode) {
        guard let value = node[key] else { return }
        node = node.replacing(key, with: body(value))
    }
}

extension YAMLNode {
    /// The map with another value for a key that it has.
    func replacing(_ key: String, with value: YAMLNode) -> YAMLNode {
        guard var pairs = mapping, let index = pairs.firstIndex(where: { $0.name == key }) else { return self }
        pairs[index].value = value
        return YAMLNode(.mapping(pairs), at: mark, tag: tag)
    }
}
