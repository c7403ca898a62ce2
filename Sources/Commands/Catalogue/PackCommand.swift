import ArgumentParser
import BlockingPool
import Descriptors

/// `manifold package pack`: no server is asked.
struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Make a package (CSAR) of a folder, without a server.",
        discussion: """
            The folder is laid out like a package and has a manifest with the metadata; the files' hashes are put into \
            it. The same inputs give the same bytes. Only a valid package is written.

            Examples:
              manifold package pack Descriptors/vfw --image Files/vfw.qcow2=build/vfw.qcow2
              manifold package pack Descriptors/secure-access -o secure-access.csar
            """)
    @Argument(help: "The folder.", completion: .directory) var folder: String
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The package; else NAME.csar after the folder's name.", valueName: "file"),
        completion: .file(extensions: ["csar"]))
    var output: String?
    @Option(
        help: ArgumentHelp("A file from elsewhere, and its path in the package.", valueName: "path=file"))
    var image: [Mapping] = []

    func run() async throws {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let target = output ?? "\(folder.split(separator: "/").last.map(String.init) ?? "package").csar"
        let writer = PackageWriter(
            folder: folder, images: Dictionary(image.map { ($0.name, $0.target) }) { $1 })
        let terminal = Terminal.current
        do {
            for warning in try await BlockingPool.files.run({ try writer.pack(to: target) }) {
                terminal.writeError(Printable.escape(warning.description) + "\n")
            }
        } catch let error as PackageError {
            throw CommandFailure.failed("\(error)\n\(folder) was not packed")
        }
        terminal.line("packed \(Printable.escape(target))")
    }
}
