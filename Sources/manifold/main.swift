import ArgumentParser
import Commands
import Daemon

/// The program.
struct Manifold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifold", abstract: "NFV management and orchestration on plain libvirt hosts and Open vSwitch.",
        discussion: """
            Examples:
              manifold serve --simulate 2 --data /tmp/try
              manifold package onboard vfw.csar --enable
              manifold nsd onboard secure-access.csar --enable
              manifold ns create secure-access web
              manifold ns instantiate web --sap client=client --sap server=server
              manifold topology web

            Exit codes: 0 done; 1 the operation failed or was refused; 2 wrong usage, or no server to ask.
            Completion for a shell: manifold --generate-completion-script bash (or zsh, fish)
            """,
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(name: "Manager", subcommands: [ServeCommand.self, SimulateCommand.self])
        ] + ManifoldCommands.groups)
}

await ManifoldCommands.main(Manifold.self)
