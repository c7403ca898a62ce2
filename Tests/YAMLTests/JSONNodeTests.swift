import Testing
import YAML

@Suite("JSON nodes")
struct JSONNodeTests {
    private func parse(_ text: String, budget: YAMLBudget = YAMLBudget()) throws -> YAMLNode {
        try YAMLNode(parsingJSON: Array(text.utf8), budget: budget)
    }

    private func problems(_ text: String, budget: YAMLBudget = YAMLBudget()) -> [YAMLError.Problem] {
        do throws(YAMLError) {
            _ = try YAMLNode(parsingJSON: Array(text.utf8), budget: budget)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("values of every kind come with their places")
    func values() throws {
        let root = try parse(
            "{\n  \"ä\": [1, -2.5e3, true, null, \"x\\ny\"],\n  \"b\": {\"c\": \"\\u00e9\\ud83d\\ude00\"}\n}")
        let list = try #require(root["ä"])
        #expect(list[0]?.int == 1 && list[1]?.double == -2500 && list[2]?.bool == true)
        #expect(list[3]?.isNull == true && list[4]?.string == "x\ny")
        #expect(root["b"]?["c"]?.string == "é😀")
        #expect(list[2]?.mark == YAMLMark(line: 2, column: 20))
        #expect(root.mapping?[1].key.mark == YAMLMark(line: 3, column: 3))
        // What is quoted is text, whatever it looks like.
        #expect(try parse("\"true\"").bool == nil && parse("\"1\"").int == nil)
    }

    @Test(
        "what is no JSON is refused where it goes wrong",
        arguments: [
            ("{\"a\": 1,}", 9), ("{a: 1}", 2), ("[1 2]", 4), ("[01]", 2), ("[1.]", 2), ("\"a", 3), ("{\"a\" 1}", 6),
            ("[\"\\x\"]", 5), ("nul", 1), ("[1] 2", 5), ("", 1), ("[\"\\ud800\"]", 9), ("[", 2), ("{\"a\":", 6),
            ("[\"a\tb\"]", 4),
        ])
    func syntax(text: String, column: Int) {
        let problem = problems(text).first
        #expect(
            problem?.kind == .syntax && problem?.mark == YAMLMark(line: 1, column: column),
            "\(String(describing: problem))")
    }

    @Test("a key that is there twice is reported, and the text read on")
    func duplicates() {
        let found = problems("{\"a\": 1, \"a\": 2, \"b\": {\"c\": 1, \"c\": 2}}")
        #expect(found.map(\.kind) == [.duplicateKey, .duplicateKey] && found[1].mark.column == 32)
    }

    @Test("budgets hold")
    func budgets() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(problems(deep).map(\.kind) == [.budget])
        #expect(problems("[1,2,3]", budget: YAMLBudget(nodes: 3)).map(\.kind) == [.budget])
        #expect(problems("[1,2,3]", budget: YAMLBudget(bytes: 6)).map(\.kind) == [.budget])
    }
}
