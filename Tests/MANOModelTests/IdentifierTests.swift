import FoundationEssentials
import MANOModel
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    private enum Thing {}
    private typealias ID = Identifier<Thing>

    @Test("One made of a UUID is its lower-case text")
    func lowerCase() throws {
        let uuid = try #require(UUID(uuidString: "0F8FAD5B-D9CB-469F-A165-70867728950E"))
        #expect(ID(uuid).rawValue == "0f8fad5b-d9cb-469f-a165-70867728950e")
        #expect("\(ID(uuid))" == "0f8fad5b-d9cb-469f-a165-70867728950e")
    }

    @Test("It is a plain string in JSON, also inside of other values")
    func coding() throws {
        struct Holder: Codable, Equatable {
            var one: Identifier<Thing>
            var many: [Identifier<Thing>]
            var none: Identifier<Thing>?
        }
        let holder = Holder(one: "a", many: ["b", "c/\"d\""], none: nil)
        let json = try JSONValue(encoding: holder)
        #expect(json == .object(["one": .string("a"), "many": .array([.string("b"), .string("c/\"d\"")])]))
        #expect(try json.decode(Holder.self) == holder)
    }

    @Test("What isn't a string is no identifier")
    func notAString() {
        #expect(throws: DecodingError.self) { try JSONValue.integer(7).decode(ID.self) }
        #expect(throws: DecodingError.self) { try JSONValue.object(["rawValue": .string("a")]).decode(ID.self) }
    }

    @Test("They are compared by their text")
    func order() {
        #expect(["b", "a", "aa", "B"].map { ID($0) }.sorted().map(\.rawValue) == ["B", "a", "aa", "b"])
        #expect(Set<ID>(["a", "a", "b"]).count == 2)
        #expect(ID("A") != ID("a"))
    }

    @Test("New ones and times come from the sources that are handed in")
    func sources() throws {
        let uuid = try #require(UUID(uuidString: "00000000-0000-4000-8000-000000000001"))
        let sources = Sources(now: { Date(timeIntervalSince1970: 7) }, uuid: { uuid })
        #expect(sources.identifier() == ID("00000000-0000-4000-8000-000000000001"))
        #expect(sources.now() == Date(timeIntervalSince1970: 7))
        let first: ID = Sources.system.identifier()
        let second: ID = Sources.system.identifier()
        #expect(first != second)
        #expect(UUID(uuidString: first.rawValue) != nil)
    }

    @Test(
        "A UUID from a name is that of RFC 9562, version 5",
        arguments: [
            ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
            (
                "6ba7b811-9dad-11d1-80b4-00c04fd430c8", "https://example.org/ä?q=1",
                "9a577090-9c2f-5c1b-838e-2ea475c2a47c"
            ),
            ("6ba7b812-9dad-11d1-80b4-00c04fd430c8", "", "0a68eb57-c88a-5f34-9e9d-27f85e68af4f"),
            ("00000000-0000-0000-0000-000000000000", "0.1", "632d1a7b-35e3-5de6-85f3-fe0e36119f7e"),
        ])
    func nameBased(namespace: String, name: String, expected: String) throws {
        let namespace = try #require(UUID(uuidString: namespace))
        let uuid = UUID(namespace: namespace, name: name)
        #expect(ID(uuid).rawValue == expected)
        #expect(uuid == UUID(namespace: namespace, name: name))
    }

    @Test("UUIDs from names have version 5 and the variant of RFC 9562, and differ by name and by namespace")
    func nameBasedBits() {
        var seen: Set<UUID> = []
        let namespaces = [UUID(), UUID()]
        for namespace in namespaces {
            for number in 0..<500 {
                let uuid = UUID(namespace: namespace, name: "\(number)")
                #expect(uuid.uuid.6 >> 4 == 5)
                #expect(uuid.uuid.8 >> 6 == 0b10)
                seen.insert(uuid)
            }
        }
        #expect(seen.count == 1000)
    }
}
