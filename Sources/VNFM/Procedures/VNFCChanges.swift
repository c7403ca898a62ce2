import MANOModel
import Store

extension Transaction {
    /// What is left of VNFCs whose resources are gone: nothing.
    func forget(_ vnfcs: [VNFC]) throws {
        for vnfc in vnfcs { try release(owner: vnfc.id.rawValue) }
    }

    /// Ends what the VNF held: VNFCs and the networks of its internal links.
    func forgetAll(of stored: Stored<VNFInstance>) throws {
        var stored = stored
        try forget(stored.value.instantiated?.vnfcs ?? [])
        for network in try networks(vnf: stored.value.id) { try forget(network.value) }
        stored.value.instantiated = nil
        try update(stored)
    }
}

extension VNFC {
    /// For the occurrence's list of affected resources.
    func affected(_ change: AffectedResource.Change) -> [AffectedResource] {
        [
            AffectedResource(
                kind: .vnfc, change: change, id: id.rawValue, descriptorID: vduID, resourceName: domainName,
                hostID: hostID)
        ]
            + (change == .modified ? [] : volumes).map {
                AffectedResource(
                    kind: .storage, change: change, id: $0.id, descriptorID: $0.virtualStorageDescID,
                    resourceName: $0.name,
                    hostID: hostID)
            }
    }
}
