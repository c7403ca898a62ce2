import BlockingPool
import Foundation
import MANOModel

/// A password on the manager's machine.
enum PasswordFile {
    /// The first line of the file. Throws `.unprocessable` that names the file and never what is in it.
    static func read(_ path: String) async throws -> String {
        let data = try await BlockingPool.files.run { FileManager.default.contents(atPath: path) }
        guard let data, data.count <= 4096, let text = String(data: data, encoding: .utf8) else {
            throw ManifoldError(
                .unprocessable, "the password file \(path) can't be read",
                remedy: "put the password on its first line, readable by the manager alone")
        }
        let line = text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
        guard !line.isEmpty else {
            throw ManifoldError(
                .unprocessable, "the first line of the password file \(path) is empty",
                remedy: "put the password there")
        }
        return String(line)
    }
}
