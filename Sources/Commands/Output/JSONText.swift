import FoundationEssentials
import MANOModel

/// JSON for programs: indented, keys in order.
enum JSONText {
    static func render(_ value: JSONValue) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        // JSON lets characters stand that a terminal acts on; they can only be inside strings, where \u may stand too.
        guard text.unicodeScalars.contains(where: { $0 != "\n" && Printable.isUnsafe($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar != "\n", Printable.isUnsafe(scalar) {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Terminal {
    func show(_ json: JSONValue) throws { line(try JSONText.render(json)) }
}
