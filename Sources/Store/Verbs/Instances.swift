import GRDB
package import MANOModel

extension Reading {
    package func vnfInstance(_ id: Identifier<VNFInstance>) throws -> Stored<VNFInstance> {
        try get(VNFInstanceTable.self, id.rawValue)
    }

    package func vnfInstances() throws -> [Stored<VNFInstance>] { try fetch(VNFInstanceTable.self, where: "1", []) }

    package func vnfInstances(ns id: Identifier<NSInstance>) throws -> [Stored<VNFInstance>] {
        try fetch(VNFInstanceTable.self, where: "ns_instance_id = ?", [id.rawValue])
    }

    package func nsInstance(_ id: Identifier<NSInstance>) throws -> Stored<NSInstance> {
        try get(NSInstanceTable.self, id.rawValue)
    }

    package func nsInstances() throws -> [Stored<NSInstance>] { try fetch(NSInstanceTable.self, where: "1", []) }
}

extension Transaction {
    package func insert(_ instance: VNFInstance) throws { try insert(VNFInstanceTable.self, instance) }
    @discardableResult
    package func update(_ instance: Stored<VNFInstance>) throws -> Stored<VNFInstance> {
        try update(VNFInstanceTable.self, instance)
    }
    package func delete(_ id: Identifier<VNFInstance>) throws { try delete(VNFInstanceTable.self, id.rawValue) }

    package func insert(_ instance: NSInstance) throws { try insert(NSInstanceTable.self, instance) }
    @discardableResult
    package func update(_ instance: Stored<NSInstance>) throws -> Stored<NSInstance> {
        try update(NSInstanceTable.self, instance)
    }
    package func delete(_ id: Identifier<NSInstance>) throws { try delete(NSInstanceTable.self, id.rawValue) }
}
