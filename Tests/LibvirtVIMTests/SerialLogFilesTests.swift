import Glibc
import Testing

@testable import LibvirtVIM

@Suite("Serial logs that are kept")
struct SerialLogFilesTests {
    private func withFiles(
        size: Int64 = 10, count: Int = 2, _ body: (SerialLogFiles, _ path: String, _ folder: String) throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let layout = StorageLayout(root: folder)
            try FileSystem.makeFolder(layout.logs)
            let files = SerialLogFiles(layout: layout, limits: SerialLogLimits(size: size, count: count))
            try body(files, layout.serialLog("mfguest"), folder)
        }
    }

    private func text(_ path: String) -> String? {
        (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("each start begins a file, and so many of those before are kept")
    func starts() async throws {
        try await withFiles { files, path, folder in
            try files.begin("mfguest")
            for number in 1...4 {
                try FileSystem.replace(path, with: Array("start \(number)".utf8), staging: folder)
                try files.begin("mfguest")
                #expect(text(path) == nil)
            }
            #expect([text("\(path).1"), text("\(path).2"), text("\(path).3")] == ["start 4", "start 3", nil])
        }
    }

    @Test("what was printed last is read over the files, newest last, and what came after an end is read alone")
    func reading() async throws {
        try await withFiles { files, path, folder in
            func write(_ text: String, _ suffix: String = "") throws {
                try FileSystem.replace(path + suffix, with: Array(text.utf8), staging: folder)
            }
            func read(after end: Int64? = nil, limit: Int = 100) throws -> String {
                let (bytes, newEnd) = try files.end(of: "mfguest", after: end, limit: limit)
                return "\(String(decoding: bytes, as: UTF8.self)) \(newEnd)"
            }
            #expect(try read() == " 0")
            try write("newest")
            try write("middle", ".1")
            try write("oldest", ".2")
            try write("other", ".old")
            #expect(try read() == "oldestmiddlenewest 6")
            #expect(try read(limit: 8) == "lenewest 6")
            #expect(try read(limit: 4) == "west 6")
            #expect(try read(after: 3) == "est 6")
            #expect(try read(after: 6) == " 6")
            #expect(try read(after: 1, limit: 2) == "st 6")
            // It was begun anew meanwhile.
            #expect(try read(after: 7) == "newest 6")
            try FileSystem.remove(path)
            #expect(try read() == "oldestmiddle 0")
        }
    }

    @Test("a start that printed nothing takes nobody's place")
    func empty() async throws {
        try await withFiles { files, path, folder in
            try FileSystem.replace(path, with: Array("first".utf8), staging: folder)
            try files.begin("mfguest")
            try FileSystem.replace(path, with: [], staging: folder)
            try files.begin("mfguest")
            #expect(text("\(path).1") == "first")
            #expect(text("\(path).2") == nil)
        }
    }

    @Test("a file that grows too large is cut under its writer, who goes on at its new end")
    func growth() async throws {
        try await withFiles { files, path, folder in
            // As QEMU does: one descriptor that appends.
            let writer = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            defer { close(writer) }
            func say(_ text: String) {
                _ = Array(text.utf8).withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
            }
            say("0123456789")
            try files.bound()
            #expect(text(path) == "0123456789")
            say("abc")
            try files.bound()
            #expect(text(path) == "")
            #expect(text("\(path).1") == "3456789abc")
            say("next")
            #expect(text(path) == "next")
            for number in 1...5 {
                say("a longer line \(number)\n")
                try files.bound()
            }
            #expect(text("\(path).1") == "er line 5\n")
            #expect(text("\(path).2") == "er line 4\n")
            #expect(text("\(path).3") == nil)
        }
    }

    @Test("where none is to be kept, none is")
    func none() async throws {
        try await withFiles(count: 0) { files, path, folder in
            try FileSystem.replace(path, with: Array("much too long".utf8), staging: folder)
            try files.bound()
            #expect(text(path) == "")
            try FileSystem.replace(path, with: Array("some".utf8), staging: folder)
            try files.begin("mfguest")
            #expect(try FileSystem.names(in: files.layout.logs) == [])
        }
    }

    @Test("those of a guest go together, and no other's")
    func removal() async throws {
        try await withFiles { files, path, folder in
            let others = ["\(path)x", "\(files.layout.logs)/mfguest2.log.1"]
            for file in [path, "\(path).1", "\(path).12"] + others {
                try FileSystem.replace(file, with: [1], staging: folder)
            }
            try files.remove("mfguest")
            try files.remove("mfguest")
            #expect(try Set(FileSystem.names(in: files.layout.logs)) == ["mfguest.logx", "mfguest2.log.1"])
        }
    }

    @Test("a reader that waits for a line finds it in a log that was cut meanwhile")
    func reader() async throws {
        try await withFiles { files, path, folder in
            let pattern = try #require(SerialLog.Pattern("READY"))
            let log = SerialLog(path: path)
            try FileSystem.replace(path, with: Array("a long first boot\n".utf8), staging: folder)
            #expect(try !log.advance(pattern))
            try files.bound()
            try FileSystem.append("READY\n", to: path, folder: folder)
            #expect(try log.advance(pattern))
        }
    }
}
