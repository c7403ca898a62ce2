/// What was found in a descriptor or a package, as data: the same members as `manifold validate --json` prints.
package struct DescriptorFinding: Codable, Sendable, Hashable {
    /// As on the page of rules; a newer server may name rules that a client doesn't know.
    package var rule: String
    /// `error`: the package is refused; `warning`: it is taken.
    package var severity: String
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
        rule: String, severity: String, file: String, line: Int, column: Int, message: String, remedy: String
    ) {
        self.rule = rule
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    package var isWarning: Bool { severity == "warning" }
}

extension DescriptorFinding: CustomStringConvertible {
    /// `file:line:column: rule: what is wrong; what would be right`, with `warning` before the rule of a warning.
    package var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): \(isWarning ? "warning: " : "")\(rule): \(message); \(remedy)"
    }
}
