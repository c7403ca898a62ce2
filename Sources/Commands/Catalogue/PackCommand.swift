import ArgumentParser
import BlockingPool
import Descriptors

/// `manifold pack`: no server is asked.
struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Make a package (CSAR) of a folder, without a server.",
        discussion: """
            The folder is laid out like a package and has a manifest with the metadata; the files' hashes are put into \
            it. The same inputs give the same bytes. Only a valid package is written.

            With --key and --cert it is signed (SOL004 5.1): by default at the manifest's end; with `--sign package` the \
            package is put into a zip file beside its signature and certificate. The passphrase of an encrypted key is \
            taken from MANIFOLD_KEY_PASSPHRASE.

            Examples:
              manifold pack Descriptors/vfw --image Files/vfw.qcow2=build/vfw.qcow2
              manifold pack Descriptors/secure-access -o secure-access.csar
              manifold pack vfw --key vendor.key --cert vendor.crt --sign package -o vfw.zip
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

    @Option(help: ArgumentHelp("Sign with this private key (PEM).", valueName: "file"), completion: .file())
    var key: String?
    @Option(
        help: ArgumentHelp("The certificate of the key, and those up to an authority (PEM).", valueName: "file"),
        completion: .file())
    var cert: String?
    @Option(help: ArgumentHelp("What is signed: manifest (SOL004 option 1) or package (option 2).", valueName: "what"))
    var sign: PackageSigner.Option = .manifest
    @Flag(help: "Warnings refuse the package, too.") var strict = false

    func validate() throws {
        guard (key == nil) == (cert == nil) else { throw ValidationError("--key and --cert belong together") }
    }

    func run() async throws {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let target = output ?? "\(folder.split(separator: "/").last.map(String.init) ?? "package").csar"
        let terminal = Terminal.current
        let passphrase = terminal.environment["MANIFOLD_KEY_PASSPHRASE"]
        let signer = key.flatMap { key in
            cert.map { PackageSigner(key: key, certificate: $0, passphrase: passphrase, option: sign) }
        }
        let writer = PackageWriter(
            folder: folder, images: Dictionary(image.map { ($0.name, $0.target) }) { $1 }, signer: signer,
            isStrict: strict)
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

extension PackageSigner.Option: ExpressibleByArgument {}
