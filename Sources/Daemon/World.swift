import BlockingPool
import Foundation
import MANOModel
import SimulatedVIM

/// Opens the simulated world that the daemon is to run on.
enum World {
    static func open(_ simulated: DaemonConfiguration.Simulated) async throws -> any WorldAccess {
        switch simulated {
        case .hosts(let count): return try SimulatedWorld(hosts: count)
        case .socket(let path): return try await SimulatedWorldClient.connect(path: path)
        case .file(let path): return try await world(from: path)
        }
    }

    /// A world of its own from a hosts file.
    static func world(from path: String) async throws -> SimulatedWorld {
        guard let data = try await BlockingPool.files.run({ FileManager.default.contents(atPath: path) }) else {
            throw ManifoldError(
                .unprocessable, "the hosts file \(path) can't be read",
                remedy: "name a hosts file, a number of hosts, or unix:SOCKET of a running world")
        }
        let file = try SimulationFile(parsing: Array(data), name: path)
        return try SimulatedWorld(hosts: file.hosts, settings: file.settings)
    }
}
