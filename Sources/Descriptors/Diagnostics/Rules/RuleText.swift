/// What there is to say of one rule. Adding a rule takes a case of `DiagnosticRule` and an entry in one of the lists
/// `RuleText.groups` is made of; `manifold rules > Docs/rules.md` writes the page, and the tests run both sides of the
/// example and compare the page.
package struct RuleText: Sendable {
    package var rule: DiagnosticRule
    /// What has to hold, in one line.
    package var title: String
    /// Why, in a sentence, with the clause of the standard where there is one.
    package var reason: String
    package var example: RuleExample

    init(_ rule: DiagnosticRule, _ title: String, _ reason: String, _ example: RuleExample) {
        self.rule = rule
        self.title = title
        self.reason = reason
        self.example = example
    }

    /// Rules that belong together, in the order of the page.
    package struct Group: Sendable {
        package var title: String
        package var rules: [RuleText]
    }

    package static let groups = [
        Group(title: "YAML", rules: yaml),
        Group(title: "TOSCA: templates and types", rules: toscaTypes),
        Group(title: "TOSCA: values", rules: toscaValues),
        Group(title: "TOSCA: topologies", rules: toscaTopologies),
        Group(title: "VNFDs", rules: vnfds),
        Group(title: "NSDs", rules: nsds),
        Group(title: "SOL006: texts and data trees", rules: sol006Trees),
        Group(title: "SOL006: what becomes of them", rules: sol006Models),
        Group(title: "Packages", rules: packages),
        Group(title: "Manifests", rules: manifests),
        Group(title: "Signatures", rules: signatures),
    ]
}
