/// Why a text is no YAML that we take. Syntax errors and spent budgets end the parsing and stand last; duplicate keys
/// are collected.
package struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    package struct Problem: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case syntax
            case duplicateKey = "duplicate-key"
            case keyKind = "key-kind"
            case alias
            case merge
            case budget
        }

        package var kind: Kind
        package var mark: YAMLMark
        /// What is wrong.
        package var message: String
        /// What would be right.
        package var remedy: String

        package init(kind: Kind, mark: YAMLMark, message: String, remedy: String) {
            self.kind = kind
            self.mark = mark
            self.message = message
            self.remedy = remedy
        }
    }

    /// At least one, in the order in which they were found.
    package var problems: [Problem]

    /// More than this nobody reads; what follows is not looked at.
    static let mostProblems = 1000

    package init(problems: [Problem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map { "\($0.mark.line):\($0.mark.column): \($0.message); \($0.remedy)" }.joined(separator: "\n")
    }
}
