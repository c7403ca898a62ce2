import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold transport`: what joins the switches of hosts.
struct TransportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transport", abstract: "What carries links of services between hosts.",
        discussion: """
            Without one, all guests of a service share a host. Hosts say which of their interfaces lead to the physical
            network: manifold host set HOST --physical-network eth1=fabric.

            Examples:
              manifold transport set --physical-network fabric --vlans 1000-1999
              manifold transport show
            """,
        subcommands: [Show.self, Set.self, Clear.self])

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what carries links between hosts, and which hosts it joins.",
            discussion: """
                Example:
                  manifold transport show
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            TransportCommand.show(try await client.transport(), self)
        }
    }

    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have VLANs of a physical network carry links between hosts.",
            discussion: """
                Each link of a service that is on several hosts gets one of the VLANs, and gives it back in the end. Nothing
                else should use them.

                Example:
                  manifold transport set --physical-network fabric --vlans 1000-1999
                """)
        @Option(
            name: .customLong("physical-network"),
            help: ArgumentHelp("The one that joins the hosts.", valueName: "name"))
        var physicalNetwork: String
        @Option(help: ArgumentHelp("From which links get theirs.", valueName: "first-last")) var vlans: String
        @OptionGroup var server: ServerOptions

        private var range: (Int, Int)? {
            let ends = vlans.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 2, let first = ends[0], let last = ends[1] else { return nil }
            return (first, last)
        }

        func validate() throws {
            guard let (first, last) = range, 1 <= first, first <= last, last <= 4094 else {
                throw ValidationError("--vlans takes two of 1 to 4094 and a hyphen: 1000-1999.")
            }
        }

        func run(_ client: ManifoldClient) async throws {
            let transport = ManifoldAPI.Transport(
                type: .vlan, physicalNetwork: physicalNetwork, firstVLAN: range?.0, lastVLAN: range?.1)
            TransportCommand.show(try await client.setTransport(transport), self)
        }
    }

    struct Clear: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have nothing carry links between hosts; refused while something is carried.",
            discussion: """
                Example:
                  manifold transport clear
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            TransportCommand.show(try await client.setTransport(ManifoldAPI.Transport(type: .nothing)), self)
        }
    }

    private static func show(_ transport: Fetched<ManifoldAPI.Transport>, _ command: some ServerCommand) {
        if command.server.json { return command.terminal.show(transport.json) }
        let value = transport.value
        guard value.type == .vlan else {
            return command.terminal.line("nothing carries links between hosts: all guests of a service share one")
        }
        command.terminal.show([
            "physical network": value.physicalNetwork, "VLANs": "\(value.firstVLAN ?? 0)-\(value.lastVLAN ?? 0)",
            "links": "\(value.links ?? 0)", "hosts": (value.hosts ?? []).joined(separator: ", "),
        ])
    }
}
