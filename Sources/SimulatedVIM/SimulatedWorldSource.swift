import BlockingPool
import FoundationEssentials
import MANOModel

/// What `--simulate` and `--hosts` name: `unix:PATH` (a world in another process), a number of standard hosts, or a
/// hosts file.
package enum SimulatedWorldSource: Sendable, Equatable {
    case socket(path: String)
    case count(Int)
    case file(path: String)

    package init(_ text: String) {
        if text.hasPrefix("unix:") {
            self = .socket(path: String(text.dropFirst(5)))
        } else if let count = Int(text) {
            self = .count(count)
        } else {
            self = .file(path: text)
        }
    }

    /// Joins the world, or makes it in this process.
    ///
    /// - Throws: `.unknown` where no world answers; `.unprocessable` for a bad number or file; `.notFound` for none.
    package func open() async throws -> any WorldAccess {
        if case .socket(let path) = self { return try await SimulatedWorldClient.connect(path: path) }
        return try await makeWorld()
    }

    /// Makes the world in this process, for `SimulatedWorldServer` too.
    ///
    /// - Throws: as `open`; `.unprocessable` for a socket.
    package func makeWorld() async throws -> SimulatedWorld {
        switch self {
        case .socket(let path):
            throw ManifoldError(
                .unprocessable, "unix:\(path) is a world that runs already", remedy: "name a hosts file or a number")
        case .count(let count):
            guard (1...HostsFile.limit).contains(count) else {
                throw ManifoldError(
                    .unprocessable, "\(count) hosts can't be simulated", remedy: "ask for 1 to \(HostsFile.limit)")
            }
            return try SimulatedWorld(hosts: count)
        case .file(let path):
            let bytes: [UInt8]
            do {
                bytes = try await BlockingPool.files.run { [UInt8](try Data(contentsOf: URL(filePath: path))) }
            } catch {
                throw ManifoldError(
                    .notFound, "the hosts file \(path) can't be read", cause: "\(error)",
                    remedy: "name a hosts file, a number of hosts, or unix:PATH")
            }
            let file = try HostsFile(parsing: bytes, name: path)
            return try SimulatedWorld(hosts: file.hosts, settings: file.settings)
        }
    }
}
