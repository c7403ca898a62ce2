package import FoundationEssentials
package import Infrastructure
import MANOModel
package import SOL
package import Store

/// Views over several resources, some with what the hosts say now.
package struct InsightService: Sendable {
    let store: StateStore
    let observer: HostObserver
    private let version: String
    private let startedAt: Date
    private let isSimulated: Bool

    /// - Parameters:
    ///   - version: of the program.
    ///   - isSimulated: the hosts are those of a simulated world.
    package init(store: StateStore, observer: HostObserver, version: String, startedAt: Date, isSimulated: Bool) {
        self.store = store
        self.observer = observer
        self.version = version
        self.startedAt = startedAt
        self.isSimulated = isSimulated
    }

    package func status() async throws -> ManifoldAPI.Status {
        let hosts = try await store.read { try $0.all(Host.self).count }
        return ManifoldAPI.Status(
            version: version, startedAt: startedAt, hosts: hosts, simulated: isSimulated, commits: store.commits)
    }

    /// An NS as a graph; guests whose host can't be asked in time are `unknown`. Throws `.notFound`.
    package func topology(_ id: String) async throws -> ManifoldAPI.Topology {
        let snapshot = try await store.read { try ServiceSnapshot(Identifier(id), in: $0) }
        return snapshot.topology(states: await observer.states(of: snapshot.guests))
    }

    /// What passed along an NS's paths. Throws `.notFound`, and where a switch can't be asked.
    package func paths(_ id: String) async throws -> [ManifoldAPI.PathCounters] {
        let snapshot = try await store.read { try ServiceSnapshot(Identifier(id), in: $0) }
        let hosts = Set(snapshot.guests.map(\.hostID))
        var counters: [ManifoldAPI.PathCounters] = []
        for graph in snapshot.ns.instantiated?.forwardingGraphs ?? [] {
            counters += snapshot.counters(of: graph, try await observer.traffic(graph: graph.id, on: hosts))
        }
        return counters
    }

    /// What the guests of a VNF count. Throws `.notFound`, and where a guest can't be asked.
    package func counters(_ id: String) async throws -> [ManifoldAPI.GuestCounters] {
        let (vnf, flavour) = try await store.read { reading in
            let vnf = try reading.get(Identifier<VNFInstance>(id)).value
            return (vnf, try reading.get(vnf.packageID).value.vnfd?.flavour(vnf.instantiated?.flavourID))
        }
        let observer = observer
        return try await withThrowingTaskGroup(of: (Int, ManifoldAPI.GuestCounters).self) { group in
            let vnfcs = vnf.instantiated?.vnfcs ?? []
            for (index, vnfc) in vnfcs.enumerated() {
                group.addTask {
                    let name = vnf.guestName(of: vnfc, flavour)
                    do {
                        let counters = try await observer.counters(of: vnfc)
                        return (index, .init(vnfcId: vnfc.id.rawValue, name: name, counters: counters))
                    } catch let error as ManifoldError {
                        throw ManifoldError(
                            error.code, "guest \(name) can't be asked for its counters", cause: error.description)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The steps of a VNF or NS occurrence, in order of number. Throws `.notFound`.
    package func steps(_ id: String) async throws -> [ManifoldAPI.Step] {
        try await store.read { reading in
            _ = try reading.get(Identifier<OperationOccurrence>(id))
            return try reading.steps(Identifier(id)).map(ManifoldAPI.Step.init)
        }
    }
}
