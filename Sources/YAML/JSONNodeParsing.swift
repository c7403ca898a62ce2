extension YAMLNode {
    /// Parses a JSON text (RFC 8259). Numbers, `true`, `false` and `null` become plain scalars, strings quoted ones.
    ///
    /// - Throws: `YAMLError` for what is no JSON, duplicate keys, and what the budget refuses.
    package init(parsingJSON bytes: [UInt8], budget: YAMLBudget = YAMLBudget()) throws(YAMLError) {
        guard bytes.count <= budget.bytes else {
            throw YAMLError(problems: [
                .init(
                    kind: .budget, mark: YAMLMark(line: 1, column: 1),
                    message: "the text has \(bytes.count) bytes, \(budget.bytes) are allowed",
                    remedy: "split it into several files")
            ])
        }
        let (node, problems) = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(buffer, budget: budget)
            let node = reader.document()
            return (node, reader.problems)
        }
        guard let node, problems.isEmpty else { throw YAMLError(problems: problems) }
        self = node
    }
}

/// Reads JSON by recursive descent; the budget's depth bounds the recursion. nil from a method: parsing is over.
private struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let budget: YAMLBudget
    private(set) var problems: [YAMLError.Problem] = []
    private var position = 0
    private var line = 1
    private var lineStart = 0
    /// UTF-8 continuation bytes since the start of the line, which are no columns.
    private var continuations = 0
    private var depth = 0
    private var nodes = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, budget: YAMLBudget) {
        self.bytes = bytes
        self.budget = budget
        // A byte order mark is no part of the text.
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            position = 3
            lineStart = 3
        }
    }

    private var mark: YAMLMark { YAMLMark(line: line, column: position - lineStart - continuations + 1) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func fail(_ message: String, _ remedy: String, kind: YAMLError.Problem.Kind = .syntax) {
        problems.append(.init(kind: kind, mark: mark, message: message, remedy: remedy))
    }

    mutating func document() -> YAMLNode? {
        guard let node = value() else { return nil }
        skipSpace()
        if next != nil {
            fail("there is more text after the value's end", "keep one value in a file")
            return nil
        }
        return node
    }

    private mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\n"):
                position += 1
                line += 1
                lineStart = position
                continuations = 0
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    private mutating func value() -> YAMLNode? {
        skipSpace()
        nodes += 1
        if nodes > budget.nodes {
            fail("the text has more than \(budget.nodes) nodes", "split it into several files", kind: .budget)
            return nil
        }
        let start = mark
        switch next {
        case UInt8(ascii: "{"): return nested { (reader) in reader.object(start) }
        case UInt8(ascii: "["): return nested { (reader) in reader.array(start) }
        case UInt8(ascii: "\""): return string().map { YAMLNode(.scalar($0, isPlain: false), at: start) }
        case nil:
            fail("the text ends where a value should stand", "close what is open, or remove a comma before it")
            return nil
        default: return word(start)
        }
    }

    private mutating func nested(_ body: (inout JSONReader) -> YAMLNode?) -> YAMLNode? {
        guard depth < budget.depth else {
            fail(
                "lists and maps nest deeper than \(budget.depth)",
                "flatten the structure, or close brackets that are left open", kind: .budget)
            return nil
        }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return body(&self)
    }

    private mutating func object(_ start: YAMLMark) -> YAMLNode? {
        var pairs: [YAMLNode.Pair] = []
        var names: Set<String> = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return YAMLNode(.mapping([]), at: start)
        }
        while true {
            skipSpace()
            let keyMark = mark
            guard next == UInt8(ascii: "\"") else {
                fail("a key in quotes is missing here", "write `\"name\": value`, and no comma after the last pair")
                return nil
            }
            guard let name = string() else { return nil }
            skipSpace()
            guard next == UInt8(ascii: ":") else {
                fail("the colon after the key `\(name)` is missing", "write `\"\(name)\": value`")
                return nil
            }
            position += 1
            guard let value = value() else { return nil }
            if names.insert(name).inserted {
                pairs.append(.init(key: YAMLNode(.scalar(name, isPlain: false), at: keyMark), value: value))
            } else {
                problems.append(
                    .init(
                        kind: .duplicateKey, mark: keyMark, message: "the key `\(name)` is there twice",
                        remedy: "keep one of them"))
                if problems.count >= YAMLError.mostProblems { return nil }
            }
            skipSpace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return YAMLNode(.mapping(pairs), at: start)
            default:
                fail("a comma or `}` is missing here", "end the map that began at line \(start.line)")
                return nil
            }
        }
    }

    private mutating func array(_ start: YAMLMark) -> YAMLNode? {
        var entries: [YAMLNode] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return YAMLNode(.sequence([]), at: start)
        }
        while true {
            guard let entry = value() else { return nil }
            entries.append(entry)
            skipSpace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return YAMLNode(.sequence(entries), at: start)
            default:
                fail("a comma or `]` is missing here", "end the list that began at line \(start.line)")
                return nil
            }
        }
    }

    /// `true`, `false`, `null` or a number.
    private mutating func word(_ start: YAMLMark) -> YAMLNode? {
        var end = position
        while end < bytes.count, !",]}: \t\r\n".utf8.contains(bytes[end]) { end += 1 }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<end]), as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || Self.isNumber(Array(text.utf8)) else {
            fail(
                "`\(text.prefix(40))` is neither a number nor `true`, `false` or `null`",
                "put texts between double quotes")
            return nil
        }
        position = end
        return YAMLNode(.scalar(text, isPlain: true), at: start)
    }

    private static func isNumber(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (48...57).contains($0) } ?? false }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard isDigit(rest.first) else { return false }
        if rest.first == UInt8(ascii: "0"), isDigit(rest.dropFirst().first) { return false }
        rest = rest.drop { isDigit($0) }
        if rest.first == UInt8(ascii: ".") {
            guard isDigit(rest.dropFirst().first) else { return false }
            rest = rest.dropFirst().drop { isDigit($0) }
        }
        if let byte = rest.first, byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard isDigit(rest.first) else { return false }
            rest = rest.drop { isDigit($0) }
        }
        return rest.isEmpty
    }

    // MARK: - Strings

    private mutating func string() -> String? {
        position += 1
        var text: [UInt8] = []
        var runStart = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[runStart..<position]
                position += 1
                guard let result = String(validating: text, as: UTF8.self) else {
                    fail("the text is no UTF-8", "save the file as UTF-8")
                    return nil
                }
                return result
            case UInt8(ascii: "\\"):
                text += bytes[runStart..<position]
                guard let scalar = escape() else { return nil }
                text += Array(String(Character(scalar)).utf8)
                runStart = position
            case 0..<0x20:
                fail("a text holds a control character", "write it as an escape such as `\\n`")
                return nil
            default:
                if byte & 0xC0 == 0x80 { continuations += 1 }
                position += 1
            }
        }
        fail("the text ends inside of a string", "close the quotes")
        return nil
    }

    /// What stands at a backslash; surrogates are joined.
    private mutating func escape() -> Unicode.Scalar? {
        position += 1
        guard let byte = next else {
            fail("the text ends inside of a string", "close the quotes")
            return nil
        }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let first = hexadecimal() else { break }
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
            else { break }
            position += 2
            guard let second = hexadecimal(), (0xDC00..<0xE000).contains(second) else { break }
            return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        default: break
        }
        fail(
            "a backslash begins no escape of JSON",
            "double it, or write one of `\\\"`, `\\\\`, `\\n`, `\\r`, `\\t`, `\\b`, `\\f`, `\\uXXXX`")
        return nil
    }

    private mutating func hexadecimal() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
