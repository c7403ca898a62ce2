import FoundationEssentials
import GRDB
package import MANOModel

extension Reading {
    /// By id or by name.
    package func host(_ idOrName: String) throws -> Stored<Host> {
        if let stored = try fetch(Host.self, where: "id = ? OR label = ?", [idOrName, idOrName]).first {
            return stored
        }
        let names = try all(Host.self).map(\.value.name)
        throw ManifoldError(
            .notFound, "there is no host \(idOrName)",
            remedy: names.isEmpty ? "add one first" : "there are: \(names.prefix(10).joined(separator: ", "))")
    }

    /// By id or by name; nil: there is none.
    package func findNetwork(_ idOrName: String) throws -> Stored<Network>? {
        try fetch(Network.self, where: "id = ? OR label = ?", [idOrName, idOrName]).first
    }

    package func networks(ns id: Identifier<NSInstance>) throws -> [Stored<Network>] {
        try fetch(Network.self, where: "ns_instance_id = ?", [id.rawValue])
    }

    package func networks(vnf id: Identifier<VNFInstance>) throws -> [Stored<Network>] {
        try fetch(Network.self, where: "vnf_instance_id = ?", [id.rawValue])
    }

    package func openAlarms(vnf id: Identifier<VNFInstance>) throws -> [Stored<Alarm>] {
        try fetch(Alarm.self, where: "vnf_instance_id = ? AND is_open = 1", [id.rawValue])
    }
}
