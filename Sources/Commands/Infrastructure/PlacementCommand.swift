import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold placement`: how hosts are chosen.
struct PlacementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement", abstract: "How hosts are chosen for new guests.",
        discussion: """
            pack fills hosts that have guests before others get some; spread takes the emptiest. Either way the guests of a \
            service share a host where they fit on one and no rule keeps them apart.

            Examples:
              manifold placement set spread
              manifold placement show
            """,
        subcommands: [Show.self, Set.self])

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how hosts are chosen.",
            discussion: """
                Example:
                  manifold placement show
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            PlacementCommand.show(try await client.placementSettings(), self)
        }
    }

    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose hosts for new guests in another way; those that are there stay.",
            discussion: """
                Example:
                  manifold placement set spread
                """)
        @Argument(help: "pack or spread.") var policy: PlacementPolicy
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let settings = ManifoldAPI.PlacementSettings(policy: policy)
            PlacementCommand.show(try await client.setPlacementSettings(settings), self)
        }
    }

    private static func show(_ settings: Fetched<ManifoldAPI.PlacementSettings>, _ command: some ServerCommand) {
        if command.server.json { return command.terminal.show(settings.json) }
        command.terminal.show(["policy": settings.value.policy?.rawValue])
    }
}

extension PlacementPolicy: ExpressibleByArgument {}
