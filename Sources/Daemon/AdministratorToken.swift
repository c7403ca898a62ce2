import Foundation
import MANOModel

/// The administrator's bearer token: made at the first start, kept in the data folder, readable by its owner alone.
enum AdministratorToken {
    static func read(from path: String) throws -> String {
        if let text = try? String(contentsOfFile: path, encoding: .utf8) {
            let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard token.count >= 32 else {
                throw ManifoldError(
                    .internal, "\(path) holds no token", remedy: "remove the file: the next start makes a new one")
            }
            return token
        }
        var generator = SystemRandomNumberGenerator()
        let token = (0..<4).map { _ in
            let word = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw ManifoldError(.internal, "\(path) can't be written", cause: String(cString: strerror(errno)))
        }
        defer { close(file) }
        let line = token + "\n"
        guard line.withCString({ write(file, $0, strlen($0)) }) == line.utf8.count, fsync(file) == 0 else {
            throw ManifoldError(.internal, "\(path) can't be written", cause: String(cString: strerror(errno)))
        }
        return token
    }
}
