import FoundationEssentials
import MANOModel
import SOL
import SeededNumbers
import Testing

@Suite("JSON as the APIs read and write it")
struct JSONTests {
    @Test("What is written is read back, by our parser and by Foundation's decoder", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var source = SeededGenerator(seed)
        let value = source.json(depth: 4)
        #expect(try JSONValue(json: value.json) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: value.json) == value)
    }

    @Test("Our writer gives the bytes of the encoder that bodies are stored with", arguments: 0..<100)
    func sameBytes(seed: UInt64) throws {
        var source = SeededGenerator(seed &+ 1000)
        // Keys that the two sort differently are no attribute names.
        guard case .object(let members) = source.object(depth: 2) else { return }
        let plain = JSONValue.object(
            Dictionary(members.enumerated().map { ("name\($0.offset)", $0.element.value) }, uniquingKeysWith: { $1 }))
        let array = JSONValue.array(plain.objectValue!.values.filter { $0.objectValue == nil && $0.arrayValue == nil })
        #expect(
            String(decoding: array.json, as: UTF8.self) == String(decoding: try WireJSON.encode(array), as: UTF8.self))
    }

    @Test(
        "Broken JSON is refused with line and column",
        arguments: [
            ("", 1, 1), ("{", 1, 2), ("{\n  \"a\": 1,\n}", 3, 1), ("{\"a\" 1}", 1, 6), ("[1,]", 1, 4),
            ("{\"a\":1} x", 1, 9),
            ("{\"a\":01}", 1, 8), ("{\"ä\":tru}", 1, 6), ("\"abc", 1, 5), ("{\"a\":1,\n\"a\":2}", 2, 1), ("nul", 1, 1),
            ("[\"\\q\"]", 1, 4), ("[1e999]", 1, 7), ("[\"\\ud800\"]", 1, 9),
        ])
    func brokenJSON(text: String, line: Int, column: Int) throws {
        let error = #expect(throws: ManifoldError.self) { try JSONValue(json: Data(text.utf8)) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains("line \(line), column \(column):") == true, "\(error?.message ?? "")")
    }

    @Test("Nesting has an end")
    func nesting() {
        #expect(throws: ManifoldError.self) {
            try JSONValue(json: Data((String(repeating: "[", count: 100_000)).utf8))
        }
        #expect(throws: Never.self) {
            try JSONValue(json: Data((String(repeating: "[", count: 60) + String(repeating: "]", count: 60)).utf8))
        }
    }

    @Test("A missing attribute is named with its path")
    func missing() {
        let body = #"{"flavourId": "f", "extVirtualLinks": [{"id": "a", "resourceId": "n", "extCps": [{}]}]}"#
        let error = #expect(throws: ManifoldError.self) {
            try WireJSON.decode(SOL003.InstantiateVnfRequest.self, from: Data(body.utf8))
        }
        #expect(error?.code == .unprocessable)
        #expect(error?.message == "extVirtualLinks[0].extCps[0].cpdId is missing from the InstantiateVnfRequest")
    }

    @Test(
        "A number that no integer can hold is named with its path",
        arguments: ["1.5", "99999999999999999999", "1e300"])
    func wrongNumber(_ number: String) {
        let body = #"{"type": "SCALE_OUT", "aspectId": "a", "numberOfSteps": \#(number)}"#
        let error = #expect(throws: ManifoldError.self) {
            try WireJSON.decode(SOL003.ScaleVnfRequest.self, from: Data(body.utf8))
        }
        #expect(error?.code == .unprocessable)
        #expect(error?.message == "the ScaleVnfRequest has a number that isn't allowed: numberOfSteps")
    }

    @Test("A value that an enumeration doesn't have is told with those that it has")
    func wrongValue() {
        let body = #"{"type": "SIDEWAYS", "aspectId": "a"}"#
        let error = #expect(throws: ManifoldError.self) {
            try WireJSON.decode(SOL003.ScaleVnfRequest.self, from: Data(body.utf8))
        }
        #expect(error?.code == .unprocessable)
        #expect(error?.message == "type of the ScaleVnfRequest is SIDEWAYS")
        #expect(error?.remedy == "it is one of SCALE_OUT, SCALE_IN")
    }

    @Test("A wrong type is named with its path")
    func wrongType() {
        let error = #expect(throws: ManifoldError.self) {
            try WireJSON.decode(SOL003.ScaleVnfRequest.self, from: Data(#"{"type": "SCALE_OUT", "aspectId": 7}"#.utf8))
        }
        #expect(error?.description == "aspectId of the ScaleVnfRequest has the wrong type (expected: a string)")
    }

    @Test("Unknown attributes of the standards' requests are ignored")
    func unknownAttributes() throws {
        let body = #"{"terminationType": "FORCEFUL", "vendorThing": {"a": [1]}}"#
        let request = try WireJSON.decode(SOL003.TerminateVnfRequest.self, from: Data(body.utf8))
        #expect(request == SOL003.TerminateVnfRequest(terminationType: .forceful))
    }

    @Test("Times are written with milliseconds and read in any RFC 3339 form")
    func times() throws {
        let date = Date(timeIntervalSince1970: 1_700_000_000.123)
        #expect(WireDate.string(date) == "2023-11-14T22:13:20.123Z")
        for text in ["2023-11-14T22:13:20.123Z", "2023-11-14T23:13:20.123+01:00"] {
            let read = try #require(WireDate.date(text))
            #expect(abs(read.timeIntervalSince(date)) < 0.0005)
        }
        #expect(WireDate.date("2023-11-14T22:13:20Z") == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(WireDate.date("yesterday") == nil)
    }

    @Test("Members of stored bodies are cut and joined as decoding would do it", arguments: 0..<200)
    func members(seed: UInt64) throws {
        var source = SeededGenerator(seed &+ 5000)
        guard case .object(let drawn) = source.object(depth: 4) else { return }
        let body = Dictionary(
            drawn.enumerated().map { ("m\($0.offset)", $0.element.value) }, uniquingKeysWith: { $1 })
        let removed = Set(body.keys.filter { _ in Bool.random(using: &source) })
        let added = source.json()
        let joined = JSONMembers(JSONValue.object(body).json).joined(without: removed, adding: [("_links", added.json)])
        var expected = body.filter { !removed.contains($0.key) }
        expected["_links"] = added
        #expect(try JSONValue(json: joined) == .object(expected))
    }

    @Test("Short strings of a stored body are read without decoding it")
    func memberStrings() {
        let members = JSONMembers(Data(#"{"a":{"b":"x"},"nsState":"INSTANTIATED","n":3}"#.utf8))
        #expect(members.string("nsState") == "INSTANTIATED")
        #expect(members.string("n") == nil)
        #expect(members.string("b") == nil)
        #expect(members.members.map(\.name) == ["a", "nsState", "n"])
    }
}
