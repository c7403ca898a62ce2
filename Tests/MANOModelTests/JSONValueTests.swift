import FoundationEssentials
import MANOModel
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private func coded(_ value: JSONValue) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
    }

    private func read(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test(
        "Each kind is read as what it is",
        arguments: [
            ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("1", .integer(1)),
            ("-1", .integer(-1)), ("1.5", .number(1.5)), ("-0.25e-3", .number(-0.000_25)), ("\"1\"", .string("1")),
            ("\"true\"", .string("true")), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([:])),
            ("[null,[0]]", .array([.null, .array([.integer(0)])])),
            ("{\"a\":null}", .object(["a": .null])),
        ] as [(String, JSONValue)])
    func kinds(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
        #expect(try coded(value) == value)
    }

    @Test(
        "Whole numbers keep every digit",
        arguments: [.min, .min + 1, -(1 << 53) - 1, 0, (1 << 53) + 1, 9_007_199_254_740_993, .max - 1, .max] as [Int64])
    func integers(value: Int64) throws {
        #expect(try read("\(value)") == .integer(value))
        #expect(try coded(.integer(value)) == .integer(value))
    }

    @Test(
        "Other numbers are read back as they were",
        arguments: [
            0.1, -0.1, 1.0 / 3, .pi, 1e-9, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e300, -1e300,
            .greatestFiniteMagnitude, 1_700_000_000.123,
        ] as [Double])
    func numbers(value: Double) throws {
        #expect(try coded(.number(value)) == .number(value))
    }

    @Test("Random numbers are read back with all their bits", arguments: 0..<20)
    func randomNumbers(seed: UInt64) throws {
        var bits = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        for _ in 0..<50 {
            bits ^= bits << 13
            bits ^= bits >> 7
            bits ^= bits << 17
            let value = Double(bitPattern: bits)
            guard value.isFinite, value != value.rounded() else { continue }
            #expect(try coded(.number(value)) == .number(value))
            #expect(try coded(.integer(Int64(bitPattern: bits))) == .integer(Int64(bitPattern: bits)))
        }
    }

    @Test("A number beyond 64 bits is read as near as a Double comes")
    func beyond() throws {
        #expect(try read("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try read("-1e19") == .number(-1e19))
        #expect(try read("18446744073709551615") == .number(18_446_744_073_709_551_616))
    }

    @Test("A whole number is the same however it is written")
    func whole() throws {
        #expect(try read("[2, 2.0, 2e0, 200e-2]") == .array(Array(repeating: .integer(2), count: 4)))
        #expect(try coded(.number(2)) == .integer(2))
    }

    @Test("What no JSON can say is refused", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(value: Double) {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(JSONValue.number(value)) }
    }

    @Test(
        "Text comes back scalar by scalar",
        arguments: [
            "ä", "a\u{308}", "😀", "👩‍👩‍👧", "\u{0}", "\u{1f}\u{7f}", "\u{2028}\u{2029}", "\u{feff}", "\"\\/\u{8}\u{c}\n\r\t",
            "\u{10ffff}", "日本語", "</script>",
        ])
    func unicode(text: String) throws {
        let value = JSONValue.object([text: .array([.string(text)])])
        let back = try coded(value)
        let key = try #require(back.objectValue?.keys.first)
        #expect(Array(key.unicodeScalars) == Array(text.unicodeScalars))
        let string = try #require(back[key]?.arrayValue?.first?.stringValue)
        #expect(Array(string.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test("Escapes are read, also those of two halves")
    func escapes() throws {
        #expect(try read(#""\u00e4\ud83d\ude00\/\n""#) == .string("ä😀/\n"))
        #expect(throws: DecodingError.self) { try read(#""\ud83d""#) }
    }

    @Test("Nested values come back, as deep as bodies may be")
    func depth() throws {
        var value = JSONValue.string("leaf")
        for level in 0..<100 { value = level.isMultiple(of: 2) ? .array([value]) : .object(["level": value]) }
        #expect(try coded(value) == value)
    }

    @Test("Nesting without end is refused, and stops nothing")
    func tooDeep() {
        #expect(throws: DecodingError.self) { try read(String(repeating: "[", count: 100_000)) }
        #expect(throws: DecodingError.self) {
            try read(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
        }
    }

    @Test("Broken text is refused", arguments: ["", "{", "[1,]x", "tru", "01", "\"a", "{\"a\"}", "1e999", "{a:1}"])
    func broken(text: String) {
        #expect(throws: DecodingError.self) { try read(text) }
    }

    @Test("Members and elements are got at by what they are, and by nothing else")
    func access() {
        let value = JSONValue.object([
            "text": .string("t"), "list": .array([.null]), "inner": .object(["a": .integer(1)]),
        ])
        #expect(value["text"]?.stringValue == "t")
        #expect(value["list"]?.arrayValue == [.null])
        #expect(value["inner"]?["a"] == .integer(1))
        #expect(value["inner"]?.objectValue == ["a": .integer(1)])
        #expect(value["missing"] == nil)
        #expect(value.stringValue == nil)
        #expect(value.arrayValue == nil)
        #expect(JSONValue.string("t")["a"] == nil)
        #expect(JSONValue.array([]).objectValue == nil)
        #expect(JSONValue.integer(1) != .number(1.5))
        #expect(JSONValue.null != .bool(false))
    }

    @Test("Typed values become JSON and typed again; a wrong type says where")
    func typed() throws {
        struct Payload: Codable, Equatable {
            var name: String
            var sizes: [Int64]
            var note: String?
            var ratio: Double
        }
        let payload = Payload(name: "a", sizes: [1, 1 << 40], note: nil, ratio: 3)
        let json = try JSONValue(encoding: payload)
        #expect(
            json
                == .object([
                    "name": .string("a"), "sizes": .array([.integer(1), .integer(1 << 40)]), "ratio": .integer(3),
                ]))
        #expect(try json.decode(Payload.self) == payload)
        let wrong = JSONValue.object(["name": .string("a"), "sizes": .array([.string("x")]), "ratio": .integer(3)])
        let error = #expect(throws: DecodingError.self) { try wrong.decode(Payload.self) }
        guard case .typeMismatch(_, let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["sizes", "Index 0"])
    }
}
