import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold vnf log`: what guests print on their serial ports.
struct VNFLogCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what a VNF's guests have printed on their serial ports.",
        discussion: """
            Their hosts keep it, files that were full or of an earlier start included (serve --serial-log-size,
            --serial-log-files), until the VNF is terminated.

            Examples:
              manifold vnf log my-vfw
              manifold vnf log my-vfw my-vfw-1 --lines 20 --follow
            """)
    @Argument(help: "Name or id.") var vnf: String
    @Argument(help: "One of its guests, by name or VNFC id; all without it.") var vnfc: String?
    @Option(help: ArgumentHelp("The last so many lines of each.", valueName: "number")) var lines: Int = 100
    @Flag(help: "Go on with what they print later, until it is interrupted.") var follow = false
    @OptionGroup var server: ServerOptions

    func validate() throws {
        guard (1...10_000).contains(lines) else { throw ValidationError("--lines takes a number from 1 to 10000.") }
        if follow, server.json { throw ValidationError("--follow goes without --json.") }
    }

    func run(_ client: ManifoldClient) async throws {
        let id = try await client.resolveVNF(vnf).value.id
        let logs = try await client.logs(id, guest: vnfc, lines: lines)
        if server.json { return terminal.show(.array(logs.map(\.json))) }
        var shown: String?
        func show(_ log: ManifoldAPI.GuestLog) {
            guard !log.text.isEmpty else { return }
            if logs.count > 1, shown != log.name { terminal.line("==> \(Printable.escape(log.name))") }
            shown = log.name
            var lines = log.text.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last == "" { lines.removeLast() }
            for line in lines { terminal.line(Printable.escape(String(line))) }
        }
        logs.map(\.value).forEach(show)
        var ends = logs.map { (id: $0.value.vnfcId, end: $0.value.end) }
        while follow {
            try await Task.sleep(for: .seconds(1))
            for index in ends.indices {
                for log in try await client.logs(id, guest: ends[index].id, lines: 10_000, after: ends[index].end) {
                    show(log.value)
                    ends[index].end = log.value.end
                }
            }
        }
    }
}
