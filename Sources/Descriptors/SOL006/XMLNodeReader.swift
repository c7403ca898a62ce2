import CXML
import YAML

/// Reads XML instance data (RFC 7950 section 4.2) into nodes: an element with elements in it becomes a map, one without
/// a text; elements of one name in one parent become a list. Comments, attributes and processing instructions say nothing.
/// A text with a name space prefix that is bound has the name space as its tag.
///
/// There are no entities but XML's own five: a document type is refused before anything in it counts, so nothing is ever
/// expanded or fetched. Blocks; call from a thread that may.
final class XMLNodeReader {
    /// Name spaces of the modules, and of what wraps instance data on the wire: names in them have no prefix.
    private static let ownPrefix = "urn:etsi:nfv:yang:etsi-nfv-"
    private static let envelopes: Set<String> = [
        "urn:ietf:params:xml:ns:netconf:base:1.0", "urn:ietf:params:xml:ns:yang:ietf-yang-instance-data",
    ]

    private struct Frame {
        var name: String
        var mark: YAMLMark
        var contentMark: YAMLMark
        /// Prefixes that it binds.
        var prefixes: [String]
        var pairs: [YAMLNode.Pair] = []
        var text: [UInt8] = []
    }

    private let bytes: [UInt8]
    private let budget: YAMLBudget
    private var problems: [YAMLError.Problem] = []
    private var frames: [Frame] = []
    /// Name spaces by their prefixes, the innermost last.
    private var bindings: [String: [String]] = [:]
    private var root: YAMLNode.Pair?
    private var nodes = 0
    private var context: xmlParserCtxtPtr?
    /// The byte at which each line begins.
    private let lines: [Int]

    private init(_ bytes: [UInt8], budget: YAMLBudget) {
        self.bytes = bytes
        self.budget = budget
        var lines = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { lines.append(index + 1) }
        self.lines = lines
    }

    /// - Returns: a map of the root element's name to what it holds.
    /// - Throws: `YAMLError` for what is no XML, what has a document type, and what the budget refuses.
    static func parse(_ bytes: [UInt8], budget: YAMLBudget = YAMLBudget()) throws(YAMLError) -> YAMLNode {
        let start = YAMLMark(line: 1, column: 1)
        guard bytes.count <= budget.bytes else {
            throw YAMLError(problems: [
                .init(
                    kind: .budget, mark: start,
                    message: "the text has \(bytes.count) bytes, \(budget.bytes) are allowed",
                    remedy: "split it into several files")
            ])
        }
        let reader = XMLNodeReader(bytes, budget: budget)
        reader.run()
        guard reader.problems.isEmpty, let root = reader.root else {
            if reader.problems.isEmpty {
                reader.stop(.syntax, start, "the text holds no element", "write a descriptor")
            }
            throw YAMLError(problems: reader.problems)
        }
        return YAMLNode(.mapping([root]), at: root.key.mark)
    }

    // MARK: - libxml2

    private func run() {
        let start = YAMLMark(line: 1, column: 1)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0) {
            return stop(.syntax, start, "the text is no UTF-8", "save the file as UTF-8")
        }
        if let offset = XMLTags.crowded(in: bytes) {
            return stop(
                .budget, mark(at: offset), "the element has more than \(XMLTags.mostAttributes) attributes",
                "leave them out: instance data has elements only")
        }
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let created = xmlCreateMemoryParserCtxt(characters.baseAddress, Int32(characters.count)) else {
                    return stop(.syntax, start, "the text holds no element", "write a descriptor")
                }
                defer { xmlFreeParserCtxt(created) }
                context = created
                _ = xmlCtxtUseOptions(
                    created,
                    Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
                install(created)
                _ = xmlParseDocument(created)
                if problems.isEmpty, created.pointee.wellFormed == 0 { fail(created) }
                if let document = created.pointee.myDoc { xmlFreeDoc(document) }
                created.pointee.myDoc = nil
                context = nil
            }
        }
    }

    private func install(_ parser: xmlParserCtxtPtr) {
        parser.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        let sax = parser.pointee.sax!
        sax.pointee.internalSubset = { context, _, _, _ in
            XMLNodeReader.of(context)?.refuseDocumentType()
        }
        sax.pointee.startElementNs = { context, name, prefix, uri, count, namespaces, _, _, _ in
            XMLNodeReader.of(context)?.open(name, prefix, uri, Int(count), namespaces)
        }
        sax.pointee.endElementNs = { context, _, _, _ in XMLNodeReader.of(context)?.close() }
        sax.pointee.characters = { context, text, count in XMLNodeReader.of(context)?.add(text, Int(count)) }
        sax.pointee.ignorableWhitespace = nil
        sax.pointee.cdataBlock = { context, text, count in XMLNodeReader.of(context)?.add(text, Int(count)) }
        sax.pointee.comment = nil
        sax.pointee.processingInstruction = nil
        sax.pointee.reference = nil
        sax.pointee.externalSubset = nil
        sax.pointee.resolveEntity = nil
        sax.pointee.error = nil
        sax.pointee.warning = nil
        sax.pointee.serror = { _, _ in }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLNodeReader? {
        guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self), let own = parser.pointee._private
        else {
            return nil
        }
        return Unmanaged<XMLNodeReader>.fromOpaque(own).takeUnretainedValue()
    }

    private func fail(_ parser: xmlParserCtxtPtr) {
        guard let error = xmlCtxtGetLastError(UnsafeMutableRawPointer(parser)) else {
            return stop(
                .syntax, YAMLMark(line: 1, column: 1), "the text is no XML", "check that every element is closed")
        }
        let message = error.pointee.message.map { String(cString: $0) } ?? "the text is no XML"
        let line = max(1, Int(error.pointee.line))
        stop(
            .syntax, YAMLMark(line: line, column: max(1, Int(error.pointee.int2))),
            message.split(whereSeparator: \.isNewline).joined(separator: " "),
            "check that every element is closed, and that `<` and `&` in texts are written `&lt;` and `&amp;`")
    }

    private func stop(_ kind: YAMLError.Problem.Kind, _ mark: YAMLMark, _ message: String, _ remedy: String) {
        if problems.isEmpty { problems.append(.init(kind: kind, mark: mark, message: message, remedy: remedy)) }
        if let context { xmlStopParser(context) }
    }

    private func refuseDocumentType() {
        stop(
            .alias, mark(at: offset), "the text has a document type",
            "remove `<!DOCTYPE …>`: instance data needs no entities, and none are read")
    }

    // MARK: - Places

    /// The byte at which the parser stands.
    private var offset: Int {
        guard let input = context?.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else {
            return 0
        }
        return min(bytes.count, Int(input.pointee.consumed) + (current - base))
    }

    private func mark(at offset: Int) -> YAMLMark {
        var lower = 0
        var upper = lines.count
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if lines[middle] <= offset { lower = middle } else { upper = middle }
        }
        // Far into a long line bytes are counted: the count of characters would cost more with each element.
        let before = bytes[lines[lower]..<offset]
        let column = before.count > 1000 ? before.count : before.count { $0 & 0xC0 != 0x80 }
        return YAMLMark(line: lower + 1, column: column + 1)
    }

    // MARK: - Elements

    private func open(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ count: Int, _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard problems.isEmpty, let local else { return }
        let end = offset
        // Attributes hold no `<`: the one before belongs to this element.
        let start = bytes[..<end].lastIndex(of: UInt8(ascii: "<")) ?? end
        nodes += 1
        guard nodes <= budget.nodes else {
            return stop(
                .budget, mark(at: start), "the text has more than \(budget.nodes) nodes", "split it into several files")
        }
        guard frames.count < budget.depth else {
            return stop(
                .budget, mark(at: start), "elements nest deeper than \(budget.depth)", "flatten the structure")
        }
        var prefixes: [String] = []
        if let namespaces {
            for index in 0..<count {
                guard let name = namespaces[index * 2], let value = namespaces[index * 2 + 1] else { continue }
                let prefix = String(cString: name)
                bindings[prefix, default: []].append(String(cString: value))
                prefixes.append(prefix)
            }
        }
        var name = String(cString: local)
        let space = uri.map { String(cString: $0) } ?? ""
        if !space.isEmpty, !space.hasPrefix(Self.ownPrefix), !Self.envelopes.contains(space) {
            name = (prefix.map { String(cString: $0) } ?? space) + ":" + name
        }
        frames.append(
            Frame(
                name: name, mark: mark(at: start), contentMark: mark(at: min(end + 1, bytes.count)), prefixes: prefixes)
        )
    }

    private func add(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard problems.isEmpty, let text, !frames.isEmpty else { return }
        frames[frames.count - 1].text += UnsafeBufferPointer(start: text, count: count)
    }

    private func close() {
        guard problems.isEmpty, let frame = frames.popLast() else { return }
        defer { for prefix in frame.prefixes { bindings[prefix]?.removeLast() } }
        let node: YAMLNode
        if frame.pairs.isEmpty {
            let text = String(decoding: frame.text, as: UTF8.self)
            let space = text.split(separator: ":", maxSplits: 1).first.flatMap { bindings[String($0)]?.last }
            node = YAMLNode(
                .scalar(text, isPlain: false), at: frame.contentMark, tag: text.contains(":") ? space : nil)
        } else {
            guard frame.text.allSatisfy({ " \t\r\n".utf8.contains($0) }) else {
                return stop(
                    .syntax, frame.mark, "`\(frame.name)` holds both text and elements",
                    "write either a text or elements into it")
            }
            node = YAMLNode(.mapping(Self.grouped(frame.pairs)), at: frame.mark)
        }
        let pair = YAMLNode.Pair(key: YAMLNode(.scalar(frame.name, isPlain: false), at: frame.mark), value: node)
        if frames.isEmpty { root = pair } else { frames[frames.count - 1].pairs.append(pair) }
    }

    /// Elements of one name as one list, where the first of them stands.
    private static func grouped(_ pairs: [YAMLNode.Pair]) -> [YAMLNode.Pair] {
        var positions: [String: Int] = [:]
        var groups: [(key: YAMLNode, values: [YAMLNode])] = []
        for pair in pairs {
            if let position = positions[pair.name] {
                groups[position].values.append(pair.value)
            } else {
                positions[pair.name] = groups.count
                groups.append((pair.key, [pair.value]))
            }
        }
        return groups.map { group in
            YAMLNode.Pair(
                key: group.key,
                value: group.values.count == 1
                    ? group.values[0] : YAMLNode(.sequence(group.values), at: group.key.mark))
        }
    }
}
