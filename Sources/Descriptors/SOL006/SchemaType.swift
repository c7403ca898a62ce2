/// What a leaf of the schema may hold (RFC 7950 section 9), as far as the modules use it.
indirect enum SchemaType: Sendable {
    case string(pattern: String?)
    case boolean
    /// All of the modules' integers are unsigned; both bounds are included.
    case integer(name: String, ClosedRange<UInt64>)
    /// At least 0, with at most so many digits behind the point.
    case decimal(digits: Int, maximum: Double?)
    case enumeration([String])
    /// An identity derived from a base, with or without the module's name or prefix before it.
    case identity(base: String, [String])
    /// The value of another node. The first path is the module's, others are what is taken for it besides.
    case reference([SchemaPath])
    case union([SchemaType])
    case uri
    case host
    case address
    /// A name that tools get as an argument, or that is part of a path: nothing that either would take for more.
    case argument
    /// Anything; nothing below it is checked.
    case any
}

extension SchemaType {
    /// Why a text is no value of the type: what kind of problem, and what would be right; nil where it is one.
    enum Problem {
        case type(String)
        case range(String)
        case pattern(String)
        case choice([String])
        case argument(String)
    }

    /// A text in the form in which compilers expect it: without spaces around numbers, identities without a prefix.
    func canonical(_ text: String) -> String {
        switch self {
        case .string, .reference, .any, .enumeration, .uri, .host, .address, .argument: text
        case .boolean, .integer, .decimal: String(text.trimmingSpaces)
        case .identity: Self.withoutPrefix(String(text.trimmingSpaces))
        case .union(let types): types.first { $0.problem(text) == nil }?.canonical(text) ?? text
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        default: false
        }
    }

    static func withoutPrefix(_ text: String) -> String {
        text.lastIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? text
    }

    func problem(_ given: String) -> Problem? {
        let text = canonical(given)
        switch self {
        case .string(let pattern):
            guard let pattern, let regex = ExtendedRegex(pattern), !regex.matchesWhole(text) else { return nil }
            return .pattern("write a text that matches `\(pattern)`")
        case .boolean:
            return ["true", "false"].contains(text.lowercased()) ? nil : .type("write `true` or `false`")
        case .integer(_, let range):
            let words = "write an integer from \(range.lowerBound) to \(range.upperBound)"
            guard let value = Self.whole(text) else { return .type(words) }
            return range.contains(value) ? nil : .range(words)
        case .decimal(let digits, let maximum):
            let limit = maximum.map { "from 0 to \($0)" } ?? "of at least 0"
            let words =
                "write a number \(limit) with at most \(digits) \(digits == 1 ? "digit" : "digits") behind the point"
            guard let value = Self.decimal(text) else { return .type(words) }
            let places = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first ?? ""
            // Zeros at the end say nothing.
            let significant = places.reversed().drop { $0 == "0" }.count
            return significant <= digits && value >= 0 && value <= maximum ?? Self.greatest(digits)
                ? nil : .range(words)
        case .enumeration(let values): return values.contains(text) ? nil : .choice(values)
        case .identity(_, let values): return values.contains(text) ? nil : .choice(values)
        case .union(let types):
            let problems = types.map { $0.problem(given) }
            guard !problems.contains(where: { $0 == nil }) else { return nil }
            return .choice(
                types.flatMap { type -> [String] in if case .enumeration(let values) = type { values } else { [] } })
        case .uri:
            let isRight = text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !"<>\"{}|\\^`".utf8.contains(byte)
            }
            return isRight ? nil : .pattern("write a URI, or a path, without spaces; `%20` stands for one")
        case .host:
            let isName =
                !text.isEmpty && text.utf8.count <= 253
                && text.utf8.allSatisfy { byte in
                    Character(Unicode.Scalar(byte)).isASCII
                        && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
                            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_"))
                }
            return isName || IPPrefix.address(text) != nil ? nil : .pattern("write a host's name or address")
        case .address:
            return IPPrefix.address(text) != nil ? nil : .pattern("write an IP address such as `192.0.2.1`")
        case .argument:
            return Self.isArgument(text)
                ? nil : .argument("write letters, digits and `._/:@+-` only, no space, and no `-` or `/` at the start")
        case .reference, .any: return nil
        }
    }

    static func isArgument(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 255, !"-/.".utf8.contains(first) else { return false }
        return !text.split(separator: "/").contains("..")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "._/:@+-".utf8.contains(byte)
                }
            }
    }

    /// The greatest decimal64 with so many digits behind the point (RFC 7950 section 9.3.4).
    private static func greatest(_ digits: Int) -> Double {
        (0..<digits).reduce(Double(Int64.max)) { value, _ in value / 10 }
    }

    /// A whole number as YANG writes it; also one with zeros behind the point, as YAML writers like to make of it.
    private static func whole(_ text: String) -> UInt64? {
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, first.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy({ $0 == "0" }) { return nil }
        return UInt64(first)
    }

    private static func decimal(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789.+-".utf8.contains($0) }) else { return nil }
        return Double(text)
    }
}
