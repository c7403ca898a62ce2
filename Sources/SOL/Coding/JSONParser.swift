package import FoundationEssentials
package import MANOModel

/// Reads JSON (RFC 8259) and knows where it stops being JSON.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0

    /// Deeper than any body of the standard, and shallow enough for the stack.
    private static let depthLimit = 64

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The one value of the text.
    mutating func parse() throws -> JSONValue {
        let value = try value()
        skipSpace()
        if index < bytes.count { throw wrong("there is something after the value") }
        return value
    }

    private mutating func value() throws -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw wrong("the text ends where a value should be") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw wrong("no value starts with \(character())")
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws -> JSONValue) throws -> JSONValue {
        guard depth < Self.depthLimit else { throw wrong("it is nested more than \(Self.depthLimit) deep") }
        depth += 1
        index += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw wrong("a name in quotes is expected, not \(character())")
            }
            let start = index
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw wrong("`:` is expected after a name, not \(character())") }
            let value = try value()
            if members.updateValue(value, forKey: name) != nil {
                index = start
                throw wrong("the name \(name) is there twice")
            }
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "}")) { return .object(members) }
            throw wrong("`,` or `}` is expected, not \(character())")
        }
    }

    private mutating func array() throws -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "]")) { return .array(elements) }
            throw wrong("`,` or `]` is expected, not \(character())")
        }
    }

    private mutating func string() throws -> String {
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\"),
            bytes[index] >= 0x20
        {
            index += 1
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            defer { index += 1 }
            return try text(bytes[start..<index])
        }
        var collected = Array(bytes[start..<index])
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return try collected.withUnsafeBufferPointer { try text($0[...]) }
            case UInt8(ascii: "\\"):
                try escape(into: &collected)
            case ..<0x20:
                throw wrong("a string has a control character that isn't escaped")
            default:
                collected.append(bytes[index])
                index += 1
            }
        }
        throw wrong("the text ends inside a string")
    }

    private mutating func escape(into collected: inout [UInt8]) throws {
        index += 1
        guard index < bytes.count else { throw wrong("the text ends inside a string") }
        let kind = bytes[index]
        index += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(kind)
        case UInt8(ascii: "b"): collected.append(0x08)
        case UInt8(ascii: "f"): collected.append(0x0c)
        case UInt8(ascii: "n"): collected.append(0x0a)
        case UInt8(ascii: "r"): collected.append(0x0d)
        case UInt8(ascii: "t"): collected.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if 0xd800..<0xdc00 ~= code, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            {
                index += 2
                let low = try hexadecimal()
                guard 0xdc00..<0xe000 ~= low else { throw wrong("half a surrogate pair") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw wrong("half a surrogate pair") }
            collected.append(contentsOf: String(Character(scalar)).utf8)
        default:
            index -= 1
            throw wrong("there is no escape \\\(character())")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard index + 4 <= bytes.count,
            bytes[index..<index + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw wrong("\\u needs four hexadecimal digits") }
        index += 4
        return code
    }

    private mutating func number() throws -> JSONValue {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let first = index
        let count = digits()
        guard count > 0, count == 1 || bytes[first] != UInt8(ascii: "0") else { throw wrong("a number is broken") }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard digits() > 0 else { throw wrong("a number is broken") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw wrong("a number is broken") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw wrong("the number \(text) is too large") }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] { index += 1 }
        return index - start
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[index...].starts(with: expected) else { throw wrong("no value starts with \(character())") }
        index += expected.count
        return value
    }

    private func text(_ slice: Slice<UnsafeBufferPointer<UInt8>>) throws -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw wrong("a string isn't UTF-8") }
        return text
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0a, 0x0d: index += 1
            default: return
            }
        }
    }

    private func character() -> String {
        guard index < bytes.count else { return "the end" }
        let byte = bytes[index]
        return 0x20..<0x7f ~= byte ? "`\(Character(Unicode.Scalar(byte)))`" : "byte \(byte)"
    }

    private func wrong(_ what: String) -> ManifoldError {
        var line = 1
        var column = 1
        for byte in bytes.prefix(index) {
            if byte == 0x0a {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return ManifoldError(.malformed, "the body is not JSON at line \(line), column \(column): \(what)")
    }
}

extension JSONValue {
    /// Reads JSON text. Throws `malformed` with line and column.
    package init(json data: Data) throws {
        self = try data.withUnsafeBytes { raw in
            try raw.withMemoryRebound(to: UInt8.self) { bytes in
                var parser = JSONParser(bytes)
                return try parser.parse()
            }
        }
    }
}
