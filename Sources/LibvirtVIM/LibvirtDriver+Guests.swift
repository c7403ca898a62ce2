import BlockingPool
import Libvirt
package import MANOModel
package import VIM

extension LibvirtDriver {
    package func startGuest(_ guest: GuestSpec) async throws {
        guard StorageLayout.isName(guest.name) else {
            throw ManifoldError(
                .infrastructure, "'\(guest.name)' is no name for a guest: up to 63 letters, digits, '-', '_' and '.'")
        }
        guard guest.disks.count <= DiskConfigurator.mostDisks else {
            throw ManifoldError(
                .unsupported,
                "guest \(guest.name) has \(guest.disks.count) disks; at most \(DiskConfigurator.mostDisks) are possible"
            )
        }
        try await prepare()
        let digest = try SpecificationDigest.of(guest)
        try await translating("start guest \(guest.name) on host \(name)") {
            let xml = self.document.text(of: guest, digest: digest, in: try await self.surroundings())
            let mark = GuestMark(owner: guest.owner, digest: digest)
            self.guests.remember(uuid: DomainDocument.uuid(owner: guest.owner), owner: guest.owner)
            if try await !self.isActive(guest.name) { try await self.prepareFunctions(of: guest) }
            try await self.host.change { [name = self.name, serialLogs = self.serialLogs] connection in
                try Self.start(guest.name, mark, xml, host: name, serialLogs, connection)
            }
        }
    }

    func surroundings() async throws -> DomainSurroundings {
        let abilities = try await abilities()
        return DomainSurroundings(
            virtualization: abilities.kvm ? "kvm" : "qemu", emulator: abilities.capabilities.emulator,
            emulatorVersion: abilities.emulatorVersion, architecture: abilities.capabilities.architecture,
            layout: storage.layout)
    }

    private static func start(
        _ name: String, _ mark: GuestMark, _ xml: String, host: String, _ serialLogs: SerialLogFiles,
        _ connection: Connection
    ) throws {
        if let domain = try find(name, connection) {
            let found = try requireOurs(domain, host: host)
            guard found.owner == mark.owner else {
                throw ManifoldError(
                    .infrastructure, "guest \(name) on host \(host) belongs to \(found.owner), not to \(mark.owner)")
            }
            let isActive = try domain.state().isActive
            if found == mark {
                return isActive ? () : try start(domain, serialLogs)
            }
            guard !isActive else {
                throw ManifoldError(
                    .infrastructure, "guest \(name) on host \(host) runs with another specification",
                    remedy: "remove it before it is made anew")
            }
        }
        try start(try connection.defineDomain(xml: xml), serialLogs)
    }

    private static func start(_ domain: Domain, _ serialLogs: SerialLogFiles) throws {
        // What it printed before would answer a readiness probe that waits for a line.
        try serialLogs.begin(domain.name)
        do {
            try domain.create()
        } catch let error as LibvirtError where !error.isConnectionFailure {
            // An older copy of this act may have been faster.
            guard try domain.state().isActive else { throw error }
        }
    }

    package func removeGuest(name guest: String, grace: Duration?) async throws {
        try await removeGuest(name: guest, grace: grace, keepingLogs: false)
    }

    package func removeGuest(name guest: String, grace: Duration?, keepingLogs: Bool) async throws {
        let isRemote = try await prepare()
        try await translating("remove guest \(guest) from host \(name)") {
            if let grace { try await self.stopGracefully(guest, within: grace) }
            let sockets = try await self.host.change { [name = self.name] connection -> [String] in
                guard let domain = try Self.find(guest, connection) else { return [] }
                _ = try Self.requireOurs(domain, host: name)
                let sockets = try Self.vhostUserSockets(of: domain)
                try Self.unlessGone {
                    if try domain.state().isActive {
                        do {
                            try domain.destroy()
                        } catch let error as LibvirtError where !error.isConnectionFailure {
                            // It may have stopped by itself meanwhile.
                            if try domain.state().isActive { throw error }
                        }
                    }
                    do {
                        try domain.undefine(.all)
                    } catch let error as LibvirtError where error.code == .invalidArgument {
                        // Drivers that know neither checkpoints nor firmware variables refuse their flags.
                        try domain.undefine([.managedSave, .snapshotsMetadata])
                    }
                }
                return sockets
            }
            try await self.restoreFunctions(of: guest)
            if isRemote {
                return try await self.host.change { [remote = self.remote] in try remote.removeGuestFiles(guest, $0) }
            }
            try await BlockingPool.files.run { [storage = self.storage, serialLogs = self.serialLogs] in
                // A QEMU that was killed leaves them.
                for socket in sockets where socket.hasPrefix("\(storage.layout.run)/") { try FileSystem.remove(socket) }
                try storage.removeGuestFiles(guest)
                if !keepingLogs { try serialLogs.remove(guest) }
            }
        }
    }

    /// Asks the guest to shut down, by our agent, QEMU's agent or ACPI, whichever takes the request first, and waits.
    private func stopGracefully(_ guest: String, within grace: Duration) async throws {
        let clock = ContinuousClock()
        let end = clock.now + grace
        guard try await isActive(guest) else { return }
        let takesRequest = await asksAgentToPowerOff(guest, patience: min(grace, .seconds(1)))
        if !takesRequest {
            try await host.change { connection in
                guard let domain = try Self.find(guest, connection) else { return }
                do {
                    try domain.shutdown(.guestAgent)
                } catch is LibvirtError {
                    // Without such an agent the power button is what is left; a guest that ignores it is destroyed.
                    try? domain.shutdown(.acpi)
                }
            }
        }
        while clock.now < end, try await isActive(guest) {
            try await Task.sleep(for: .milliseconds(30))
        }
    }

    private func asksAgentToPowerOff(_ guest: String, patience: Duration) async -> Bool {
        guard let agent = try? AgentConnection(path: storage.layout.agentSocket(guest)),
            let answer = try? await agent.ask("poweroff", timeout: patience)
        else { return false }
        return answer.ok
    }

    func isActive(_ guest: String) async throws -> Bool {
        try await host.query { try Self.find(guest, $0)?.state().isActive ?? false }
    }

    package func guest(name guest: String) async throws -> GuestObservation {
        let seen = try await translating("look for guest \(guest) on host \(name)") {
            try await self.host.query { connection -> (GuestObservation, uuid: String) in
                guard let domain = try Self.find(guest, connection) else { return (.absent, "") }
                guard let mark = try Self.mark(of: domain) else { return (.foreign(guest), "") }
                let (state, reason) = Self.observed(try domain.state())
                let observation = GuestObservation.present(
                    owner: mark.owner, digest: mark.digest, state: state, reason: reason)
                return (observation, domain.uuid)
            }
        }
        if case .present(let owner, _, _, _) = seen.0 { guests.remember(uuid: seen.uuid, owner: owner) }
        return seen.0
    }

    private static func observed(_ state: DomainState) -> (GuestObservation.State, String) {
        switch state {
        case .running: (.running, "")
        case .shuttingDown: (.running, "shutting down")
        case .paused: (.paused, "")
        case .crashed: (.crashed, "the guest crashed")
        case .shutOff(let reason):
            (reason == .crashed || reason == .failed ? .crashed : .stopped, EventTranslator.text(reason))
        case .other(let number): (.stopped, "in libvirt's state \(number)")
        }
    }

    package func guestCounters(name guest: String) async throws -> [String: GuestCounter] {
        let what = "read the counters of guest \(guest) on host \(name)"
        return try await translating(what) {
            do {
                let agent = try AgentConnection(path: self.storage.layout.agentSocket(guest))
                let answer = try await agent.ask("counters", timeout: .seconds(5))
                guard answer.ok, let counters = answer.counters else {
                    throw ManifoldError(
                        .infrastructure, "cannot \(what)", cause: answer.error ?? "an answer without them")
                }
                return counters
            } catch let failure as AgentConnection.Failure {
                throw ManifoldError(
                    .unknown, "cannot \(what): its agent gives no answer", cause: "\(failure)",
                    remedy: "see whether the guest runs and has the agent")
            }
        }
    }

    // MARK: Pieces

    /// The sockets that its QEMU makes for a switch to connect to.
    private static func vhostUserSockets(of domain: Domain) throws -> [String] {
        do {
            return try XMLNode.parse(try domain.xml())["devices"]?.all("interface").compactMap { interface in
                guard interface.attributes["type"] == "vhostuser", let source = interface["source"],
                    source.attributes["mode"] == "server"
                else { return nil }
                return source.attributes["path"]
            } ?? []
        } catch let error as LibvirtError where error.isNotFound {
            return []
        }
    }

    static func find(_ name: String, _ connection: Connection) throws -> Domain? {
        do {
            return try connection.domain(named: name)
        } catch let error as LibvirtError where error.isNotFound {
            return nil
        }
    }

    private static func requireOurs(_ domain: Domain, host: String) throws -> GuestMark {
        guard let mark = try mark(of: domain) else {
            throw ManifoldError(
                .infrastructure, "domain \(domain.name) on host \(host) is there and is not Manifold's",
                remedy: "rename or remove it by hand if nobody needs it")
        }
        return mark
    }

    private static func unlessGone(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as LibvirtError where error.isNotFound {}
    }
}
