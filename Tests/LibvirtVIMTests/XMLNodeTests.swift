import Testing

@testable import LibvirtVIM

@Suite("XMLNode")
struct XMLNodeTests {
    @Test("elements, attributes, text, entities, comments and CDATA are read")
    func parse() throws {
        let node = try XMLNode.parse(
            """
            <?xml version="1.0"?><!-- c -->
            <a x='1 &lt; 2' y="&#65;&#x42;"><b/>t<!-- c --><b k="v">&amp;</b><![CDATA[<raw>]]></a>
            """)
        #expect(node.name == "a")
        #expect(node.attributes == ["x": "1 < 2", "y": "AB"])
        #expect(node.text == "t<raw>")
        #expect(node.all("b").count == 2)
        #expect(node.all("b").last?.attributes == ["k": "v"])
        #expect(node.all("b").last?.text == "&")
    }

    @Test(
        "what is broken is refused",
        arguments: [
            "", "<a>", "<a></b>", "<a x=1/>", "<a>&nope;</a>", "<a/><b/>", "<a x=\"1/>", "text",
            String(repeating: "<a>", count: 100_000),
        ])
    func broken(document: String) {
        #expect(throws: XMLNode.SyntaxError.self) { try XMLNode.parse(document) }
    }

    @Test(
        "an escaped text is read back as it was, whatever stands next to its special characters",
        arguments: [
            "plain", "<a href=\"x\">&'</a>", "<\u{301}script>\u{301}", "\"\u{fe0f}", "tab\tline\n", "\u{1f600}", "]]>",
        ])
    func roundTrip(text: String) throws {
        let escaped = XMLNode.escape(text)
        #expect(!escaped.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) })
        let node = try XMLNode.parse("<a k=\"\(escaped)\">\(escaped)</a>")
        #expect(node.attributes["k"] == text)
        #expect(node.text == text)
        #expect(node.children.isEmpty)
    }

    @Test("characters that XML cannot hold become replacement characters")
    func unrepresentable() {
        #expect(XMLNode.escape("a\u{0}b\u{1b}c\u{ffff}") == "a\u{fffd}b\u{fffd}c\u{fffd}")
    }
}
