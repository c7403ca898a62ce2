import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// The program as the executable composes it, without the server.
struct Root: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifold", groupedSubcommands: ManifoldCommands.groups)
}

/// Runs a command line against a server; what it wrote and how it ended.
func run(_ arguments: String..., at server: FakeServer? = nil, width: Int? = nil) async -> (
    code: Int32, output: String, error: String
) {
    await run(arguments[0], Array(arguments.dropFirst()), at: server, width: width)
}

/// Runs a program that tests need in a folder.
func shell(_ line: String, in folder: String) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(line)")
}

func run(
    _ command: String, _ arguments: [String], at server: FakeServer? = nil, width: Int? = nil
) async -> (code: Int32, output: String, error: String) {
    let screen = Screen()
    let environment = [
        "MANIFOLD_SERVER": server?.url ?? "http://127.0.0.1:1", "MANIFOLD_TOKEN": "t", "MANIFOLD_DATA": "/nowhere",
    ]
    let code = await Terminal.$current.withValue(screen.terminal(width: width, environment: environment)) {
        await ManifoldCommands.run(Root.self, arguments: [command] + arguments)
    }
    return (code, screen.output, screen.error)
}
