import Dataplane
import FoundationEssentials
package import Logging
package import MANOModel
package import SOL
package import Store
import VIM

/// The compute hosts: what the operator adds, changes and removes, and what they say of themselves.
package struct HostService: Sendable {
    let store: StateStore
    let registry: HostRegistry
    private let networks: NetworkService
    private let sources: Sources
    private let log: Logger
    private let refreshes: FactsRefresh
    /// Hosts that are talked to at the same time at the start.
    private static let concurrency = 16

    /// - Parameter settling: how long events of a host are gathered before it is asked what it is now.
    package init(
        store: StateStore, registry: HostRegistry, networks: NetworkService, sources: Sources = .system,
        settling: Duration = .milliseconds(500), log: Logger
    ) {
        self.store = store
        self.registry = registry
        self.networks = networks
        self.sources = sources
        self.log = log
        refreshes = FactsRefresh(registry: registry, settling: settling, log: log)
    }

    /// Connects to all hosts, notes what they are now, and makes the endpoints on them again where they are gone.
    package func start() async throws {
        try await forgetUnfinished()
        let ids = try await store.read { try $0.all(Host.self).map(\.value.id) }
        await forEach(ids, atMost: Self.concurrency) { await recover($0) }
    }

    /// A host that was being added when the manager ended has never answered, and whoever added it got no answer: it isn't there.
    private func forgetUnfinished() async throws {
        let forgotten = try await store.transact { transaction in
            var names: [String] = []
            for host in try transaction.all(Host.self).map(\.value) where host.facts == nil {
                guard case .libvirt = host.connection else { continue }
                try transaction.delete(host.id)
                names.append(host.name)
            }
            return names
        }
        for name in forgotten {
            log.warning(
                "a host that was being added when the manager ended was not added", metadata: ["host": "\(name)"])
        }
    }

    /// Looks at a host again, after a start or when its connection is back.
    package func recover(_ id: Identifier<Host>) async {
        do {
            let host = try await registry.refresh(id)
            if host.problem == nil { await networks.ensureEndpoints(on: id) }
        } catch {
            log.error("host can't be looked at", metadata: ["host": "\(id)", "error": "\(error)"])
        }
    }

    /// Looks again at the hosts that could not be asked.
    package func recoverLost() async throws {
        let ids = try await store.read { try $0.all(Host.self).filter { $0.value.problem != nil }.map(\.value.id) }
        await forEach(ids, atMost: Self.concurrency) { await recover($0) }
    }

    /// Looks at a host again if it could not be asked before; else it is asked what it is now: it may have been started anew.
    package func connected(_ id: Identifier<Host>) async throws {
        if try await store.read({ try $0.host(id.rawValue).value.problem }) != nil {
            await recover(id)
        } else {
            await changed(id)
        }
    }

    /// Asks a host soon what it is now; many calls at once are one question.
    package func changed(_ id: Identifier<Host>) async { await refreshes.request(id) }

    /// Asks all hosts that answer what they are now, for what they tell no events of.
    package func refresh() async throws {
        let ids = try await store.read { try $0.all(Host.self).filter { $0.value.problem == nil }.map(\.value.id) }
        let registry = registry
        let log = log
        await forEach(ids, atMost: Self.concurrency) { id in
            do {
                guard try await registry.refresh(id).problem == nil else { return }
                let gone = try await tidyImages(id, now: sources.now())
                if !gone.isEmpty {
                    log.info(
                        "images were removed from a host",
                        metadata: ["host": "\(id)", "images": "\(gone.joined(separator: ", "))"])
                }
            } catch {
                log.error("host can't be looked at", metadata: ["host": "\(id)", "error": "\(error)"])
            }
        }
    }

    /// Notes that a host can't be asked at present.
    package func lost(_ id: Identifier<Host>, reason: String) async throws {
        try await store.transact { transaction in
            var stored = try transaction.host(id.rawValue)
            stored.value.noteAnswer(problem: reason, at: transaction.now)
            try transaction.update(stored)
        }
        registry.concerns.add(id)
    }

    package func hosts() async throws -> [ManifoldAPI.Host] {
        try await store.read { reading in
            let usage = try HostUsage(reading)
            return try reading.all(Host.self).map { usage.view($0.value) }
        }
    }

    /// - Parameter key: id or name. Throws `.notFound`.
    package func host(_ key: String) async throws -> ManifoldAPI.Host {
        try await store.read { reading in try HostUsage.detailedView(try reading.host(key).value, reading) }
    }

    /// What changed of a host's facts, the newest first. Throws `.notFound`.
    package func changes(_ key: String) async throws -> [ManifoldAPI.HostChange] {
        try await store.read { reading in
            try reading.hostChanges(try reading.host(key).value.id).map(ManifoldAPI.HostChange.init)
        }
    }

    /// Takes a host in once it has answered. Throws `.conflict` where the name is taken, `.unprocessable` where the
    /// request is wrong or the host can't be used; nothing is left of it then.
    package func add(_ request: ManifoldAPI.CreateHostRequest) async throws -> ManifoldAPI.Host {
        try HostRequest.check(request)
        let new = Self.host(request, id: sources.identifier())
        try HostRequest.checkFencing(of: new)
        try await store.transact { try $0.insert(new) }
        do {
            let host = try await registry.refresh(new.id)
            if let problem = host.problem {
                throw ManifoldError(
                    .unprocessable,
                    "host \(new.name) at \(request.libvirtURI), switch at \(request.ovsdb), can't be used",
                    cause: problem,
                    remedy: "put that right, see that libvirtd and Open vSwitch run there, and add it again")
            }
            try HostRequest.check(of: host)
        } catch {
            try await store.transact { try $0.delete(new.id) }
            await registry.disconnect(new.id)
            throw error
        }
        return try await self.host(new.id.rawValue)
    }

    private static func host(_ request: ManifoldAPI.CreateHostRequest, id: Identifier<Host>) -> Host {
        var host = Host(
            id: id, name: request.name, zone: request.zone ?? "default",
            groups: Set(request.groups ?? []).sorted(), traits: Set(request.traits ?? []).sorted(),
            connection: .libvirt(
                uri: request.libvirtURI, ovsdb: request.ovsdb, switchRunFolder: request.switchRunFolder,
                storageFolder: request.storageFolder),
            state: .unreachable, problem: "it has not answered yet",
            reservedCPUs: Set(request.reservedCPUs ?? []).sorted(), physicalNetworks: request.physicalNetworks ?? [:])
        if let overcommit = request.vCPUOvercommit { host.vCPUOvercommit = overcommit }
        if let memory = request.reservedMemory { host.reservedMemory = memory }
        host.fencing = request.fencing
        host.sharedStorage = request.sharedStorage.flatMap { $0.isEmpty ? nil : $0 }
        host.guestCPUModel = request.guestCPUModel
        return host
    }

    /// Throws `.notFound`, or `.unprocessable` for what a host can't be.
    package func modify(_ key: String, _ changes: ManifoldAPI.HostModifications) async throws -> ManifoldAPI.Host {
        try HostRequest.check(changes)
        if let counts = changes.virtualFunctions { try await makeFunctions(counts, on: key) }
        let (id, mustAsk) = try await store.transact { transaction in
            var stored = try transaction.host(key)
            try Self.apply(changes, to: &stored.value)
            var mustAsk = false
            switch changes.state {
            case .disabled:
                try Self.endEvacuation(of: &stored.value)
                stored.value.state = .disabled
            case .enabled where stored.value.state != .enabled:
                try Self.endEvacuation(of: &stored.value)
                // It takes guests when it has answered.
                stored.value.state = .unreachable
                mustAsk = true
            case .draining where ![.draining, .maintenance].contains(stored.value.state):
                try Self.beginDraining(&stored.value, transaction)
            case .enabled, .draining, .maintenance, .unreachable, nil: break
            }
            try transaction.update(stored)
            return (stored.value.id, mustAsk)
        }
        if mustAsk { await recover(id) }
        if changes.state == .draining { registry.concerns.add(id) }
        return try await host(id.rawValue)
    }

    /// Throws `.conflict` where something of theirs is claimed, and what the host says.
    private func makeFunctions(_ counts: [String: Int], on key: String) async throws {
        let (host, owners) = try await store.read { reading in
            let host = try reading.host(key).value
            let titles = try reading.ownerTitles(on: host.id)
            let claims = try reading.claims(kind: .device, scope: host.id.rawValue)
            return (host, Dictionary(claims.map { ($0.key, titles[$0.owner] ?? $0.owner) }) { first, _ in first })
        }
        for (interface, _) in counts.sorted(by: { $0.key < $1.key }) {
            for function in host.facts?.physicalFunctions ?? [] where function.name == interface {
                for address in [function.pciAddress] + function.virtualFunctions.map(\.pciAddress) {
                    guard let owner = owners[address] else { continue }
                    throw ManifoldError(
                        .conflict, "\(address) of \(interface) on host \(host.name) belongs to \(owner)",
                        remedy: "terminate or move it first")
                }
            }
        }
        let vim = try await registry.drivers(host.id).vim
        for (interface, count) in counts.sorted(by: { $0.key < $1.key }) {
            do {
                try await vim.setVirtualFunctions(count, of: interface)
            } catch let error as ManifoldError
                where error.code == .unsupported && !error.message.contains("host \(host.name)")
            {
                throw ManifoldError(
                    .unsupported, "host \(host.name): \(error.message)", cause: error.cause,
                    remedy: error.remedy ?? "make them there, and they appear in its inventory")
            }
        }
        try await registry.refresh(host.id)
    }

    private static func apply(_ changes: ManifoldAPI.HostModifications, to host: inout Host) throws {
        if let zone = changes.zone { host.zone = zone }
        if let groups = changes.groups { host.groups = Set(groups).sorted() }
        if let traits = changes.traits { host.traits = Set(traits).sorted() }
        if let overcommit = changes.vCPUOvercommit { host.vCPUOvercommit = overcommit }
        if let memory = changes.reservedMemory { host.reservedMemory = memory }
        if let cpus = changes.reservedCPUs { host.reservedCPUs = Set(cpus).sorted() }
        if let fencing = changes.fencing { host.fencing = fencing }
        if let cache = changes.imageCache { host.imageCache = cache }
        if let model = changes.guestCPUModel { host.guestCPUModel = model }
        if let storage = changes.sharedStorage { host.sharedStorage = storage.isEmpty ? nil : storage }
        for (interface, network) in changes.physicalNetworks ?? [:] { host.physicalNetworks[interface] = network }
        // A setting that went wrong by itself, as when a card was taken out, doesn't hinder the others.
        let changed: [(Host.Setting, Bool)] = [
            (.reservedCPUs, changes.reservedCPUs != nil), (.reservedMemory, changes.reservedMemory != nil),
            (.physicalNetworks, changes.physicalNetworks != nil), (.guestCPUModel, changes.guestCPUModel != nil),
        ]
        try HostRequest.check(changed.filter(\.1).map(\.0), of: host)
        if changes.fencing != nil { try HostRequest.checkFencing(of: host) }
    }

    /// Throws `.conflict` while guests, claims or networks are on it.
    package func remove(_ key: String) async throws {
        let host = try await store.read { try $0.host(key).value }
        // A host that can't be asked is forgotten as it is.
        let drivers = host.problem == nil ? try? await registry.drivers(host.id) : nil
        try await store.transact { transaction in
            let host = try transaction.host(host.id.rawValue).value
            try Self.checkUnused(host, transaction)
            try transaction.delete(host.id)
        }
        if let drivers { await release(host, drivers) }
        await registry.disconnect(host.id)
    }

    /// What was made for the host as a whole goes; what can't be taken away is logged, for the operator to do.
    private func release(_ host: Host, _ drivers: HostDrivers) async {
        do {
            try await drivers.dataplane.removeBridge()
            try await drivers.vim.releaseStorage()
        } catch {
            log.warning(
                "something of a removed host is left", metadata: ["host": "\(host.name)", "error": "\(error)"])
        }
    }

    /// Takes in the hosts of a simulated world, in one commit; those that are known by name keep their ids.
    package func addSimulated(_ hosts: [Host]) async throws {
        try await store.transact { transaction in
            let known = Dictionary(
                try transaction.all(Host.self).map { ($0.value.name, $0) }, uniquingKeysWith: { first, _ in first })
            for host in hosts {
                guard var stored = known[host.name] else {
                    try transaction.insert(host)
                    continue
                }
                guard case .simulated = stored.value.connection else {
                    throw ManifoldError(
                        .conflict, "host \(host.name) of the simulated world has the name of a real one",
                        remedy: "simulate in a data folder of its own")
                }
                let before = stored.value
                stored.value.zone = host.zone
                stored.value.connection = host.connection
                if let facts = host.facts { try transaction.setFacts(facts, of: &stored) }
                if stored.value != before { try transaction.update(stored) }
            }
        }
    }

    private static func checkUnused(_ host: Host, _ transaction: Transaction) throws {
        let guests = try transaction.guestCount(on: host.id)
        let networks = try transaction.all(Network.self).filter { $0.value.hostID == host.id }.map(\.value.name)
        let claims = try transaction.claims(scope: host.id.rawValue).count
        var reasons: [String] = []
        if guests > 0 { reasons.append("\(guests) \(guests == 1 ? "guest" : "guests")") }
        if !networks.isEmpty {
            let named = networks.prefix(5).joined(separator: ", ") + (networks.count > 5 ? ", …" : "")
            reasons.append("\(networks.count == 1 ? "the network" : "the networks") \(named)")
        }
        if reasons.isEmpty, claims > 0 {
            reasons.append("\(claims) claims of instances that are being made or removed")
        }
        guard reasons.isEmpty else {
            let drain = "drain it: manifold host drain \(host.name)"
            let delete = "delete them, or terminate the services that they are of: manifold network delete NAME"
            throw ManifoldError(
                .conflict, "host \(host.name) still has \(reasons.joined(separator: " and "))",
                remedy: networks.isEmpty ? drain : guests == 0 ? delete : "\(drain); \(delete)")
        }
    }
}
