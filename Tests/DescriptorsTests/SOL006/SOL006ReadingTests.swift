import Foundation
import MANOModel
import Testing
import YAML

@testable import Descriptors

@Suite("Reading SOL006")
struct SOL006ReadingTests {
    private func read(_ text: String) -> (descriptor: CompiledDescriptor?, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        var compiler = DescriptorCompiler(files: DescriptorFiles(texts: ["d.yaml": Array(text.utf8)]), log: log)
        return (compiler.compile("d.yaml"), log.sorted)
    }

    private static let pnfd = "id: probe\nversion: '1.0'\nfunction-description: Probes\n"

    private static func indented(_ text: String, _ prefix: String) -> String {
        text.split(separator: "\n").map { prefix + $0 }.joined(separator: "\n") + "\n"
    }

    @Test(
        "a descriptor is the same with and without containers and prefixes, in YAML, JSON and XML",
        arguments: [
            pnfd, "pnfd:\n" + indented(pnfd, "  "), "etsi-nfv-pnfd:pnfd:\n" + indented(pnfd, "  nfv:"),
            "nfv:\n  pnfd:\n  -\n" + indented(pnfd, "    "),
            "etsi-nfv-descriptors:nfv:\n  pnfd:\n  -\n" + indented(pnfd, "    "),
            #"{"pnfd": {"id": "probe", "version": "1.0", "function-description": "Probes"}}"#,
            #"{"etsi-nfv-descriptors:nfv": {"pnfd": [{"id": "probe", "version": "1.0", "function-description": "Probes"}]}}"#,
            #"{"ietf-yang-instance-data:instance-data-set": {"name": "probe", "content-schema": {"module": ["etsi-nfv-descriptors"]}, "content-data": {"etsi-nfv-descriptors:nfv": {"pnfd": [{"id": "probe", "version": "1.0", "function-description": "Probes"}]}}}}"#,
            """
            <instance-data-set xmlns="urn:ietf:params:xml:ns:yang:ietf-yang-instance-data"><name>probe</name><content-data>
            <pnfd xmlns="urn:etsi:nfv:yang:etsi-nfv-descriptors"><id>probe</id><version>1.0</version>
            <function-description>Probes</function-description></pnfd></content-data></instance-data-set>
            """,
            "<pnfd><id>probe</id><version>1.0</version><function-description>Probes</function-description></pnfd>",
            """
            <config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><d:nfv xmlns:d="urn:etsi:nfv:yang:etsi-nfv-descriptors">
            <d:pnfd><d:id>probe</d:id><d:version>1.0</d:version><d:function-description>Probes</d:function-description>
            </d:pnfd></d:nfv></config>
            """,
        ])
    func forms(text: String) {
        let (descriptor, diagnostics) = read(text)
        #expect(diagnostics == [])
        #expect(
            descriptor
                == .pnfd(
                    PNFD(
                        id: "probe", invariantID: "probe", name: "probe", functionDescription: "Probes", provider: "",
                        version: "1.0")))
    }

    @Test("a set of instance data without data is refused")
    func emptySet() {
        let (descriptor, diagnostics) = read(#"{"ietf-yang-instance-data:instance-data-set": {"name": "probe"}}"#)
        #expect(descriptor == nil && diagnostics.map(\.rule) == [.sol006Structure], "\(diagnostics)")
    }

    @Test("a level that has other numbers than its scale levels is named")
    func contradiction() throws {
        let levels = """
                - id: two
                  vdu-level:
                  - vdu-id: server
                    number-of-instances: 3
                  scaling-info:
                  - scaling-aspect-id: servers
                    scale-level: 1
                default-instantiation-level: one
                scaling-aspect:
            """
        let text = try replacing("    scaling-aspect:", levels, in: RuleSample.dataVNFD.text)
        func found(_ text: String) -> [Diagnostic] { read(text).diagnostics.filter { $0.rule == .instantiationLevel } }
        #expect(found(text).first?.message.contains("has 3 instances of `server`, and 2 by its scale levels") == true)
        #expect(found(text).allSatisfy { $0.severity == .warning })
        #expect(
            found(
                try replacing(
                    "number-of-instances: 3\n      scaling", "number-of-instances: 2\n      scaling", in: text)) == [])
    }

    @Test("one pass finds everything that is wrong, each with its place and what would be right")
    func everything() throws {
        var text = RuleSample.dataVNFD.text
        for (old, new) in [
            ("num-virtual-cpu: 2", "num-virtual-cpu: 0"), ("size: 1.5", "size: 1.55"),
            ("vnic-type: direct", "vnic-type: direkt"), ("  product-name: Sample\n", "  produkt-name: Sample\n"),
            ("algorithm: sha-256", "algorithm: nfv:sha-257"), ("sw-image-desc: disk\n", "sw-image-desc: disc\n"),
            ("      vdu-id: server\n", "      vdu-id: sever\n"), ("port-range-max: 443", "port-range-max: 99999"),
        ] {
            text = try replacing(old, new, in: text)
        }
        let (descriptor, diagnostics) = read(text)
        #expect(descriptor == nil)
        let found = diagnostics.filter { $0.severity == .error }.map {
            "\($0.rule.rawValue): \($0.message); \($0.remedy)"
        }
        #expect(
            Set(found)
                == Set([
                    "sol006-range: `num-virtual-cpu` is `0`; write an integer from 1 to 65535",
                    "sol006-range: `size` is `1.55`; write a number of at least 0 with at most 1 digit behind the point",
                    "sol006-enumeration: `vnic-type` is `direkt`; did you mean `direct`?",
                    "sol006-enumeration: `algorithm` is `nfv:sha-257`; did you mean `sha-256`?",
                    "sol006-reference: `sw-image-desc` names `disc`, and there is no such `sw-image-desc`; did you mean `disk`?",
                    "sol006-reference: `vdu-id` names `sever`, and there is no such `vdu`; did you mean `server`?",
                    "sol006-range: `port-range-max` is `99999`; write an integer from 0 to 65535",
                    "sol006-node-unknown: `vnfd` `sample-vnf` has no `produkt-name`, neither in the standard nor in Open Source MANO; did you mean `product-name`?",
                ]), "\(found)")
        let cpu = try #require(diagnostics.first { $0.message.contains("num-virtual-cpu") })
        let line = try #require(
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("num-virtual-cpu") })
        #expect(cpu.line == line + 1 && cpu.column == 24)
    }

    @Test("a kind of interface that the model's list lacks is a warning where it is understood")
    func interfaces() throws {
        for (word, kind, isListed) in [
            ("virtio", VNICType.virtio, true), ("bare-metal", .baremetal, true), ("nfv:smart-nic", .smartNIC, true),
            ("macvtap", .macvtap, false), ("vhost-user", .vhostUser, false), ("SR-IOV", .direct, false),
        ] {
            let (descriptor, diagnostics) = read(
                try replacing("vnic-type: direct", "vnic-type: \(word)", in: RuleSample.dataVNFD.text))
            guard case .vnfd(let vnfd)? = descriptor else {
                Issue.record("\(word): \(diagnostics)")
                continue
            }
            #expect(vnfd.flavours[0].vduCps.first { $0.id == "data" }?.vnicType == kind, "\(word)")
            #expect(diagnostics.map(\.rule) == (isListed ? [] : [.vnicType]), "\(word): \(diagnostics)")
        }
    }

    @Test("the same mistakes have their places in JSON and in XML")
    func places() {
        let json =
            "{\n \"pnfd\": {\n  \"id\": \"probe\",\n  \"version\": [1],\n  \"ext-cpd\": [{\"id\": \"a\", \"rle\": \"leaf\"}]\n }\n}"
        #expect(
            read(json).diagnostics.map { "\($0.rule.rawValue) \($0.line):\($0.column)" } == [
                "sol006-structure 4:14", "sol006-node-unknown 5:27",
            ])
        let xml =
            "<pnfd>\n <id>probe</id>\n <version>1</version>\n <version>2</version>\n <ext-cpd><id>a</id><rle>leaf</rle></ext-cpd>\n</pnfd>"
        #expect(
            read(xml).diagnostics.map { "\($0.rule.rawValue) \($0.line):\($0.column)" } == [
                "sol006-structure 3:2", "sol006-node-unknown 5:21",
            ])
    }

    @Test("a list of one is a list in XML, and an error in YAML")
    func singles() throws {
        let xml = "<pnfd><id>p</id><version>1</version><ext-cpd><id>a</id></ext-cpd></pnfd>"
        guard case .pnfd(let pnfd)? = read(xml).descriptor else {
            Issue.record("\(read(xml).diagnostics)")
            return
        }
        #expect(pnfd.externalCps.map(\.id) == ["a"])
        let yaml = "pnfd:\n  id: p\n  version: '1'\n  ext-cpd:\n    id: a\n"
        #expect(read(yaml).diagnostics.map(\.rule) == [.sol006Structure])
    }

    @Test("names that a tool would take for more are refused, whatever stands around them")
    func arguments() {
        for name in ["db --post-renderer sh", "-x", "a/../../b", "/etc", "a;b", "$(id)", "a\\nb", ""] {
            let (descriptor, diagnostics) = read("id: v\nkdu:\n- name: k\n  helm-chart: \"\(name)\"\ndf:\n- id: d\n")
            #expect(descriptor == nil && diagnostics.contains { $0.rule == .sol006Argument && $0.line == 4 }, "\(name)")
        }
        for name in ["stable/db", "oci://charts.example/db:1.2", "db-1.2.tgz"] {
            let (descriptor, diagnostics) = read("id: v\nkdu:\n- name: k\n  helm-chart: \(name)\ndf:\n- id: d\n")
            guard case .vnfd(let vnfd)? = descriptor else {
                Issue.record("\(diagnostics)")
                continue
            }
            #expect(vnfd.flavours[0].mciops.map { $0.artifacts.map(\.location) } == [[name]])
        }
    }

    @Test("Open Source MANO's boot files, interfaces, pages and nodes become what they mean")
    func extensions() throws {
        let text = """
            vnfd:
              id: v
              version: 1.0
              product-name: v
              mgmt-cp: out
              sw-image-desc: [ { id: i, name: i, image: i.qcow2 } ]
              virtual-compute-desc:
              - id: c
                virtual-memory:
                  size: '4'
                  mempage-size: SIZE_2MB
                  numa-node-policy: { node-cnt: 2, mem-policy: STRICT }
                virtual-cpu: { num-virtual-cpu: '2', pinning: { policy: static, thread-policy: ISOLATE } }
              virtual-storage-desc:
              - { id: s, type-of-storage: 'etsi-nfv-descriptors:ephemeral-storage', size-of-storage: '10' }
              vdu:
              - id: m
                name: m
                cloud-init-file: init.cfg
                sw-image-desc: i
                virtual-compute-desc: c
                virtual-storage-desc: [ s ]
                int-cpd:
                - id: b
                  virtual-network-interface-requirement:
                  - { name: eth1, position: 2, virtual-interface: { type: SR-IOV } }
                - id: a
                  virtual-network-interface-requirement:
                  - { name: eth0, position: 1, virtual-interface: { type: PARAVIRT } }
                - id: c
                  virtual-network-interface-requirement:
                  - { name: eth2, position: 3, virtual-interface: { type: E1000 } }
              ext-cpd:
              - { id: out, int-cpd: { vdu-id: m, cpd: a } }
              - { id: fast, int-cpd: { vdu-id: m, cpd: b } }
              df:
              - id: d
                vdu-profile: [ { id: m } ]
                instantiation-level: [ { id: l, vdu-level: [ { vdu-id: m } ] } ]
            """
        let log = DiagnosticLog()
        let files = DescriptorFiles(
            texts: [
                "v/v.yaml": Array(text.utf8), "v/cloud_init/init.cfg": Array("password: {{ secret }}\n".utf8),
            ], sizes: ["v/v.yaml": text.utf8.count, "v/cloud_init/init.cfg": 23])
        var compiler = DescriptorCompiler(files: files, log: log)
        guard case .vnfd(let vnfd)? = compiler.compile("v/v.yaml") else {
            Issue.record("\(log.sorted)")
            return
        }
        let flavour = try #require(vnfd.flavour("d"))
        let vdu = try #require(flavour.vdu("m"))
        #expect(vdu.compute.pageSize == .bytes(2 << 20) && vdu.compute.numaNodes == 2 && vdu.compute.isNUMAEnabled)
        #expect(vdu.compute.cpuPinningPolicy == .static && vdu.compute.memoryBytes == 4 << 30)
        #expect(flavour.vduCps.map(\.id) == ["a", "b", "c"])
        #expect(flavour.vduCps.map(\.vnicType) == [.virtio, .direct, .normal])
        #expect(flavour.vduCps.map { $0.model() } == [nil, nil, .e1000])
        #expect(flavour.externalCp("out")?.isManagement == true)
        #expect(vdu.bootData?.userData(inputs: ["secret": "x"]) == "password: x\n")
        #expect(flavour.inputs.map(\.name) == ["secret"] && vdu.bootData?.sourcePath == "v/cloud_init/init.cfg")
        #expect(flavour.virtualStorage("s")?.softwareImage?.id == "i" && vdu.softwareImage == nil)
        // Each thing that is Open Source MANO's own, or left out, is said once.
        let rules = Dictionary(grouping: log.sorted, by: \.rule).mapValues(\.count)
        #expect(rules[.sol006Extension] == 8 && rules[.sol006Omission] ?? 0 >= 5, "\(log.sorted.map(\.description))")
    }

    @Test("a package of one folder is read with its image and its boot file")
    func package() throws {
        try withTemporaryFolder { folder in
            var text = try replacing("http://images.example/disk.qcow2", "disk.qcow2", in: RuleSample.dataVNFD.text)
            text = try replacing(
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", RuleSample.digest(RuleSample.image),
                in: text)
            text = try replacing(
                "    sw-image-desc: disk\n", "    sw-image-desc: disk\n    cloud-init-file: init.cfg\n", in: text)
            try write(
                [
                    "v_vnf/v_vnfd.yaml": text, "v_vnf/cloud_init/init.cfg": "say {{ word }}\n",
                    "v_vnf/images/disk.qcow2": "",
                ],
                below: folder)
            try Data(RuleSample.image).write(to: URL(fileURLWithPath: folder + "/v_vnf/images/disk.qcow2"))
            guard case .vnf(let content) = try PackageReader().read(at: folder) else {
                Issue.record("it holds no VNFD")
                return
            }
            #expect(content.facts.descriptorPath == "v_vnf/v_vnfd.yaml")
            #expect(content.images.map(\.path) == ["v_vnf/images/disk.qcow2"])
            let flavour = content.vnfd.flavours[0]
            #expect(flavour.vdus[0].softwareImage?.location == "v_vnf/images/disk.qcow2")
            #expect(flavour.vdus[0].bootData?.userData(inputs: ["word": "hello"]) == "say hello\n")
            #expect(!content.warnings.contains { $0.rule == .imageSize })
        }
    }

    @Test("internal CPs of the same name in two VDUs are told apart by their VDU")
    func sameNames() throws {
        var text = try replacing("    - id: internal\n", "    - id: same\n", in: RuleSample.dataVNFD.text)
        text = try replacing(
            "  int-virtual-link-desc:\n",
            "  - id: other\n    name: other\n    sw-image-desc: disk\n    int-cpd:\n    - id: same\n      int-virtual-link-desc: backbone\n  int-virtual-link-desc:\n",
            in: text)
        text = try replacing("    instantiation-level:\n", "    - id: other\n    instantiation-level:\n", in: text)
        guard case .vnfd(let vnfd)? = read(text).descriptor else {
            Issue.record("\(read(text).diagnostics)")
            return
        }
        #expect(vnfd.flavours[0].vduCps.map(\.id) == ["data", "server.same", "other.same"])
    }

    @Test("what can't be reckoned with is refused, and costs nothing")
    func bounds() throws {
        for (old, new) in [
            ("max-scale-level: 2", "max-scale-level: 4294967295"),
            ("max-scale-level: 2", "max-scale-level: 99999999999999999999"),
            (
                "      number-of-instances: 1\n    scaling-aspect",
                "      number-of-instances: 9000000000000000000\n    scaling-aspect"
            ),
            ("size: 1.5", "size: 999999999999999999999"),
            ("size-of-storage: 4", "size-of-storage: 18446744073709551616"),
        ] {
            let text = try replacing(old, new, in: RuleSample.dataVNFD.text)
            #expect(read(text).diagnostics.contains { $0.severity == .error }, "\(new)")
        }
        let braces = String(repeating: "{", count: 20_000) + "}"
        let text = try replacing(
            "    sw-image-desc: disk\n", "    sw-image-desc: disk\n    cloud-init: '\(braces)'\n",
            in: RuleSample.dataVNFD.text)
        #expect(ContinuousClock().measure { _ = read(text) } < .seconds(20))
    }

    @Test("a large descriptor costs time in proportion")
    func proportion() {
        func text(_ count: Int) -> String {
            let vdus = (0..<count).map {
                "  - { id: v\($0), name: v, sw-image-desc: i, int-cpd: [ { id: c\($0), int-virtual-link-desc: l } ] }\n"
            }.joined()
            let profiles = (0..<count).map { "    - { id: v\($0) }\n" }.joined()
            let levels = (0..<count).map { "      - { vdu-id: v\($0) }\n" }.joined()
            return """
                vnfd:
                  id: v
                  mgmt-cp: x
                  product-name: v
                  version: '1'
                  sw-image-desc: [ { id: i, name: i, image: 'http://x/i' } ]
                  int-virtual-link-desc: [ { id: l } ]
                  ext-cpd: [ { id: x, int-virtual-link-desc: l } ]
                  vdu:
                \(vdus)  df:
                  - id: d
                    vdu-profile:
                \(profiles)    instantiation-level:
                    - id: l
                      vdu-level:
                \(levels)
                """
        }
        func time(_ count: Int) -> Duration {
            let text = text(count)
            return ContinuousClock().measure {
                let result = read(text)
                #expect(result.descriptor != nil, "\(result.diagnostics.filter { $0.severity == .error }.prefix(3))")
            }
        }
        _ = time(100)
        let small = time(500)
        let large = time(4000)
        // Eight times as much; a quadratic step would take 64 times as long.
        #expect(large < small * 24, "\(small) and \(large)")
    }
}
