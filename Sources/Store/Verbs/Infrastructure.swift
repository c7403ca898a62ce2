import FoundationEssentials
import GRDB
package import MANOModel

extension Reading {
    package func hosts() throws -> [Stored<Host>] { try fetch(HostTable.self, where: "1", []) }

    /// By id or by name.
    package func host(_ idOrName: String) throws -> Stored<Host> {
        if let stored = try fetch(HostTable.self, where: "id = ? OR label = ?", [idOrName, idOrName]).first {
            return stored
        }
        let names = try hosts().map(\.value.name)
        throw ManifoldError(
            .notFound, "there is no host \(idOrName)",
            remedy: names.isEmpty ? "add one first" : "there are: \(names.prefix(10).joined(separator: ", "))")
    }

    package func networks() throws -> [Stored<Network>] { try fetch(NetworkTable.self, where: "1", []) }

    package func network(_ id: Identifier<Network>) throws -> Stored<Network> {
        try get(NetworkTable.self, id.rawValue)
    }

    /// By id or by name; nil: there is none.
    package func findNetwork(_ idOrName: String) throws -> Stored<Network>? {
        try fetch(NetworkTable.self, where: "id = ? OR label = ?", [idOrName, idOrName]).first
    }

    package func networks(ns id: Identifier<NSInstance>) throws -> [Stored<Network>] {
        try fetch(NetworkTable.self, where: "ns_instance_id = ?", [id.rawValue])
    }

    package func networks(vnf id: Identifier<VNFInstance>) throws -> [Stored<Network>] {
        try fetch(NetworkTable.self, where: "vnf_instance_id = ?", [id.rawValue])
    }

    package func openAlarms(vnf id: Identifier<VNFInstance>) throws -> [Stored<Alarm>] {
        try fetch(AlarmTable.self, where: "vnf_instance_id = ? AND is_open = 1", [id.rawValue])
    }
}

extension Transaction {
    package func insert(_ host: Host) throws { try insert(HostTable.self, host) }
    @discardableResult
    package func update(_ host: Stored<Host>) throws -> Stored<Host> { try update(HostTable.self, host) }
    package func delete(_ id: Identifier<Host>) throws { try delete(HostTable.self, id.rawValue) }

    package func insert(_ network: Network) throws { try insert(NetworkTable.self, network) }
    @discardableResult
    package func update(_ network: Stored<Network>) throws -> Stored<Network> { try update(NetworkTable.self, network) }
    package func delete(_ id: Identifier<Network>) throws { try delete(NetworkTable.self, id.rawValue) }

    package func insert(_ alarm: Alarm) throws { try insert(AlarmTable.self, alarm) }
    @discardableResult
    package func update(_ alarm: Stored<Alarm>) throws -> Stored<Alarm> { try update(AlarmTable.self, alarm) }
}
