extension RuleText {
    static let toscaTopologies = [
        RuleText(
            .nodeUnknown, "A requirement names a node of its topology", "TOSCA 1.3, 3.8.2.",
            .change(.vnfd, "virtual_link: internal", "virtual_link: internel")),
        RuleText(
            .capabilityUnknown, "A capability that is given values is declared by the node's type",
            "TOSCA 1.3, 3.8.1.",
            .change(.vnfd, "        virtual_compute:", "        virtual_computer:")),
        RuleText(
            .requirementUnknown, "A requirement that is met is declared by the node's type", "TOSCA 1.3, 3.8.2.",
            .change(.vnfd, "- virtual_link: internal", "- virtual_links: internal")),
        RuleText(
            .requirementMissing, "A requirement is met as often as its type demands, or is exposed",
            "TOSCA 1.3, 3.7.3: `occurrences` is `[1, 1]` where it isn't given.",
            .change(.vnfd, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link: [ cp-b, virtual_link ]")),
        RuleText(
            .requirementExcess, "A requirement is met at most as often as its type allows", "TOSCA 1.3, 3.7.3.",
            .change(
                .vnfd, "        - virtual_link: internal\n",
                "        - virtual_link: internal\n        - virtual_link: internal\n")),
        RuleText(
            .requirementTarget, "The node that meets a requirement has the type and the capability that it asks for",
            "TOSCA 1.3, 3.7.3 and 3.8.2.",
            .change(.vnfd, "virtual_link: internal", "virtual_link: storage")),
        RuleText(
            .relationshipUnknown, "A relationship that a requirement names is a template or a type",
            "TOSCA 1.3, 3.8.2.2.",
            .change(
                .vnfd, "- virtual_link: internal", "- virtual_link: { node: internal, relationship: own_link }")),
        RuleText(
            .nodeFilter, "A node that a requirement names passes the requirement's filter", "TOSCA 1.3, 3.6.6.",
            .change(
                .vnfd, "- virtual_storage: storage",
                "- virtual_storage: { node: storage, node_filter: { properties: [ name: { equal: disk } ] } }")),
        RuleText(
            .capabilityExcess, "At most as many requirements point at a capability as its definition says",
            "TOSCA 1.3, 3.7.2: `occurrences` of a capability; orchestrators differ in what they make of it.",
            .change(
                .nsd, "    second:\n      type: sample.VNF\n",
                "    more_1:\n      type: tosca.nodes.nfv.NfpPositionElement\n      requirements: [ profile_element: first_in ]\n    more_2:\n      type: tosca.nodes.nfv.NfpPositionElement\n      requirements: [ profile_element: first_in ]\n    second:\n      type: sample.VNF\n"
            )),
        RuleText(
            .interfaceUnknown, "An interface that is given operations is declared by the node's type",
            "TOSCA 1.3, 3.7.5.",
            .change(.vnfd, "Vnflcm:", "Vnflmc:")),
        RuleText(
            .operationUnknown, "An operation is declared by its interface's type",
            "SOL001 6.7 lists the operations of `Vnflcm`; a script under another name would never run.",
            .change(.vnfd, "            instantiate:", "            instantate:")),
        RuleText(
            .policyTarget, "A policy's targets exist, and are of the types that the policy is for",
            "TOSCA 1.3, 3.7.12, and SOL001 6.10.",
            .change(.vnfd, "targets: [ vnf ]", "targets: [ vdu ]")),
        RuleText(
            .groupMember, "A group's members exist, and are of the types that the group is for",
            "TOSCA 1.3, 3.7.11.",
            .change(.vnfd, "members: [ vdu ]", "members: [ cp-a ]")),
        RuleText(
            .substitutionMapping, "A mapping leads from a requirement of the substituted node to one inside",
            "TOSCA 1.3, 3.8.13: what it leads to is what is exposed.",
            .change(.vnfd, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link_a: [ cp-x, virtual_link ]")),
    ]
}
