import Testing

@testable import LibvirtVIM

@Suite("SerialLog")
struct SerialLogTests {
    @Test("a pattern is found in a line that comes in pieces, and only within one line")
    func pieces() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/log"
            let pattern = try #require(SerialLog.Pattern("^login: (root|admin)$"))
            let log = SerialLog(path: path)
            #expect(try !log.advance(pattern))
            var content = "boot\r\nlogin:"
            func write(_ more: String) throws {
                content += more
                try FileSystem.replace(path, with: Array(content.utf8), staging: folder)
            }
            try write("")
            #expect(try !log.advance(pattern))
            try write("\nroot\nlogin: ro")
            #expect(try !log.advance(pattern))
            try write("ot\r\n")
            #expect(try log.advance(pattern))
        }
    }

    @Test("a log that began anew is read from its start")
    func restarted() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/log"
            let pattern = try #require(SerialLog.Pattern("READY"))
            let log = SerialLog(path: path)
            try FileSystem.replace(path, with: Array("a long first boot\n".utf8), staging: folder)
            #expect(try !log.advance(pattern))
            try FileSystem.replace(path, with: Array("READY\n".utf8), staging: folder)
            #expect(try log.advance(pattern))
        }
    }

    @Test("what is no regular expression is refused")
    func badPattern() {
        #expect(SerialLog.Pattern("(") == nil)
    }

    @Test("the tail has the last lines without control characters")
    func tail() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/log"
            #expect(SerialLog.tail(path) == nil)
            let text = (1...20).map { "line \($0)\u{1b}\r\n" }.joined()
            try FileSystem.replace(path, with: Array(text.utf8), staging: folder)
            #expect(SerialLog.tail(path, lines: 2) == "line 19\nline 20")
        }
    }
}
