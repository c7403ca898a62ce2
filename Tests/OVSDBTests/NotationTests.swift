import Foundation
import SeededNumbers
import Testing

@testable import OVSDB

@Suite struct NotationTests {
    private static func random(_ generator: inout SeededGenerator) -> Atom {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: .integer(Int64.random(in: .min ... .max, using: &generator))
        case 1: .boolean(Bool.random(using: &generator))
        case 2: .string(String((0..<5).map { _ in Array("aß\"\\\n\u{1F600}").randomElement(using: &generator)! }))
        case 3: .uuid(UUID())
        default: .namedUUID("row1")
        }
    }

    @Test("a datum survives the way over the wire", arguments: 0..<50)
    func roundTrip(_ run: Int) throws {
        var generator = SeededGenerator(run)
        let atoms = (0..<run % 7).map { _ in Self.random(&generator) }
        let data: [Datum] =
            [.set(atoms), .map(Dictionary(atoms.map { ($0, Self.random(&generator)) }) { $1 })]
            + atoms.map { .atom($0) }
        for datum in data {
            let bytes = try JSONEncoder().encode(datum.json)
            let back = Datum(try JSONDecoder().decode(JSONValue.self, from: bytes))
            #expect(back == datum)
        }
    }

    @Test("a bare atom reads like a set of one")
    func bareAtom() {
        #expect(Datum.string("a").strings == ["a"])
        #expect(Datum.strings(["a"]).string == "a")
        #expect(Datum.strings(["a", "b"]).string == nil)
        #expect(Datum.dictionary(["k": "v"]).dictionary == ["k": "v"])
    }

    @Test("what is no datum is refused", arguments: [#"["set",1]"#, #"["map",[["a"]]]"#, #"{"a":1}"#, "null"])
    func bad(_ text: String) throws {
        #expect(Datum(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) == nil)
    }

    @Test("operations are written as RFC 7047 5.2 has them")
    func operations() throws {
        let json = JSONValue.array([
            Operation.insert(into: "Bridge", row: ["name": .string("br0")], named: "b").json,
            Operation.mutate(
                "Open_vSwitch", where: [], mutations: [Mutation("bridges", .insert, .set([.namedUUID("b")]))]
            ).json,
            Operation.wait(
                "T", where: [Condition("n", .atLeast, .integer(3))], columns: ["_uuid"], equal: false, rows: [],
                milliseconds: 5
            ).json,
        ])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(json), as: UTF8.self)
        #expect(
            text == #"[{"op":"insert","row":{"name":"br0"},"table":"Bridge","uuid-name":"b"},"#
                + #"{"mutations":[["bridges","insert",["set",[["named-uuid","b"]]]]],"op":"mutate","#
                + #""table":"Open_vSwitch","where":[]},"#
                + #"{"columns":["_uuid"],"op":"wait","rows":[],"table":"T","timeout":5,"until":"!=","#
                + #""where":[["n",">=",3]]}]"#)
    }
}
