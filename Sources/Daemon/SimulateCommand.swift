package import ArgumentParser
import Foundation
import Logging
import SimulatedVIM

/// `manifold simulate`: a simulated world in a process of its own, which outlives the manager.
package struct SimulateCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run simulated hosts and switches for `manifold serve --simulate unix:SOCKET`.",
        discussion: """
            manifold simulate --hosts 3 --socket /tmp/world.sock
            manifold simulate --hosts HOSTS.yaml --socket /tmp/world.sock
            """)

    @Option(help: "How many hosts, or a hosts file.")
    var hosts = "1"

    @Option(help: "The socket to serve the world on.")
    var socket: String

    package init() {}

    package func run() async throws {
        let count = Int(hosts)
        let world = if let count { try SimulatedWorld(hosts: count) } else { try await World.world(from: hosts) }
        let server = SimulatedWorldServer(world: world, path: socket, logger: Logger(label: "world"))
        try await server.run()
    }
}
