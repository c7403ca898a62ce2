import YAML

/// A place in one of the package's files.
struct Place: Sendable, Hashable {
    var file: String
    var mark: YAMLMark
}

/// Collects what one pass over a package finds. Not shared between threads.
final class DiagnosticLog {
    private(set) var diagnostics: Set<Diagnostic> = []

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
    var sorted: [Diagnostic] { diagnostics.sorted() }

    func report(
        _ rule: DiagnosticRule, at place: Place, severity: Diagnostic.Severity? = nil, _ message: String,
        _ remedy: String
    ) {
        diagnostics.insert(
            Diagnostic(
                rule: rule, severity: severity, file: place.file, line: place.mark.line, column: place.mark.column,
                message: message, remedy: remedy))
    }

    func report(
        _ rule: DiagnosticRule, file: String, severity: Diagnostic.Severity? = nil, _ message: String, _ remedy: String
    ) {
        diagnostics.insert(Diagnostic(rule: rule, severity: severity, file: file, message: message, remedy: remedy))
    }

    func report(_ error: YAMLError, file: String) {
        for problem in error.problems {
            let rule: DiagnosticRule =
                switch problem.kind {
                case .syntax: .yamlSyntax
                case .duplicateKey: .yamlDuplicateKey
                case .keyKind, .merge: .yamlKey
                case .alias: .yamlAlias
                case .budget: .yamlBudget
                }
            report(rule, at: Place(file: file, mark: problem.mark), problem.message, problem.remedy)
        }
    }
}
