import ArgumentParser
import Client
import SOL

extension HostCommand {
    struct Differences: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare what is on a host with what should be there.",
            discussion: """
                Guests, disks, ports, endpoints and forwarding graphs of Manifold's own are asked of libvirt and the switch;
                what an operation works on is left out. Nothing is changed. The status is 1 where something differs.

                Example:
                  manifold host differences a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveHost(host).value.id
            let differences = try await client.hostDifferences(id)
            if server.json {
                terminal.show(differences.json)
            } else {
                var table = Table(.left("PROBLEM"), .left("KIND"), .flexible("NAME"), .flexible("OWNER"))
                for difference in differences.value {
                    table.append(difference.problem, difference.kind, difference.name, difference.owner)
                }
                terminal.show(table, empty: "all is as it should be")
            }
            if !differences.value.isEmpty { throw ExitCode(1) }
        }
    }
}
