import ArgumentParser
import BlockingPool
import Client
import Glibc
import SOL

/// `manifold topology`.
struct TopologyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "Draw an NS: SAPs, VNFs with their guests, paths and links.",
        discussion: """
            Examples:
              manifold topology web
              manifold topology web --svg web.svg
            """)
    @Argument(help: "Name or id of the NS.") var ns: String
    @Option(
        help: ArgumentHelp("Write a picture (SVG) into this file; - is standard output.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var svg: String?
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let topology = try await client.topology(try await client.resolveNS(ns).value.id)
        if let svg {
            let picture = TopologySVG.render(topology.value)
            if svg == "-" { return terminal.write(picture) }
            try await TextFile.write(picture, to: svg)
            if !server.json { return terminal.line("wrote \(svg)") }
        }
        if server.json { return terminal.show(topology.json) }
        // Where nobody says how wide the other end is, lines of a readable length.
        terminal.write(TopologyText.render(topology.value, width: terminal.width ?? 120))
    }
}

/// Whole files.
enum TextFile {
    /// Off the cooperative pool.
    static func write(_ text: String, to path: String) async throws {
        try await BlockingPool.files.run { try write(Array(text.utf8), at: path) }
    }

    /// Blocks: call from a thread that may.
    static func write(_ bytes: [UInt8], at path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = failure(path)
                close(descriptor)
                throw failure
            }
            bytes = bytes.dropFirst(count)
        }
        guard close(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        .usage("cannot write \(path): \(String(cString: strerror(errno)).lowercased())")
    }
}
