import Testing
import YAML

@Suite("YAML nodes")
struct YAMLNodeTests {
    @Test("every node knows its line and column")
    func marks() throws {
        let root = try YAMLNode(parsing: "a: 1\nb:\n  - x\n  - ünï: {k: v}\n")
        #expect(root.mark == YAMLMark(line: 1, column: 1))
        #expect(root["b"]?[1]?["ünï"]?["k"]?.mark == YAMLMark(line: 4, column: 14))
        #expect(root.mapping?[1].key.mark == YAMLMark(line: 2, column: 1))
    }

    @Test("plain scalars have the types of YAML 1.2, quoted ones are text")
    func scalars() throws {
        let root = try YAMLNode(parsing: "[12, 0x1F, 0o17, 1.5, .inf, true, FALSE, ~, '', '12', yes, 1e3, 0x1p3, nan]")
        let nodes = try #require(root.sequence)
        #expect(nodes[0].int == 12)
        #expect(nodes[1].int == 31)
        #expect(nodes[2].int == 15)
        #expect(nodes[3].double == 1.5)
        #expect(nodes[4].double == .infinity)
        #expect(nodes[5].bool == true)
        #expect(nodes[6].bool == false)
        #expect(nodes[7].isNull && nodes[7].string == nil)
        #expect(!nodes[8].isNull && nodes[8].string == "")
        #expect(nodes[9].int == nil && nodes[9].string == "12")
        #expect(nodes[10].bool == nil)
        #expect(nodes[11].double == 1000)
        #expect(nodes[12].double == nil)
        #expect(nodes[13].double == nil)
    }

    @Test("an empty text is nothing")
    func empty() throws {
        #expect(try YAMLNode(parsing: "").isNull)
        #expect(try YAMLNode(parsing: "# only a comment\n").isNull)
    }

    @Test("all duplicate keys are reported, with the place of both")
    func duplicates() throws {
        let error = try #require(throws: YAMLError.self) {
            try YAMLNode(parsing: "a: 1\nb: {c: 1, c: 2}\na: 3\n")
        }
        #expect(error.problems.map(\.kind) == [.duplicateKey, .duplicateKey])
        #expect(error.problems[0].mark == YAMLMark(line: 2, column: 11))
        #expect(error.problems[1].message == "the key `a` is already at line 1")
        #expect(try YAMLNode(parsing: "a: {c: 1}\nb: {c: 1}\n")["b"]?["c"]?.int == 1)
    }

    @Test("a key that is no scalar is refused")
    func complexKeys() {
        #expect(throws: YAMLError.self) { try YAMLNode(parsing: "? [a, b]\n: 1\n") }
    }

    @Test("a syntax error names its place and a remedy")
    func syntax() throws {
        let error = try #require(throws: YAMLError.self) { try YAMLNode(parsing: "a: b\nc: d: e\n") }
        #expect(error.problems.last?.kind == .syntax)
        #expect(error.problems.last?.mark == YAMLMark(line: 2, column: 5))
        #expect(error.problems.last?.remedy.contains("colon") == true)
        let tab = try #require(throws: YAMLError.self) { try YAMLNode(parsing: "a:\n\tb: 1\n") }
        #expect(tab.problems.last?.mark.line == 2)
    }

    @Test("bytes that are no UTF-8 are named by line and column")
    func encoding() throws {
        let error = try #require(throws: YAMLError.self) {
            try YAMLNode(parsing: Array("a: 1\nb: é".utf8) + [0xFF])
        }
        #expect(error.problems.last?.mark == YAMLMark(line: 2, column: 5))
    }

    @Test("a second document is refused")
    func secondDocument() {
        #expect(throws: YAMLError.self) { try YAMLNode(parsing: "a: 1\n---\nb: 2\n") }
    }

    @Test("aliases stand for their anchors, and keep their own place")
    func aliases() throws {
        let root = try YAMLNode(parsing: "a: &x {k: 1}\nb: *x\n")
        #expect(root["b"]?["k"]?.int == 1)
        #expect(root["b"]?.mark.line == 2)
        #expect(throws: YAMLError.self) { try YAMLNode(parsing: "a: *missing\n") }
        #expect(throws: YAMLError.self) { try YAMLNode(parsing: "a: &x [*x]\n") }
    }

    @Test("merge keys add what the mapping doesn't have")
    func merges() throws {
        let root = try YAMLNode(parsing: "a: &a {k: 1, l: 1}\nb: &b {k: 2, m: 2}\nc: {<<: [*a, *b], l: 3}\n")
        #expect(root["c"]?["k"]?.int == 1)
        #expect(root["c"]?["l"]?.int == 3)
        #expect(root["c"]?["m"]?.int == 2)
        #expect(throws: YAMLError.self) { try YAMLNode(parsing: "a: {<<: 3}\n") }
    }
}
