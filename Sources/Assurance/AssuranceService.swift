import FoundationEssentials
package import Infrastructure
package import Logging
package import MANOModel
import ServiceLifecycle
package import Store
import VIM

/// Watches that the guests of instantiated VNFs run: raises alarms, clears them, and has VNFs healed where they say so.
/// Events only say where to look; what is the case is asked from the store and the host.
package actor AssuranceService: Service {
    private let store: StateStore
    private let registry: HostRegistry
    private let hosts: HostService
    private let observer: HostObserver
    private let healing: any HealRequesting
    private let policy: AssurancePolicy
    private let sources: Sources
    private let log: Logger

    private var cases: [Identifier<VNFInstance>: VNFCase] = [:]
    /// VNFCs that a hypervisor told about, and what it said, until they are looked into.
    private var suspects: [Identifier<VNFC>: String] = [:]
    /// What hypervisors said of the guests of VNFs that are being looked into.
    private var reasons: [Identifier<VNFInstance>: [Identifier<VNFC>: String]] = [:]
    private var alarmed: Set<Identifier<VNFC>> = []
    private var isSettling = false
    private var queued: Set<Identifier<VNFInstance>> = []
    private var looking: Set<Identifier<VNFInstance>> = []
    private var timers: [Identifier<VNFInstance>: Task<Void, Never>] = [:]
    private let work: AsyncStream<Identifier<VNFInstance>>
    private let queue: AsyncStream<Identifier<VNFInstance>>.Continuation
    /// VNFs that are looked at at the same time.
    private static let concurrency = 16
    /// Details of one alarm.
    private static let detailLimit = 20

    package init(
        store: StateStore, registry: HostRegistry, hosts: HostService, observer: HostObserver,
        healing: any HealRequesting,
        policy: AssurancePolicy = AssurancePolicy(), sources: Sources = .system, log: Logger
    ) {
        self.store = store
        self.registry = registry
        self.hosts = hosts
        self.observer = observer
        self.healing = healing
        self.policy = policy
        self.sources = sources
        self.log = log
        (work, queue) = AsyncStream.makeStream()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.followEvents() }
                group.addTask { await self.compareRegularly() }
                group.addTask { await self.refreshRegularly() }
                group.addTask { await self.workThroughQueue() }
            }
        }
        for timer in timers.values { timer.cancel() }
    }

    // MARK: Where to look

    private func followEvents() async {
        await withDiscardingTaskGroup { group in
            for await event in registry.events {
                switch event.event {
                case .guestStarted(_, let owner):
                    if alarmed.contains(Identifier(owner)) { suspect(Identifier(owner), nil) }
                case .guestStopped(_, let owner, let crashed, let reason):
                    suspect(Identifier(owner), reason.isEmpty ? (crashed ? "crashed" : "shut off") : reason)
                case .hostChanged: await hosts.changed(event.hostID)
                case .disconnected(let reason):
                    group.addTask { await self.attempt("note a lost host") { try await $0.lost(event.hostID, reason) } }
                case .connected:
                    group.addTask {
                        await self.attempt("look at a host again") { try await $0.hosts.connected(event.hostID) }
                        await self.compare(host: event.hostID)
                    }
                case .resync:
                    group.addTask { await self.compare(host: event.hostID) }
                }
            }
        }
    }

    private func lost(_ id: Identifier<Host>, _ reason: String) async throws {
        try await hosts.lost(id, reason: reason)
    }

    private func suspect(_ id: Identifier<VNFC>, _ reason: String?) {
        suspects[id] = reason ?? suspects[id] ?? ""
        guard !isSettling else { return }
        isSettling = true
        Task {
            try? await Task.sleep(for: policy.settling)
            await self.lookIntoSuspects()
        }
    }

    private func lookIntoSuspects() async {
        isSettling = false
        let found = suspects
        suspects = [:]
        await attempt("find the VNFs of guests that stopped") { service in
            let guests = try await service.store.read { try $0.guests(includingUnfinished: true) }
            for guest in guests {
                guard let reason = found[guest.vnfcID] else { continue }
                await service.lookAt(guest.vnfInstanceID, guest.vnfcID, reason)
            }
        }
    }

    private func lookAt(_ vnf: Identifier<VNFInstance>, _ vnfc: Identifier<VNFC>, _ reason: String) {
        if !reason.isEmpty { reasons[vnf, default: [:]][vnfc] = reason }
        cases[vnf]?.looks = 0
        enqueue(vnf)
    }

    private func compareRegularly() async {
        while !Task.isCancelled {
            await compare(host: nil)
            try? await Task.sleep(for: policy.comparison)
            await attempt("look at lost hosts again") { try await $0.hosts.recoverLost() }
        }
    }

    private func refreshRegularly() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: policy.refresh)
            await attempt("ask hosts what they are") { try await $0.hosts.refresh() }
        }
    }

    /// Looks at every VNF with a guest that doesn't run as it should, and at those with alarms.
    private func compare(host: Identifier<Host>?) async {
        await attempt("compare guests with what they should be") { service in
            let (guests, alarms) = try await service.store.read { reading in
                (
                    try reading.guests(on: host),
                    try reading.openAlarms().map(\.value)
                )
            }
            let states = await service.observer.states(of: guests)
            let down = guests.filter { states[$0.vnfcID]?.isDown == true }.map(\.vnfInstanceID)
            await service.compared(down, alarms)
        }
    }

    private func compared(_ down: [Identifier<VNFInstance>], _ alarms: [Alarm]) {
        alarmed.formUnion(alarms.compactMap(\.vnfcID))
        for vnf in Set(down + alarms.map(\.vnfInstanceID)) { enqueue(vnf) }
    }

    // MARK: Looking

    private func enqueue(_ vnf: Identifier<VNFInstance>) {
        timers.removeValue(forKey: vnf)?.cancel()
        guard queued.insert(vnf).inserted else { return }
        // One that is being looked at comes again when that is over.
        if !looking.contains(vnf) { queue.yield(vnf) }
    }

    private func enqueue(_ vnf: Identifier<VNFInstance>, after pause: Duration) {
        guard !queued.contains(vnf) else { return }
        timers[vnf]?.cancel()
        timers[vnf] = Task {
            do {
                try await Task.sleep(for: pause)
                self.enqueue(vnf)
            } catch {
                // Somebody was faster, or the service ends.
            }
        }
    }

    private func workThroughQueue() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await vnf in work {
                if running >= Self.concurrency {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await self.look(vnf) }
            }
        }
    }

    private func look(_ id: Identifier<VNFInstance>) async {
        guard looking.insert(id).inserted else { return }
        queued.remove(id)
        let known = cases[id] ?? VNFCase()
        var pause: Duration?
        do {
            pause = try await act(on: id, known)
        } catch is CancellationError {
            // The service ends.
        } catch {
            log.error("a VNF can't be looked at", metadata: ["vnf": "\(id)", "error": "\(error)"])
            pause = policy.longestLook
        }
        looking.remove(id)
        if queued.contains(id) {
            queue.yield(id)
        } else if let pause {
            enqueue(id, after: pause)
        }
    }

    /// Looks, judges, does what follows; how long until the next look, if there is to be one.
    private func act(on id: Identifier<VNFInstance>, _ known: VNFCase) async throws -> Duration? {
        var known = known
        let healingID = known.healing
        let condition = try await store.read { try VNFCondition(id, healing: healingID, in: $0) }
        let states = await observer.states(of: condition.vnf?.guests ?? [])
        let verdict = known.judge(
            condition, states: states, reasons: reasons[id] ?? [:], now: sources.now(), policy: policy)
        try await record(verdict, of: id, condition)
        var pause: Duration?
        switch verdict.next {
        case .rest: reasons[id] = nil
        case .look(let after): pause = after
        case .heal(let vnfcs, let cause):
            pause = try await attemptHealing(id, &known) { healing in
                try await healing.heal(vnf: id, vnfc: vnfcs, cause: cause)
            }
        case .retry(let operation):
            pause = try await attemptHealing(id, &known) { healing in
                try await healing.retry(operation)
                return operation
            }
        }
        cases[id] = known == VNFCase() ? nil : known
        return pause
    }

    private func attemptHealing(
        _ id: Identifier<VNFInstance>, _ known: inout VNFCase,
        _ body: (any HealRequesting) async throws -> Identifier<OperationOccurrence>
    ) async throws -> Duration {
        do {
            let operation = try await body(healing)
            known.healing = operation
            known.looks = 0
            log.notice("healing", metadata: ["vnf": "\(id)", "operation": "\(operation)"])
            return policy.firstLook
        } catch let error as ManifoldError where error.code == .conflict {
            // Somebody was faster; it is no attempt.
            known.attempts -= 1
            known.notBefore = nil
            known.looks += 1
            return policy.look(known.looks)
        } catch {
            try await record(Verdict(notes: ["it can't be healed: \(error)"]), of: id, nil)
            return policy.firstLook
        }
    }

    // MARK: Alarms

    private func record(_ verdict: Verdict, of id: Identifier<VNFInstance>, _ condition: VNFCondition?) async throws {
        guard !verdict.raise.isEmpty || !verdict.clear.isEmpty || !verdict.notes.isEmpty else { return }
        let sources = sources
        let (raised, cleared) = try await store.transact { transaction in
            let now = transaction.now
            let open = try transaction.openAlarms(vnf: id)
            var cleared: [Alarm] = []
            for var stored in open {
                if verdict.clear.contains(stored.value.id) {
                    stored.value.clearedAt = now
                    cleared.append(stored.value)
                } else {
                    // What is known already isn't said again.
                    let notes = verdict.notes.filter { !stored.value.details.contains($0) }
                    guard !notes.isEmpty else { continue }
                    stored.value.details = Array((stored.value.details + notes).suffix(Self.detailLimit))
                }
                try transaction.update(stored)
            }
            var raised: [Alarm] = []
            for finding in verdict.raise where !open.contains(where: { $0.value.vnfcID == finding.vnfcID }) {
                let alarm = Alarm(
                    id: sources.identifier(), vnfInstanceID: id, vnfcID: finding.vnfcID, raisedAt: now,
                    severity: "CRITICAL", probableCause: finding.probableCause,
                    details: finding.details + verdict.notes)
                try transaction.insert(alarm)
                raised.append(alarm)
            }
            return (raised, cleared)
        }
        for alarm in raised {
            if let vnfc = alarm.vnfcID { alarmed.insert(vnfc) }
            log.warning(
                "alarm raised",
                metadata: ["vnf": "\(id)", "cause": "\(alarm.probableCause)", "details": "\(alarm.details)"])
        }
        for alarm in cleared {
            if let vnfc = alarm.vnfcID {
                alarmed.remove(vnfc)
            }
            log.notice("alarm cleared", metadata: ["vnf": "\(id)", "cause": "\(alarm.probableCause)"])
        }
    }

    /// Takes note of alarms that somebody else has raised: their ends are looked for.
    package func note(alarmed vnfcs: [Identifier<VNFC>]) { alarmed.formUnion(vnfcs) }

    private func attempt(_ what: String, _ body: (AssuranceService) async throws -> Void) async {
        do {
            try await body(self)
        } catch is CancellationError {
            // The service ends.
        } catch {
            log.error("assurance failed to \(what)", metadata: ["error": "\(error)"])
        }
    }
}
