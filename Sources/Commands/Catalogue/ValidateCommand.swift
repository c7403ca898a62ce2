import ArgumentParser
import BlockingPool
import Descriptors
import FoundationEssentials
import MANOModel

/// `manifold validate`: no server is asked.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check descriptors and packages, without a server.",
        discussion: """
            Says of each thing that is wrong where it stands, which rule it breaks, and what would be right. A PATH is \
            a package (CSAR), a folder laid out like one, or a template.

            Examples:
              manifold validate Descriptors/vfw
              manifold validate vfw.csar secure-access.csar
              manifold validate --json Descriptors/*
            """)
    @Argument(help: "Packages, folders, templates.", completion: .file()) var paths: [String]
    @Flag(help: "Show JSON, for programs.") var json = false

    func run() async throws {
        let terminal = Terminal.current
        var diagnostics: [Diagnostic] = []
        for path in paths {
            let found = try await BlockingPool.files.run { DescriptorValidation.validate(path: path) }
            diagnostics += found
            if json { continue }
            for diagnostic in found { terminal.line(Printable.escape(diagnostic.description)) }
            if !found.contains(where: { $0.severity == .error }) { terminal.line("\(Printable.escape(path)): valid") }
        }
        if json {
            let data = try JSONEncoder().encode(diagnostics)
            try terminal.show(try JSONDecoder().decode(JSONValue.self, from: data))
        }
        let errors = diagnostics.filter { $0.severity == .error }.count
        if errors > 0 { throw CommandFailure(.failed, json ? "" : "\(errors) error\(errors == 1 ? "" : "s")") }
    }
}
