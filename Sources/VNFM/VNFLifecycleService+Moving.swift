package import MANOModel
import Operations
import SOL
import Store

/// Guests leave a host that is being drained with what they have.
extension VNFLifecycleService {
    /// Has guests of a service move from a host that answers: as they run, or else stopped, with their disks. Those of one
    /// VNF go; the others follow when it is asked again.
    ///
    /// - Returns: nil where none of them can, or where it was tried since the host is drained and has failed: they can be made
    ///   anew elsewhere (`evacuate`).
    package func moveAway(
        _ subject: OperationOccurrence.Subject, from host: Identifier<Host>
    ) async throws -> Identifier<OperationOccurrence>? {
        let candidates = try await store.read { reading -> [(VNFSnapshot, Migration)] in
            guard let evacuation = try reading.host(host.rawValue).value.evacuation, evacuation.kind == .drain else {
                return []
            }
            return try reading.vnfs(of: subject).compactMap { vnf in
                let hasFailed = try reading.operations(instance: vnf.id.rawValue).contains { stored in
                    let operation = stored.value
                    return operation.startedAt >= evacuation.requestedAt
                        && [.failed, .rolledBack].contains(operation.state)
                        && Migration(of: operation)?.leaves == host
                }
                let leaving = (vnf.instantiated?.vnfcs ?? []).filter { $0.hostID == host }
                guard !hasFailed, !leaving.isEmpty else { return nil }
                let migration = Migration(
                    vnfcs: Set(leaving.map(\.id)), target: nil, isLive: true, leaves: host)
                return (try VNFSnapshot(vnf.id, in: reading), migration)
            }
        }
        for (snapshot, migration) in candidates {
            for isLive in [true, false] {
                var migration = migration
                migration.isLive = isLive
                do {
                    _ = try snapshot.migrated(migration, from: host)
                } catch let error as ManifoldError where [.conflict, .noCapacity].contains(error.code) {
                    continue
                }
                return try await accept(migration, of: snapshot.instance.value.id, cause: "its host is drained")
            }
        }
        return nil
    }
}

extension Reading {
    fileprivate func vnfs(of subject: OperationOccurrence.Subject) throws -> [VNFInstance] {
        switch subject {
        case .vnf(let id): [try get(id).value]
        case .ns(let id): try vnfInstances(ns: id).map(\.value)
        }
    }
}
