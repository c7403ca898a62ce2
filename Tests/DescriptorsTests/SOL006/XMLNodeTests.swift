import Testing
import YAML

@testable import Descriptors

@Suite("XML nodes")
struct XMLNodeTests {
    private func problems(_ text: String, budget: YAMLBudget = YAMLBudget()) -> [YAMLError.Problem] {
        do throws(YAMLError) {
            _ = try XMLNodeReader.parse(Array(text.utf8), budget: budget)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("elements become maps, lists and texts, with their places")
    func elements() throws {
        let text = """
            <?xml version="1.0"?>
            <!-- a comment -->
            <nfv xmlns="urn:etsi:nfv:yang:etsi-nfv-descriptors"
                 xmlns:n="urn:etsi:nfv:yang:etsi-nfv-descriptors" xmlns:x="urn:other">
              <n:a>ä &lt;<![CDATA[<b>]]></n:a>
              <list><id>1</id></list>
              <list>
                <id>n:two</id>
              </list>
              <x:foreign/>
            </nfv>
            """
        let root = try XMLNodeReader.parse(Array(text.utf8))
        let nfv = try #require(root["nfv"])
        #expect(nfv["a"]?.text == "ä <<b>" && nfv["a"]?.mark == YAMLMark(line: 5, column: 8))
        #expect(nfv["list"]?.sequence?.map { $0["id"]?.text } == ["1", "n:two"])
        #expect(nfv["list"]?[1]?["id"]?.tag == "urn:etsi:nfv:yang:etsi-nfv-descriptors")
        #expect(nfv["list"]?[1]?["id"]?.mark == YAMLMark(line: 8, column: 9))
        #expect(nfv.mapping?.map(\.name) == ["a", "list", "x:foreign"])
        #expect(root.mapping?.first?.key.mark == YAMLMark(line: 3, column: 1))
    }

    @Test(
        "what is no XML is refused",
        arguments: [
            "<a>", "<a></b>", "<a>&nobody;</a>", "<a/><b/>", "a", "", "<a b=\"<\"/>", "<a>x<b/></a>", "<a>\u{0}</a>",
        ])
    func syntax(text: String) {
        #expect(problems(text).map(\.kind) == [.syntax])
    }

    @Test("no entity is read, fetched or expanded")
    func entities() {
        var bomb = "<!DOCTYPE a [<!ENTITY e0 \"x\">"
        for level in 1..<40 { bomb += "<!ENTITY e\(level) \"&e\(level - 1);&e\(level - 1);\">" }
        let texts = [
            bomb + "]><a>&e39;</a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"http://127.0.0.1:1/\">]><a>&e;</a>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><a/>",
        ]
        for text in texts {
            let found = problems(text)
            #expect(found.map(\.kind) == [.alias] && found[0].message.contains("document type"), "\(found)")
        }
    }

    @Test("budgets hold")
    func budgets() {
        #expect(problems(String(repeating: "<a>", count: 300)).map(\.kind) == [.budget])
        #expect(problems("<a><b/><c/></a>", budget: YAMLBudget(nodes: 2)).map(\.kind) == [.budget])
        #expect(problems("<a/>", budget: YAMLBudget(bytes: 3)).map(\.kind) == [.budget])
    }
}
