import ArgumentParser
import BlockingPool
import Descriptors
import MANOModel

/// `manifold show`: no server is asked.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a package holds, without a server.",
        discussion: """
            Flavours, levels, VDUs with their needs, connection points and links, scaling, paths; and what of it has no \
            effect or can't be instantiated. PATH is a package (CSAR), a folder laid out like one, or a template.

            Examples:
              manifold show Descriptors/vfw
              manifold show secure-access.csar --svg secure-access.svg
              manifold show --json vfw.csar
            """)
    @Argument(help: "A package, a folder, a template.", completion: .file()) var path: String
    @Option(help: ArgumentHelp("Only this deployment flavour.", valueName: "id")) var flavour: String?
    @Option(
        help: ArgumentHelp("Write a picture (SVG) into this file; - is standard output.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var svg: String?
    @Flag(help: "Show JSON, for programs.") var json = false

    func run() async throws {
        let terminal = Terminal.current
        let path = path
        let content: PackageContent
        do {
            content = try await BlockingPool.files.run { try PackageReader().read(at: path) }
        } catch let error as PackageError {
            let shown = error.diagnostics.filter { $0.severity == .error }.prefix(5).map(\.description)
            throw CommandFailure.failed(
                shown.joined(separator: "\n") + "\n\(path) can't be shown; manifold validate \(path) says more")
        }
        let description = try DescriptorDescription(content, flavour: flavour)
        if let svg {
            guard let topology = description.topology else {
                throw CommandFailure.usage("the descriptor has no deployment flavour to draw")
            }
            let picture = TopologySVG.render(topology)
            if svg == "-" { return terminal.write(picture) }
            try await TextFile.write(picture, to: svg)
            if !json { return terminal.line("wrote \(Printable.escape(svg))") }
        }
        if json { return terminal.show(try description.json) }
        terminal.write(description.text(width: terminal.width))
    }
}
