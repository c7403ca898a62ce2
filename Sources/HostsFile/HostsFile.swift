package import MANOModel
package import YAML

/// A file that describes hosts; Docs/hosts-file.md has the format.
package struct HostsFile: Sendable, Equatable {
    /// Each with its name as its id.
    package var hosts: [Host]
    /// What of them is used already; the owner is `used`.
    package var claims: [Claim]

    /// More are refused.
    package static let limit = 100_000
    /// What a simulation reads of the same file.
    package static let simulationKeys = ["delays", "readyAfter", "faults"]

    /// - Parameter name: of the file, for messages.
    /// - Throws: `.unprocessable` with every problem on a line of its own: `HOSTS.yaml:3:9: what is wrong; what would be right`.
    package init(parsing bytes: [UInt8], name: String) throws {
        self = try Self.read(bytes, name: name) { file, _, _ in file }
    }

    /// Reads hosts, and whatever else of the file somebody wants.
    ///
    /// - Throws: as `init(parsing:name:)`.
    package static func read<Result>(
        _ bytes: [UInt8], name: String, _ body: (HostsFile, YAMLNode, inout YAMLReader) -> Result
    ) throws -> Result {
        let root: YAMLNode
        do {
            root = try YAMLNode(parsing: bytes)
        } catch {
            throw ManifoldError(.unprocessable, YAMLReader.message(of: error, file: name))
        }
        var reader = HostsReader()
        reader.read(root)
        let result = body(HostsFile(hosts: reader.hosts, claims: reader.claims), root, &reader.yaml)
        if let message = reader.yaml.message(file: name) { throw ManifoldError(.unprocessable, message) }
        return result
    }

    private init(hosts: [Host], claims: [Claim]) {
        self.hosts = hosts
        self.claims = claims
    }

    /// 32 cores on two NUMA nodes, 128 GiB, 2 TiB.
    package static func standard(_ name: String) -> Host {
        let nodes = (0..<2).map { node in
            NUMANode(id: node, cores: Array(node * 16..<(node + 1) * 16), memory: 64 << 30)
        }
        return Host(
            id: Identifier(name), name: name, connection: .simulated(name: name),
            facts: HostFacts(
                hypervisorVersion: "simulated", cpuModel: "simulated", architecture: "x86_64", kvm: true,
                numaNodes: nodes, storageCapacity: 2 << 40, storageFree: 2 << 40))
    }
}
