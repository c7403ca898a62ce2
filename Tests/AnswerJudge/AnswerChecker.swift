package import Foundation
import Synchronization

/// ETSI's OpenAPI files as the judge of answers: `check_answer.py` of the shared folder (MANIFOLD_SHARED, or `../shared`
/// beside the repository), which needs Python's jsonschema. One Python runs for all tests, since reading the files takes it
/// most of a second.
package final class AnswerChecker: Sendable {
    /// Nil where there is no script or no jsonschema.
    package static let shared = AnswerChecker()

    /// What Python runs: a line is an answer, and a line comes back with what is wrong with it.
    private static let program = """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        import check_answer
        docs = check_answer.load()
        print("ready", flush=True)
        for line in sys.stdin:
            print(json.dumps(check_answer.check(docs, json.loads(line))), flush=True)
        """

    private let process: Process
    private let input: FileHandle
    private let output: Mutex<Lines>

    private init?() {
        let shared =
            ProcessInfo.processInfo.environment["MANIFOLD_SHARED"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardized
            .path()
        guard FileManager.default.fileExists(atPath: "\(shared)/etsi/check_answer.py") else { return nil }
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, "\(shared)/etsi"]
        let (toProcess, fromProcess) = (Pipe(), Pipe())
        process.standardInput = toProcess
        process.standardOutput = fromProcess
        process.standardError = FileHandle.nullDevice
        input = toProcess.fileHandleForWriting
        output = Mutex(Lines(file: fromProcess.fileHandleForReading))
        guard (try? process.run()) != nil, output.withLock({ $0.next() }) == "ready" else { return nil }
    }

    /// What is wrong with an answer (a JSON object in one line, as `check_answer.py --batch` takes it).
    package func differences(in answer: Data) throws -> [String] {
        let line = try output.withLock { lines in
            try input.write(contentsOf: answer + [UInt8(ascii: "\n")])
            return lines.next()
        }
        return try JSONDecoder().decode([String].self, from: Data((line ?? "[\"the checker ended\"]").utf8))
    }

    /// Lines as a pipe brings them.
    private struct Lines {
        let file: FileHandle
        var pending = Data()

        mutating func next() -> String? {
            while true {
                if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { pending = Data(pending[(end + 1)...]) }
                    return String(decoding: pending[..<end], as: UTF8.self)
                }
                let more = file.availableData
                guard !more.isEmpty else { return nil }
                pending.append(more)
            }
        }
    }
}
