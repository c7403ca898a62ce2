import MANOModel

/// JSON for programs, that people can read too: indented, keys in order.
enum JSONText {
    static func render(_ value: JSONValue) -> String {
        var text = ""
        write(value, indent: 0, to: &text)
        return text
    }

    private static func write(_ value: JSONValue, indent: Int, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += "\(value)"
        case .string(let value): text += quote(value)
        case .array(let values):
            write("[", values, "]", indent: indent, to: &text) { write($0, indent: indent + 1, to: &$1) }
        case .object(let members):
            write("{", members.sorted { $0.key < $1.key }, "}", indent: indent, to: &text) { member, text in
                text += quote(member.key) + ": "
                write(member.value, indent: indent + 1, to: &text)
            }
        }
    }

    private static func write<Item>(
        _ open: String, _ items: [Item], _ close: String, indent: Int, to text: inout String,
        _ body: (Item, inout String) -> Void
    ) {
        text += open
        for (index, item) in items.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            body(item, &text)
        }
        if !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += close
    }

    /// Characters that a terminal acts on stand as `\u001b`, also those that JSON would let stand.
    private static func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where Printable.isUnsafe(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Terminal {
    func show(_ json: JSONValue) { line(JSONText.render(json)) }
}
