import Testing

@testable import OVSDB

@Suite struct MessageSplitterTests {
    private static let messages = [
        #"{"id":1,"result":[],"error":null}"#,
        #"{"a":"} \" { \\","b":[{"c":"]"}]}"#,
        #"{}"#,
        #"{"ü":"ß\\\\\""}"#,
    ]

    @Test("a stream cut anywhere gives the same messages")
    func cutAnywhere() throws {
        let stream = Array(Self.messages.joined(separator: "").utf8)
        for cut in 0...stream.count {
            var splitter = MessageSplitter()
            let found = try splitter.feed(stream[..<cut]) + splitter.feed(stream[cut...])
            #expect(found.map { String(decoding: $0, as: UTF8.self) } == Self.messages)
        }
    }

    @Test("bytes one by one, with white space between messages, give the same messages")
    func byteByByte() throws {
        var splitter = MessageSplitter()
        var found: [String] = []
        for byte in Self.messages.joined(separator: " \r\n\t").utf8 {
            found += try splitter.feed([byte]).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(found == Self.messages)
    }

    @Test("what doesn't begin with a brace is refused")
    func noBrace() {
        var splitter = MessageSplitter()
        #expect(throws: OVSDBError.self) { try splitter.feed(Array("[1]".utf8)) }
    }

    @Test("a message over the limit is refused")
    func tooLong() throws {
        var splitter = MessageSplitter(limit: 10)
        _ = try splitter.feed(Array(#"{"a":1}"#.utf8))
        #expect(throws: OVSDBError.self) { try splitter.feed(Array(#"{"a":"0123456789"#.utf8)) }
    }
}
