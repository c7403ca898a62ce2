import ArgumentParser
import Client
import MANOModel
import SOL

extension HostCommand {
    struct Drain: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a host's guests moved away, and let it take no more.",
            discussion: """
                The services on it are moved one after the other; it is in maintenance when it is empty. host show tells how
                far it has come, and which services can't be moved and why. host enable takes it back.

                Guests go as they run, or stopped and with their disks. Those of a service that is bound to one host are
                made anew from their images: what only their disks have is lost, unless the hosts share storage.

                Example:
                  manifold host drain a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await HostCommand.put(host, into: .draining, client, self)
        }
    }

    struct Evacuate: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fence a dead host, and have its guests made on other hosts.",
            discussion: """
                Nothing is made elsewhere before the host was seen to be off, or a human has said so: host confirm-dead.

                Example:
                  manifold host evacuate a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveHost(host).value.id
            let host = try await client.evacuateHost(id)
            if server.json { return terminal.show(host.json) }
            for line in EvacuationText.lines(host.value) { terminal.line(line) }
        }
    }

    struct ConfirmDead: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm-dead",
            abstract: "Say that nothing of a host runs any more: its guests are made elsewhere on your word.",
            discussion: """
                If it isn't so, guests run twice, with the same addresses and disks, until the host answers again.

                Example:
                  manifold host confirm-dead a --by "J. Doe" --reason "pulled both power cords"
                """)
        @Argument(help: "Name or id.") var host: String
        @Option(help: ArgumentHelp("Who says so; it is recorded.", valueName: "name")) var by: String
        @Option(help: ArgumentHelp("How it is known.", valueName: "text")) var reason: String?
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveHost(host).value.id
            let host = try await client.confirmHostDead(
                id, ManifoldAPI.ConfirmDeadRequest(by: by, reason: reason))
            if server.json { return terminal.show(host.json) }
            for line in EvacuationText.lines(host.value) { terminal.line(line) }
        }
    }
}

/// How guests leave a host, for people.
enum EvacuationText {
    static func lines(_ host: ManifoldAPI.Host) -> [String] {
        guard let evacuation = host.evacuation else {
            return ["host \(Printable.escape(host.name)) is \(Printable.escape(host.state))"]
        }
        var lines = [
            "\(evacuation.kind) of host \(host.name): \(evacuation.phase), \(evacuation.guestsLeft) of"
                + " \(evacuation.guestsAtStart) guests left, asked for by \(evacuation.requestedBy)"
        ]
        if let fence = evacuation.fence, fence.state != .started {
            lines.append("fenced by \(fence.method)" + (fence.evidence.isEmpty ? "" : ": \(fence.evidence)"))
        }
        for attempt in evacuation.attempts.suffix(5) {
            lines.append("not fenced by \(attempt.method) at \(Format.time(attempt.at)): \(attempt.error)")
        }
        if evacuation.phase == "waiting" {
            lines.append(
                "next: repair it, and manifold host evacuate \(host.name), or manifold host confirm-dead \(host.name)")
        }
        for stuck in evacuation.stuck {
            lines.append("\(stuck.name) (\(stuck.guests) guests) can't be moved: \(stuck.reason)")
        }
        return lines.map(Printable.escape)
    }
}
