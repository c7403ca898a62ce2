import HostsFile
import MANOModel
import YAML

/// A hosts file with how a simulation of the hosts behaves; Docs/hosts-file.md has the format.
package struct SimulationFile: Sendable, Equatable {
    package var hosts: [SimulatedHostDescription]
    package var settings: SimulationSettings

    /// - Parameter name: of the file, for messages.
    /// - Throws: `.unprocessable` with every problem on a line of its own: `HOSTS.yaml:3:9: what is wrong; what would be right`.
    package init(parsing bytes: [UInt8], name: String) throws {
        self = try HostsFile.read(bytes, name: name) { file, root, yaml in
            var reader = SimulationReader(yaml: yaml)
            let settings = reader.settings(of: root, hosts: Set(file.hosts.map(\.name)))
            yaml = reader.yaml
            return SimulationFile(hosts: file.hosts.map(SimulatedHostDescription.init), settings: settings)
        }
    }

    private init(hosts: [SimulatedHostDescription], settings: SimulationSettings) {
        self.hosts = hosts
        self.settings = settings
    }
}
