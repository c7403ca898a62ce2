import ArgumentParser
import Client

/// Which server is asked, and how its answers are shown.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's URL.",
            discussion: "Else MANIFOLD_SERVER, else DATA/server.url, else \(ServerSettings.standardServer).",
            valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("The bearer token. Else MANIFOLD_TOKEN, else DATA/admin.token.", valueName: "token"))
    var token: String?

    @Option(
        help: ArgumentHelp(
            "DATA, the daemon's data folder.",
            discussion: "Else MANIFOLD_DATA, else /var/lib/manifold for root and ~/.local/share/manifold for others.",
            valueName: "folder"), completion: .directory)
    var data: String?

    @Flag(help: "Show the server's JSON, for programs.")
    var json = false

    func client() async throws -> ManifoldClient {
        ManifoldClient(
            try await ServerSettings.find(
                server: server, token: token, dataFolder: data, environment: Terminal.current.environment))
    }
}

/// A command that asks the server.
protocol ServerCommand: AsyncParsableCommand {
    var server: ServerOptions { get }

    func run(_ client: ManifoldClient) async throws
}

extension ServerCommand {
    func run() async throws {
        try await run(try await server.client())
    }

    var terminal: Terminal { .current }
}
