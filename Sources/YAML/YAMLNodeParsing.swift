import CYAML
import Glibc

extension YAMLNode {
    /// Parses a text of one document. An empty one is a null scalar.
    ///
    /// - Throws: `YAMLError` for what is no YAML, duplicate keys, keys that are no scalars, and what the budget refuses.
    package init(parsing bytes: [UInt8], budget: YAMLBudget = YAMLBudget()) throws(YAMLError) {
        guard bytes.count <= budget.bytes else {
            throw YAMLError(problems: [
                .init(
                    kind: .budget, mark: YAMLMark(line: 1, column: 1),
                    message: "the text has \(bytes.count) bytes, \(budget.bytes) are allowed",
                    remedy: "split it into several files")
            ])
        }
        var builder = TreeBuilder(budget: budget)
        builder.parse(bytes)
        guard builder.problems.isEmpty else { throw YAMLError(problems: builder.problems) }
        self = builder.root ?? YAMLNode(.scalar("", isPlain: true), at: YAMLMark(line: 1, column: 1))
    }

    package init(parsing text: String, budget: YAMLBudget = YAMLBudget()) throws(YAMLError) {
        try self.init(parsing: Array(text.utf8), budget: budget)
    }
}

/// Runs libyaml's events into a tree.
private struct TreeBuilder {
    /// A sequence or a mapping that is not yet closed.
    struct Frame {
        var mark: YAMLMark
        var tag: String?
        var anchor: String?
        var isMapping: Bool
        var nodes: [YAMLNode] = []
        var pairs: [YAMLNode.Pair] = []
        var key: YAMLNode?
        /// The keys, once there are so many that looking through `pairs` takes longer.
        var names: Set<String> = []
        var merges: [YAMLNode] = []
        /// Nodes in it, aliases expanded; 100 bytes of a text count as one.
        var size = 1
        /// Levels below it, aliases expanded.
        var height = 0

        private static let few = 12

        /// Whether the key is a new one.
        mutating func take(_ name: String) -> Bool {
            if names.isEmpty {
                guard !pairs.contains(where: { $0.name == name }) else { return false }
                guard pairs.count >= Self.few else { return true }
                for pair in pairs { names.insert(pair.name) }
            }
            return names.insert(name).inserted
        }
    }

    let budget: YAMLBudget
    var problems: [YAMLError.Problem] = []
    var root: YAMLNode?
    var frames: [Frame] = []
    var anchors: [String: (node: YAMLNode, size: Int, height: Int)] = [:]
    var written = 0
    var expanded = 0
    var isStopped = false

    init(budget: YAMLBudget) {
        self.budget = budget
    }

    mutating func parse(_ bytes: [UInt8]) {
        if let line = Self.crowdedDirectives(bytes) {
            return stop(
                .budget, YAMLMark(line: line, column: 1),
                "more than \(Self.mostDirectives) directives stand before the document", "leave them out")
        }
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            return stop(.syntax, YAMLMark(line: 1, column: 1), "there is no memory to parse the text", "try again")
        }
        defer { yaml_parser_delete(&parser) }
        bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            while !isStopped {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return fail(parser, bytes) }
                defer { yaml_event_delete(&event) }
                if event.type == YAML_STREAM_END_EVENT { return }
                take(event)
            }
        }
    }

    private static let mostDirectives = 100

    /// The line from which on there are too many directives: libyaml compares each with all before it.
    private static func crowdedDirectives(_ bytes: [UInt8]) -> Int? {
        let isLikely = bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.flatMap { memchr($0, Int32(UInt8(ascii: "%")), buffer.count) } != nil
        }
        guard isLikely else { return nil }
        var line = 1
        var directives = 0
        var isStart = true
        for byte in bytes {
            if isStart, byte == UInt8(ascii: "%") {
                directives += 1
                if directives > mostDirectives { return line }
            }
            isStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        return nil
    }

    private mutating func fail(_ parser: yaml_parser_t, _ bytes: [UInt8]) {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text is no YAML"
        var mark = YAMLMark(parser.problem_mark)
        var message = problem
        if parser.error == YAML_READER_ERROR {
            mark = YAMLMark(offset: parser.problem_offset, in: bytes)
        } else if let context = parser.context {
            message = "\(String(cString: context)) that began at line \(parser.context_mark.line + 1): \(problem)"
        }
        stop(.syntax, mark, message, Self.remedy(for: problem))
    }

    private static func remedy(for problem: String) -> String {
        if problem.contains("tab") || problem.contains("cannot start any token") {
            return "indent with spaces, and quote text that begins with a character YAML keeps for itself"
        }
        if problem.contains("mapping values are not allowed") {
            return "quote the text that holds a colon, or begin the key on a line of its own"
        }
        if problem.contains("could not find expected ':'") || problem.contains("did not find expected key") {
            return "write `key: value`, and indent the keys of one mapping alike"
        }
        if problem.contains("control characters") || problem.contains("UTF") {
            return "save the file as UTF-8 text"
        }
        return "check indentation, brackets and quotes around here"
    }

    private mutating func take(_ event: yaml_event_t) {
        let mark = YAMLMark(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            if root != nil {
                stop(.syntax, mark, "a second document begins here", "keep one document in a file")
            }
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let node = YAMLNode(
                .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), at: mark, tag: string(scalar.tag))
            // A long text that aliases repeat costs more than a short one, as a name that is looked up again and again.
            if count(mark) { add(node, anchor: string(scalar.anchor), size: 1 + scalar.length / 100, height: 0) }
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            open(Frame(mark: mark, tag: string(start.tag), anchor: string(start.anchor), isMapping: false))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            open(Frame(mark: mark, tag: string(start.tag), anchor: string(start.anchor), isMapping: true))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            close()
        case YAML_ALIAS_EVENT:
            alias(string(event.data.alias.anchor) ?? "", mark)
        default:
            break
        }
    }

    private func string(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private mutating func count(_ mark: YAMLMark) -> Bool {
        written += 1
        guard written <= budget.nodes else {
            stop(.budget, mark, "the text has more than \(budget.nodes) nodes", "split it into several files")
            return false
        }
        return true
    }

    private mutating func open(_ frame: Frame) {
        guard count(frame.mark) else { return }
        guard frames.count < budget.depth else { return stopAtDepth(frame.mark) }
        frames.append(frame)
    }

    private mutating func stopAtDepth(_ mark: YAMLMark) {
        stop(
            .budget, mark, "lists and maps nest deeper than \(budget.depth)",
            "flatten the structure, or close brackets that are left open")
    }

    private mutating func close() {
        guard var frame = frames.popLast() else { return }
        let node: YAMLNode
        if frame.isMapping {
            merge(into: &frame)
            node = YAMLNode(.mapping(frame.pairs), at: frame.mark, tag: frame.tag)
        } else {
            node = YAMLNode(.sequence(frame.nodes), at: frame.mark, tag: frame.tag)
        }
        if !isStopped { add(node, anchor: frame.anchor, size: frame.size, height: frame.height + 1) }
    }

    private mutating func alias(_ name: String, _ mark: YAMLMark) {
        guard let target = anchors[name] else {
            let isOpen = frames.contains { $0.anchor == name }
            return stop(
                .alias, mark,
                isOpen ? "*\(name) stands inside what it refers to" : "there is no anchor &\(name) before *\(name)",
                "refer to an anchor of a node that ends before")
        }
        guard spend(target.size, mark) else { return }
        guard frames.count + target.height <= budget.depth else { return stopAtDepth(mark) }
        add(
            YAMLNode(target.node.content, at: mark, tag: target.node.tag), anchor: nil, size: target.size,
            height: target.height)
    }

    private mutating func spend(_ size: Int, _ mark: YAMLMark) -> Bool {
        expanded += size
        guard expanded <= budget.aliasNodes else {
            stop(
                .budget, mark, "aliases expand to more than \(budget.aliasNodes) nodes",
                "write out what is needed, without nested aliases")
            return false
        }
        return true
    }

    private mutating func add(_ node: YAMLNode, anchor: String?, size: Int, height: Int) {
        if let anchor { anchors[anchor] = (node, size, height) }
        guard !frames.isEmpty else {
            root = node
            return
        }
        let top = frames.count - 1
        frames[top].size += size
        frames[top].height = max(frames[top].height, height)
        guard frames[top].isMapping else {
            frames[top].nodes.append(node)
            return
        }
        guard let key = frames[top].key else {
            if node.text == nil {
                note(.keyKind, node.mark, "a key is \(node.kindName)", "use a text as key")
            }
            frames[top].key = node
            return
        }
        frames[top].key = nil
        guard let name = key.text else { return }
        if name == "<<", case .scalar(_, isPlain: true) = key.content {
            frames[top].merges.append(node)
        } else if frames[top].take(name) {
            frames[top].pairs.append(.init(key: key, value: node))
        } else {
            let first = frames[top].pairs.first { $0.key.text == name }?.key.mark.line ?? 0
            note(.duplicateKey, key.mark, "the key `\(name)` is already at line \(first)", "keep one of the two")
        }
    }

    /// Keys that a merge brings in stand behind the mapping's own; the first that brings a key wins.
    private mutating func merge(into frame: inout Frame) {
        for node in frame.merges {
            for source in node.sequence ?? [node] {
                guard let pairs = source.mapping else {
                    note(.merge, source.mark, "`<<` merges \(source.kindName)", "merge a map, or a list of maps")
                    continue
                }
                for pair in pairs where frame.take(pair.name) { frame.pairs.append(pair) }
            }
        }
    }

    /// Collects what doesn't end the parsing.
    private mutating func note(_ kind: YAMLError.Problem.Kind, _ mark: YAMLMark, _ message: String, _ remedy: String) {
        problems.append(.init(kind: kind, mark: mark, message: message, remedy: remedy))
        if problems.count >= YAMLError.mostProblems { isStopped = true }
    }

    private mutating func stop(_ kind: YAMLError.Problem.Kind, _ mark: YAMLMark, _ message: String, _ remedy: String) {
        problems.append(.init(kind: kind, mark: mark, message: message, remedy: remedy))
        isStopped = true
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }

    /// libyaml's reader gives the offset of a byte that it can't decode, but no line.
    fileprivate init(offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.init(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }
}
