import MANOModel
import YAML

/// A file that describes hosts, and how a simulation of them behaves; Docs/hosts-file.md has the format.
package struct HostsFile: Sendable, Equatable {
    package var hosts: [SimulatedHostDescription]
    package var settings: SimulationSettings

    /// More are refused.
    static let limit = 100_000

    /// - Parameter name: of the file, for messages.
    /// - Throws: `.unprocessable` with every problem on a line of its own: `HOSTS.yaml:3:9: what is wrong; what would be right`.
    package init(parsing bytes: [UInt8], name: String) throws {
        let root: YAMLNode
        do {
            root = try YAMLNode(parsing: bytes)
        } catch {
            let lines = error.problems.map { "\(name):\($0.mark.line):\($0.mark.column): \($0.message); \($0.remedy)" }
            throw ManifoldError(.unprocessable, lines.joined(separator: "\n"))
        }
        var reader = HostsFileReader()
        hosts = reader.hosts(of: root)
        settings = reader.settings(of: root, hosts: Set(hosts.map(\.name)))
        guard reader.problems.isEmpty else {
            let lines = reader.problems.sorted { $0.mark < $1.mark }
                .map { "\(name):\($0.mark.line):\($0.mark.column): \($0.message)" }
            throw ManifoldError(.unprocessable, lines.joined(separator: "\n"))
        }
    }
}
