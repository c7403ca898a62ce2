import Glibc

/// Where a command writes, and what it knows about the other end. Tests put their own in its place.
struct Terminal: Sendable {
    /// Columns of the terminal that standard output is; nil where it is none.
    var width: Int?
    /// Columns and rows of the terminal that standard error is; nil where it is none.
    var progressSize: (columns: Int, rows: Int)?
    var environment: [String: String]
    /// Whether results may have colours.
    var usesColour = false
    /// To standard output: results.
    var write: @Sendable (String) -> Void
    /// To standard error: progress and complaints.
    var writeError: @Sendable (String) -> Void

    @TaskLocal static var current = Terminal.system

    /// The process's own streams and environment.
    static let system: Terminal = {
        let environment = processEnvironment()
        let output = size(of: STDOUT_FILENO)
        let error = environment["TERM"] == "dumb" ? nil : size(of: STDERR_FILENO)
        return Terminal(
            width: environment["COLUMNS"].flatMap { Int($0) }.map { max($0, 20) } ?? output?.columns,
            progressSize: error, environment: environment,
            usesColour: output != nil && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty,
            write: { writeAll($0, to: STDOUT_FILENO) }, writeError: { writeAll($0, to: STDERR_FILENO) })
    }()

    /// Writes one line of results.
    func line(_ text: String = "") { write(text + "\n") }

    private static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private static func processEnvironment() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee.map({ String(cString: $0) }) {
            if let equals = text.firstIndex(of: "=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return result
    }

    private static func writeAll(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A reader that has gone (`| head`) wants no more.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
