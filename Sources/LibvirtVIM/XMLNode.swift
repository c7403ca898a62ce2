/// An XML element as libvirt writes them: elements, attributes, text and the five named entities. No DTD.
struct XMLNode: Equatable, Sendable {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLNode] = []
    /// The text directly inside, its pieces joined.
    var text = ""

    /// The first child with this name.
    subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    struct SyntaxError: Error, Equatable {
        let offset: Int
        let expected: String
    }

    static func parse(_ document: String) throws(SyntaxError) -> XMLNode {
        var parser = Parser(bytes: Array(document.utf8))
        return try parser.document()
    }

    /// The text with everything escaped that means something to XML, attribute values included.
    ///
    /// It goes by Unicode scalars: as part of a longer Swift `Character`, such as with a combining accent behind it,
    /// a `<` would slip through. Scalars that XML 1.0 cannot hold at all become U+FFFD.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&apos;".unicodeScalars)
            case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
            case "\u{0}"..<" ", "\u{fffe}", "\u{ffff}": result.append("\u{fffd}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

private struct Parser {
    let bytes: [UInt8]
    var position = 0
    /// libvirt's documents are some ten levels deep.
    private static let deepest = 200

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(XMLNode.SyntaxError) -> XMLNode {
        try skipMisc()
        let root = try element(depth: 0)
        try skipMisc()
        guard position == bytes.count else { throw error("the end") }
        return root
    }

    private mutating func element(depth: Int) throws(XMLNode.SyntaxError) -> XMLNode {
        guard depth < Self.deepest else { throw error("fewer levels") }
        try expect("<")
        var node = XMLNode(name: try name())
        while true {
            skipSpace()
            if take("/>") { return node }
            if take(">") { break }
            let key = try name()
            skipSpace()
            try expect("=")
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
            else { throw error("a quoted value") }
            let quote = bytes[position]
            position += 1
            node.attributes[key] = try text(until: quote)
            position += 1
        }
        while true {
            if position >= bytes.count { throw error("</\(node.name)>") }
            if take("</") {
                guard try name() == node.name else { throw error("</\(node.name)>") }
                skipSpace()
                try expect(">")
                return node
            }
            if take("<!--") {
                try skip(past: "-->")
            } else if take("<![CDATA[") {
                let start = position
                try skip(past: "]]>")
                node.text += String(decoding: bytes[start..<(position - 3)], as: UTF8.self)
            } else if take("<?") {
                try skip(past: "?>")
            } else if bytes[position] == UInt8(ascii: "<") {
                node.children.append(try element(depth: depth + 1))
            } else {
                node.text += try text(until: UInt8(ascii: "<"))
            }
        }
    }

    private mutating func skipMisc() throws(XMLNode.SyntaxError) {
        while true {
            skipSpace()
            if take("<?") {
                try skip(past: "?>")
            } else if take("<!--") {
                try skip(past: "-->")
            } else {
                return
            }
        }
    }

    private mutating func name() throws(XMLNode.SyntaxError) -> String {
        let start = position
        let ends: Set<UInt8> = Set(" \t\r\n=/><\"'".utf8)
        while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
        guard position > start else { throw error("a name") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Text up to, and without, the byte `end`.
    private mutating func text(until end: UInt8) throws(XMLNode.SyntaxError) -> String {
        var result: [UInt8] = []
        while position < bytes.count, bytes[position] != end {
            if bytes[position] == UInt8(ascii: "&") {
                result += try entity()
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.count else { throw error("'\(Character(Unicode.Scalar(end)))'") }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func entity() throws(XMLNode.SyntaxError) -> [UInt8] {
        let named: [(String, String)] = [
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
        ]
        for (entity, value) in named where take(entity) { return Array(value.utf8) }
        let isHex = take("&#x")
        guard isHex || take("&#") else { throw error("an entity") }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") { position += 1 }
        let digits = String(decoding: bytes[start..<position], as: UTF8.self)
        try expect(";")
        guard let value = UInt32(digits, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value) else {
            throw error("a character's number")
        }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func skipSpace() {
        while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
    }

    private mutating func skip(past text: String) throws(XMLNode.SyntaxError) {
        while position < bytes.count {
            if take(text) { return }
            position += 1
        }
        throw error(text)
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard bytes.count - position >= wanted.count, bytes[position..<(position + wanted.count)].elementsEqual(wanted)
        else { return false }
        position += wanted.count
        return true
    }

    private mutating func expect(_ text: String) throws(XMLNode.SyntaxError) {
        guard take(text) else { throw error(text) }
    }

    private func error(_ expected: String) -> XMLNode.SyntaxError {
        XMLNode.SyntaxError(offset: position, expected: expected)
    }
}

extension XMLNode {
    /// An attribute that is a number, decimal or `0x…`.
    func integer(_ attribute: String) -> Int? { attributes[attribute].flatMap(Self.integer) }

    /// The text as such a number.
    var integer: Int? { Self.integer(text) }

    private static func integer(_ text: String) -> Int? {
        text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }
}
