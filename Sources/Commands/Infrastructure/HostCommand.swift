import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold host`: compute hosts.
struct HostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "Compute hosts: add, set, show, enable, disable, drain, evacuate, remove.",
        discussion: """
            A HOST is named by its name, its id, or the beginning of its id.

            Examples:
              manifold host add a --storage /var/lib/manifold/volumes
              manifold host list
              manifold host show a
            """,
        subcommands: [
            List.self, Add.self, Set.self, Show.self, Changes.self, Enable.self, Disable.self, Drain.self,
            Evacuate.self, ConfirmDead.self, Differences.self, Images.self, Remove.self,
        ])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the hosts.",
            discussion: """
                Example:
                  manifold host list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let hosts = try await client.hosts()
            if server.json { return terminal.show(.array(hosts.map(\.json))) }
            var table = Table(
                .flexible("NAME"), .flexible("ZONE"), .left("STATE"), .right("GUESTS"), .right("VCPUS/CORES"),
                .right("MEMORY"), .right("STORAGE FREE"), .left("KVM"))
            for host in hosts.map(\.value).sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
                let facts = host.facts
                table.append(
                    host.name, host.zone, host.state, "\(host.guests)",
                    facts.map { "\(host.used.vCPUs)/\($0.cores)" },
                    facts.map { "\(Format.bytes(host.used.memory)) of \(Format.bytes($0.memory))" },
                    facts.map { Format.bytes($0.storageFree) }, facts.map { $0.kvm ? "yes" : "no" })
            }
            terminal.show(table, empty: "no hosts; manifold host add NAME adds one")
        }
    }

    struct Enable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a host take guests.",
            discussion: """
                Example:
                  manifold host enable a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await HostCommand.put(host, into: .enabled, client, self)
        }
    }

    struct Disable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a host take no more guests; those that it has stay.",
            discussion: """
                Example:
                  manifold host disable a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await HostCommand.put(host, into: .disabled, client, self)
        }
    }

    struct Remove: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a host without guests.",
            discussion: """
                Example:
                  manifold host remove a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.resolveHost(host).value
            try await client.removeHost(host.id)
            if !server.json { terminal.line("removed host \(Printable.escape(host.name))") }
        }
    }

    static func put(
        _ word: String, into state: Host.State, _ client: ManifoldClient, _ command: some ServerCommand
    ) async throws {
        let id = try await client.resolveHost(word).value.id
        let host = try await client.modifyHost(id, ManifoldAPI.HostModifications(state: state))
        if command.server.json { return command.terminal.show(host.json) }
        command.terminal.line("host \(Printable.escape(host.value.name)) is \(Printable.escape(host.value.state))")
    }
}
