import ArgumentParser
import Daemon

/// The program.
@main
struct Manifold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifold", abstract: "NFV management and orchestration on plain libvirt hosts and Open vSwitch.",
        version: Version.current, subcommands: [ServeCommand.self, SimulateCommand.self])
}
