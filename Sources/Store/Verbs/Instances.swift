import GRDB
package import MANOModel

extension Reading {
    package func vnfInstances(ns id: Identifier<NSInstance>) throws -> [Stored<VNFInstance>] {
        try fetch(VNFInstance.self, where: "ns_instance_id = ?", [id.rawValue])
    }
}
