package import FoundationEssentials

/// The members of a stored JSON object, found without decoding it: bodies are cut and joined as bytes. The text must be
/// valid JSON, as the views write it.
package struct JSONMembers: Sendable {
    /// A member's name, and where its name and value are in the text.
    package struct Member: Sendable {
        package var name: String
        /// From the name's first quote to the value's last byte.
        package var range: Range<Int>
        package var value: Range<Int>
    }

    private let text: Data
    package let members: [Member]

    package init(_ text: Data) {
        self.text = text
        members = text.withUnsafeBytes { Self.scan($0.bindMemory(to: UInt8.self)) }
    }

    /// The bytes of a member's value.
    package func value(_ name: String) -> Data? {
        members.first { $0.name == name }.map {
            text[text.startIndex + $0.value.lowerBound..<text.startIndex + $0.value.upperBound]
        }
    }

    /// A member that is a string without escapes, as enumerations and identifiers are.
    package func string(_ name: String) -> String? {
        guard let value = value(name), value.first == UInt8(ascii: "\"") else { return nil }
        return String(decoding: value.dropFirst().dropLast(), as: UTF8.self)
    }

    /// The object without some members and with others added at its end; `added` values are JSON text.
    package func joined(without removed: Set<String>, adding added: [(name: String, value: Data)] = []) -> Data {
        var result = Data(capacity: text.count + added.reduce(2) { $0 + $1.name.utf8.count + $1.value.count + 4 })
        result.append(UInt8(ascii: "{"))
        var isFirst = true
        func separate() {
            if !isFirst { result.append(UInt8(ascii: ",")) }
            isFirst = false
        }
        for member in members where !removed.contains(member.name) {
            separate()
            result.append(text[text.startIndex + member.range.lowerBound..<text.startIndex + member.range.upperBound])
        }
        for member in added {
            separate()
            result.append(contentsOf: "\"\(member.name)\":".utf8)
            result.append(member.value)
        }
        result.append(UInt8(ascii: "}"))
        return result
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> [Member] {
        var members: [Member] = []
        var index = 1
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let start = index
            let end = endOfString(bytes, from: start)
            let name = String(decoding: bytes[start + 1..<end - 1], as: UTF8.self)
            index = end
            while index < bytes.count, bytes[index] != UInt8(ascii: ":") { index += 1 }
            index += 1
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            let value = index
            index = endOfValue(bytes, from: value)
            members.append(Member(name: name, range: start..<index, value: value..<index))
        }
        return members
    }

    private static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "\"") {
                return index + 1
            } else {
                index += 1
            }
        }
        return bytes.count
    }

    private static func endOfValue(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index = endOfString(bytes, from: index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0a, 0x0d:
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return index
    }
}
