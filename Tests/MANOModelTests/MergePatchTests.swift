import FoundationEssentials
import MANOModel
import Testing

@Suite("Merge patches (RFC 7396)")
struct MergePatchTests {
    @Test(
        "a patch's members replace, add to and take away at every depth",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"b":{"c":[1,2]}}"#, #"{"b":{"d":2}}"#, #"{"b":{"c":[1,2],"d":2}}"#),
            (#"{"a":{"b":{"c":1,"d":2}}}"#, #"{"a":{"b":{"c":null},"e":null}}"#, #"{"a":{"b":{"d":2}}}"#),
            (#"{"a":[1,2]}"#, #"{"a":[3]}"#, #"{"a":[3]}"#),
            (#"{"a":[1]}"#, #"{"a":{"b":1,"c":null}}"#, #"{"a":{"b":1}}"#),
            (#"{"a":{"b":1}}"#, #"{"a":"x"}"#, #"{"a":"x"}"#),
            (#"{}"#, #"{"a":{"b":{"c":null}}}"#, #"{"a":{"b":{}}}"#),
            (#"{"a":1}"#, #"{}"#, #"{"a":1}"#),
        ])
    func merged(value: String, patch: String, expected: String) throws {
        func json(_ text: String) throws -> JSONValue {
            try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        }
        #expect(try json(value).merged(with: json(patch)) == json(expected))
        var pairs = try #require(try json(value).objectValue)
        pairs.merge(patch: try json(patch))
        #expect(.object(pairs) == (try json(expected)))
    }

    @Test("null takes all pairs away")
    func none() {
        var pairs: [String: JSONValue] = ["a": .integer(1)]
        pairs.merge(patch: .null)
        #expect(pairs.isEmpty)
    }
}
