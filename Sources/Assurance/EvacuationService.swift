import FoundationEssentials
package import Fencing
package import Infrastructure
package import Logging
package import MANOModel
import Operations
import ServiceLifecycle
package import Store

/// Looks after hosts that give no answer, or that guests are to leave: raises alarms, fences, has guests moved, and cleans
/// what returns. What is to be done is read from the store each time: Docs/Architecture/evacuation.md.
package actor EvacuationService: Service {
    let store: StateStore
    let registry: HostRegistry
    let hosts: HostService
    let relocating: any Relocating
    let fencing: FencingConnect
    let policy: EvacuationPolicy
    let sources: Sources
    let log: Logger
    /// Is told of VNFCs with new alarms.
    let alarmed: @Sendable ([Identifier<VNFC>]) async -> Void
    let sweep: HostSweep

    private var working: Set<Identifier<Host>> = []
    private var probing: Set<Identifier<Host>> = []
    private var probedAt: [Identifier<Host>: ContinuousClock.Instant] = [:]
    /// Hosts whose guests have their alarms.
    private var told: Set<Identifier<Host>> = []
    /// Services and occurrences that are not tried again before.
    private var notBefore: [String: ContinuousClock.Instant] = [:]

    package init(
        store: StateStore, registry: HostRegistry, hosts: HostService, relocating: any Relocating,
        fencing: @escaping FencingConnect, policy: EvacuationPolicy = EvacuationPolicy(), sources: Sources = .system,
        log: Logger, alarmed: @escaping @Sendable ([Identifier<VNFC>]) async -> Void = { _ in }
    ) {
        self.store = store
        self.registry = registry
        self.hosts = hosts
        self.relocating = relocating
        self.fencing = fencing
        self.policy = policy
        self.sources = sources
        self.log = log
        self.alarmed = alarmed
        sweep = HostSweep(store: store, registry: registry)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            for host in (try? await self.store.read({ try $0.all(Host.self).map(\.value) })) ?? [] where host.needsCare
            {
                self.registry.concerns.add(host.id)
            }
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    for id in self.registry.concerns.all {
                        if await self.begin(id) { group.addTask { await self.look(at: id) } }
                        if await self.beginProbe(id) { group.addTask { await self.probe(id) } }
                    }
                    try? await Task.sleep(for: self.policy.tick)
                }
            }
        }
    }

    private func begin(_ id: Identifier<Host>) -> Bool { working.insert(id).inserted }

    private func beginProbe(_ id: Identifier<Host>) -> Bool {
        let now = ContinuousClock.now
        if let last = probedAt[id], now - last < policy.probe { return false }
        guard probing.insert(id).inserted else { return false }
        probedAt[id] = now
        return true
    }

    /// Asks a host that gave no answer whether it is there.
    private func probe(_ id: Identifier<Host>) async {
        if (try? await store.read({ try $0.host(id.rawValue).value.problem })) != nil { await hosts.recover(id) }
        probing.remove(id)
    }

    private func look(at id: Identifier<Host>) async {
        do {
            try await act(on: id)
        } catch is CancellationError {
            // The service ends; the rows say how to go on.
        } catch let error as ManifoldError where error.code == .notFound {
            registry.concerns.remove(id)
        } catch is StoreConflict {
            // Somebody changed the host: it is looked at again.
        } catch {
            log.error("a host can't be looked after", metadata: ["host": "\(id)", "error": "\(error)"])
        }
        working.remove(id)
    }

    private func act(on id: Identifier<Host>) async throws {
        let stored = try await store.read { try $0.host(id.rawValue) }
        let host = stored.value
        if host.problem == nil { told.remove(id) }
        if let lost = host.lostAt, host.problem != nil { try await noteSilence(of: host, since: lost) }
        switch (host.evacuation?.kind, host.evacuation?.fence?.state) {
        case (nil, _):
            if host.problem == nil { registry.concerns.remove(id) }
        case (.drain, _):
            // The guests of a host that gives no answer can't be moved.
            if host.problem == nil { try await drain(host) }
        case (.evacuate, nil): try await fence(host)
        case (.evacuate, .started): try await lookUp(host)
        case (.evacuate, .confirmed):
            if host.problem == nil {
                try await beginCleaning(host)
            } else {
                _ = try await move(host, atMost: policy.rebuilds)
            }
        case (.evacuate, .cleaning):
            if host.problem == nil { try await clean(host) }
        }
    }

    // MARK: A host that gives no answer

    private func noteSilence(of host: Host, since lost: Date) async throws {
        let settings = host.fencing ?? FencingSettings()
        guard sources.now().timeIntervalSince(lost) >= settings.unreachableAfter else { return }
        if told.insert(host.id).inserted { try await raiseAlarms(host, since: lost) }
        if settings.automatic, host.evacuation?.kind != .evacuate {
            log.warning("host is taken for dead and evacuated", metadata: ["host": "\(host.name)"])
            try await update(host.id) { stored, transaction in
                guard stored.value.problem != nil else { return }
                try transaction.beginEvacuation(&stored, by: "the host's settings")
            }
        }
    }

    private func raiseAlarms(_ host: Host, since lost: Date) async throws {
        let sources = sources
        let raised = try await store.transact { transaction in
            let open = Set(try transaction.openAlarms().compactMap(\.value.vnfcID))
            let silent = try transaction.guests(on: host.id).filter { !open.contains($0.vnfcID) }
            for guest in silent {
                try transaction.insert(
                    Alarm(
                        id: sources.identifier(), vnfInstanceID: guest.vnfInstanceID, vnfcID: guest.vnfcID,
                        raisedAt: transaction.now, severity: "CRITICAL", probableCause: "NFVI host unreachable",
                        details: [
                            "host \(host.name)", "domain \(guest.domainName)",
                            "no answer for \(Int(transaction.now.timeIntervalSince(lost))) s",
                            "reason \(host.problem ?? "unknown")",
                        ]))
            }
            return silent.map(\.vnfcID)
        }
        log.warning(
            "host is unreachable",
            metadata: ["host": "\(host.name)", "guests": "\(raised.count)", "error": "\(host.problem ?? "")"])
        await alarmed(raised)
    }

    // MARK: Guests leave

    private func drain(_ host: Host) async throws {
        guard try await move(host, atMost: 1) else { return }
        try await update(host.id) { stored, transaction in
            guard let evacuation = stored.value.evacuation, evacuation.kind == .drain, stored.value.state == .draining,
                try transaction.guestCount(on: host.id) == 0
            else { return }
            stored.value.evacuation = nil
            stored.value.state = .maintenance
            try transaction.addChange(["it is drained: \(evacuation.guestsAtStart) guests have left"], of: host.id)
        }
        log.notice("host is drained", metadata: ["host": "\(host.name)"])
    }

    /// Starts what can be started of the services that are to leave the host, and notes why others can't.
    ///
    /// - Returns: whether nothing is left there.
    private func move(_ host: Host, atMost limit: Int) async throws -> Bool {
        let services = try await store.read { try $0.services(leaving: host.id) }
        var stuck: [HostEvacuation.Stuck] = []
        var running = services.count(where: \.isMoving)
        for service in services {
            if service.operation?.state.isRunning ?? false { continue }
            let key = service.subject.rawID
            let before = host.evacuation?.stuck.first { $0.instanceID == key }
            if let pause = notBefore[key], pause > .now {
                if let before { stuck.append(before) }
                continue
            }
            guard running < limit else {
                if let before { stuck.append(before) }
                continue
            }
            do {
                if try await start(service, from: host) { running += 1 }
                // One after the other where one is asked for; what was started has its own end.
            } catch let error as ManifoldError {
                stuck.append(
                    .init(
                        instanceID: key, name: service.name, guests: service.guests,
                        reason: String(error.description.prefix(2000))))
                notBefore[key] = .now + .seconds(policy.pause)
            }
        }
        if host.evacuation?.stuck != stuck {
            let reasons = stuck
            try await update(host.id) { stored, _ in stored.value.evacuation?.stuck = reasons }
        }
        return services.isEmpty
    }

    /// - Returns: whether something was started.
    /// - Throws: why the service can't leave.
    private func start(_ service: ServiceOnHost, from host: Host) async throws -> Bool {
        let key = service.subject.rawID
        for open in service.others + [service.operation].compactMap(\.self) where !open.state.isRunning {
            guard open.isAutomatic, open.operation == .heal else {
                throw ManifoldError(
                    .conflict,
                    "occurrence \(open.id) (\(open.operation.rawValue)) is \(open.state.rawValue) and holds it",
                    cause: open.error?.description, remedy: "retry it, roll it back or fail it")
            }
            notBefore[key] = .now + .seconds(policy.pause)
            if open.id == service.operation?.id, open.isRelocation {
                try await relocating.retry(open.id)
                // Its last error stays in the view until it has come to its end.
                if let error = open.error, let before = host.evacuation?.stuck.first(where: { $0.instanceID == key }),
                    before.reason == error.description
                {
                    throw error
                }
                return true
            }
            // A healing on the host that the guest leaves anyway.
            try await relocating.giveUp(open.id)
        }
        if service.others.contains(where: \.state.isRunning) { return false }
        let operation = try await relocating.relocate(service.subject, from: host.id)
        log.notice(
            "guests leave a host",
            metadata: ["host": "\(host.name)", "service": "\(service.name)", "operation": "\(operation)"])
        return true
    }

    // MARK: It is back

    /// From this commit on no plan is accepted that takes the host for gone.
    private func beginCleaning(_ host: Host) async throws {
        try await update(host.id) { stored, _ in
            guard stored.value.isFenced, stored.value.problem == nil else { return }
            stored.value.evacuation?.fence?.state = .cleaning
        }
        Failpoints.pass("clean:begun")
    }

    private func clean(_ host: Host) async throws {
        guard let evacuation = host.evacuation else { return }
        let removed = try await sweep.clean(host.id, owners: Set(evacuation.owners))
        Failpoints.pass("clean:removed")
        log.notice(
            "host has returned and is clean",
            metadata: ["host": "\(host.name)", "removed": "\(removed.joined(separator: ", "))"])
        try await update(host.id) { stored, transaction in
            guard stored.value.evacuation?.fence?.state == .cleaning, stored.value.problem == nil else { return }
            stored.value.evacuation = nil
            if stored.value.state == .unreachable { stored.value.state = .enabled }
            if stored.value.state == .draining {
                stored.value.evacuation = HostEvacuation(
                    kind: .drain, requestedAt: transaction.now, requestedBy: "the operator",
                    guestsAtStart: try transaction.guestCount(on: host.id))
            }
            let shown = removed.prefix(20).joined(separator: ", ") + (removed.count > 20 ? ", …" : "")
            try transaction.addChange(
                ["it answers again after it was fenced; removed: \(removed.isEmpty ? "nothing" : shown)"], of: host.id)
        }
    }

    /// One commit on a host's row.
    func update(
        _ id: Identifier<Host>, _ body: @escaping @Sendable (inout Stored<Host>, Transaction) throws -> Void
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.host(id.rawValue)
            let before = stored.value
            try body(&stored, transaction)
            if stored.value != before { try transaction.update(stored) }
        }
    }
}
