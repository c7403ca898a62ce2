import SeededNumbers
import Testing
import YAML

@Suite("YAML budgets")
struct YAMLBudgetTests {
    private func kind(_ text: String, _ budget: YAMLBudget = YAMLBudget()) -> YAMLError.Problem.Kind? {
        do {
            _ = try YAMLNode(parsing: text, budget: budget)
            return nil
        } catch {
            return error.problems.last?.kind
        }
    }

    @Test(
        "a billion laughs end in an error at once, whatever their width and depth", arguments: [2, 5, 10, 50],
        [6, 12, 30])
    func billionLaughs(width: Int, depth: Int) {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...depth {
            let aliases = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ",")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        // What it would expand to: 3 nodes at level 0, width times the one below and itself above.
        var size = 3.0
        var total = 0.0
        for _ in 1...depth {
            total += size * Double(width)
            size = size * Double(width) + 1
        }
        let start = ContinuousClock.now
        #expect(kind(text) == (total > 100_000 ? .budget : nil))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("a billion laughs by merge keys end in an error")
    func mergeLaughs() {
        var text = "a0: &a0 {k: [1, 2, 3]}\n"
        for level in 1...40 { text += "a\(level): &a\(level) {<<: *a\(level - 1), k\(level): *a\(level - 1)}\n" }
        #expect(kind(text) == .budget)
    }

    @Test("aliases of a long text count by its length", arguments: [1, 9, 10, 100])
    func longText(_ aliases: Int) {
        let text = "[ &a \(String(repeating: "x", count: 1_000_000))\(String(repeating: ", *a", count: aliases)) ]"
        #expect(kind(text) == (aliases > 9 ? .budget : nil))
    }

    @Test("depth is allowed up to the budget, and not beyond", arguments: [1, 2, 63, 64, 65, 100, 20_000])
    func depth(_ depth: Int) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(kind(text) == (depth > 64 ? .budget : nil))
    }

    @Test("aliases nest no deeper than what is written", arguments: [10, 62, 63, 200])
    func aliasDepth(_ levels: Int) {
        var text = "a0: &a0 [x]\n"
        for level in 1...levels { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        // The map, the lists, and what they hold: level n has n + 1 lists.
        #expect(kind(text) == (levels + 2 > 64 ? .budget : nil))
    }

    @Test("nodes and bytes are allowed up to the budget, and not beyond", arguments: [1, 10, 99, 100, 101, 500])
    func nodes(_ count: Int) {
        let text = "[" + Array(repeating: "1", count: count - 1).joined(separator: ",") + "]"
        #expect(kind(text, YAMLBudget(nodes: 100)) == (count > 100 ? .budget : nil))
        #expect(kind(text, YAMLBudget(bytes: 200)) == (text.utf8.count > 200 ? .budget : nil))
    }

    /// libyaml compares each directive with all before it.
    @Test("directives are few", arguments: [0, 100, 101, 5000])
    func directives(_ count: Int) {
        let text = (0..<count).map { "%TAG !a\($0)! tag:x\n" }.joined() + "--- x\n"
        #expect(kind(text) == (count > 100 ? .budget : nil))
    }

    @Test("a JSON text that is wrong throughout ends in a thousand findings")
    func duplicates() {
        let text = "{" + Array(repeating: "\"a\": 1", count: 5000).joined(separator: ",") + "}"
        #expect(throws: YAMLError.self) { try YAMLNode(parsingJSON: Array(text.utf8)) }
        do throws(YAMLError) {
            _ = try YAMLNode(parsingJSON: Array(text.utf8))
        } catch {
            #expect(error.problems.count == 1000)
        }
    }

    @Test("garbage never does more than fail")
    func garbage() {
        var generator = SeededGenerator(42)
        let alphabet = Array("{}[]:-,&*!|>'\"%@`#?~<> \n\tab01é".utf8)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator)!
            }
            do {
                let node = try YAMLNode(parsing: bytes)
                #expect(node.mark.line >= 1 && node.mark.column >= 1)
            } catch {
                #expect(!error.problems.isEmpty)
                #expect(error.problems.allSatisfy { $0.mark.line >= 1 && $0.mark.column >= 1 })
            }
        }
    }
}
