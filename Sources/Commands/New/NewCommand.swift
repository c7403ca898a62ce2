import ArgumentParser
import BlockingPool
import Descriptors
import FoundationEssentials
import Glibc
import MANOModel

/// `manifold new`: no server is asked.
struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a small package to start from, without a server.",
        discussion: """
            Example:
              manifold new vnf web
            """, subcommands: [VNF.self, NS.self])

    struct VNF: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vnf", abstract: "Write a folder with a small VNF package: one guest, one interface.",
            discussion: """
                What is written is valid, packs and onboards as it is; comments in it say what to change. Its image is an \
                empty disk: put your own in its place.

                Example:
                  manifold new vnf web
                  manifold validate web
                  manifold pack web
                  manifold new vnf cache --sol006
                """)
        @Argument(help: "The VNF's name, and the folder's.", completion: .directory) var name: String
        @Flag(name: .customLong("sol006"), help: "Describe it in SOL006 (YAML) in place of TOSCA.") var sol006 = false

        func run() async throws {
            let name = try PackageName(name)
            let template = VNFTemplate(name: name.name, id: UUID().uuidString.lowercased())
            try await NewPackage(folder: name.folder, files: sol006 ? template.dataFiles : template.files).write()
        }
    }

    struct NS: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ns", abstract: "Write a folder with a small network service: a link, a SAP, and VNFs.",
            discussion: """
                What is written is valid, packs and onboards as it is, once its VNFs are onboarded; comments in it say what \
                to change. Without --vnf there is no VNF in it yet.

                Examples:
                  manifold new ns shop
                  manifold new ns shop --vnf web --vnf Descriptors/vfw
                """)
        @Argument(help: "The service's name, and the folder's.", completion: .directory) var name: String
        @Option(
            help: ArgumentHelp("A VNF of the service: its package, folder or template.", valueName: "path"),
            completion: .file())
        var vnf: [String] = []
        @Flag(name: .customLong("sol006"), help: "Describe it in SOL006 (YAML) in place of TOSCA.") var sol006 = false

        func run() async throws {
            let name = try PackageName(name)
            var vnfs: [NSTemplate.VNF] = []
            for path in vnf {
                let vnfd = try await BlockingPool.files.run { () throws(CommandFailure) in
                    do {
                        return try PackageReader().readVNFPackage(at: path).vnfd
                    } catch {
                        throw CommandFailure.failed("\(error)\n\(path) is no VNF package that can be used")
                    }
                }
                vnfs.append(try NSTemplate.VNF(vnfd, besides: vnfs.map(\.name)))
            }
            let template = NSTemplate(
                name: name.name, id: UUID().uuidString.lowercased(), invariantID: UUID().uuidString.lowercased(),
                vnfs: vnfs)
            try await NewPackage(folder: name.folder, files: sol006 ? template.dataFiles : template.files).write()
        }
    }
}

/// The name of a package to write: the last part of a path.
private struct PackageName {
    var folder: String
    var name: String

    init(_ path: String) throws {
        folder = path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        name = folder.split(separator: "/").last.map(String.init) ?? ""
        let isName =
            name.utf8.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 } ?? false
            && name.utf8.count <= 60
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        guard isName else {
            throw CommandFailure.usage(
                "\(path) gives no name: begin with a letter, go on with letters, digits, - and _, 60 at most")
        }
    }
}

/// A folder that is about to be made.
struct NewPackage: Sendable {
    var folder: String
    /// By path in the folder.
    var files: [String: [UInt8]]

    /// Makes the folder; nothing that is there already is touched.
    func write() async throws {
        let package = self
        try await BlockingPool.files.run { try package.make() }
        Terminal.current.line("wrote \(Printable.escape(folder))")
        for path in files.keys.sorted() { Terminal.current.line("  \(Printable.escape(path))") }
        Terminal.current.line("next: manifold pack \(Printable.escape(folder))")
    }

    private func make() throws {
        guard mkdir(folder, 0o755) == 0 else {
            let reason = errno
            throw CommandFailure.usage(
                reason == EEXIST
                    ? "\(folder) is there already, and nothing in it was changed; give another name, or remove it"
                    : "cannot make \(folder): \(String(cString: strerror(reason)).lowercased())")
        }
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            var parent = folder
            for part in path.split(separator: "/").dropLast() {
                parent += "/" + part
                mkdir(parent, 0o755)
            }
            try TextFile.write(bytes, at: "\(folder)/\(path)")
        }
    }
}
