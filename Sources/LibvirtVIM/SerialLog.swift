import Glibc

/// Follows what a guest prints on its serial port, from the file that QEMU writes. Members block: they run on
/// `BlockingPool.files`, one at a time.
final class SerialLog: @unchecked Sendable {
    /// An extended regular expression of POSIX, compiled once.
    final class Pattern: @unchecked Sendable {
        private var compiled = regex_t()

        /// Nil where the text is no regular expression.
        init?(_ text: String) {
            guard regcomp(&compiled, text, REG_EXTENDED | REG_NOSUB) == 0 else {
                compiled = regex_t()
                return nil
            }
        }

        deinit {
            regfree(&compiled)
        }

        func matches(_ line: String) -> Bool {
            regexec(&compiled, line, 0, nil, 0) == 0
        }
    }

    private let path: String
    private var offset = 0
    private var line: [UInt8] = []
    private static let longestLine = 65536

    init(path: String) {
        self.path = path
    }

    /// Reads what came since the last call; true where a line of it matches, the unfinished last one included.
    func advance(_ pattern: Pattern) throws -> Bool {
        let bytes: [UInt8]
        do {
            // A guest that was started again begins its log anew.
            if try FileSystem.size(path) < offset { (offset, line) = (0, []) }
            bytes = try FileSystem.read(path, offset: offset)
        } catch let error as FileError where error.isNotFound {
            return false
        }
        offset += bytes.count
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || line.count == Self.longestLine {
                if pattern.matches(text()) { return true }
                line = []
            } else {
                line.append(byte)
            }
        }
        return !bytes.isEmpty && !line.isEmpty && pattern.matches(text())
    }

    /// The last lines of the log, for messages.
    static func tail(_ path: String, lines: Int = 8) -> String? {
        guard let size = try? FileSystem.size(path), size > 0,
            let bytes = try? FileSystem.read(path, offset: max(0, Int(size) - 4096), limit: 4096)
        else { return nil }
        return tail(of: bytes, lines: lines)
    }

    /// The last lines of what was printed.
    static func tail(of bytes: [UInt8], lines: Int = 8) -> String? {
        let bytes = bytes.suffix(4096)
        let text = String(decoding: bytes.filter { $0 == 10 || ($0 >= 32 && $0 != 127) }, as: UTF8.self)
        let last = text.split(separator: "\n").suffix(lines)
        return last.isEmpty ? nil : last.joined(separator: "\n")
    }

    /// Whether a line of what was printed matches.
    static func matches(_ pattern: Pattern, _ bytes: [UInt8]) -> Bool {
        bytes.split(separator: UInt8(ascii: "\n")).contains { line in
            pattern.matches(String(decoding: line.filter { $0 != 0 && $0 != 13 }, as: UTF8.self))
        }
    }

    private func text() -> String {
        String(decoding: line.filter { $0 != 0 && $0 != 13 }, as: UTF8.self)
    }
}
