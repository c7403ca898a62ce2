import YAML

/// A place in one of the package's files.
struct Place: Sendable, Hashable {
    var file: String
    var mark: YAMLMark
}

/// Collects what one pass over a package finds. Not shared between threads.
final class DiagnosticLog {
    /// Findings at most: who made the package mends some of them and looks again, and what a package costs is bounded.
    static let limit = 1000

    /// Bytes of a message or a remedy that are kept: names in it are as long as a package makes them.
    private static let textBytes = 4000

    private(set) var diagnostics: Set<Diagnostic> = []
    private(set) var hasErrors = false
    private var isFull = false
    private var isSpent = false
    let work: WorkBudget
    /// Names of nodes of which something reported is left out, so that what they lack says nothing.
    private var doubtful: Set<String> = []
    /// Whether nodes as such are left out.
    private var lacksNodes = false
    /// Kinds of parts of which some are left out.
    private var incomplete: Set<Part> = []

    /// Parts of a topology that others look for.
    enum Part {
        /// Mappings of requirements.
        case exposures
        /// Policies that define aspects, levels and deltas, rules.
        case policies
        /// Members of graphs.
        case groups
    }

    init(work: WorkBudget = WorkBudget()) {
        self.work = work
    }

    /// Notes that a part of a node was left out for what was reported of it; without a name: that whole nodes were.
    func leaveOut(partOf node: String? = nil) {
        if let node { doubtful.insert(node) } else { lacksNodes = true }
    }

    /// Notes that parts of a kind were left out for what was reported of them.
    func leaveOut(_ part: Part) { incomplete.insert(part) }

    /// Whether it is news that no part of a kind is what is looked for.
    func knowsAll(_ part: Part) -> Bool { !incomplete.contains(part) }

    /// The name that was clearly meant by another; see `NearestName.slip`.
    func slip(of name: String, among names: some Collection<String>) -> String? {
        NearestName.$work.withValue(work) { NearestName.slip(of: name, among: names) }
    }

    /// Whether what a node lacks, or the topology where no node is named, is news.
    func knowsAll(of node: String? = nil) -> Bool {
        !lacksNodes && !(node.map { doubtful.contains($0) } ?? false)
    }

    /// Whether the package may cost so many steps more; that it may not is reported once.
    func spend(_ steps: Int, at place: Place) -> Bool {
        if work.spend(steps) { return true }
        if !isSpent {
            isSpent = true
            report(
                .yamlBudget, at: place,
                "what the package describes multiplies beyond all bounds: nodes by what their types declare, levels by VDUs, or the like",
                "leave out what is not needed, or make several packages of it")
        }
        return false
    }
    /// Where what names something of another descriptor stands, which is known only later; see `ProfilePart`.
    private(set) var parts: [ProfilePart: Place] = [:]

    func note(_ part: ProfilePart, at place: Place) { parts[part] = place }

    var sorted: [Diagnostic] { (diagnostics + named.values.map(\.shown)).sorted() }

    /// A name that nothing has, wherever it stands: one slip, most likely where the thing itself is named.
    private struct NameKey: Hashable {
        var kind: String
        var name: String
        var file: String
    }

    private struct NameFinding {
        var first: Diagnostic
        var others: Set<Int> = []

        var shown: Diagnostic {
            guard !others.isEmpty else { return first }
            var shown = first
            let lines = others.sorted().prefix(8).map(String.init).joined(separator: ", ")
            shown.message +=
                " (so \(others.count == 1 ? "does line" : "do lines") \(lines)\(others.count > 8 ? " and others" : ""))"
            return shown
        }
    }

    private var named: [NameKey: NameFinding] = [:]

    /// Reports a name that nothing has. What several places name is told at the first of them, with the lines of the others.
    ///
    /// - Parameter kind: what would have the name, such as `node`.
    func report(
        _ rule: DiagnosticRule, named name: String, of kind: String, at place: Place,
        severity: Diagnostic.Severity? = nil, _ message: @autoclosure () -> String,
        _ remedy: @autoclosure () -> String
    ) {
        let key = NameKey(kind: kind, name: name, file: place.file)
        if var finding = named[key] {
            let isBefore = (place.mark.line, place.mark.column) < (finding.first.line, finding.first.column)
            finding.others.insert(isBefore ? finding.first.line : place.mark.line)
            if isBefore {
                finding.first = diagnostic(rule, place, severity, message(), remedy())
            }
            finding.others.remove(finding.first.line)
            named[key] = finding
            return
        }
        guard hasRoom(rule, severity, place.file) else { return }
        named[key] = NameFinding(first: diagnostic(rule, place, severity, message(), remedy()))
    }

    private func diagnostic(
        _ rule: DiagnosticRule, _ place: Place, _ severity: Diagnostic.Severity?, _ message: String,
        _ remedy: @autoclosure () -> String
    ) -> Diagnostic {
        Diagnostic(
            rule: rule, severity: severity, file: place.file, line: place.mark.line, column: place.mark.column,
            message: Self.shortened(message),
            remedy: Self.shortened(NearestName.$work.withValue(work) { remedy() }))
    }

    func report(
        _ rule: DiagnosticRule, at place: Place, severity: Diagnostic.Severity? = nil,
        _ message: @autoclosure () -> String, _ remedy: @autoclosure () -> String
    ) {
        guard hasRoom(rule, severity, place.file) else { return }
        diagnostics.insert(diagnostic(rule, place, severity, message(), remedy()))
    }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > textBytes else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(textBytes / 4))) + "…"
    }

    func report(
        _ rule: DiagnosticRule, file: String, severity: Diagnostic.Severity? = nil,
        _ message: @autoclosure () -> String, _ remedy: @autoclosure () -> String
    ) {
        report(rule, at: Place(file: file, mark: YAMLMark(line: 0, column: 0)), severity: severity, message(), remedy())
    }

    /// Whether the rule was found to be broken just there.
    func has(_ rule: DiagnosticRule, at place: Place) -> Bool {
        diagnostics.contains {
            $0.rule == rule && $0.file == place.file && $0.line == place.mark.line && $0.column == place.mark.column
        }
    }

    /// Whether there is room for a finding; that there isn't is one itself.
    private func hasRoom(_ rule: DiagnosticRule, _ severity: Diagnostic.Severity?, _ file: String) -> Bool {
        if (severity ?? rule.severity) == .error { hasErrors = true }
        if diagnostics.count + named.count < Self.limit { return true }
        guard !isFull else { return false }
        isFull = true
        diagnostics.insert(
            Diagnostic(
                rule: .findingsExcess, file: file,
                message: "there is more to be found than the \(Self.limit) findings that are shown",
                remedy: "mend those, and look again"))
        hasErrors = true
        return false
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
