import Descriptors
import Foundation
import MANOModel
import Testing

@Suite("Rules that need more than one change")
struct OtherRuleTests {
    private func rules(_ files: [String: String]) throws -> [Diagnostic] {
        try withTemporaryFolder { folder in
            try write(files, below: folder)
            return DescriptorValidation.validate(path: folder + "/sample.yaml")
        }
    }

    @Test("a type that two files define is refused, with both places")
    func typeDuplicate() throws {
        let types =
            "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  sample.VNF:\n    derived_from: tosca.nodes.nfv.VNF\n"
        let template = try replacing("  - etsi_nfv", "  - types.yaml\n  - etsi_nfv", in: Sample.vnfd)
        let fired = try rules(["sample.yaml": template, "types.yaml": types]).filter { $0.rule == .typeDuplicate }
        #expect(fired.first?.message.contains("sample.yaml:10") == true, "\(fired)")
    }

    @Test("a type of the standard's that two of a package's files bring is a warning, and the first one counts")
    func standardTypeTwice() throws {
        func types(_ property: String) -> String {
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            policy_types:
              tosca.policies.nfv.VnfIndicator:
                derived_from: tosca.policies.Root
                properties:
                  source: { type: string }
                  \(property): { type: string, required: false }

            """
        }
        let template = try replacing("  - etsi_nfv", "  - a.yaml\n  - b.yaml\n  - etsi_nfv", in: Sample.vnfd)
        let fired = try rules(["sample.yaml": template, "a.yaml": types("first"), "b.yaml": types("second")])
        #expect(fired.map(\.rule) == [.typeDuplicate] && fired.first?.severity == .warning, "\(fired)")
        #expect(fired.first?.message.contains("a.yaml:3") == true)
    }

    @Test(
        "imports are a list of paths or of named maps, or a map of names",
        arguments: [
            "  - types.yaml\n  - etsi_nfv_sol001_vnfd_types.yaml\n",
            "  - own: { file: types.yaml }\n  - etsi: etsi_nfv_sol001_vnfd_types.yaml\n",
            "  own: { file: types.yaml }\n  etsi: etsi_nfv_sol001_vnfd_types.yaml\n",
            "  own: types.yaml\n  etsi:\n    file: etsi_nfv_sol001_vnfd_types.yaml\n",
        ])
    func imports(text: String) throws {
        let types =
            "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  own.Node: { derived_from: tosca.nodes.nfv.VnfVirtualLink }\n"
        var template = try replacing("  - etsi_nfv_sol001_vnfd_types.yaml\n", text, in: Sample.vnfd)
        template = try replacing("type: tosca.nodes.nfv.VnfVirtualLink", "type: own.Node", in: template)
        #expect(try rules(["sample.yaml": template, "types.yaml": types]).isEmpty)
        let wrong = try replacing("types.yaml", "tpyes.yaml", in: template)
        let found = try rules(["sample.yaml": wrong, "types.yaml": types])
        #expect(found.first { $0.rule == .importMissing }?.remedy == "did you mean `types.yaml`?", "\(found)")
    }

    @Test("files may import each other")
    func importCircle() throws {
        let types = "tosca_definitions_version: tosca_simple_yaml_1_3\nimports: [ sample.yaml ]\n"
        let template = try replacing("  - etsi_nfv", "  - types.yaml\n  - etsi_nfv", in: Sample.vnfd)
        #expect(try rules(["sample.yaml": template, "types.yaml": types]).isEmpty)
    }

    @Test("a file that a package brings for ETSI's types is used in place of ours")
    func ownTypes() throws {
        let types = """
            tosca_definitions_version: tosca_simple_yaml_1_3
            policy_types:
              tosca.policies.nfv.VnfIndicator:
                derived_from: tosca.policies.Root
                properties:
                  origin: { type: string }
            """
        let files = ["etsi_nfv_sol001_vnfd_types.yaml": types]
        #expect(
            try rules(files.merging(["sample.yaml": Sample.vnfd]) { $1 }).map(\.rule) == [.propertyUnknown])
        let template = try replacing("properties: { source: vnf }", "properties: { origin: vnf }", in: Sample.vnfd)
        #expect(try rules(files.merging(["sample.yaml": template]) { $1 }).isEmpty)
    }

    private static let top = """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports: [ etsi_nfv_sol001_vnfd_types.yaml, a.yaml, b.yaml ]
        topology_template:
          inputs:
            selected_flavour: { type: string, default: one }
          node_templates:
            vnf:
              type: tosca.nodes.nfv.VNF
              properties:
                { descriptor_id: x, descriptor_version: '1', provider: x, product_name: x, software_version: '1',
                  vnfm_info: [ '0:x' ], flavour_id: { get_input: selected_flavour }, flavour_description: x }
        """

    private static func flavour(_ id: String?) -> String {
        """
        tosca_definitions_version: tosca_simple_yaml_1_3
        topology_template:
          substitution_mappings:
            node_type: tosca.nodes.nfv.VNF
            \(id.map { "properties: { flavour_id: \($0) }" } ?? "")
        """
    }

    @Test("flavours are there, each once, the default among them, and none of them is empty")
    func flavours() throws {
        func fired(_ a: String?, _ b: String?) throws -> [DiagnosticRule] {
            try rules(["sample.yaml": Self.top, "a.yaml": Self.flavour(a), "b.yaml": Self.flavour(b)]).map(\.rule)
        }
        #expect(try fired("one", "one").contains(.flavourDuplicate))
        #expect(try fired("one", nil).contains(.flavourMissing))
        #expect(try fired("two", "three").contains(.flavourMissing))
        let two = try fired("one", "two")
        #expect(Set(two) == [.vduMissing], "\(two)")
        let alone = try rules([
            "sample.yaml": Self.top.replacingOccurrences(of: ", a.yaml, b.yaml", with: "")
        ])
        #expect(alone.map(\.rule) == [.flavourMissing])
    }

    @Test("a template that costs too much is refused at once")
    func budget() throws {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        let start = ContinuousClock.now
        #expect(try rules(["sample.yaml": text]).map(\.rule) == [.yamlBudget])
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("text that is no descriptor never does more than fail")
    func garbage() throws {
        for text in [
            "", "[]", "a", "tosca_definitions_version: tosca_simple_yaml_1_3", "topology_template: 3", "{}", "\u{0}",
            "- - -",
        ] {
            let found = try rules(["sample.yaml": text])
            #expect(found.contains { $0.severity == .error }, "\(text)")
        }
    }

    @Test("a sample with any one line taken away is compiled or refused, and nothing else")
    func lines() throws {
        let lines = Sample.nsd.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices where index % 3 == 0 {
            var rest = lines
            rest.remove(at: index)
            let result = try compile(rest.joined(separator: "\n"))
            #expect((result.content == nil) == result.diagnostics.contains { $0.severity == .error })
        }
    }
}
