import Dataplane
import FoundationEssentials
package import Logging
package import MANOModel
import Planner
package import SOL
package import Store

/// The networks that operators make, and the places where they meet the outside.
package struct NetworkService: Sendable {
    private let store: StateStore
    private let registry: HostRegistry
    private let sources: Sources
    private let log: Logger

    package init(store: StateStore, registry: HostRegistry, sources: Sources = .system, log: Logger) {
        self.store = store
        self.registry = registry
        self.sources = sources
        self.log = log
    }

    package func networks() async throws -> [ManifoldAPI.Network] {
        try await store.read { reading in
            let used = try reading.connectionPointCounts()
            return try reading.all(Network.self).map { ManifoldAPI.Network($0.value, used: used[$0.value.id] ?? 0) }
        }
    }

    /// - Parameter key: id or name. Throws `.notFound`.
    package func network(_ key: String) async throws -> ManifoldAPI.Network {
        try await store.read { reading in
            let network = try Self.find(key, reading).value
            return ManifoldAPI.Network(network, used: try reading.connectionPointCounts()[network.id] ?? 0)
        }
    }

    /// Claims what the network needs in one commit, then makes its endpoint; where that fails nothing is left.
    ///
    /// - Throws: `.unprocessable` for what can't be, `.conflict` for a name, a segment or an outside that is taken,
    ///   and what the switch says.
    package func create(_ request: ManifoldAPI.CreateNetworkRequest) async throws -> ManifoldAPI.Network {
        let plan = try NetworkPlan(request)
        let id: Identifier<Network> = sources.identifier()
        let network = try await store.transact { try plan.commit(id, $0) }
        do {
            try await ensureEndpoint(of: network)
        } catch {
            await takeBack(network)
            throw error
        }
        return ManifoldAPI.Network(network, used: 0)
    }

    /// Throws `.conflict` while an instance is on it or it belongs to one.
    package func remove(_ key: String) async throws {
        let (network, endpoint) = try await store.read { reading in
            let network = try Self.find(key, reading).value
            try Self.checkUnused(network, reading)
            return (network, try reading.endpoint(of: network))
        }
        for place in network.places {
            guard let uplink = network.uplink(on: place.hostID) else { continue }
            do {
                try await registry.drivers(place.hostID).dataplane.removeEndpoint(uplink)
            } catch {
                // What is left on a fenced host is removed when it returns.
                guard try await registry.isFenced(place.hostID) else { throw error }
            }
        }
        guard let endpoint, let hostID = network.hostID else { return try await forget(network) }
        let drivers = try await registry.drivers(hostID)
        // Between the two nobody puts the endpoint back.
        try await drivers.switchTurns.changing {
            try await drivers.dataplane.removeEndpoint(endpoint)
            try await forget(network)
        }
    }

    /// Takes a network whose endpoints are gone out of the store; where that can't be, they are made again.
    private func forget(_ network: Network) async throws {
        do {
            try await store.transact { transaction in
                try Self.checkUnused(network, transaction)
                try transaction.forget(transaction.get(network.id).value)
            }
        } catch {
            // Somebody came onto it meanwhile.
            try await ensureEndpoint(of: network)
            for place in network.places {
                guard let uplink = network.uplink(on: place.hostID) else { continue }
                try await registry.drivers(place.hostID).dataplane.ensureEndpoint(uplink)
            }
            throw error
        }
    }

    /// Makes all endpoints again that are gone; what fails is logged.
    package func ensureAll() async throws {
        let hosts = try await store.read { reading in
            Set(try reading.all(Network.self).flatMap { [$0.value.hostID] + $0.value.places.map(\.hostID) })
        }.compactMap(\.self)
        await forEach(hosts, atMost: 16) { await ensureEndpoints(on: $0) }
    }

    /// Makes the endpoints on one host again that are gone; what fails is logged.
    package func ensureEndpoints(on id: Identifier<Host>) async {
        do {
            let drivers = try await registry.drivers(id)
            try await drivers.switchTurns.restoring { try await ensureEndpoints(on: id, drivers.dataplane) }
        } catch {
            log.error("networks can't be looked at", metadata: ["host": "\(id)", "error": "\(error)"])
        }
    }

    private func ensureEndpoints(on id: Identifier<Host>, _ dataplane: any DataplaneDriver) async throws {
        let networks = try await store.read { reading in
            try reading.all(Network.self).map(\.value).filter { network in
                network.hostID == id || network.places.contains { $0.hostID == id && $0.uplink != nil }
            }
        }
        for network in networks {
            do {
                if network.hostID == id { try await ensureEndpoint(of: network) }
                if let uplink = network.uplink(on: id) { try await dataplane.ensureEndpoint(uplink) }
            } catch {
                log.error(
                    "the endpoint of a network can't be made",
                    metadata: ["network": "\(network.name)", "host": "\(id)", "error": "\(error)"])
            }
        }
    }

    private func ensureEndpoint(of network: Network) async throws {
        guard let hostID = network.hostID, let endpoint = try await store.read({ try $0.endpoint(of: network) }) else {
            return
        }
        try await registry.drivers(hostID).dataplane.ensureEndpoint(endpoint)
    }

    private func takeBack(_ network: Network) async {
        do {
            if let hostID = network.hostID, let endpoint = try await store.read({ try $0.endpoint(of: network) }) {
                // It may have been made halfway.
                try? await registry.drivers(hostID).dataplane.removeEndpoint(endpoint)
            }
            try await store.transact { try $0.forget(network) }
        } catch {
            log.error(
                "a network that could not be made can't be taken back",
                metadata: ["network": "\(network.name)", "error": "\(error)"])
        }
    }

    private static func find(_ key: String, _ reading: Reading) throws -> Stored<Network> {
        if let stored = try reading.findNetwork(key) { return stored }
        let names = try reading.all(Network.self).map(\.value.name)
        throw ManifoldError(
            .notFound, "there is no network \(key)",
            remedy: names.isEmpty ? "make one first" : "there are: \(names.prefix(10).joined(separator: ", "))")
    }

    private static func checkUnused(_ network: Network, _ reading: Reading) throws {
        if let ns = network.nsInstanceID {
            throw ManifoldError(
                .conflict, "network \(network.name) is a virtual link of NS instance \(ns)",
                remedy: "it goes when that is terminated")
        }
        if let vnf = network.vnfInstanceID {
            throw ManifoldError(
                .conflict, "network \(network.name) is a virtual link of VNF instance \(vnf)",
                remedy: "it goes when that is terminated")
        }
        let users = try reading.users(of: network.id)
        guard users.isEmpty else {
            let named = users.prefix(5).joined(separator: ", ") + (users.count > 5 ? ", …" : "")
            throw ManifoldError(
                .conflict, "network \(network.name) is used by \(named)", remedy: "terminate what uses it first")
        }
    }
}
