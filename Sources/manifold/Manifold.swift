import ArgumentParser
import Commands

/// The program: the server's client, and the server.
@main
struct Manifold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifold",
        abstract: "NFV management and orchestration: NFVO, VNFM and VIM in one program.",
        discussion: """
            Examples:
              manifold package onboard vfw.csar --enable
              manifold nsd onboard secure-access.csar --enable
              manifold ns create secure-access web
              manifold ns instantiate web --sap client=client --sap server=server
              manifold topology web

            Exit codes: 0 done; 1 the operation failed or was refused; 2 wrong usage, or no server to ask.
            Completion for a shell: manifold --generate-completion-script bash (or zsh, fish)
            """,
        version: "0.1.0",
        groupedSubcommands: ManifoldCommands.groups)

    static func main() async {
        await ManifoldCommands.main(Manifold.self)
    }
}
