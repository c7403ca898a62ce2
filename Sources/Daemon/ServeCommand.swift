package import ArgumentParser
import Foundation
import LibvirtVIM
import Logging

/// `manifold serve`: the daemon.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the manager: NFVO, VNFM and VIM behind the API.",
        discussion: """
            The first start writes an administrator's token into the data folder (admin.token, mode 0600); the other \
            commands find it there by themselves.

              manifold serve
              manifold serve --data /srv/manifold --port 9000
              manifold serve --simulate 3 --data /tmp/try
              manifold serve --simulate HOSTS.yaml --data /tmp/try
              manifold serve --package-signatures required --trust-store /etc/manifold/trust
            """)

    @Option(
        help:
            "Folder of the state. Default: MANIFOLD_DATA, else /var/lib/manifold for root and ~/.local/share/manifold.")
    var data: String?

    @Option(help: "Address to listen on.")
    var bind = "127.0.0.1"

    @Option(help: "Port to listen on; 0: a free one, which server.url in the data folder names.")
    var port = 8377

    @Option(help: "Folder of the templates for cloud-init's data.")
    var templates: String?

    @Option(help: "Run on simulated hosts: a number of them, a hosts file, or unix:SOCKET of `manifold simulate`.")
    var simulate: String?

    @Option(help: "Least severe messages to log: trace, debug, info, notice, warning, error.")
    var log: String = "notice"

    @Option(help: "Largest size of one file of what a guest prints on its serial port, in MiB.")
    var serialLogSize = 4

    @Option(help: "Files of that size that are kept of a guest, besides the one that is written.")
    var serialLogFiles = 3

    @OptionGroup(title: "Packages") var packages: PackageOptions

    package init() {}

    package func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("there is no port \(port): ports are 1 to 65535, or 0 for a free one")
        }
        guard (1...65536).contains(serialLogSize), (0...100).contains(serialLogFiles) else {
            throw ValidationError("serial logs have 1 to 65536 MiB, and 0 to 100 of them are kept")
        }
    }

    package func run() async throws {
        guard let level = Logger.Level(rawValue: log) else {
            throw ValidationError("there is no log level \(log)")
        }
        Allocator.giveBackFreedMemory()
        let intake = try packages.intake()
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        try await ManagerDaemon.run(
            DaemonConfiguration(
                dataFolder: Self.dataFolder(data), bindAddress: bind, port: port, templateFolder: templates ?? "",
                simulation: simulate.map(DaemonConfiguration.Simulated.init), intake: intake,
                serialLogs: SerialLogLimits(size: Int64(serialLogSize) << 20, count: serialLogFiles)))
    }

    static func dataFolder(_ named: String?) -> String {
        if let named { return named }
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["MANIFOLD_DATA"] { return folder }
        return getuid() == 0 ? "/var/lib/manifold" : "\(environment["HOME"] ?? "")/.local/share/manifold"
    }
}
