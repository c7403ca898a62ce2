import Testing
import YAML

@testable import Descriptors

/// Changes to the sample VNFD, and what has to be said of them; nothing where `says` is nil.
struct TOSCACase: Sendable, CustomTestStringConvertible {
    var name: String
    var changes: [(String, String)]
    var rule: DiagnosticRule?
    var says: String

    var testDescription: String { name }

    init(_ name: String, _ changes: [(String, String)], _ rule: DiagnosticRule?, _ says: String = "") {
        self.name = name
        self.changes = changes
        self.rule = rule
        self.says = says
    }
}

@Suite("TOSCA")
struct TOSCATests {
    private static let inputs = "    cpus: { type: integer, default: 2 }\n"
    private static let types = "  sample.Size:\n"
    private static let size = "      size: { type: sample.Size, default: small }\n"

    /// A property of the VNF with this definition and this value.
    private static func value(_ definition: String, _ value: String) -> [(String, String)] {
        [
            (size, size + "      extra: \(definition)\n"),
            ("        flavour_id: simple\n", "        flavour_id: simple\n        extra: \(value)\n"),
        ]
    }

    static let values: [TOSCACase] = [
        TOSCACase("a version", value("{ type: version }", "1.2.3.alpha-4"), nil),
        TOSCACase("no version", value("{ type: version }", "one"), .propertyType, "a version such as"),
        TOSCACase(
            "an old version", value("{ type: version, constraints: [ greater_or_equal: 2.0 ] }", "1.10"),
            .propertyConstraint, "at least 2.0"),
        TOSCACase("a new version", value("{ type: version, constraints: [ greater_than: '1.9' ] }", "'1.10'"), nil),
        TOSCACase("a time stamp", value("{ type: timestamp }", "2026-02-28T23:59:59.5+01:00"), nil),
        TOSCACase("no day", value("{ type: timestamp }", "2026-02-30"), .propertyType, "a time stamp such as"),
        TOSCACase(
            "a late time stamp",
            value("{ type: timestamp, constraints: [ less_than: 2026-01-01 ] }", "2026-01-01T00:00:01Z"),
            .propertyConstraint, "below 2026-01-01"),
        TOSCACase(
            "an early time stamp by its zone",
            value("{ type: timestamp, constraints: [ less_than: 2026-01-01 ] }", "2026-01-01T00:30:00+01:00"), nil),
        TOSCACase(
            "a frequency", value("{ type: scalar-unit.frequency, constraints: [ greater_than: 1 MHz ] }", "2.4 GHz"),
            nil),
        TOSCACase(
            "a low frequency", value("{ type: scalar-unit.frequency, constraints: [ greater_than: 1 MHz ] }", "2 kHz"),
            .propertyConstraint, "above 1 MHz"),
        TOSCACase(
            "a bit rate",
            value("{ type: scalar-unit.bitrate, constraints: [ in_range: [ 1 Mbps, 1 Gbps ] ] }", "2 Gbps"),
            .propertyConstraint, "between 1 Mbps and 1 Gbps"),
        TOSCACase(
            "a time", value("{ type: scalar-unit.time, constraints: [ valid_values: [ 1 h, 60 s ] ] }", "1 m"), nil),
        TOSCACase(
            "an open range", value("{ type: integer, constraints: [ in_range: [ 1, UNBOUNDED ] ] }", "1000000"), nil),
        TOSCACase(
            "a range below", value("{ type: range, constraints: [ in_range: [ 1, 9 ] ] }", "[ 0, 5 ]"),
            .propertyConstraint, "between 1 and 9"),
        TOSCACase("a range without a top", value("{ type: range }", "[ 5, UNBOUNDED ]"), nil),
        TOSCACase("a range upside down", value("{ type: range }", "[ 5, 1 ]"), .propertyType, "a range such as"),
        TOSCACase(
            "a short list", value("{ type: list, entry_schema: string, constraints: [ min_length: 2 ] }", "[ a ]"),
            .propertyConstraint, "at least 2"),
        TOSCACase(
            "a long text", value("{ type: string, constraints: [ max_length: 3 ] }", "abcd"), .propertyConstraint,
            "at most 3"),
        TOSCACase(
            "a length", value("{ type: string, constraints: [ length: 3 ] }", "äöü"), nil),
        TOSCACase(
            "an equal list", value("{ type: list, constraints: [ equal: [ 1, 2 ] ] }", "[ 1, 2 ]"), nil),
        TOSCACase(
            "a map with a wrong key",
            value("{ type: map, key_schema: { type: integer }, entry_schema: string }", "{ a: b }"), .propertyType,
            "an integer"),
        TOSCACase(
            "a list of lists",
            value("{ type: list, entry_schema: { type: list, entry_schema: integer } }", "[ [ x ] ]"), .propertyType,
            "extra[0][0]"),
        TOSCACase(
            "a constraint with a wrong operand", value("{ type: integer, constraints: [ in_range: 5 ] }", "1"),
            .constraintInvalid, "two bounds"),
        TOSCACase(
            "a pattern that is none", value("{ type: string, constraints: [ pattern: '(' ] }", "a"),
            .constraintInvalid, "regular expression"),
        TOSCACase(
            "a constraint on the wrong type", value("{ type: boolean, constraints: [ greater_than: 1 ] }", "true"),
            .constraintInvalid, "no order"),
        TOSCACase("a flag that is none", value("{ type: string, required: maybe }", "a"), .toscaStructure, "`true` or"),
        TOSCACase("a status that is none", value("{ type: string, status: old }", "a"), .toscaStructure, "deprecated"),
        TOSCACase(
            "entries of a text", value("{ type: string, entry_schema: string }", "a"), .toscaStructure, "`list` or"),
        TOSCACase("a type by name", value("{ type: tosca.datatypes.json }", "{ a: [ 1 ] }"), nil),
    ]

    static let functions: [TOSCACase] = [
        TOSCACase(
            "an input's part",
            [
                (inputs, inputs + "    sizes: { type: map, entry_schema: list, default: { vdu: [ 1, 2 ] } }\n"),
                ("{ get_input: cpus }", "{ get_input: [ sizes, vdu, 1 ] }"),
            ], nil),
        TOSCACase(
            "an input's missing part",
            [
                (inputs, inputs + "    sizes: { type: map, default: { vdu: 1 } }\n"),
                ("{ get_input: cpus }", "{ get_input: [ sizes, vdo ] }"),
            ], .functionInvalid, "did you mean `vdu`?"),
        TOSCACase(
            "an input with a wrong default", [(inputs, "    cpus: { type: integer, default: two }\n")], .propertyType,
            "the inputs"),
        TOSCACase(
            "a property of a capability",
            [("512 MiB", "{ get_property: [ SELF, virtual_compute, virtual_cpu, num_virtual_cpu ] }")], .propertyType,
            "no unit"),
        TOSCACase(
            "a property by a requirement",
            [
                (
                    "description: A VDU",
                    "description: { get_property: [ SELF, virtual_storage, virtual_block_storage_data, size_of_storage ] }"
                )
            ], nil),
        TOSCACase(
            "a circle of two",
            [
                ("name: vdu\n", "name: { get_property: [ SELF, description ] }\n"),
                ("description: A VDU", "description: { get_property: [ vdu, name ] }"),
            ], .functionInvalid, "`vdu.description` → `vdu.name` → `vdu.description`"),
        TOSCACase(
            "a host that is none", [("name: vdu\n", "name: { get_property: [ HOST, name ] }\n")], .functionInvalid,
            "`host` requirement"),
        TOSCACase(
            "a target outside of relationships", [("name: vdu\n", "name: { get_property: [ TARGET, name ] }\n")],
            .functionInvalid, "in relationships only"),
        TOSCACase("an artifact", [("name: vdu\n", "name: { get_artifact: [ SELF, image ] }\n")], nil),
        TOSCACase(
            "an artifact that isn't there", [("name: vdu\n", "name: { get_artifact: [ SELF, imag ] }\n")],
            .functionInvalid, "did you mean `image`?"),
        TOSCACase(
            "texts of texts",
            [
                (
                    "name: vdu\n",
                    "name: { concat: [ a, { token: [ { join: [ [ b, c ], '-' ] }, '-', 1 ] }, { get_property: [ storage, virtual_block_storage_data, size_of_storage ] } ] }\n"
                )
            ], nil),
        TOSCACase(
            "no such part", [("name: vdu\n", "name: { token: [ 'a b', ' ', 2 ] }\n")], .functionInvalid, "from 0 to 1"),
        TOSCACase(
            "an attribute in an output",
            [
                (
                    "  node_templates:\n    vnf:",
                    "  outputs:\n    x: { value: { get_attribute: [ vnf, scale_status ] } }\n  node_templates:\n    vnf:"
                )
            ], nil),
        TOSCACase(
            "an unknown attribute in an output",
            [
                (
                    "  node_templates:\n    vnf:",
                    "  outputs:\n    x: { value: { get_attribute: [ vnf, scale_statu ] } }\n  node_templates:\n    vnf:"
                )
            ], .functionInvalid,
            "did you mean `scale_status`?"),
        TOSCACase(
            "an input that brings itself in again",
            [
                (inputs, inputs + "    a: { type: list, default: [ { get_input: a } ] }\n")
            ] + value("{ type: list }", "{ get_input: a }"), .functionInvalid, "in a circle"),
        TOSCACase(
            "inputs that double each other",
            [
                (
                    inputs,
                    inputs
                        + (1...30).map {
                            "    a\($0): { type: list, default: [ { get_input: a\($0 + 1) }, { get_input: a\($0 + 1) } ] }\n"
                        }.joined() + "    a31: { type: list, default: [] }\n"
                )
            ] + value("{ type: list }", "{ get_input: a1 }"), .functionInvalid, "more than a million"),
    ]

    static let topologies: [TOSCACase] = [
        TOSCACase(
            "a requirement in full",
            [
                (
                    "- virtual_storage: storage",
                    "- virtual_storage: { node: storage, capability: virtual_storage, relationship: tosca.relationships.nfv.AttachesTo }"
                )
            ],
            nil),
        TOSCACase(
            "a capability that the target hasn't got",
            [("- virtual_storage: storage", "- virtual_storage: { node: storage, capability: virtual_storag }")],
            .requirementTarget, "did you mean `virtual_storage`?"),
        TOSCACase(
            "a relationship of the wrong type",
            [
                (
                    "- virtual_storage: storage",
                    "- virtual_storage: { node: storage, relationship: tosca.relationships.nfv.VirtualLinksTo }"
                )
            ],
            .requirementTarget, "AttachesTo"),
        TOSCACase(
            "a relationship template",
            [
                (
                    "  node_templates:\n    vnf:",
                    "  relationship_templates:\n    own: { type: tosca.relationships.nfv.AttachesTo }\n  node_templates:\n    vnf:"
                ),
                ("- virtual_storage: storage", "- virtual_storage: { node: storage, relationship: own }"),
            ], nil),
        TOSCACase(
            "a relationship template of an unknown type",
            [
                (
                    "  node_templates:\n    vnf:",
                    "  relationship_templates:\n    own: { type: tosca.relationships.nfv.AttachsTo }\n  node_templates:\n    vnf:"
                )
            ],
            .typeUnknown, "AttachesTo"),
        TOSCACase(
            "a filter that the target passes",
            [
                (
                    "- virtual_storage: storage",
                    "- virtual_storage: { node: storage, node_filter: { properties: [ virtual_block_storage_data: { equal: { size_of_storage: 2 GiB, rdma_enabled: false } } ] } }"
                )
            ],
            nil),
        TOSCACase(
            "a filter that the target doesn't pass",
            [
                (
                    "- virtual_binding: vdu\n        - virtual_link: internal",
                    "- virtual_binding: { node: vdu, node_filter: { properties: [ name: [ { equal: other } ] ] } }\n        - virtual_link: internal"
                )
            ],
            .nodeFilter, "wants another node"),
        TOSCACase(
            "a copy", [("    cp-b:\n", "    copied:\n      copy: storage\n    cp-b:\n")], nil),
        TOSCACase(
            "a copy of nothing", [("    cp-b:\n", "    copied:\n      copy: storag\n    cp-b:\n")], .nodeUnknown,
            "did you mean `storage`?"),
        TOSCACase(
            "an artifact of an unknown repository",
            [
                (
                    "      file: http://images.example/vdu.qcow2",
                    "      file: http://images.example/vdu.qcow2\n          repository: x"
                )
            ],
            .repositoryUnknown, "declare it"),
        TOSCACase("workflows", [("  groups:\n", "  workflows:\n    grow: { steps: {} }\n  groups:\n")], nil),
        TOSCACase(
            "a mapped property without an input",
            [("    node_type: sample.VNF\n", "    node_type: sample.VNF\n    properties: { size: [ siz ] }\n")],
            .substitutionMapping, "no input"),
        TOSCACase(
            "a mapped capability of no node",
            [
                (
                    "    node_type: sample.VNF\n",
                    "    node_type: sample.VNF\n    capabilities: { feature: [ vdo, feature ] }\n"
                )
            ],
            .substitutionMapping, "did you mean `vdu`?"),
        TOSCACase(
            "requirements in a list, as TOSCA 1.3 has them",
            [("      virtual_link_a: [ cp-a, virtual_link ]", "      - virtual_link_a: [ cp-a, virtual_link ]")], nil),
        TOSCACase(
            "an unknown attribute",
            [
                (
                    "      requirements:\n        - virtual_storage: storage",
                    "      attributes: { colour: red }\n      requirements:\n        - virtual_storage: storage"
                )
            ],
            .propertyUnknown, "no attribute"),
    ]

    static let types_: [TOSCACase] = [
        TOSCACase(
            "types of every kind",
            [
                (
                    "data_types:\n",
                    """
                    artifact_types:
                      sample.Image: { derived_from: tosca.artifacts.nfv.SwImage }
                    capability_types:
                      sample.Bindable: { derived_from: tosca.capabilities.nfv.VirtualBindable, valid_source_types: [ tosca.nodes.nfv.VduCp ] }
                    relationship_types:
                      sample.Binds: { derived_from: tosca.relationships.nfv.VirtualBindsTo, valid_target_types: [ sample.Bindable ] }
                    interface_types:
                      sample.Lcm: { derived_from: tosca.interfaces.nfv.Vnflcm, operations: { burn: { inputs: { hot: { type: boolean } } } } }
                    policy_types:
                      sample.Rule: { derived_from: tosca.policies.nfv.SecurityGroupRule, targets: [ sample.Cp ] }
                    group_types:
                      sample.Group: { derived_from: tosca.groups.nfv.PlacementGroup, members: [ sample.VDU ] }
                    data_types:

                    """
                ),
                (
                    "node_types:\n",
                    """
                    node_types:
                      sample.Cp: { derived_from: tosca.nodes.nfv.VduCp }
                      sample.VDU:
                        derived_from: tosca.nodes.nfv.Vdu.Compute
                        capabilities: { virtual_binding: { type: sample.Bindable, occurrences: [ 1, UNBOUNDED ] } }

                    """
                ),
                ("    vdu:\n      type: tosca.nodes.nfv.Vdu.Compute", "    vdu:\n      type: sample.VDU"),
                ("type: tosca.artifacts.nfv.SwImage", "type: sample.Image"),
                ("    cp-a:\n      type: tosca.nodes.nfv.VduCp", "    cp-a:\n      type: sample.Cp"),
                ("type: tosca.groups.nfv.PlacementGroup", "type: sample.Group"),
                ("type: tosca.policies.nfv.SecurityGroupRule", "type: sample.Rule"),
            ], nil),
        TOSCACase(
            "a capability that only others may point at",
            [
                (
                    "data_types:\n",
                    "capability_types:\n  sample.Bindable: { derived_from: tosca.capabilities.nfv.VirtualBindable, valid_source_types: [ tosca.nodes.nfv.VnfExtCp ] }\ndata_types:\n"
                ),
                (
                    "node_types:\n",
                    "node_types:\n  sample.VDU:\n    derived_from: tosca.nodes.nfv.Vdu.Compute\n    capabilities: { virtual_binding: sample.Bindable }\n"
                ),
                ("    vdu:\n      type: tosca.nodes.nfv.Vdu.Compute", "    vdu:\n      type: sample.VDU"),
            ], .requirementTarget, "may not point at"),
        TOSCACase(
            "a capability refined to another",
            [
                (
                    "    requirements:\n      - virtual_link_a",
                    "    capabilities: { feature: tosca.capabilities.Storage }\n    requirements:\n      - virtual_link_a"
                )
            ],
            .typeRefinement, "tosca.capabilities.Node"),
        TOSCACase(
            "entries refined to others", [(size, size + "      vnfm_info: { type: list, entry_schema: integer }\n")],
            .typeRefinement, "vnfm_info"),
        TOSCACase(
            "a parent that isn't known", [("derived_from: string", "derived_from: sample.Nothing")], .typeUnknown,
            "sample.Nothing"),
    ]

    @Test("values are of their types and meet their constraints", arguments: values)
    func value(test: TOSCACase) throws { try check(test) }

    @Test("functions find what they name, or say why not", arguments: functions)
    func function(test: TOSCACase) throws { try check(test) }

    @Test("topologies fit their types", arguments: topologies)
    func topology(test: TOSCACase) throws { try check(test) }

    @Test("types derive from others, and refine what they have", arguments: types_)
    func type(test: TOSCACase) throws { try check(test) }

    private func check(_ test: TOSCACase) throws {
        let template = try test.changes.reduce(Sample.vnfd) { try replacing($1.0, $1.1, in: $0) }
        let found = try compile(template).diagnostics
        guard let rule = test.rule else {
            #expect(found.filter { $0.severity == .error }.isEmpty, "\(found)")
            return
        }
        let fired = found.filter { $0.rule == rule }
        #expect(fired.contains { "\($0.message); \($0.remedy)".contains(test.says) }, "\(found)")
    }

    // MARK: - Imports

    private func rules(_ files: [String: String]) throws -> [Diagnostic] {
        try withTemporaryFolder { folder in
            try write(files, below: folder)
            return DescriptorValidation.validate(path: folder + "/sample.yaml")
        }
    }

    private static let other =
        "tosca_definitions_version: tosca_simple_yaml_1_2\ndata_types:\n  other.Name: { derived_from: string }\n"

    @Test(
        "imports have many forms",
        arguments: [
            "- other.yaml", "- file: other.yaml", "- other: other.yaml", "- other: { file: ./other.yaml }",
            "- { file: other.yaml, namespace_prefix: o, namespace_uri: 'http://x.example' }",
        ])
    func imports(form: String) throws {
        let template = try replacing("imports:\n", "imports:\n  \(form)\n", in: Sample.vnfd)
        let name = form.contains("prefix") ? "o:other.Name" : "other.Name"
        let using = try replacing("derived_from: string", "derived_from: \(name)", in: template)
        #expect(try rules(["sample.yaml": using, "other.yaml": Self.other]) == [])
    }

    @Test("ETSI's files are answered offline, by repository too; other addresses are refused")
    func repositories() throws {
        func compiled(_ file: String) throws -> [DiagnosticRule] {
            let line = "  - { file: \(file), repository: etsi }"
            let template = try replacing("  - etsi_nfv_sol001_vnfd_types.yaml", line, in: Sample.vnfd)
            let repository =
                "repositories:\n  etsi: { url: 'https://forge.etsi.org/rep/nfv/SOL001/raw/v3.7.1/' }\nimports:"
            return try rules(["sample.yaml": replacing("imports:", repository, in: template)]).map(\.rule)
        }
        #expect(try compiled("etsi_nfv_sol001_vnfd_types.yaml") == [])
        #expect(try compiled("other.yaml") == [.importMissing])
    }

    @Test("TOSCA.meta names templates beside the entry")
    func otherDefinitions() throws {
        let template = try replacing("derived_from: string", "derived_from: other.Name", in: Sample.vnfd)
        func found(_ meta: String) throws -> [DiagnosticRule] {
            try withTemporaryFolder { folder in
                try write(
                    [
                        "TOSCA-Metadata/TOSCA.meta": "Entry-Definitions: sample.yaml\n\(meta)\n",
                        "sample.yaml": template, "Definitions/other.yaml": Self.other, "Scripts/instantiate.sh": "",
                    ], below: folder)
                return DescriptorValidation.validate(path: folder).filter { $0.severity == .error }.map(\.rule)
            }
        }
        #expect(try found("Other-Definitions: \"Definitions/other.yaml\"") == [])
        #expect(try found("") == [.typeUnknown])
        #expect(try found("Other-Definitions: Definitions/othr.yaml").contains(.importMissing))
    }

    @Test("what is wrong with a default is reported where the default stands")
    func defaultPlace() throws {
        let types =
            "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  other.VNF:\n    derived_from: tosca.nodes.nfv.VNF\n    properties:\n      extra: { type: integer, default: x }\n"
        let template = try replacing(
            "derived_from: tosca.nodes.nfv.VNF", "derived_from: other.VNF",
            in: replacing("imports:\n", "imports:\n  - types.yaml\n", in: Sample.vnfd))
        let found = try rules(["sample.yaml": template, "types.yaml": types])
        #expect(found.map(\.rule) == [.propertyType])
        #expect(found.first?.file.hasSuffix("types.yaml") == true && found.first?.line == 6, "\(found)")
    }
}
