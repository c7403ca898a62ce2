/// The page that lists every rule.
package enum RulePage {
    /// As Markdown; `Docs/rules.md` is this text.
    package static var markdown: String {
        var page = """
            # The rules of descriptors and packages

            What `manifold validate`, onboarding and `manifold pack` check. Each finding names one of these rules, the file, the
            line and the column, what is wrong, and what would be right. An error refuses the package; a warning does not, unless
            `--strict` is given. This page is printed by `manifold rules`.

            """
        for group in RuleText.groups {
            page += "\n## \(group.title)\n"
            for text in group.rules { page += "\n" + section(text) }
        }
        return page
    }

    /// The part of the page about one rule; nil where there is no such rule.
    package static func markdown(of name: String) -> String? {
        RuleText.groups.flatMap(\.rules).first { $0.rule.rawValue == name }.map(section)
    }

    private static func section(_ text: RuleText) -> String {
        """
        ### `\(text.rule.rawValue)`

        \(text.title). \(text.reason)

        \(severity(of: text.rule))

        Wrong:

        ```\(text.example.language)
        \(trimmed(text.example.wrong))
        ```

        Right:

        ```\(text.example.language)
        \(trimmed(text.example.right))
        ```

        """
    }

    private static func severity(of rule: DiagnosticRule) -> String {
        let words: (usual: String, other: String) =
            rule.severity == .error ? ("An error", "a warning") : ("A warning", "an error")
        return "\(words.usual)\(rule.exception.map { ", or \(words.other) \($0)" } ?? "")."
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
