import Dataplane
package import MANOModel
package import SOL
package import Store
import VIM

/// Asks hosts what is the case on them now, within a time.
package struct HostObserver: Sendable {
    private let registry: HostRegistry
    private let limit: Duration
    /// Calls to one host at the same time.
    private static let callsAHost = 4

    /// - Parameter limit: what one question may take, whatever the number of hosts.
    package init(registry: HostRegistry, limit: Duration = .seconds(3)) {
        self.registry = registry
        self.limit = limit
    }

    /// What guests do; those that could not be asked in time are left out.
    package func states(of guests: [PlacedGuest]) async -> [Identifier<VNFC>: GuestState] {
        let found = Collected<Identifier<VNFC>, GuestState>()
        let registry = registry
        await forEach(Dictionary(grouping: guests, by: \.hostID), atMost: 32) { hostID, guests in
            _ = try? await answer(within: limit) {
                let vim = try await registry.drivers(hostID).vim
                await forEach(guests, atMost: Self.callsAHost) { guest in
                    guard let seen = try? await vim.guest(name: guest.domainName) else { return }
                    found.add(guest.vnfcID, Self.state(seen, of: guest.vnfcID))
                }
            }
        }
        return found.all
    }

    /// What a guest's agent counts, by name. Throws `.timeout`, or what the host says.
    package func counters(of vnfc: VNFC) async throws -> [String: ManifoldAPI.Traffic] {
        let registry = registry
        let counters = try await answer(within: limit) {
            try await registry.drivers(vnfc.hostID).vim.guestCounters(name: vnfc.domainName)
        }
        guard let counters else {
            throw ManifoldError(.timeout, "guest \(vnfc.domainName) has not told its counters within \(limit)")
        }
        return counters.mapValues { Self.traffic($0.packets, $0.bytes) }
    }

    /// The last that a guest has printed. Throws `.timeout`, or what the host says.
    ///
    /// - Parameters:
    ///   - end: of an earlier answer: only what came after it.
    ///   - bytes: at most.
    package func log(
        of vnfc: VNFC, after end: Int64?, bytes: Int
    ) async throws -> (text: String, end: Int64) {
        let registry = registry
        let log = try await answer(within: limit) {
            try await registry.drivers(vnfc.hostID).vim.guestLog(name: vnfc.domainName, after: end, limit: bytes)
        }
        guard let log else {
            throw ManifoldError(
                .timeout, "what guest \(vnfc.domainName) has printed could not be read within \(limit)")
        }
        return (String(decoding: log.bytes.filter { $0 != 0 && $0 != 13 }, as: UTF8.self), log.end)
    }

    /// What passed along a forwarding graph, summed over the hosts. Throws `.timeout`, or what a switch says.
    package func traffic(graph id: String, on hosts: Set<Identifier<Host>>) async throws -> [PathTraffic] {
        let registry = registry
        let found = try await answer(within: limit) {
            try await withThrowingTaskGroup(of: [HopCounter].self) { group in
                for host in hosts {
                    group.addTask { try await registry.drivers(host).dataplane.counters(graphID: id) }
                }
                return try await group.reduce(into: [HopCounter]()) { $0 += $1 }
            }
        }
        guard let found else {
            throw ManifoldError(.timeout, "the switches have not told the counters of graph \(id) within \(limit)")
        }
        return found.map { counter in
            PathTraffic(
                pathID: counter.pathID, hopID: counter.hopID, instanceID: counter.instanceID,
                isReverse: counter.isReverse, traffic: Self.traffic(counter.packets, counter.bytes))
        }
    }

    static func state(_ seen: GuestObservation, of id: Identifier<VNFC>) -> GuestState {
        switch seen {
        case .absent: .absent
        case .foreign(let what): .foreign(what)
        case .present(let owner, _, _, _) where owner != id.rawValue: .foreign("the guest of \(owner)")
        case .present(_, _, .running, _): .running
        case .present(_, _, .paused, _): .paused
        case .present(_, _, .stopped, let reason): .stopped(reason: reason)
        case .present(_, _, .crashed, let reason): .crashed(reason: reason)
        }
    }

    private static func traffic(_ packets: Int64, _ bytes: Int64) -> ManifoldAPI.Traffic {
        ManifoldAPI.Traffic(packets: UInt64(clamping: packets), bytes: UInt64(clamping: bytes))
    }
}
