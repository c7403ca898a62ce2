import Testing
import YAML

@testable import Descriptors

/// One slip is one finding: what follows from it is not told.
@Suite("Slips, and what is said of them")
struct SlipTests {
    /// A change to a sample, where the finding has to stand, and a part of it.
    struct Slip: Sendable, CustomTestStringConvertible {
        var sample: RuleSample
        var old: String
        var new: String
        var rule: DiagnosticRule
        /// The word that is wrong, which the finding points at; empty: not looked at.
        var word: String
        /// A part of message or remedy.
        var says: String

        var testDescription: String { "\(sample): \(new.split(separator: "\n").first ?? "")" }

        init(
            _ sample: RuleSample, _ old: String, _ new: String, _ rule: DiagnosticRule, at word: String = "",
            _ says: String
        ) {
            self.sample = sample
            self.old = old
            self.new = new
            self.rule = rule
            self.word = word
            self.says = says
        }
    }

    static let sections: [Slip] = [
        Slip(
            .vnfd, "node_templates:", "node_template:", .toscaKeyUnknown, at: "node_template:",
            "did you mean `node_templates`?"),
        Slip(.nsd, "node_templates:", "node_template:", .toscaKeyUnknown, "did you mean `node_templates`?"),
        Slip(.vnfd, "topology_template:", "topology_templates:", .toscaKeyUnknown, "did you mean `topology_template`?"),
        Slip(.vnfd, "  policies:", "  policy:", .toscaKeyUnknown, at: "policy:", "did you mean `policies`?"),
        Slip(.vnfd, "  inputs:", "  input:", .toscaKeyUnknown, "did you mean `inputs`?"),
        Slip(.vnfd, "node_types:", "node_type:", .toscaKeyUnknown, "did you mean `node_types`?"),
        Slip(
            .vnfd, "      properties:\n        name: vdu", "      propertes:\n        name: vdu", .toscaKeyUnknown,
            at: "propertes:", "did you mean `properties`?"),
        Slip(
            .vnfd, "      properties:\n        descriptor_id", "      propertes:\n        descriptor_id",
            .toscaKeyUnknown, "did you mean `properties`?"),
        Slip(.vnfd, "      capabilities:\n", "      capabilites:\n", .toscaKeyUnknown, "did you mean `capabilities`?"),
        Slip(.vnfd, "node_type: sample.VNF", "node_tpye: sample.VNF", .toscaKeyUnknown, "did you mean `node_type`?"),
        Slip(.vnfd, "occurrences: [ 0, 1 ]", "occurences: [ 0, 1 ]", .toscaKeyUnknown, "did you mean `occurrences`?"),
        Slip(.vnfd, "derived_from: tosca", "derivd_from: tosca", .toscaKeyUnknown, "did you mean `derived_from`?"),
        Slip(.vnfd, "implementation: Scr", "implementaton: Scr", .toscaKeyUnknown, "did you mean `implementation`?"),
        Slip(
            .vnfd, "type: tosca.nodes.nfv.Vdu.Compute", "type: tosca.nodes.nfv.Vdu.Comput", .typeUnknown,
            at: "tosca.nodes.nfv.Vdu.Comput", "did you mean `tosca.nodes.nfv.Vdu.Compute`?"),
        Slip(
            .vnfd, "num_virtual_cpu:", "num_virtual_cpus:", .propertyUnknown, at: "num_virtual_cpus",
            "did you mean `num_virtual_cpu`?"),
        Slip(
            .vnfd, "provider: Sample\n", "vendor: Sample\n", .propertyUnknown, at: "vendor:",
            "did you mean `provider`, which is missing?"),
        Slip(
            .vnfd, "type: tosca.nodes.nfv.VnfVirtualLink", "kind: tosca.nodes.nfv.VnfVirtualLink", .toscaKeyUnknown,
            at: "kind:", "did you mean `type`, which is missing?"),
        Slip(
            .dataVNFD, "    min-disk: 1\n", "    smallest: 1\n", .sol006NodeUnknown, at: "smallest:",
            "did you mean `min-disk`, which is missing?"),
        Slip(.vnfd, "virtual_compute:", "virtual_compte:", .capabilityUnknown, "did you mean `virtual_compute`?"),
    ]

    static let names: [Slip] = [
        Slip(
            .vnfd, "[ cp-a, virtual_link ]", "[ dta, virtual_link ]", .substitutionMapping, at: "dta",
            "which is no node"),
        Slip(
            .vnfd, "[ cp-a, virtual_link ]", "[ cp-a, virtual_lnk ]", .substitutionMapping, at: "virtual_lnk",
            "did you mean `virtual_link`?"),
        Slip(.vnfd, "virtual_binding: vdu", "virtual_binding: vud", .nodeUnknown, at: "vud", "did you mean `vdu`?"),
        Slip(
            .vnfd, "virtual_binding: vdu", "virtual_binding: storage", .requirementTarget, at: "storage\n",
            "name a node of that type"),
        Slip(
            .vnfd, "virtual_binding: vdu", "virtual_bindin: vdu", .requirementUnknown, at: "virtual_bindin:",
            "did you mean `virtual_binding`?"),
        Slip(
            .vnfd, "    vdu:\n      type", "    vd:\n      type", .nodeUnknown, at: "vdu\n", "so do lines 91, 107, 117"),
        Slip(
            .vnfd, "targets: [ vdu ]\n    - deltas", "targets: [ vdu, vud ]\n    - deltas", .policyTarget,
            at: "vud",
            "did you mean `vdu`?"),
        Slip(.vnfd, "members: [ vdu ]", "members: [ vdu, vuu ]", .groupMember, at: "vuu", "did you mean `vdu`?"),
        Slip(
            .vnfd, "type: tosca.policies.nfv.ScalingAspects", "type: tosca.policies.nfv.ScalingAspect", .typeUnknown,
            "did you mean `tosca.policies.nfv.ScalingAspects`?"),
        Slip(
            .vnfd, "type: tosca.policies.nfv.ScalingAspects", "type: tosca.datatypes.nfv.ScalingAspect", .typeUnknown,
            "did you mean `tosca.policies.nfv.ScalingAspects`?"),
        Slip(.vnfd, "aspect: workers", "aspect: guest", .scalingAspect, at: "guest", "known here: `workers`"),
        Slip(
            .vnfd, "hash: \(RuleSample.hash)", "hash: \(RuleSample.hash)aa", .imageChecksum, at: RuleSample.hash,
            "write 64 hexadecimal digits"),
        Slip(
            .vnfd, "get_input: greeting", "get_input: hello", .inputUnknown, at: "hello }",
            "known here: `cpus`, `greeting`"),
        Slip(
            .nsd, "min_number_of_instances: 1, max", "min_number_of_instances: 5, max", .instanceBounds,
            "at least 5 and at most 2"),
        Slip(.vnfd, "protocol: tcp", "protocol: tpc", .propertyConstraint, at: "tpc", "did you mean `tcp`?"),
        Slip(.nsd, "protocol: udp", "protocol: upd", .ipProtocol, at: "upd", "did you mean `udp`?"),
        Slip(.vnfd, "manifold.readiness: tcp", "manifold.readiness: tpc", .readiness, at: "tpc", "did you mean `tcp`?"),
        Slip(
            .vnfd, "manifold.readiness.cp:", "manifold.readiness.pc:", .metadataUnknown,
            "did you mean `manifold.readiness.cp`?"),
        Slip(.nsd, "    path:\n", "    pth:\n", .groupMember, at: "path, first", "so does line 107"),
        Slip(
            .vnfd, "tosca_simple_yaml_1_3", "tosca_simple_yaml_1_4", .toscaVersion, at: "tosca_simple_yaml_1_4",
            "write one of `tosca_simple_yaml_1_0`, `tosca_simple_yaml_1_1`, `tosca_simple_yaml_1_2`, `tosca_simple_yaml_1_3`"
        ),
    ]

    /// Lists of types, where it is the entry that is wrong.
    static let types: [Slip] =
        [
            (
                "  p: { derived_from: tosca.policies.Root, targets: [ tosca.nodes.Root,\n    tosca.nodes.Rot ] }\n",
                "policy"
            ),
            (
                "  g: { derived_from: tosca.groups.Root, members: [ tosca.nodes.Root,\n    tosca.nodes.Rot ] }\n",
                "group"
            ),
            (
                "  c: { derived_from: tosca.capabilities.Root, valid_source_types: [ tosca.nodes.Root,\n    tosca.nodes.Rot ] }\n",
                "capability"
            ),
        ].map { definition, kind in
            Slip(
                .vnfd, "data_types:\n", "\(kind)_types:\n\(definition)data_types:\n", .typeUnknown,
                at: "tosca.nodes.Rot ",
                "did you mean `tosca.nodes.Root`?")
        } + [
            Slip(
                .vnfd, "node_types:\n",
                "node_types:\n  n:\n    derived_from: tosca.nodes.Root\n    interfaces:\n      I:\n        type: tosca.interfaces.nfv.Vnflcn\n",
                .typeUnknown, at: "tosca.interfaces.nfv.Vnflcn", "did you mean `tosca.interfaces.nfv.Vnflcm`?"),
            Slip(
                .vnfd, "node_types:\n",
                "node_types:\n  n:\n    derived_from: tosca.nodes.Root\n    capabilities:\n      c: { type: tosca.capabilities.Node, valid_source_types: [ tosca.nodes.Rot ] }\n",
                .typeUnknown, at: "tosca.nodes.Rot ", "did you mean `tosca.nodes.Root`?"),
        ]

    static let data: [Slip] = [
        Slip(.dataVNFD, "vdu:\n", "vdus:\n", .sol006NodeUnknown, "did you mean `vdu`?"),
        Slip(.dataVNFD, "vdu-profile:", "vdu-profles:", .sol006NodeUnknown, "did you mean `vdu-profile`?"),
        Slip(.dataVNFD, "vnfd:\n", "vnd:\n", .sol006NodeUnknown, "did you mean `vnfd`?"),
        Slip(
            .dataVNFD, "vdu-profile:\n    - id: server", "vdu-profile:\n    - id: sever", .sol006Reference, at: "sever",
            "did you mean `server`?"),
        Slip(.dataVNFD, "policy: static", "policy: statik", .sol006Enumeration, "did you mean `static`?"),
        Slip(.dataVNFD, "max-number-of-instances: 3", "max-number-of-instances: 5x", .sol006Type, "is `5x`"),
        Slip(.dataVNFD, "min-number-of-instances: 1", "min-number-of-instances: 5x", .sol006Type, "is `5x`"),
        Slip(.dataVNFD, "max-scale-level: 2", "max-scale-level: 5x", .sol006Type, "is `5x`"),
        Slip(.dataVNFD, "size: 1.5", "size: 5x", .sol006Type, "is `5x`"),
        Slip(.dataNSD, "max-number-of-instances: 2", "max-number-of-instances: 5x", .sol006Type, "is `5x`"),
        Slip(.dataNSD, "protocol=tcp", "protocl=tcp", .sol006Path, "did you mean `protocol`?"),
    ]

    @Test("each is told once, where it stands", arguments: sections + names + types + data)
    func slip(slip: Slip) throws {
        let text = try replacing(slip.old, slip.new, in: slip.sample.text)
        let found = Self.findings(text)
        #expect(found.map(\.rule) == [slip.rule], "\(found)")
        let first = try #require(found.first)
        #expect((first.message + "; " + first.remedy).contains(slip.says), "\(first)")
        guard !slip.word.isEmpty else { return }
        let rest = text.split(separator: "\n", omittingEmptySubsequences: false)[(first.line - 1)...]
            .joined(separator: "\n").dropFirst(first.column - 1)
        #expect(rest.hasPrefix(slip.word), "\(first)")
    }

    private static func findings(_ text: String) -> [Diagnostic] {
        let log = DiagnosticLog()
        var compiler = DescriptorCompiler(files: DescriptorFiles(texts: ["sample.yaml": Array(text.utf8)]), log: log)
        _ = compiler.compile("sample.yaml")
        return log.sorted
    }

    /// The places of words of at least three letters, with each a letter in its middle left out.
    private static func slips(in text: String) -> [(word: String, text: String)] {
        var slips: [(word: String, text: String)] = []
        let bytes = Array(text.utf8)
        func isPart(_ byte: UInt8) -> Bool {
            byte < 0x80
                && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
                    || "_.-".utf8.contains(byte))
        }
        for word in bytes.indices.split(whereSeparator: { !isPart(bytes[$0]) }) {
            guard word.count > 2, Character(Unicode.Scalar(bytes[word.startIndex])).isLetter else { continue }
            var slip = bytes
            slip.remove(at: word.startIndex + word.count / 2)
            guard slip != bytes else { continue }
            slips.append((String(decoding: bytes[word], as: UTF8.self), String(decoding: slip, as: UTF8.self)))
        }
        return slips
    }

    /// A name that a definition lacks may be missed by each that has it, and no finding is of another rule then.
    @Test(
        "a letter left out of any word brings one finding at most, but for what several parts lack",
        arguments: [RuleSample.vnfd, .nsd, .dataVNFD, .dataNSD])
    func letters(sample: RuleSample) {
        for (word, text) in Self.slips(in: sample.text) {
            let found = Self.findings(text)
            #expect(Set(found.map(\.rule)).count <= 1 && found.count <= 2, "\(word): \(found)")
        }
    }

    @Test("what is meant is clear where one name is nearest, and near")
    func meant() {
        #expect(NearestName.slip(of: "node_template", among: ["node_templates", "inputs"]) == "node_templates")
        #expect(NearestName.slip(of: "policy", among: ["policies", "groups"]) == "policies")
        #expect(NearestName.slip(of: "groups", among: ["group"]) == "group")
        #expect(NearestName.slip(of: "c-a", among: ["cp-a", "ch-a"]) == nil)
        #expect(NearestName.slip(of: "cpb", among: ["vdu"]) == nil)
        #expect(NearestName.slip(of: "storrrage", among: ["storage"]) == "storage")
        #expect(NearestName.slip(of: "abcde", among: ["abxye"]) == nil)
    }

    @Test("names that many places give are told once, with the lines of the others in order")
    func lines() {
        let log = DiagnosticLog()
        func report(_ name: String, _ line: Int) {
            log.report(
                .nodeUnknown, named: name, of: "node", at: Place(file: "a", mark: .init(line: line, column: 1)),
                "no `\(name)`", "add it")
        }
        for line in [7, 3, 9, 9] { report("x", line) }
        report("y", 4)
        #expect(log.sorted.map(\.message) == ["no `x` (so do lines 7, 9)", "no `y`"])
        #expect(log.sorted.map(\.line) == [3, 4] && log.hasErrors)
    }
}
