extension RuleText {
    static let yaml = [
        RuleText(
            .yamlSyntax, "A description is one document of YAML 1.2",
            "What no parser reads alike can't be agreed upon, and nothing behind the mistake is looked at.",
            .change(.vnfd, "provider: Sample", "provider: Sample: x")),
        RuleText(
            .yamlDuplicateKey, "A key is there once in its map",
            "YAML 1.2 (3.2.1.3) has unique keys; parsers that take the first and those that take the last would read two descriptors.",
            .change(.vnfd, "provider: Sample\n", "provider: Sample\n        provider: Other\n")),
        RuleText(
            .yamlKey, "Keys are texts, and `<<` merges maps",
            "Every key of TOSCA and of YANG is a name.",
            .change(.vnfd, "provider: Sample", "? [ a ]\n        : x")),
        RuleText(
            .yamlAlias, "An alias refers to an anchor of a node that ended before it",
            "YAML 1.2 (7.1); an alias inside of its own anchor would never end.",
            .change(.vnfd, "provider: Sample", "provider: *nobody")),
        RuleText(
            .yamlBudget,
            "A text stays below 8 MiB, 64 levels, a million nodes, and 100,000 nodes that aliases add, "
                + "and its parts don't multiply",
            "What is refused should cost next to nothing.",
            .templates(
                right: ["sample.yaml": RuleSample.vnfd.text],
                wrong: ["sample.yaml": aliasBomb])
        ).showing(
            wrong: "a0: &a0 [x, x]\na1: &a1 [*a0, *a0, *a0]\na2: &a2 [*a1, *a1, *a1]\n# … up to a29",
            right: "a0: &a0 [x, x]\na1: [*a0, *a0, *a0]"),
        RuleText(
            .findingsExcess, "A package has at most 1,000 findings",
            "Nobody reads more of them, and a package that is wrong throughout should cost next to nothing.",
            .change(.vnfd, "        flavour_id: simple\n", manyProperties + "        flavour_id: simple\n")
        ).showing(
            wrong: "unknown_1: x\nunknown_2: x\n# … up to unknown_1001\nflavour_id: simple", right: "flavour_id: simple"
        ),
    ]

    private static var manyProperties: String {
        (1...1001).reduce(into: "") { text, index in text += "        unknown_\(index): x\n" }
    }

    private static var aliasBomb: String {
        (1..<30).reduce(into: "a0: &a0 [x, x]\n") { text, level in
            text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
        }
    }

    /// The same, with other texts on the page: what is read is long.
    func showing(wrong: String, right: String) -> RuleText {
        var text = self
        text.example.wrong = wrong
        text.example.right = right
        return text
    }
}
