import Descriptors
import MANOModel
import Testing

/// One change to a sample, and the rule that has to fire for it, where, and with which remedy. The samples themselves
/// fire none.
struct RuleCase: Sendable, CustomTestStringConvertible {
    var rule: DiagnosticRule
    var old: String
    var new: String
    /// A part of message or remedy.
    var says: String

    var testDescription: String { "\(rule.rawValue): \(new.prefix(60))" }

    init(_ rule: DiagnosticRule, _ old: String, _ new: String, _ says: String) {
        self.rule = rule
        self.old = old
        self.new = new
        self.says = says
    }
}

@Suite("Rules of descriptors")
struct RuleTests {
    static let vnfdCases: [RuleCase] = [
        RuleCase(.yamlSyntax, "provider: Sample", "provider: Sample: x", "quote"),
        RuleCase(
            .yamlDuplicateKey, "provider: Sample", "provider: Sample\n        provider: Sample", "already at line"),
        RuleCase(.yamlKey, "provider: Sample", "? [ a ]\n        : x", "text as key"),
        RuleCase(.yamlAlias, "provider: Sample", "provider: *nobody", "no anchor"),
        RuleCase(
            .toscaVersion, "tosca_simple_yaml_1_3", "tosca_simple_yaml_1_33", "did you mean `tosca_simple_yaml_1_3`?"),
        RuleCase(.toscaStructure, "members: [ vdu ]", "members: vdu", "list"),
        RuleCase(.toscaKeyUnknown, "  groups:", "  grups: {}\n  groups:", "did you mean `groups`?"),
        RuleCase(.toscaKeyMissing, "    type: tosca.nodes.nfv.VnfVirtualLink\n", "", "add `type: …`"),
        RuleCase(.importMissing, "  - etsi_nfv_sol001_vnfd_types.yaml", "  - other.yaml", "no file `other.yaml`"),
        RuleCase(
            .importMissing, "  - etsi_nfv_sol001_vnfd_types.yaml", "  - http://x.example/other.yaml",
            "outside the package"),
        RuleCase(.importMissing, "  - etsi_nfv_sol001_vnfd_types.yaml", "  - ../../etc/passwd", "no file"),
        RuleCase(
            .typeUnknown, "type: tosca.nodes.nfv.VnfVirtualLink", "type: tosca.nodes.nfv.VnfVirtuaLink",
            "did you mean `tosca.nodes.nfv.VnfVirtualLink`?"),
        RuleCase(
            .typeUnknown, "derived_from: tosca.nodes.nfv.VNF", "derived_from: tosca.nodes.nfv.VNG",
            "tosca.nodes.nfv.VNF"),
        RuleCase(
            .typeUnknown, "type: tosca.policies.nfv.VnfIndicator", "type: tosca.policies.nfv.VnfIndicators",
            "did you mean"),
        RuleCase(
            .typeMisplaced, "node_types:\n",
            "node_types:\n  sample.Misplaced: { derived_from: tosca.datatypes.Root }\n",
            "move it to `data_types`"),
        RuleCase(.typeLoop, "derived_from: string", "derived_from: sample.Size", "derives from itself"),
        RuleCase(
            .vnicType, "vnic_type: direct", "vnic_type: vhost-user",
            "`vnic_type` of the node `cp-b` is `vhost-user`, which is not in its type's list"),
        RuleCase(.propertyConstraint, "vnic_type: direct", "vnic_type: ethernet", "known here: `baremetal`"),
        RuleCase(.propertyUnknown, "num_virtual_cpu:", "num_virtual_cpus:", "did you mean `num_virtual_cpu`?"),
        RuleCase(
            .propertyMissing, "num_virtual_cpu: { get_input: cpus }", "cpu_architecture: x86_64",
            "lacks the property `virtual_cpu.num_virtual_cpu`"),
        RuleCase(.propertyMissing, "provider: Sample\n", "provider: ~\n", "lacks the property `provider`"),
        RuleCase(.propertyType, "order: 0", "order: first", "write an integer"),
        RuleCase(.propertyType, "512 MiB", "512", "has no unit"),
        RuleCase(.propertyType, "512 MiB", "512 XB", "a quantity such as `512 MiB`"),
        RuleCase(.propertyType, "numa_enabled: true", "numa_enabled: yes", "`true` or `false`"),
        RuleCase(.propertyType, "layer_protocols: [ ipv4 ], order: 0", "layer_protocols: ipv4, order: 0", "a list"),
        RuleCase(
            .propertyConstraint, "virtual_cpu_pinning_policy: static", "virtual_cpu_pinning_policy: statik",
            "did you mean `static`?"),
        RuleCase(.propertyConstraint, "num_virtual_cpu: { get_input: cpus }", "num_virtual_cpu: 0", "above 0"),
        RuleCase(.propertyConstraint, "etsivnfm:v3.7.1", "tacker", "match the pattern"),
        RuleCase(
            .propertyConstraint, "flavour_id: simple", "flavour_id: simple\n        size: medium",
            "known here: `large`, `small`"),
        RuleCase(
            .constraintInvalid, "valid_values: [ small, large ]", "valid_value: [ small, large ]",
            "did you mean `valid_values`?"),
        RuleCase(.inputUnknown, "get_input: cpus", "get_input: cpu", "did you mean `cpus`?"),
        RuleCase(
            .inputUnresolved, "cpus: { type: integer, default: 2 }", "cpus: { type: integer }",
            "give the input a default"),
        RuleCase(.functionInvalid, "{ get_input: cpus }", "{ get_property: [ vdo, name ] }", "did you mean `vdu`?"),
        RuleCase(
            .functionInvalid, "{ get_input: cpus }", "{ get_attribute: [ vdu, id ] }",
            "no value before the instance exists"),
        RuleCase(.functionInvalid, "name: vdu\n", "name: { get_property: [ SELF, name ] }\n", "circle"),
        RuleCase(.nodeUnknown, "virtual_link: internal", "virtual_link: internel", "did you mean `internal`?"),
        RuleCase(
            .capabilityUnknown, "        virtual_compute:", "        virtual_computer:",
            "did you mean `virtual_compute`?"),
        RuleCase(
            .requirementUnknown, "- virtual_link: internal", "- virtual_links: internal", "did you mean `virtual_link`?"
        ),
        RuleCase(
            .requirementMissing, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link: [ cp-b, virtual_link ]",
            "expose it"),
        RuleCase(
            .requirementExcess, "- virtual_link: internal",
            "- virtual_link: internal\n        - virtual_link: internal", "1 is the most"),
        RuleCase(.requirementTarget, "virtual_link: internal", "virtual_link: storage", "hasn't got it"),
        RuleCase(.interfaceUnknown, "Vnflcm:", "Vnflmc:", "did you mean `Vnflcm`?"),
        RuleCase(
            .operationUnknown, "            instantiate:", "            instantate:", "did you mean `instantiate`?"),
        RuleCase(.policyTarget, "targets: [ vnf ]", "targets: [ vdu ]", "can't have `vdu`"),
        RuleCase(.policyTarget, "targets: [ cp-a ]", "targets: [ cp-c ]", "does not exist"),
        RuleCase(.groupMember, "members: [ vdu ]", "members: [ cp-a ]", "can't have `cp-a`"),
        RuleCase(
            .substitutionMapping, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link_a: [ cp-x, virtual_link ]",
            "no node"),
        RuleCase(
            .substitutionMapping, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link_z: [ cp-a, virtual_link ]",
            "declares no requirement"),
        RuleCase(
            .descriptorKind, "derived_from: tosca.nodes.nfv.VNF", "derived_from: tosca.nodes.nfv.Cp",
            "neither a VNF nor"),
        RuleCase(.descriptorIdentifier, "descriptor_id: sample-1", "descriptor_id: '../etc'", "letters, digits"),
        RuleCase(.descriptorIdentifier, "descriptor_id: sample-1", "descriptor_id: 'a\"b'", "letters, digits"),
        RuleCase(
            .coordinationAction, "    - load:\n",
            "    - asks:\n        type: tosca.policies.nfv.LcmCoordinationsForLcmOperation\n        "
                + "properties: { vnf_lcm_operation: heal, actions: [ ask ] }\n    - load:\n", "is not there"),
        RuleCase(.vduProfile, "min_number_of_instances: 1", "min_number_of_instances: 4", "be the greater"),
        RuleCase(.vduImage, "type: tosca.artifacts.nfv.SwImage", "type: tosca.artifacts.File", "no software image"),
        RuleCase(.imageChecksum, "hash: \(Sample.hash)", "hash: abc", "64 hexadecimal digits"),
        RuleCase(.bootData, "content: { concat", "destination_path: /x #", "neither `content` nor"),
        RuleCase(.readiness, "manifold.readiness: tcp", "manifold.readiness: tpc", "did you mean `tcp`?"),
        RuleCase(.readiness, "manifold.readiness.cp: cp-a", "manifold.readiness.cp: cp-z", "no CP of the VDU"),
        RuleCase(.readiness, "manifold.readiness.port: 22", "manifold.readiness.port: 0", "from 1 to 65535"),
        RuleCase(.readiness, "manifold.readiness: tcp", "manifold.readiness: agent", "only `tcp` has a use for"),
        RuleCase(
            .readiness, "manifold.readiness: tcp", "manifold.readiness.timeout: soon\n        manifold.readiness: tcp",
            "`60 s`"),
        RuleCase(
            .metadataUnknown, "manifold.readiness.port", "manifold.readiness.prot",
            "did you mean `manifold.readiness.port`?"),
        RuleCase(
            .cpUnbound, "        - virtual_binding: vdu\n        - virtual_link: internal",
            "        - virtual_link: internal", "belongs to no VDU"),
        RuleCase(
            .cpUnconnected, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link_a: [ cp-b, virtual_link ]",
            "is exposed, and connected"),
        RuleCase(.cpOrder, "order: 1", "order: 0", "the same order 0"),
        RuleCase(
            .cpManagement, "      properties: { layer_protocols: [ ipv4 ], order: 0 }",
            "      metadata: { manifold.management: maybe }\n      properties: { layer_protocols: [ ipv4 ], order: 0 }",
            "`true` or `false`"),
        RuleCase(.addressInvalid, "cidr: 192.0.2.0/24", "cidr: 192.0.2.0", "IPv4 prefix"),
        RuleCase(.addressInvalid, "gateway_ip: 192.0.2.1", "gateway_ip: 192.0.3.1", "no address of"),
        RuleCase(.scalingAspect, "{ aspect: workers,", "{ aspect: worker,", "did you mean `workers`?"),
        RuleCase(.scalingAspect, "step_deltas: [ one ]", "step_deltas: [ one, one, one ]", "each of the 2 steps"),
        RuleCase(.scalingDelta, "step_deltas: [ one ]", "step_deltas: [ two ]", "no delta `two`"),
        RuleCase(.instantiationLevel, "default_level: small", "default_level: smal", "did you mean `small`?"),
        RuleCase(.instantiationLevel, "          default_level: small\n", "", "add `default_level`"),
        RuleCase(.instantiationLevel, "{ scale_level: 2 }", "{ scale_level: 3 }", "between 0 and 2"),
        RuleCase(.instanceBounds, "max_number_of_instances: 3", "max_number_of_instances: 2", "allows from 1 to 2"),
        RuleCase(.portRange, "port_range_min: 22", "port_range_min: 23", "lower port"),
        RuleCase(.propertyConstraint, "protocol: tcp", "protocol: tpc", "did you mean `tcp`?"),
    ]

    static let nsdCases: [RuleCase] = [
        RuleCase(
            .forwardingPath, "        - dependency: first\n        - virtual_link_in: link",
            "        - virtual_link_in: first_in", "already stands for"),
        RuleCase(
            .profileConnectivity, "type: tosca.nodes.nfv.NsVirtualLink", "type: tosca.nodes.nfv.VnfVirtualLink",
            "no virtual link of the service"),
        RuleCase(
            .requirementTarget, "        - virtual_link: link\n", "        - virtual_link: first\n", "needs a"),
        RuleCase(
            .sapUnattached, "type: tosca.nodes.nfv.NsVirtualLink", "type: tosca.nodes.nfv.VnfVirtualLink",
            "no virtual link of the service"),
        RuleCase(
            .forwardingGraph, "members: [ path, first, link ]", "members: [ first, link ]", "in no forwarding graph"),
        RuleCase(.forwardingGraph, "members: [ path, first, link ]", "members: [ path, link ]", "not a member of"),
        RuleCase(
            .forwardingPath, "nfp_position: p1, nfp_position: p2, nfp_position: p3", "nfp_position: p1", "leads nowhere"
        ),
        RuleCase(
            .forwardingPath, "nfp_position: p1, nfp_position: p2, nfp_position: p3",
            "nfp_position: p1, nfp_position: p2, nfp_position: p1", "twice"),
        RuleCase(.pathRule, "protocol: udp", "protocol: icmp", "names ports"),
        RuleCase(.pathRule, "dscp: '0x2e'", "dscp: '64'", "from 0 to 63"),
        RuleCase(.pathRule, "vlan_tag: [ '100' ]", "vlan_tag: [ '4095' ]", "from 1 to 4094"),
        RuleCase(.pathRule, "protocol: udp", "protocol: udp\n          ether_type: ipv6", "is about ipv6"),
        RuleCase(.pathRule, "targets: [ path ]", "targets: []", "no rule leads traffic"),
        RuleCase(.pathPrecedence, "manifold.precedence: 10", "manifold.precedence: high", "integer from 0"),
        RuleCase(.ipProtocol, "protocol: udp", "protocol: udpp", "did you mean `udp`?"),
        RuleCase(.addressInvalid, "192.0.2.0/24", "192.0.2.0/33", "no IP prefix"),
        RuleCase(.addressInvalid, "52:54:00:AA:BB:CC", "52:54:00:AA:BB", "no MAC address"),
        RuleCase(
            .propertyConstraint, "destination_port_range: [ 53, 54 ]", "destination_port_range: [ 53, 70000 ]",
            "between 0 and 65535"),
        RuleCase(
            .dependencyLoop, "        - virtual_link_in: first_in",
            "        - dependency: second\n        - virtual_link_in: first_in", "wait for each other"),
        RuleCase(
            .instanceBounds, "number_of_instances: { 0: 1, 1: 2 }", "number_of_instances: { 0: 1, 1: 3 }",
            "allows from 1 to 2"),
        RuleCase(
            .scalingAspect, "number_of_instances: { 0: 1, 1: 2 }", "number_of_instances: { 0: 1, 2: 2 }", "no level `2`"
        ),
        RuleCase(
            .instantiationLevel, "number_of_instances: { only: 2 }", "number_of_instances: { onyl: 2 }",
            "did you mean `only`?"),
        RuleCase(.instanceBounds, "min_number_of_instances: 1", "min_number_of_instances: 3", "be the greater"),
    ]

    @Test("each rule fires where it should", arguments: vnfdCases)
    func vnfd(_ test: RuleCase) throws {
        try check(test, Sample.vnfd)
    }

    @Test(
        "each rule of NSDs fires where it should",
        arguments: nsdCases)
    func nsd(_ test: RuleCase) throws {
        try check(test, Sample.nsd)
    }

    private func check(_ test: RuleCase, _ sample: String) throws {
        let result = try compile(replacing(test.old, test.new, in: sample))
        let fired = result.diagnostics.filter { $0.rule == test.rule }
        #expect(!fired.isEmpty, "\(result.diagnostics)")
        #expect(fired.contains { ($0.message + "; " + $0.remedy).contains(test.says) }, "\(fired)")
        #expect(fired.allSatisfy { $0.file == "sample.yaml" && $0.line > 0 || $0.rule == .descriptorKind }, "\(fired)")
        if fired.contains(where: { $0.severity == .error }) { #expect(result.content == nil) }
    }

    @Test(
        "a slip is one finding, at the word",
        arguments: [
            RuleCase(.propertyType, "512 MiB", "1e300 TiB", "too much"),
            RuleCase(.propertyType, "512 MiB", "99999999999999999999 TiB", "too much"),
            RuleCase(.propertyType, "512 MiB", "0.3 B", "less than 1 byte"),
            RuleCase(.propertyConstraint, "512 MiB", "0 MiB", "0 bytes"),
            RuleCase(.propertyUnknown, "num_virtual_cpu:", "num_virtual_cpus:", "did you mean `num_virtual_cpu`?"),
            RuleCase(
                .typeUnknown, "derived_from: tosca.nodes.nfv.VNF", "derived_from: tosca.nodes.nfv.VNG",
                "tosca.nodes.nfv.VNF"),
        ])
    func once(_ test: RuleCase) throws {
        let found = try compile(replacing(test.old, test.new, in: Sample.vnfd)).diagnostics
        #expect(found.count == 1, "\(found.sorted().map(\.message))")
        let first = try #require(found.sorted().first)
        #expect(first.rule == test.rule)
        #expect((first.message + "; " + first.remedy).contains(test.says))
        let lines = try replacing(test.old, test.new, in: Sample.vnfd).split(
            separator: "\n", omittingEmptySubsequences: false)
        let word = String((test.new.split(separator: ": ").last ?? "").split(separator: ":")[0]).trimmed
        let key = String(test.new.split(separator: ":")[0]).trimmed
        let rest = String(lines[first.line - 1].dropFirst(first.column - 1))
        #expect(rest.hasPrefix(word) || rest.hasPrefix(key), "\(first.line):\(first.column) \(rest)")
    }

    @Test("what was left out for a finding is not reported as missing")
    func leftOut() throws {
        let binding = try compile(replacing("virtual_binding: vdu", "virtual_binding: vd", in: Sample.vnfd)).diagnostics
        #expect(binding.contains { $0.rule == .nodeUnknown })
        #expect(!binding.contains { $0.rule == .cpUnbound })
        let type = try compile(
            replacing("tosca.nodes.nfv.Vdu.Compute", "tosca.nodes.nfv.Vdu.Computer", in: Sample.vnfd)
        )
        .diagnostics
        #expect(type.contains { $0.rule == .typeUnknown })
        #expect(!type.contains { [.cpUnbound, .vduMissing].contains($0.rule) })
    }

    @Test("the samples fire no rule")
    func samples() throws {
        #expect(try compile(Sample.vnfd).diagnostics.isEmpty)
        #expect(try compile(Sample.nsd).diagnostics.isEmpty)
    }

    @Test("all that is wrong is reported together, sorted by place")
    func together() throws {
        var template = Sample.vnfd
        for (old, new) in [
            ("order: 0", "order: first"), ("512 MiB", "512 XB"), ("members: [ vdu ]", "members: [ vdo ]"),
            ("{ aspect: workers,", "{ aspect: worker,"),
        ] {
            template = try replacing(old, new, in: template)
        }
        let diagnostics = try compile(template).diagnostics
        #expect(Set(diagnostics.map(\.rule)).isSuperset(of: [.propertyType, .groupMember, .scalingAspect]))
        #expect(diagnostics == diagnostics.sorted())
        #expect(diagnostics.filter { $0.rule == .propertyType }.count == 2)
    }

    @Test("a finding names file, line, column, rule, what is wrong and what would be right")
    func form() throws {
        let diagnostics = try compile(replacing("order: 0", "order: first", in: Sample.vnfd)).diagnostics
        let line =
            Sample.vnfd.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("order: 0") }!
            + 1
        #expect(
            diagnostics.first?.description
                == "sample.yaml:\(line):55: property-type: `order` of the node `cp-a` is a text; write an integer")
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
