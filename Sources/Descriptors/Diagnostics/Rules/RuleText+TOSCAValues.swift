extension RuleText {
    static let toscaValues = [
        RuleText(
            .propertyUnknown, "A property that is given is declared by its type",
            "A value that nothing reads is a typing slip, or was meant for another version of the types.",
            .change(.vnfd, "num_virtual_cpu:", "num_virtual_cpus:")),
        RuleText(
            .propertyMissing, "A required property without a default has a value",
            "TOSCA 1.3, 3.6.10.",
            .change(.vnfd, "        provider: Sample\n", "")),
        RuleText(
            .propertyDeprecated, "A property that its type calls deprecated is not used",
            "TOSCA 1.3, 3.6.10.3; it goes away with a later version.",
            .change(
                .vnfd, "      size: { type: sample.Size, default: small }",
                "      size: { type: sample.Size, default: small }\n      provider: { type: string, status: deprecated }"
            )),
        RuleText(
            .propertyType, "A value is of its property's type",
            "TOSCA 1.3, 3.3: integers, quantities with a unit, ranges, versions, lists, maps and the types made of them.",
            .change(.vnfd, "order: 0", "order: first")),
        RuleText(
            .propertyConstraint, "A value meets its type's constraints",
            "TOSCA 1.3, 3.6.3; SOL001 gives ranges and values for its properties.",
            .change(.vnfd, "virtual_cpu_pinning_policy: static", "virtual_cpu_pinning_policy: statik")),
        RuleText(
            .constraintInvalid, "A constraint is one that TOSCA knows, and its operand fits the type that it is about",
            "TOSCA 1.3, 3.6.3.1; a constraint that can't be applied would hold for everything.",
            .change(.vnfd, "valid_values: [ small, large ]", "valid_value: [ small, large ]")),
        RuleText(
            .inputUnknown, "`get_input` names an input that the topology declares", "TOSCA 1.3, 4.4.1.",
            .change(.vnfd, "get_input: cpus", "get_input: cpu")),
        RuleText(
            .inputUnresolved, "An input that decides the descriptor itself has a default",
            "What a VNF needs is known when it is onboarded; only boot data and operations take inputs at instantiation.",
            .change(.vnfd, "cpus: { type: integer, default: 2 }", "cpus: { type: integer }")),
        RuleText(
            .functionInvalid, "A function has the arguments it takes, finds what it names, and does not lead to itself",
            "TOSCA 1.3, clause 4; a circle is reported with everything that is on it.",
            .change(.vnfd, "name: vdu\n", "name: { get_property: [ SELF, name ] }\n")),
    ]
}
