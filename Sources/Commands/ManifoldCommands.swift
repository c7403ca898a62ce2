package import ArgumentParser
import Glibc

/// The subcommands that are clients of a server or need none, and the way the program runs and ends.
package enum ManifoldCommands {
    /// In the order of the help.
    package static let groups: [CommandGroup] = [
        CommandGroup(
            name: "Catalogue",
            subcommands: [
                ValidateCommand.self, ShowCommand.self, NewCommand.self, PackCommand.self, RulesCommand.self,
                FieldsCommand.self, PackageCommand.self, NSDCommand.self, PNFDCommand.self,
            ]),
        CommandGroup(
            name: "Life cycle",
            subcommands: [NSCommand.self, VNFCommand.self, OperationCommand.self, TopologyCommand.self]),
        CommandGroup(
            name: "Infrastructure",
            subcommands: [
                HostCommand.self, NetworkCommand.self, TransportCommand.self, PlacementCommand.self, AlarmCommand.self,
                PlanCommand.self,
            ]),
    ]

    /// Parses the process's arguments, runs what they name, and ends the process: 0 where all went well, 1 where an
    /// operation failed or the server refused it, 2 where the command line is wrong or there is no server to ask.
    package static func main<Root: AsyncParsableCommand>(_ root: Root.Type) async -> Never {
        let end = await run(root, arguments: Array(CommandLine.arguments.dropFirst()))
        // Threads of the HTTP client may still be putting connections away: what `exit` tears down is theirs, too.
        fflush(nil)
        _exit(end)
    }

    /// Runs a command line; what it has to say goes to the current terminal.
    ///
    /// - Returns: the exit code.
    static func run<Root: AsyncParsableCommand>(_ root: Root.Type, arguments: [String]) async -> Int32 {
        let terminal = Terminal.current
        do {
            var command = try await root.asyncParseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            let code = root.exitCode(for: error)
            if code == .success {
                terminal.line(root.fullMessage(for: error))
                return 0
            }
            if code == .validationFailure {
                terminal.writeError(Printable.escapeLines(root.fullMessage(for: error)) + "\n")
                return CommandFailure.Status.usage.rawValue
            }
            let failure = CommandFailure(error)
            if !failure.description.isEmpty {
                terminal.writeError("manifold: \(Printable.escapeLines(failure.description))\n")
            }
            return failure.status.rawValue
        }
    }
}
