import Foundation
import MANOModel
import Testing

@testable import Descriptors

/// The folder above those of descriptors that others publish; nil in a clone without it.
private let shared: String? = sharedModules.map { $0 + "/../../../descriptors" }

@Suite(
    "Descriptors of others in SOL006",
    .enabled(if: shared != nil, "there is no shared folder with descriptors: set MANIFOLD_SHARED"))
struct SharedSOL006Tests {
    enum Outcome: Sendable, Equatable {
        case vnfd(String), nsd(String), pnfd(String)
        /// Each of these rules, on a line of the text.
        case refused([DiagnosticRule: Int])
    }

    static let cases: [(path: String, outcome: Outcome)] = [
        ("sol006/etsi-forge+NFV-SOL006/example-data/complex-vnfd.xml", .vnfd("complex-vnf")),
        ("sol006/etsi-forge+NFV-SOL006/example-data/nfv-nsd.xml", .nsd("firewall-nsd")),
        ("sol006/etsi-forge+NFV-SOL006/example-data/nfv-vnfd.xml", .vnfd("ASA")),
        ("sol006/etsi-forge+NFV-SOL006/example-data/nfv-pnfd.xml", .pnfd("physical-dpi")),
        // Two VNFDs, three NSDs and a PNFD: more than a package holds.
        ("sol006/etsi-forge+NFV-SOL006/example-data/nfv.xml", .refused([.sol006Several: 1])),
        (
            "sol006/kube-nfv+lab-deployment/osm/hackfest_basic_vnf/hackfest_basic_vnfd.yaml",
            .vnfd("hackfest_basic-vnf")
        ),
        ("sol006/kube-nfv+lab-deployment/osm/hackfest_basic_ns/hackfest_basic_nsd.yaml", .nsd("hackfest_basic-ns")),
        ("sol006/osm-nbi-test-db/hackfest_3charmed_vnfd.yaml", .vnfd("hackfest3charmed-vnf")),
        ("sol006/osm-nbi-test-db/hackfest_3charmed_nsd.yaml", .nsd("hackfest3charmed-ns")),
        // It names a profile that is not there, and uses a VNFD that it does not list.
        (
            "sol006/osm-nbi-test-db/cirros_vnffg_nsd.yaml",
            .refused([.sol006Reference: 20, .sol006Must: 64])
        ),
        ("sol006/osm-nbi-test-db/exploit_vnfd.yaml", .refused([.sol006Argument: 11])),
        (
            "other/TCSOSM-20+devops/descriptor-packages/vnfd/hackfest_epasriov_vnf/src/hackfest_epasriov_vnfd.yaml",
            .refused([.sol006Dialect: 26])
        ),
        (
            "other/TCSOSM-20+devops/descriptor-packages/nsd/hackfest_epasriov_ns/src/hackfest_epasriov_nsd.yaml",
            .refused([.sol006Dialect: 1])
        ),
        ("other/TCSOSM-20+NBI/osm_nbi/tests/slice_shared/slice_shared_nstd.yaml", .refused([.sol006Dialect: 16])),
        ("other/TCSOSM-20+NBI/osm_nbi/tests/slice_shared/nsd/slice_shared_nsd.yaml", .refused([.sol006Dialect: 15])),
        (
            "other/TCSOSM-20+NBI/osm_nbi/tests/slice_shared/nsd/slice_shared_middle_nsd.yaml",
            .refused([.sol006Dialect: 15])
        ),
        ("other/TCSOSM-20+NBI/osm_nbi/tests/slice_shared/vnfd/slice_shared_vnfd.yaml", .refused([.sol006Dialect: 14])),
        (
            "other/TCSOSM-20+NBI/osm_nbi/tests/slice_shared/vnfd/slice_shared_middle_vnfd.yaml",
            .refused([.sol006Dialect: 15])
        ),
    ]

    /// As a file by itself.
    private func compile(_ path: String) throws -> (CompiledDescriptor?, [Diagnostic]) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(try #require(shared))/\(path)"))
        let log = DiagnosticLog()
        var compiler = DescriptorCompiler(files: DescriptorFiles(texts: [name: Array(bytes)]), log: log)
        return (compiler.compile(name), log.sorted)
    }

    @Test("each is taken, or refused for the right reason at the right line", arguments: cases.indices)
    func outcome(index: Int) throws {
        let (path, expected) = Self.cases[index]
        let (descriptor, diagnostics) = try compile(path)
        let errors = diagnostics.filter { $0.severity == .error }
        let outcome: Outcome =
            switch descriptor {
            case .vnfd(let vnfd): .vnfd(vnfd.id)
            case .nsd(let nsd): .nsd(nsd.id)
            case .pnfd(let pnfd): .pnfd(pnfd.id)
            case nil: .refused(Dictionary(errors.map { ($0.rule, $0.line) }) { first, _ in first })
            }
        #expect(outcome == expected, "\(path): \(errors.map(\.description))")
    }

    @Test("every description of the two folders has its case")
    func complete() throws {
        let root = try #require(shared)
        for folder in ["sol006", "other"] {
            for name in try #require(FileManager.default.subpaths(atPath: "\(root)/\(folder)")) {
                guard [".yaml", ".yml", ".xml", ".json"].contains(where: { name.hasSuffix($0) }),
                    !name.hasPrefix("nfvlabs+openvim")
                else { continue }
                #expect(Self.cases.contains { $0.path == "\(folder)/\(name)" }, "\(folder)/\(name)")
            }
        }
    }

    /// Hosts, flavours and networks of another program: no descriptors at all.
    @Test("what is no descriptor is refused")
    func foreign() throws {
        let base = "other/nfvlabs+openvim"
        let root = try #require(shared)
        let names = try #require(FileManager.default.subpaths(atPath: "\(root)/\(base)")).filter {
            $0.hasSuffix(".yaml") || $0.hasSuffix(".json")
        }
        #expect(names.count > 10)
        for name in names {
            let (descriptor, diagnostics) = try compile("\(base)/\(name)")
            #expect(descriptor == nil && diagnostics.contains { $0.severity == .error }, "\(name)")
        }
    }

    @Test("Open Source MANO's VNFD with scaling becomes a whole model")
    func scaling() throws {
        guard case .vnfd(let vnfd)? = try compile("sol006/osm-nbi-test-db/hackfest_3charmed_vnfd.yaml").0 else {
            Issue.record("it is refused")
            return
        }
        let flavour = try #require(vnfd.flavour(nil))
        #expect(flavour.vdus.map(\.id) == ["mgmtVM", "dataVM"])
        #expect(flavour.vduCps.map(\.id) == ["vnf-mgmt", "mgmtVM-internal", "dataVM-internal", "vnf-data"])
        #expect(flavour.vduCps.allSatisfy { $0.vnicType == .virtio })
        #expect(flavour.externalCps.first { $0.isManagement }?.id == "vnf-mgmt-ext")
        #expect(flavour.vdu("dataVM")?.compute.memoryBytes == 2 << 30)
        #expect(flavour.virtualStorage("data-storage")?.block?.sizeBytes == 20 << 30)
        #expect(flavour.virtualStorage("data-storage")?.softwareImage?.id == "hackfest3-mgmt")
        #expect(flavour.numberOfInstances(ofVDU: "dataVM", at: ["scale_dataVM": 4]) == 5)
        #expect(flavour.interfaceOperations.map(\.id) == ["day1", "day2"])
        #expect(flavour.interfaceOperations.first?.implementation == "charms/simple")
    }

    @Test("several descriptors of one text are each compiled")
    func several() throws {
        let bytes = try Data(
            contentsOf: URL(
                fileURLWithPath: "\(try #require(shared))/sol006/etsi-forge+NFV-SOL006/example-data/nfv.xml"))
        let log = DiagnosticLog()
        let yaml = try XMLNodeReader.parse(Array(bytes))
        let document = try #require(SOL006Document(yaml, file: "nfv.xml", isXML: true, log: log))
        let all = SOL006Compiler(files: DescriptorFiles(), log: log, images: ImageReferences()).compileAll(document)
        #expect(all.count == 6 && !log.hasErrors, "\(log.sorted.filter { $0.severity == .error })")
        guard case .nsd(let nsd) = all[3] else {
            Issue.record("the fourth is no NSD")
            return
        }
        #expect(nsd.id == "service-chain-1" && nsd.flavours.map(\.id) == ["router-fw", "router-fw-dpi"])
        #expect(nsd.flavours[1].pnfProfiles.map(\.pnfdID) == ["physical-dpi"])
        #expect(nsd.flavours[0].virtualLinks.first { $0.id == "mgmt" }?.profile.maxBitrate.root == 1_000_000_000)
    }
}
