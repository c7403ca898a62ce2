import BlockingPool
import Client
import Descriptors
import MANOModel
import SOL

/// Steps that commands of the catalogue share.
enum Onboarding {
    /// Makes the resource and hands its file over; where that fails, the resource goes again.
    ///
    /// - Returns: the id of the resource.
    static func run(
        create: () async throws -> String, upload: (String) async throws -> Void,
        discard: (String) async throws -> Void
    ) async throws -> String {
        let id = try await create()
        do {
            try await upload(id)
        } catch {
            // What was refused is of no use to anybody; where it can't be deleted either, the first error is the cause.
            try? await discard(id)
            throw error
        }
        return id
    }

    /// What to say of a resource in ERROR. What was found in its package has been shown.
    static func failure(
        _ file: String, resource: String, id: String, problem: SOL013.ProblemDetails?
    ) -> CommandFailure {
        var text = "\(file) was not onboarded; \(resource) \(id) is in ERROR"
        if let problem { text += (problem.diagnostics == nil ? "\n" : ": ") + summary(of: problem) }
        return .failed(text)
    }

    /// A problem in a line or a few: how many findings there are where they are shown elsewhere, else what it says.
    static func summary(of problem: SOL013.ProblemDetails) -> String {
        guard let findings = problem.diagnostics else { return ServerError.text(of: problem) }
        let warnings = findings.count(where: \.isWarning)
        return [(findings.count - warnings, "error"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }

    /// Shows on standard error what the server found in a file that was sent to it.
    static func show(_ findings: [DescriptorFinding], of file: String, on terminal: Terminal) async {
        guard !findings.isEmpty else { return }
        let lines = try? await BlockingPool.files.run { SourceLines(path: file, findings: findings) }
        let text = DiagnosticText(
            usesColour: terminal.usesColour && terminal.progressSize != nil, width: terminal.progressSize?.columns)
        for line in text.lines(findings, sent: file, lines ?? SourceLines()) { terminal.writeError(line + "\n") }
    }

    /// Enables or disables what a word means, where it isn't so already.
    static func set<Kind: CatalogueKind>(
        _ kind: Kind.Type, _ word: String, _ state: OperationalState, _ client: ManifoldClient,
        _ command: some ServerCommand
    ) async throws {
        let found = Kind.facts(try await client.resolve(kind, word).value)
        if found.state != state.rawValue { try await client.setEntry(Kind.Info.self, found.id, state) }
        if command.server.json {
            return command.terminal.show(try await client.entry(Kind.Info.self, found.id).json)
        }
        command.terminal.line("\(Kind.words.noun) \(found.id) is \(state.rawValue)")
    }
}
