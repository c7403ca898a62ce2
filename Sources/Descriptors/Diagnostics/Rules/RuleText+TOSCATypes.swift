extension RuleText {
    static let toscaTypes = [
        RuleText(
            .toscaVersion, "A template says which version of the TOSCA Simple Profile in YAML it is written in",
            "TOSCA 1.3, 3.10.2.1; SOL001 uses 1.1, 1.2 and 1.3.",
            .change(.vnfd, "tosca_simple_yaml_1_3", "tosca_simple_yaml_1_33")),
        RuleText(
            .toscaStructure, "Every part of a template has the shape of its kind: a map, a list or a text",
            "TOSCA 1.3, clause 3, gives the grammar of each part.",
            .change(.vnfd, "members: [ vdu ]", "members: vdu")),
        RuleText(
            .toscaKeyUnknown, "A part of a template has only keys that TOSCA knows there",
            "A key with a typing slip would be left out in silence.",
            .change(.vnfd, "  groups:", "  grups: {}\n  groups:")),
        RuleText(
            .toscaKeyMissing, "A part of a template has the keys that TOSCA requires there",
            "Without its type nothing is known of a node, a property or an artifact.",
            .change(
                .vnfd, "    internal:\n      type: tosca.nodes.nfv.VnfVirtualLink\n", "    internal:\n")),
        RuleText(
            .importMissing, "What a template imports is in the package, or is one of ETSI's type files",
            "A package is whole by itself (SOL004 4.1); ETSI's files are known here in each version, and are never fetched.",
            .change(.vnfd, "  - etsi_nfv_sol001_vnfd_types.yaml", "  - other.yaml")),
        RuleText(
            .repositoryUnknown, "A repository that an import or an artifact names is declared",
            "TOSCA 1.3, 3.6.8 and 3.6.7.",
            .change(
                .vnfd, "  - etsi_nfv_sol001_vnfd_types.yaml",
                "  - { file: etsi_nfv_sol001_vnfd_types.yaml, repository: etsi }")),
        RuleText(
            .typesVersion, "ETSI's type files that are imported are of one version, and one that ETSI has published",
            "The types of two versions differ (SOL001, annex A).",
            .change(
                .vnfd, "  - etsi_nfv_sol001_vnfd_types.yaml",
                "  - https://forge.etsi.org/rep/nfv/SOL001/raw/v9.9.9/etsi_nfv_sol001_vnfd_types.yaml")),
        RuleText(
            .typeUnknown, "A type that is used is defined in the package, by ETSI or by TOSCA",
            "Nothing can be checked against a type that nobody knows.",
            .change(.vnfd, "type: tosca.nodes.nfv.VnfVirtualLink", "type: tosca.nodes.nfv.VnfVirtuaLink")),
        RuleText(
            .typeLoop, "A type does not derive from itself", "Derivation ends at a root (TOSCA 1.3, 3.7.1).",
            .change(.vnfd, "derived_from: string", "derived_from: sample.Size")),
        RuleText(
            .typeRefinement,
            "What a type declares again is of the type that it has in its parent, or of one that derives from that",
            "TOSCA 1.3, 3.6.10.6: who knows the parent has to be able to use it.",
            .change(
                .vnfd, "      size: { type: sample.Size, default: small }",
                "      size: { type: sample.Size, default: small }\n      provider: { type: integer, default: 1 }")),
        RuleText(
            .typeDuplicate, "A type is defined once",
            "Of two definitions nobody knows which one counts.",
            .templates(
                right: [
                    "sample.yaml": importing("types.yaml"),
                    "types.yaml":
                        "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  other.VNF:\n    derived_from: tosca.nodes.nfv.VNF\n",
                ],
                wrong: [
                    "sample.yaml": importing("types.yaml"),
                    "types.yaml":
                        "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  sample.VNF:\n    derived_from: tosca.nodes.nfv.VNF\n",
                ])),
        RuleText(
            .typeMisplaced, "A type stands in the section of its kind",
            "TOSCA 1.3, 3.10.1, has a section for each kind; a type in the wrong one is taken as what it derives from.",
            .change(
                .vnfd, "node_types:\n", "node_types:\n  sample.Misplaced: { derived_from: tosca.datatypes.Root }\n")),
    ]

    static func importing(_ file: String) -> String {
        RuleSample.vnfd.text.replacing("imports:\n", with: "imports:\n  - \(file)\n", maxReplacements: 1)
    }
}
