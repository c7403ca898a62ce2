import Foundation

/// ETSI's OpenAPI files as the judge of answers: `check_answer.py` of the shared folder (MANIFOLD_SHARED, or `../shared`
/// beside the repository), which needs Python's jsonschema.
enum AnswerChecker {
    private static let script: String = {
        let shared =
            ProcessInfo.processInfo.environment["MANIFOLD_SHARED"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardized
            .path()
        return "\(shared)/etsi/check_answer.py"
    }()

    /// Whether it can be asked.
    static let isAvailable: Bool = {
        guard FileManager.default.fileExists(atPath: script) else { return false }
        return (try? run(["-c", "import jsonschema, rfc3339_validator"]).status) == 0
            || (try? run(["-c", "import jsonschema"]).status) == 0
    }()

    /// One line for each difference of a file of JSON lines; empty: there is none.
    static func differences(in lines: [Data]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "answers-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: file)
        let result = try run([script, "--batch", file.path()])
        return result.status == 0 ? "" : result.output.isEmpty ? "exit status \(result.status)" : result.output
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
