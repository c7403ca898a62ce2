import MANOModel
import Testing
import YAML

@testable import Descriptors

/// What a descriptor costs is bounded, whatever it says: parts of it that multiply end in one finding.
@Suite("Descriptors that multiply")
struct HostileDescriptorTests {
    private func findings(_ text: String, steps: Int = 20_000_000, names: Int = 5_000_000) -> [Diagnostic] {
        findings(["sample.yaml": text], WorkBudget(steps: steps, names: names))
    }

    private func findings(_ texts: [String: String], _ work: WorkBudget = WorkBudget()) -> [Diagnostic] {
        let log = DiagnosticLog(work: work)
        var compiler = DescriptorCompiler(files: DescriptorFiles(texts: texts.mapValues { Array($0.utf8) }), log: log)
        _ = compiler.compile("sample.yaml")
        return log.sorted
    }

    struct Multiplied: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var text: String

        init(_ testDescription: String, _ text: String) {
            self.testDescription = testDescription
            self.text = text
        }
    }

    private static func each(_ count: Int, _ line: (Int) -> String) -> String { (0..<count).map(line).joined() }

    private static let head = "tosca_definitions_version: tosca_simple_yaml_1_3\n"

    private static func vnfd(types: String = "", nodes: String = "", rest: String = "") -> String {
        head + types + """
            topology_template:
              substitution_mappings: { node_type: tosca.nodes.nfv.VNF, properties: { flavour_id: f } }
              node_templates:
                vnf: { type: tosca.nodes.nfv.VNF }
            \(nodes)\(rest)
            """
    }

    private static func nsd(types: String = "", nodes: String = "", rest: String = "") -> String {
        head + types + "topology_template:\n  node_templates:\n    ns: { type: tosca.nodes.nfv.NS }\n" + nodes + rest
    }

    private static func wide(_ part: String) -> String {
        "node_types:\n  wide:\n    derived_from: tosca.nodes.Root\n    \(part)\n"
    }

    private static func vdus(_ count: Int) -> String {
        each(count) { "    v\($0): { type: tosca.nodes.nfv.Vdu.Compute }\n" }
    }

    private static let levels =
        "    - a: { type: tosca.policies.nfv.InstantiationLevels, properties: { levels: {"
        + each(60) { "l\($0): { description: x }, " } + "} } }\n"

    static let cases = [
        Multiplied(
            "types by the properties that they inherit",
            vnfd(
                types: wide("properties: { \(each(60) { "p\($0): { type: string, required: false }, " }) }")
                    + each(60) { "  t\($0): { derived_from: wide, properties: { q: { type: string } } }\n" })),
        Multiplied(
            "nodes by the properties of their type",
            vnfd(
                types: wide("properties: { \(each(200) { "p\($0): { type: string, required: false }, " }) }"),
                nodes: each(200) { "    n\($0): { type: wide }\n" })),
        Multiplied(
            "nodes by the capabilities of their type",
            vnfd(
                types: wide("capabilities: { \(each(200) { "c\($0): tosca.capabilities.Node, " }) }"),
                nodes: each(200) { "    n\($0): { type: wide }\n" })),
        Multiplied(
            "requirements by the capabilities at their other end",
            vnfd(
                types: wide("capabilities: { \(each(200) { "c\($0): tosca.capabilities.Node, " }) }"),
                nodes: "    w: { type: wide }\n"
                    + each(200) { "    n\($0): { type: tosca.nodes.Root, requirements: [ dependency: w ] }\n" })),
        Multiplied(
            "nodes by the keys of what they copy",
            vnfd(
                nodes: "    o: { type: tosca.nodes.Root, metadata: {}, \(each(100) { "k\($0): 1, " }) }\n"
                    + each(100) { "    n\($0): { copy: o }\n" })),
        Multiplied(
            "functions by the properties of the node that they look at",
            vnfd(
                types: wide("properties: { \(each(300) { "p\($0): { type: string }, " }) }"),
                nodes: "    n: { type: wide, properties: { p299: x, "
                    + each(299) { "p\($0): { get_property: [ SELF, p299 ] }, " } + "} }\n")),
        Multiplied(
            "functions by the text that they make",
            vnfd(
                types: wide("properties: { p: { type: string }, l: { type: list, entry_schema: string } }"),
                nodes: "    n: { type: wide, properties: { p: \(String(repeating: "x", count: 1000)), l: [ "
                    + each(100) { _ in "{ concat: [ { get_property: [ SELF, p ] }, y ] }, " } + "] } }\n")),
        Multiplied(
            "values by those that are allowed",
            vnfd(
                types: wide(
                    "properties: { l: { type: list, entry_schema: { type: string, constraints: [ valid_values: [ "
                        + each(400) { "v\($0), " } + "] ] } } }"),
                nodes: "    n: { type: wide, properties: { l: [ \(each(400) { _ in "v399, " }) ] } }\n")),
        Multiplied(
            "long values by long patterns",
            vnfd(
                types: wide(
                    "properties: { l: { type: list, entry_schema: { type: string, constraints: [ pattern: '"
                        + each(20) { _ in "(ab|b)*c?" } + "' ] } } }"),
                nodes:
                    "    n: { type: wide, properties: { l: [ &t \(each(200) { _ in "ab" })\(each(30) { _ in ", *t" }) ] } }\n"
            )),
        Multiplied(
            "requirements by the clauses of their filter",
            vnfd(
                types: wide(
                    "properties: { p: { type: integer, default: 1 } }\n    requirements: [ r: { capability: "
                        + "tosca.capabilities.Node, node_filter: { properties: [ \(each(100) { _ in "p: { equal: 1 }, " }) ] } } ]"
                ),
                nodes: each(100) { "    n\($0): { type: wide, requirements: [ r: n0 ] }\n" })),
        Multiplied("levels by VDUs", vnfd(nodes: vdus(60), rest: "  policies:\n" + levels)),
        Multiplied(
            "levels by the targets of a policy",
            vnfd(
                nodes: vdus(1),
                rest: "  policies:\n" + levels
                    + "    - b: { type: tosca.policies.nfv.VduInstantiationLevels, targets: [ \(each(100) { _ in "v0, " }) ],"
                    + " properties: { levels: { \(each(60) { "l\($0): { number_of_instances: 1 }, " }) } } }\n")),
        Multiplied(
            "positions of a path by their elements",
            nsd(
                nodes: """
                        s: { type: tosca.nodes.nfv.Sap }
                        e: { type: tosca.nodes.nfv.NfpPositionElement, requirements: [ profile_element: s ] }
                        p: { type: tosca.nodes.nfv.NfpPosition, requirements: [ \(each(60) { _ in "element: e, " }) ] }
                        nfp: { type: tosca.nodes.nfv.NFP, requirements: [ \(each(60) { _ in "nfp_position: p, " }) ] }

                    """, rest: "  groups:\n    g: { type: tosca.groups.nfv.VNFFG, members: [ nfp ] }\n")),
        Multiplied(
            "flavours of SOL006 by what the descriptor has once",
            "vnfd:\n  id: x\n  security-group-rule: [ \(each(60) { "{ id: g\($0) }, " }) ]\n  df: [ \(each(60) { "{ id: d\($0) }, " }) ]\n"
        ),
        Multiplied(
            "VDUs of SOL006 by the text of their boot data",
            "vnfd:\n  id: x\n  vdu:\n"
                + each(60) {
                    "  - { id: v\($0), cloud-init: \($0 == 0 ? "&c \(String(repeating: "x", count: 2000))" : "*c") }\n"
                }
                + "  df: [ { id: d, vdu-profile: [ \(each(60) { "{ id: v\($0) }, " }) ] } ]\n"),
        Multiplied(
            "levels of SOL006 by VDUs",
            "vnfd:\n  id: x\n  vdu: [ \(each(60) { "{ id: v\($0) }, " }) ]\n  df:\n  - id: d\n    vdu-profile: [ "
                + each(60) { "{ id: v\($0) }, " }
                + "]\n    instantiation-level: [ \(each(60) { "{ id: l\($0) }, " }) ]\n"),
    ]

    @Test("what multiplies ends in one finding when it is too much, and costs nothing else below", arguments: cases)
    func multiplied(_ input: Multiplied) {
        let bounded = findings(input.text, steps: 20_000).filter { $0.rule == .yamlBudget }
        #expect(bounded.count == 1 && bounded[0].message.contains("multiplies"))
        #expect(!findings(input.text).contains { $0.rule == .yamlBudget })
    }

    @Test("names are compared as long as that costs little, and not beyond")
    func names() {
        let text = Self.vnfd(
            nodes: Self.each(40) {
                "    template\($0 + 10): { type: tosca.nodes.Root, requirements: [ dependency: templat\($0 + 10) ] }\n"
            })
        func near(_ names: Int) -> Int {
            findings(text, names: names).filter { $0.rule == .nodeUnknown && $0.remedy.hasPrefix("did you mean") }.count
        }
        #expect(near(5_000_000) == 40)
        #expect((1..<40).contains(near(20_000)))
        #expect(near(10) == 0)
    }

    @Test("a name is shown as far as somebody reads it")
    func longNames() throws {
        let text = Self.vnfd(nodes: "    n: { type: \(String(repeating: "x", count: 100_000)) }\n")
        let found = try #require(findings(text).first { $0.rule == .typeUnknown })
        #expect(found.message.utf8.count < 5000 && found.message.hasSuffix("…"))
    }

    // MARK: - Rows and circles

    @Test("types derive from each other in a row of a hundred, and not of more", arguments: [false, true])
    func typeRow(isReversed: Bool) {
        let types = (1..<300).map { "  t\($0): { derived_from: t\($0 - 1) }\n" }
        let text = Self.vnfd(
            types: "node_types:\n  t0: { derived_from: tosca.nodes.Root }\n"
                + (isReversed ? types.reversed() : types).joined())
        let found = findings(text).filter { $0.rule == .typeLoop }
        #expect(found.map(\.message) == ["more than 100 types derive from each other before `t99`"])
    }

    @Test("types in a circle are found once, with all that derives from them left out")
    func typeCircle() {
        let text = Self.vnfd(
            types: "node_types:\n  a: { derived_from: b }\n  b: { derived_from: a }\n  c: { derived_from: a }\n",
            nodes: "    n: { type: c }\n")
        #expect(findings(text).filter { $0.rule == .typeLoop }.count == 1)
    }

    @Test("files import each other in a row as long as there are files")
    func importRow() {
        var texts = ["sample.yaml": Self.vnfd().replacingFirst("topology", "imports: [ f0.yaml ]\ntopology")]
        for index in 0..<900 { texts["f\(index).yaml"] = Self.head + "imports: [ f\(index + 1).yaml ]\n" }
        #expect(findings(texts).filter { $0.rule == .importMissing }.map(\.file) == ["f899.yaml"])
    }

    @Test("files that all import each other end in a finding")
    func importNet() {
        let imports = "imports: [ \(Self.each(120) { "f\($0).yaml, " }) ]\n"
        var texts = ["sample.yaml": Self.vnfd().replacingFirst("topology", imports + "topology")]
        for index in 0..<120 { texts["f\(index).yaml"] = Self.head + imports }
        #expect(findings(texts).filter { $0.rule == .importMissing }.count == 1)
    }

    /// A package's own types may let a `Forwarding` node lead to itself: looking for the link behind it had no end.
    @Test("nodes that lead to each other lead to no link")
    func forwardingCircle() {
        let text = Self.nsd(
            types: """
                node_types:
                  tosca.nodes.nfv.Forwarding:
                    derived_from: tosca.nodes.Root
                    requirements: [ virtual_link: { capability: tosca.capabilities.Node } ]
                  sample.VNF:
                    derived_from: tosca.nodes.nfv.VNF
                    requirements: [ link: { capability: tosca.capabilities.Node } ]

                """,
            nodes: """
                    f: { type: tosca.nodes.nfv.Forwarding, requirements: [ virtual_link: f ] }
                    v: { type: sample.VNF, requirements: [ link: f ] }

                """)
        #expect(findings(text).contains { $0.rule == .profileConnectivity })
    }

    @Test("profiles that wait for each other are named, with those that wait for them")
    func circles() {
        #expect(ProfileOrder.circle(in: [:]).isEmpty)
        #expect(ProfileOrder.circle(in: ["b": ["a"], "c": ["a", "b"]]).isEmpty)
        #expect(ProfileOrder.circle(in: ["a": ["a"]]) == ["a"])
        #expect(ProfileOrder.circle(in: ["a": ["b"], "b": ["a"], "c": ["b"], "d": ["x"]]) == ["a", "b", "c"])
    }

    // MARK: - Numbers

    /// Each level was counted one by one, and the sum went beyond what an integer holds.
    @Test("an aspect goes to level 10,000, and numbers beyond an integer's are the largest")
    func highLevels() {
        func text(_ level: Int) -> String {
            Self.vnfd(
                nodes:
                    "    v0: { type: tosca.nodes.nfv.Vdu.Compute, properties: { vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 } } }\n",
                rest: """
                      policies:
                        - a: { type: tosca.policies.nfv.ScalingAspects, properties: { aspects: { x: { name: x,
                            description: x, max_scale_level: \(level), step_deltas: [ d ] } } } }
                        - b: { type: tosca.policies.nfv.VduScalingAspectDeltas, targets: [ v0 ],
                            properties: { aspect: x, deltas: { d: { number_of_instances: \(Int.max) } } } }
                    """)
        }
        #expect(findings(text(.max)).contains { $0.rule == .scalingAspect && $0.message.contains("goes to level") })
        let found = findings(text(10_000))
        #expect(!found.contains { $0.rule == .scalingAspect })
        #expect(found.contains { $0.rule == .instanceBounds && $0.message.contains("\(Int.max) instances") })
    }

    @Test("what steps add is the same counted at once as one by one")
    func steps() {
        var aspect = ScalingAspect(id: "a", name: "a", maxScaleLevel: 4)
        aspect.vduDeltas = ["v": ["one": 1, "three": 3]]
        var flavour = DeploymentFlavour(id: "f", description: "", defaultInstantiationLevelID: "")
        flavour.initialDeltas = ["v": 2]
        for deltas in [[], ["one"], ["three"], ["one", "three"], ["three", "none", "one", "one"]] {
            aspect.stepDeltas = deltas
            flavour.scalingAspects = [aspect]
            for level in 0...6 {
                let expected = (0..<min(level, 4)).reduce(2) { $0 + aspect.delta(ofVDU: "v", step: $1) }
                #expect(flavour.numberOfInstances(ofVDU: "v", at: ["a": level]) == expected, "\(deltas) \(level)")
            }
        }
    }

    // MARK: - SOL006

    @Test("what is missing in many places is counted, and named at the first of them")
    func missing() {
        let text = "vnfd:\n  id: x\n  mgmt-cp: m\n  vdu:\n" + Self.each(1500) { "  - { id: v\($0), name: v }\n" }
        let found = findings(text)
        let counts = found.filter { $0.rule == .sol006Omission }.map(\.message)
        #expect(counts.contains { $0.contains("at 1499 other places") }, "\(counts.prefix(3))")
    }

    @Test("elements have few attributes, which are all that libxml2 takes its time for")
    func attributes() {
        func problems(_ text: String) -> [YAMLError.Problem.Kind] {
            do throws(YAMLError) {
                _ = try XMLNodeReader.parse(Array(text.utf8))
                return []
            } catch {
                return error.problems.map(\.kind)
            }
        }
        func element(_ count: Int) -> String { "<a \(Self.each(count) { "b\($0)='>' " })><c/></a>" }
        #expect(problems(element(16)).isEmpty)
        #expect(problems(element(17)) == [.budget])
        let equals = String(repeating: "= ", count: 40)
        #expect(problems("<?x \(equals)?><!-- <a \(equals)> --><a>\(equals)<![CDATA[<b \(equals)>]]></a>").isEmpty)
    }

    @Test("a prefix stands for what the innermost element binds it to")
    func prefixes() throws {
        let node = try XMLNodeReader.parse(
            Array("<a xmlns:p='one'><b>p:x</b><c xmlns:p='two'><d>p:x</d></c><e>p:x</e></a>".utf8))
        #expect(node["a"]?["b"]?.tag == "one")
        #expect(node["a"]?["c"]?["d"]?.tag == "two")
        #expect(node["a"]?["e"]?.tag == "one")
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, _ new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
