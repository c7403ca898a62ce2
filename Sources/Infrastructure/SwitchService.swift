import Dataplane
package import Logging
package import MANOModel
package import Store

/// Sees that switches have what the store wants on them: a switch that was started anew has lost its flows, and somebody
/// may have taken some away. What is missing is put back, without touching guests.
package actor SwitchService {
    private let store: StateStore
    private let registry: HostRegistry
    private let graphs: any ForwardingGraphSource
    private let policy: Policy
    private let log: Logger
    /// Hosts that are being looked at, with whether to look once more.
    private var pending: [Identifier<Host>: Bool] = [:]
    /// Looks at a host that were not the last, since one that was.
    private var looks: [Identifier<Host>: Int] = [:]
    /// What the log was told of each host: it isn't told again with every look.
    private var told: [Identifier<Host>: [String]] = [:]
    private static let concurrency = 16

    package struct Policy: Sendable {
        /// Between comparisons of all switches with what they should have.
        package var comparison: Duration = .seconds(120)
        /// The first and the longest pause until a host is looked at again where operations were open or something failed.
        package var firstLook: Duration = .milliseconds(500)
        package var longestLook: Duration = .seconds(60)

        package init() {}
    }

    package init(
        store: StateStore, registry: HostRegistry, graphs: any ForwardingGraphSource, policy: Policy = Policy(),
        log: Logger
    ) {
        self.store = store
        self.registry = registry
        self.graphs = graphs
        self.policy = policy
        self.log = log
    }

    /// Returns when the task is cancelled, or the registry is closed.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.followEvents() }
            group.addTask { await self.compareRegularly() }
            await group.next()
            group.cancelAll()
        }
    }

    private func followEvents() async {
        for await event in registry.switchEvents {
            switch event.event {
            case .connected: look(at: event.hostID)
            case .disconnected(let reason):
                log.warning("switch is gone", metadata: ["host": "\(event.hostName)", "reason": "\(reason)"])
            }
        }
    }

    private func compareRegularly() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: policy.comparison)
            guard !Task.isCancelled else { return }
            do {
                let hosts = try await store.read { reading in
                    // Where no graph is, there is little to lose between two starts of a switch.
                    let services = Set(
                        try reading.all(NSInstance.self).map(\.value)
                            .filter { $0.instantiated?.forwardingGraphs.isEmpty == false }.map(\.id))
                    return Set(
                        try services.flatMap { try reading.vnfInstances(ns: $0) }
                            .flatMap { $0.value.instantiated?.vnfcs.map(\.hostID) ?? [] })
                }
                await forEach(hosts, atMost: Self.concurrency) { await self.lookOnce(at: $0) }
            } catch {
                log.error("switches can't be compared", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Looks at a host soon; many calls at once are one look.
    package func look(at id: Identifier<Host>) {
        guard pending[id] == nil else {
            pending[id] = true
            return
        }
        pending[id] = false
        Task { await self.work(id) }
    }

    private func lookOnce(at id: Identifier<Host>) async {
        guard pending[id] == nil else { return }
        pending[id] = false
        await work(id)
    }

    private func work(_ id: Identifier<Host>) async {
        var isDone = false
        repeat {
            pending[id] = false
            isDone = await restore(id)
        } while pending[id] == true
        pending[id] = nil
        guard !isDone else {
            looks[id] = nil
            return
        }
        let count = looks[id, default: 0]
        looks[id] = count + 1
        let pause = min(policy.firstLook * (1 << min(count, 10)), policy.longestLook)
        Task {
            try? await Task.sleep(for: pause)
            self.look(at: id)
        }
    }

    /// Puts back what is missing on a host; whether that was all of it.
    private func restore(_ id: Identifier<Host>) async -> Bool {
        do {
            let graphs = graphs
            let drivers = try await registry.drivers(id)
            let (wanted, restored, failures) = try await drivers.switchTurns.restoring {
                let wanted = try await store.read { try SwitchState(of: id, graphs: graphs, in: $0) }
                let (restored, failures) = try await Self.restore(wanted, on: drivers.dataplane)
                return (wanted, restored, failures)
            }
            if !restored.isEmpty {
                log.notice(
                    "a switch had lost something; it is back",
                    metadata: ["host": "\(id)", "what": "\(restored.joined(separator: ", "))"])
            }
            note(wanted.unreadable.map { "\($0.what): \($0.reason)" } + failures, of: id)
            guard !wanted.isPartial, wanted.unreadable.isEmpty, failures.isEmpty else { return false }
            // What an operation has begun meanwhile may have been done to what was read before it.
            return try await store.read { try SwitchState(of: id, graphs: graphs, in: $0) } == wanted
        } catch let error as ManifoldError where error.code == .notFound {
            // The host was removed.
            return true
        } catch {
            log.warning("a switch can't be looked at", metadata: ["host": "\(id)", "error": "\(error)"])
            return false
        }
    }

    private func note(_ failures: [String], of id: Identifier<Host>) {
        for failure in failures where told[id]?.contains(failure) != true {
            log.error(
                "something can't be put back on a switch; everything else is, and this is tried again",
                metadata: ["host": "\(id)", "what": "\(failure)"])
        }
        told[id] = failures.isEmpty ? nil : failures
    }

    /// What was put back, and what the switch refuses, for people: one thing doesn't keep the others away. A switch that
    /// gives no answer ends it; the next look tries again.
    private static func restore(
        _ wanted: SwitchState, on dataplane: any DataplaneDriver
    ) async throws -> (restored: [String], failures: [String]) {
        guard !wanted.endpoints.isEmpty || !wanted.ports.isEmpty else { return ([], []) }
        var restored: [String] = []
        var failures: [String] = []
        func attempt(_ what: String, _ body: () async throws -> Bool) async throws {
            do {
                if try await body() { restored.append(what) }
            } catch let error as ManifoldError where error.code != .unknown {
                failures.append("\(what): \(error)")
            }
        }
        try await dataplane.ensureBridge()
        for endpoint in wanted.endpoints {
            try await attempt("endpoint \(endpoint.portName)") {
                guard try await !dataplane.endpoint(endpoint) else { return false }
                try await dataplane.ensureEndpoint(endpoint)
                return true
            }
        }
        let seen = Dictionary(
            try await dataplane.ports(names: wanted.ports.map(\.name)).map { ($0.name, $0) }
        ) { first, _ in first }
        // One that is down may be a guest's that doesn't run, or may have lost its flow: adding it again does no harm.
        let missing = wanted.ports.filter { seen[$0.name]?.isUp != true }
        do {
            if !missing.isEmpty { try await dataplane.attachPorts(missing) }
            restored += missing.filter { seen[$0.name] == nil }.map { "port \($0.name)" }
        } catch let error as ManifoldError where error.code != .unknown {
            // All of them are one change of the switch's: which one is it?
            for port in missing {
                try await attempt("port \(port.name) of \(port.owner)") {
                    try await dataplane.attachPorts([port])
                    return seen[port.name] == nil
                }
            }
        }
        for graph in wanted.graphs {
            try await attempt("forwarding graph \(graph.id)") {
                guard try await dataplane.graphDigest(id: graph.id) != graph.digest else { return false }
                try await dataplane.applyGraph(graph)
                return true
            }
        }
        return (restored, failures)
    }
}
