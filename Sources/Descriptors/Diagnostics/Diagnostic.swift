package import MANOModel

/// One thing that is wrong with a descriptor or a package, where it stands, and what would be right.
package struct Diagnostic: Codable, Sendable, Hashable {
    package enum Severity: String, Codable, Sendable, Hashable {
        /// The package is refused.
        case error
        /// It is taken; something in it will not do what its author may expect.
        case warning
    }

    package var rule: DiagnosticRule
    package var severity: Severity
    /// Path in the package, or the path that was read where there is no package.
    package var file: String
    /// Line and column count from 1; 0 stands for the file as a whole.
    package var line: Int
    package var column: Int
    /// What is wrong.
    package var message: String
    /// What would be right.
    package var remedy: String

    package init(
        rule: DiagnosticRule, severity: Severity? = nil, file: String, line: Int = 0, column: Int = 0, message: String,
        remedy: String
    ) {
        assert(
            severity == nil || severity == rule.severity || rule.exception != nil,
            "\(rule.rawValue) doesn't say where it is reported as \(severity?.rawValue ?? "")")
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }
}

extension Diagnostic: Comparable {
    /// By file, line and column: the order in which a reader mends them.
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file, left.line, left.column, left.rule.rawValue, left.message)
            < (right.file, right.line, right.column, right.rule.rawValue, right.message)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// As data, for whoever knows no rules.
    package var finding: DescriptorFinding {
        DescriptorFinding(
            rule: rule.rawValue, severity: severity.rawValue, file: file, line: line, column: column, message: message,
            remedy: remedy)
    }

    package var description: String { finding.description }
}
