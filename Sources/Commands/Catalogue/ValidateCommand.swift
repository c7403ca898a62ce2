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
            a package (CSAR), a folder laid out like one, or a template. `manifold rules` explains the rules.

            Ends with 0 where all is valid, 1 where something is not, and 2 where a path could not be looked at.

            Examples:
              manifold validate Descriptors/vfw
              manifold validate vfw.csar secure-access.csar
              manifold validate --json Descriptors/*
              manifold validate --package-signatures required --trust-store vendor-ca.pem vfw.csar
            """)
    @Argument(help: "Packages, folders, templates.", completion: .file()) var paths: [String]
    @Flag(help: "Show JSON, for programs.") var json = false
    @Flag(help: "Take warnings as errors.") var strict = false

    @Option(
        help: ArgumentHelp(
            "What is done about the signatures of packages, as by a server: required, verify (those that are there), ignore.",
            valueName: "policy"),
        transform: Self.policy)
    var packageSignatures: SignaturePolicy.Mode = .verify
    @Option(
        help: ArgumentHelp(
            "File or folder with the certificates that signers are traced back to (PEM, DER).", valueName: "path"),
        completion: .file())
    var trustStore: String?

    @Option(name: .customLong("repeat"), help: .hidden) var rounds: Int?

    func run() async throws {
        let terminal = Terminal.current
        let signatures = SignaturePolicy(mode: packageSignatures, trustStore: trustStore)
        if let problem = try await BlockingPool.files.run({ signatures.problem }) {
            throw CommandFailure.usage(problem)
        }
        if let rounds { return try await measure(rounds, terminal) }
        let text = DiagnosticText(usesColour: terminal.usesColour, width: terminal.width)
        var results: [DescriptorValidation] = []
        for path in paths {
            let isStrict = strict
            let result = try await BlockingPool.files.run {
                DescriptorValidation(path: path, isStrict: isStrict, signatures: signatures)
            }
            results.append(result)
            if json { continue }
            for finding in result.findings { for line in text.lines(finding) { terminal.line(line) } }
            if result.errors == 0 { terminal.line("\(Printable.escape(path)): valid") }
        }
        if json {
            let data = try JSONEncoder().encode(results.flatMap { $0.findings.map(\.diagnostic) })
            terminal.show(try JSONDecoder().decode(JSONValue.self, from: data))
        }
        let errors = results.reduce(0) { $0 + $1.errors }
        let warnings = results.reduce(0) { $0 + $1.warnings }
        let summary = [Self.count(errors, "error"), Self.count(warnings, "warning")].compactMap { $0 }
            .joined(separator: ", ")
        guard errors == 0 else {
            throw CommandFailure(results.contains(where: \.isUnreadable) ? .usage : .failed, json ? "" : summary)
        }
        if !json, warnings > 0 { terminal.line(summary) }
    }

    /// Prints how long each of some rounds took, for benchmarks: milliseconds, a line each.
    private func measure(_ rounds: Int, _ terminal: Terminal) async throws {
        let paths = paths
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            let errors = try await BlockingPool.files.run {
                paths.reduce(0) { $0 + DescriptorValidation(path: $1).errors }
            }
            let took = ContinuousClock.now - start
            guard errors == 0 else { throw CommandFailure.failed("\(errors) errors") }
            terminal.line("\(Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3)")
        }
    }

    @Sendable
    private static func policy(_ text: String) throws -> SignaturePolicy.Mode {
        guard let mode = SignaturePolicy.Mode(rawValue: text) else {
            throw ValidationError(
                "there is no policy `\(text)`; there are "
                    + SignaturePolicy.Mode.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return mode
    }

    private static func count(_ number: Int, _ what: String) -> String? {
        number == 0 ? nil : "\(number) \(what)\(number == 1 ? "" : "s")"
    }
}
