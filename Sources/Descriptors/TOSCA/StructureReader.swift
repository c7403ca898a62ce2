import YAML

/// Reads the parts of a template: reports what has the wrong shape, and gives what is left.
struct StructureReader {
    let file: String
    let log: DiagnosticLog

    func place(_ node: YAMLNode) -> Place { Place(file: file, mark: node.mark) }

    /// The pairs of a map; nothing where the node is null. Anything else is reported.
    func map(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [YAMLNode.Pair] {
        guard let node, !node.isNull else { return [] }
        if let pairs = node.mapping { return pairs }
        log.report(
            .toscaStructure, at: place(node), "\(what()) is \(node.kindName)",
            "write a map, `name: value` on lines of their own")
        return []
    }

    /// The entries of a list; nothing where the node is null. Anything else is reported.
    func list(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [YAMLNode] {
        guard let node, !node.isNull else { return [] }
        if let nodes = node.sequence { return nodes }
        log.report(
            .toscaStructure, at: place(node), "\(what()) is \(node.kindName)", "write a list, each entry behind a dash")
        return []
    }

    /// A list of maps of one key each, as TOSCA writes what has an order.
    func namedList(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [YAMLNode.Pair] {
        list(node, what()).compactMap { entry in
            if let pairs = entry.mapping, pairs.count == 1 { return pairs[0] }
            log.report(
                .toscaStructure, at: place(entry),
                "an entry of \(what()) is \(entry.mapping == nil ? entry.kindName : "a map of several keys")",
                "write each entry as `- name: …`")
            return nil
        }
    }

    /// A text; nil where there is none. Anything else is reported.
    func text(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> String? {
        guard let node, !node.isNull else { return nil }
        if let text = node.text { return text }
        log.report(.toscaStructure, at: place(node), "\(what()) is \(node.kindName)", "write a text")
        return nil
    }

    func texts(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [(text: String, place: Place)] {
        list(node, what()).compactMap { entry in text(entry, "an entry of \(what())").map { ($0, place(entry)) } }
    }

    func metadata(_ node: YAMLNode?, _ what: @autoclosure () -> String) -> [String: YAMLNode] {
        var values: [String: YAMLNode] = [:]
        for pair in map(node, "`metadata` of \(what())") { values[pair.name] = pair.value }
        return values
    }

    /// The node with its keys as they were meant: one that is a slip for a key that is not there is reported, and taken for
    /// that, so that what stands under it is read, and is missed nowhere.
    func mended(_ node: YAMLNode, _ allowed: Set<String>, of what: @autoclosure () -> String) -> YAMLNode {
        guard let pairs = node.mapping, pairs.contains(where: { !allowed.contains($0.name) }) else { return node }
        var absent = allowed.subtracting(pairs.map(\.name))
        var mended = pairs
        for (index, pair) in pairs.enumerated() where !allowed.contains(pair.name) {
            let slip = log.slip(of: pair.name, among: absent)
            guard let meant = slip ?? missing(pairs, allowed, absent) else { continue }
            absent.remove(meant)
            log.report(
                .toscaKeyUnknown, at: place(pair.key), "\(what()) has no key `\(pair.name)`",
                "did you mean `\(meant)`" + (slip == nil ? ", which is missing?" : "?"))
            mended[index].key.content = .scalar(meant, isPlain: true)
        }
        return YAMLNode(.mapping(mended), at: node.mark, tag: node.tag)
    }

    /// Keys that have to be there wherever they may be, with a text.
    private static let needed: Set<String> = ["type", "node_type", "file"]

    /// The one key that has to be there and isn't, where one other is there with a text in its place.
    private func missing(_ pairs: [YAMLNode.Pair], _ allowed: Set<String>, _ absent: Set<String>) -> String? {
        let unknown = pairs.filter { !allowed.contains($0.name) }
        let needed = Self.needed.intersection(absent)
        guard unknown.count == 1, unknown[0].value.text != nil, needed.count == 1 else { return nil }
        return needed.first
    }

    /// Reports keys that don't belong here.
    func checkKeys(_ pairs: [YAMLNode.Pair], _ allowed: Set<String>, of what: @autoclosure () -> String) {
        for pair in pairs where !allowed.contains(pair.name) {
            log.report(
                .toscaKeyUnknown, at: place(pair.key), "\(what()) has no key `\(pair.name)`",
                NearestName.remedy(for: pair.name, among: allowed, else: "remove it"))
        }
    }
}
