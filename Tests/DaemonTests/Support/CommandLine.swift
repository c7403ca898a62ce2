import Foundation
import MANOModel

/// The program's commands against a manager, as an operator runs them.
struct CommandLine {
    let manager: ManagerProcess

    struct Ended {
        var code: Int32
        var output: String
        var error: String

        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))) ?? .null }
    }

    func run(_ arguments: String...) throws -> Ended {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try ManagerProcess.binary)
        process.arguments = arguments
        process.environment = ["MANIFOLD_DATA": manager.folder, "COLUMNS": "118", "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        try process.run()
        // Neither fills its pipe before it has ended.
        process.waitUntilExit()
        func text(_ pipe: Pipe) -> String {
            String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        return Ended(code: process.terminationStatus, output: text(output), error: text(error))
    }
}
