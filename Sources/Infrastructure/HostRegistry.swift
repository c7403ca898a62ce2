package import Dataplane
package import Logging
package import MANOModel
package import Store
package import VIM

/// The hosts that the manager talks to: their drivers, made when first needed, and what the hosts last said of themselves.
package actor HostRegistry {
    /// Makes the drivers of a host; it does no I/O that could hang.
    package typealias Connect = @Sendable (Host) async throws -> HostDrivers

    private let store: StateStore
    private let connect: Connect
    private let log: Logger
    private var connected: [Identifier<Host>: HostDrivers] = [:]
    private var watching: [Identifier<Host>: [Task<Void, Never>]] = [:]
    private let switchSink: AsyncStream<SwitchEvent>.Continuation
    /// Everything that the switches tell, with the host that it is on.
    package nonisolated let switchEvents: AsyncStream<SwitchEvent>
    /// Hosts that somebody has to look after.
    package nonisolated let concerns = HostConcerns()
    private let eventSink: AsyncStream<HostEvent>.Continuation
    /// Everything that the hypervisors tell, with the host that told it.
    package nonisolated let events: AsyncStream<HostEvent>

    package init(store: StateStore, log: Logger, connect: @escaping Connect) {
        self.store = store
        self.connect = connect
        self.log = log
        (events, eventSink) = AsyncStream.makeStream(of: HostEvent.self)
        (switchEvents, switchSink) = AsyncStream.makeStream(of: SwitchEvent.self)
    }

    /// The drivers of a host that the operator has added. Throws `.notFound` for one that is gone.
    package func drivers(_ id: Identifier<Host>) async throws -> HostDrivers {
        if let drivers = connected[id] { return drivers }
        let host = try await store.read { try $0.host(id.rawValue).value }
        if let drivers = connected[id] { return drivers }
        let drivers = try await connect(host)
        if let faster = connected[id] {
            await drivers.vim.close()
            await drivers.dataplane.close()
            return faster
        }
        connected[id] = drivers
        watch(host, drivers)
        return drivers
    }

    /// Asks a host and its switch what they are, makes the bridge, and notes the answers in the store: facts that changed
    /// as a new revision.
    @discardableResult
    package func refresh(_ id: Identifier<Host>) async throws -> Host {
        var facts: HostFacts?
        var problem: ManifoldError?
        let before = try await store.read { try $0.claims(kind: .memory, scope: id.rawValue) }
        do {
            let drivers = try await drivers(id)
            var seen = try await drivers.vim.facts()
            let machine = seen.machine
            if let twin = try await store.read({ try Self.twin(id, machine, $0) }) { throw twin }
            try await drivers.dataplane.ensureBridge()
            seen.networkSwitch = try await drivers.dataplane.facts()
            facts = seen
        } catch let error as ManifoldError {
            problem = error
        }
        let seen = facts
        let answer = problem
        let (host, changes) = try await store.transact { transaction in
            var stored = try transaction.host(id.rawValue)
            let old = stored.value
            var changes: [String] = []
            // Two may be added at once.
            let wrong = try answer ?? Self.twin(id, seen?.machine, transaction)
            if var facts = seen, wrong == nil {
                // A guest that came or went meanwhile may have had its pages when the host was asked.
                let claims = Set(before).union(try transaction.claims(kind: .memory, scope: id.rawValue))
                facts.noteHugepagesOfOthers(claims: claims)
                changes = try transaction.setFacts(facts, of: &stored)
            }
            stored.value.noteAnswer(problem: wrong?.description, at: transaction.now)
            if stored.value != old { try transaction.update(stored) }
            return (stored.value, changes)
        }
        if host.needsCare { concerns.add(id) }
        if let problem = host.problem {
            log.warning("host has a problem", metadata: ["host": "\(host.name)", "error": "\(problem)"])
        }
        if !changes.isEmpty {
            log.info(
                "host is another than before",
                metadata: ["host": "\(host.name)", "changes": "\(changes.joined(separator: "; "))"])
        }
        return host
    }

    /// What is wrong where another host is the same machine: its cores and memory would be given away twice.
    private static func twin(
        _ id: Identifier<Host>, _ machine: String?, _ reading: Reading
    ) throws -> ManifoldError? {
        guard let machine,
            let other = try reading.all(Host.self).map(\.value).first(where: {
                $0.id != id && $0.facts?.machine == machine
            })
        else { return nil }
        let host = try reading.host(id.rawValue).value
        return ManifoldError(
            .conflict,
            "host \(host.name) is the machine that host \(other.name) is: libvirt has the UUID \(machine) for both",
            remedy:
                "use \(other.name); where two machines have one UUID from their maker, set host_uuid in libvirtd.conf")
    }

    /// Whether nothing of the host runs.
    func isFenced(_ id: Identifier<Host>) async throws -> Bool {
        try await store.read { try $0.host(id.rawValue).value.isFenced }
    }

    /// Removes base images from the caches of all hosts; one that can't be asked keeps them, and is told of in the log.
    package func removeImages(_ hashes: Set<String>) async {
        guard !hashes.isEmpty, let hosts = try? await store.read({ try $0.all(Host.self).map(\.value) }) else { return }
        for host in hosts {
            do {
                let vim = try await drivers(host.id).vim
                for hash in hashes { try await vim.removeImage(hash: hash) }
            } catch {
                log.warning("images stay on a host", metadata: ["host": "\(host.name)", "error": "\(error)"])
            }
        }
    }

    /// Forgets a host that was removed.
    package func disconnect(_ id: Identifier<Host>) async {
        for task in watching.removeValue(forKey: id) ?? [] { task.cancel() }
        if let drivers = connected.removeValue(forKey: id) {
            await drivers.vim.close()
            await drivers.dataplane.close()
        }
    }

    package func close() async {
        for id in Array(connected.keys) { await disconnect(id) }
        eventSink.finish()
        switchSink.finish()
    }

    private func watch(_ host: Host, _ drivers: HostDrivers) {
        let sink = eventSink
        // Listens from now on, not from when the task first runs.
        let events = drivers.vim.events()
        let switchSink = switchSink
        let switchEvents = drivers.dataplane.events()
        watching[host.id] = [
            Task {
                for await event in events { sink.yield(HostEvent(hostID: host.id, hostName: host.name, event: event)) }
            },
            Task {
                for await event in switchEvents {
                    switchSink.yield(SwitchEvent(hostID: host.id, hostName: host.name, event: event))
                }
            },
        ]
    }
}

/// An event of one host's hypervisor.
package struct HostEvent: Sendable, Equatable {
    package let hostID: Identifier<Host>
    package let hostName: String
    package let event: VIMEvent
}

/// An event of one host's switch.
package struct SwitchEvent: Sendable, Equatable {
    package let hostID: Identifier<Host>
    package let hostName: String
    package let event: DataplaneEvent
}
