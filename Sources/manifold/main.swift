import ArgumentParser
import Commands
import Daemon

/// The program.
struct Manifold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifold", abstract: "NFV management and orchestration on plain libvirt hosts and Open vSwitch.",
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(name: "Manager", subcommands: [ServeCommand.self, SimulateCommand.self])
        ] + ManifoldCommands.groups)
}

await ManifoldCommands.main(Manifold.self)
