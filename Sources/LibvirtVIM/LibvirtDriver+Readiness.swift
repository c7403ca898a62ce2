import BlockingPool
import Glibc
import Libvirt
package import MANOModel
import VIM

extension LibvirtDriver {
    /// A guest that isn't ready is asked again after this pause; a serial log is read as often.
    private static let pause = Duration.milliseconds(20)
    /// A log that comes over the network is asked for less often.
    private static let remotePause = Duration.milliseconds(250)
    /// An agent that answers "starting" at once shares its guest's processor with what it waits for: under emulation an
    /// answer takes it tens of milliseconds.
    private static let agentPause = Duration.milliseconds(150)
    /// An agent that waits does so for ten seconds; its guest may be slow to boot before.
    private static let agentPatience = Duration.seconds(20)
    /// How often to look whether a silent guest still runs.
    private static let watch = Duration.seconds(1)

    package func awaitReady(guest: GuestSpec, deadline: Duration) async throws {
        guard guest.readiness.probe != .none else { return }
        try await translating("wait for guest \(guest.name) on host \(name)") {
            let isReady = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await self.probe(guest)
                    return true
                }
                group.addTask {
                    try await Task.sleep(for: deadline)
                    return false
                }
                group.addTask { try await self.failWhenStopped(guest) }
                defer { group.cancelAll() }
                return try await group.next() ?? false
            }
            guard isReady else {
                throw ManifoldError(
                    .timeout,
                    "guest \(guest.name) (\(guest.title)) on host \(self.name) was not ready after \(deadline)",
                    cause: await self.lastLines(of: guest),
                    remedy: "see the readiness probe in the VNFD, and its timeout")
            }
        }
    }

    private func probe(_ guest: GuestSpec) async throws {
        switch guest.readiness.probe {
        case .none: return
        case .agent: try await awaitAgent(guest)
        case .guestAgent: try await awaitGuestAgent(guest)
        case .serial(let pattern): try await awaitLine(pattern, of: guest)
        case .tcp(let cpdID, let port): try await awaitPort(port, on: cpdID, of: guest)
        }
    }

    /// Ends with an error when the guest no longer runs: then waiting is in vain.
    private func failWhenStopped(_ guest: GuestSpec) async throws -> Bool {
        while true {
            try await Task.sleep(for: Self.watch)
            switch try await self.guest(name: guest.name) {
            case .present(_, _, .running, _), .present(_, _, .paused, _):
                continue
            case .present(_, _, _, let reason):
                throw await stopped(guest, reason)
            case .absent, .foreign:
                throw await stopped(guest, "it was removed")
            }
        }
    }

    private func stopped(_ guest: GuestSpec, _ reason: String) async -> ManifoldError {
        ManifoldError(
            .infrastructure,
            "guest \(guest.name) (\(guest.title)) on host \(name) stopped before it was ready: \(reason)",
            cause: await lastLines(of: guest))
    }

    private func lastLines(of guest: GuestSpec) async -> String {
        let path = storage.layout.serialLog(guest.name)
        if (try? await prepare()) == true {
            let bytes = (try? await host.query { [remote] in try remote.serialLog(guest.name, $0) }) ?? []
            return SerialLog.tail(of: bytes).map { "its last lines: \($0)" } ?? "it printed nothing"
        }
        let tail = try? await BlockingPool.files.run { SerialLog.tail(path) }
        return (tail ?? nil).map { "its last lines: \($0)" } ?? "it printed nothing"
    }

    // MARK: Probes

    private func awaitAgent(_ guest: GuestSpec) async throws {
        guard try await !prepare() else {
            throw ManifoldError(
                .unsupported,
                "the agent of guest \(guest.name) (\(guest.title)) can't be asked: host \(name) has files of its own",
                remedy: "use a serial, guest agent or TCP probe in the VNFD, or run a manager on that host")
        }
        let path = storage.layout.agentSocket(guest.name)
        while true {
            do {
                let agent = try AgentConnection(path: path)
                while true {
                    // The request waits in the channel until the agent opens it: no need to send many.
                    let answer = try await agent.ask("health", waits: true, timeout: Self.agentPatience)
                    switch answer.state {
                    case "ready": return
                    case "failed":
                        throw ManifoldError(
                            .infrastructure, "guest \(guest.name) (\(guest.title)) says that its configuration failed",
                            cause: (answer.failures ?? []).joined(separator: "; "),
                            remedy: "see the user data that the VNFD and the request give it")
                    default: try await Task.sleep(for: Self.agentPause)
                    }
                }
            } catch AgentConnection.Failure.system(let error) {
                throw error
            } catch is AgentConnection.Failure {
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    private func awaitGuestAgent(_ guest: GuestSpec) async throws {
        while true {
            do {
                try await host.query { connection in
                    _ = try connection.domain(named: guest.name).guestAgentCommand(
                        #"{"execute":"guest-ping"}"#, seconds: 5)
                }
                return
            } catch let error as LibvirtError
                where [.agentUnresponsive, .agentUnsynced, .operationTimeout].contains(error.code)
            {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func awaitLine(_ text: String, of guest: GuestSpec) async throws {
        guard let pattern = SerialLog.Pattern(text) else {
            throw ManifoldError(
                .infrastructure, "'\(text)' is no extended regular expression",
                remedy: "correct the readiness pattern in the VNFD")
        }
        if try await prepare() {
            while try await !SerialLog.matches(pattern, host.query { [remote] in try remote.serialLog(guest.name, $0) })
            {
                try await Task.sleep(for: Self.remotePause)
            }
            return
        }
        let log = SerialLog(path: storage.layout.serialLog(guest.name))
        while try await BlockingPool.files.run({ try !log.advance(pattern) }) {
            try await Task.sleep(for: Self.pause)
        }
    }

    private func awaitPort(_ port: UInt16, on cpdID: String, of guest: GuestSpec) async throws {
        guard let address = guest.interfaces.first(where: { $0.cpdID == cpdID })?.addresses.first else {
            throw ManifoldError(
                .infrastructure, "guest \(guest.name) has no address on \(cpdID), which its readiness probe asks for",
                remedy: "give the connection point an address, or choose another probe")
        }
        let host = String(address.prefix { $0 != "/" })
        while try await !TCPProbe.answers(host, port: port, timeout: .seconds(2)) {
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
