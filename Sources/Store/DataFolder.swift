import FoundationEssentials
import Glibc
import MANOModel

/// The folder that a manager keeps its state in; one process at a time holds it.
package final class DataFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// Makes the folder if need be and takes it. Throws `.conflict` where another process has it.
    package init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ManifoldError(
                .internal, "the data folder \(path) can't be made", cause: String(cString: strerror(errno)),
                remedy: "choose another with --data")
        }
        let file = path + "/lock"
        lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw ManifoldError(.internal, "\(file) can't be opened", cause: String(cString: strerror(errno)))
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw ManifoldError(
                .conflict, "another manager is running on the data folder \(path)",
                remedy: "stop it, or choose another folder with --data")
        }
    }

    deinit { close(lock) }

    package func file(_ name: String) -> String { path + "/" + name }
}
