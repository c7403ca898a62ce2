import Foundation
import MANOModel
import SOL
import Store
import Testing

@testable import Descriptors
@testable import NFVO

/// NSDs beside the VNFDs that they name.
extension CatalogueTests {
    /// An NSD with one VNF, whose profile says these things.
    private func nsd(
        flavour: String = "simple", level: String = "small", cp: String = "virtual_link_a"
    ) throws -> Data {
        let text = """
            tosca_definitions_version: tosca_simple_yaml_1_3
            imports: [ etsi_nfv_sol001_nsd_types.yaml ]
            node_types:
              test.NS: { derived_from: tosca.nodes.nfv.NS }
              test.VNF:
                derived_from: tosca.nodes.nfv.VNF
                properties:
                  provider: { type: string, default: Sample }
                  product_name: { type: string, default: sample }
                  software_version: { type: string, default: '1.0' }
                  descriptor_version: { type: string, default: '1.0' }
                  vnfm_info: { type: list, entry_schema: string, default: [ 'etsivnfm:v3.7.1' ] }
                  flavour_description: { type: string, default: simple }
                requirements:
                  - \(cp): { capability: tosca.capabilities.nfv.VirtualLinkable }
            topology_template:
              substitution_mappings:
                node_type: test.NS
                properties: { descriptor_id: ns-1, designer: Test, version: '1.0', name: ns, invariant_id: ns, flavour_id: one }
              node_templates:
                vnf:
                  type: test.VNF
                  properties:
                    descriptor_id: sample-1
                    flavour_id: \(flavour)
                    vnf_profile:
                      instantiation_level: \(level)
                      min_number_of_instances: 1
                      max_number_of_instances: 1
                  requirements:
                    - \(cp): link
                link:
                  type: tosca.nodes.nfv.NsVirtualLink
                  properties:
                    connectivity_type: { layer_protocols: [ ipv4 ] }
                    vl_profile:
                      max_bitrate_requirements: { root: 1000 }
                      min_bitrate_requirements: { root: 0 }
            """
        return try zip(["ns.yaml": Array(text.utf8)])
    }

    private func onboard(_ catalogue: Catalogue, _ bytes: Data) async throws -> NSDInfo {
        let id = try await catalogue.nsds.create(userDefinedData: nil)
        let file = "\(catalogue.folder)/uploads/\(UUID().uuidString)"
        try bytes.write(to: URL(fileURLWithPath: file))
        _ = try await catalogue.nsds.beginContent(id, size: Int64(bytes.count))
        try await catalogue.nsds.receiveContent(id, file: file, hash: RuleSample.digest(Array(bytes)))
        for _ in 0..<1000 {
            let info = try await catalogue.store.read { try $0.get(id).value }
            if [.onboarded, .error].contains(info.onboardingState) { return info }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ManifoldError(.timeout, "NSD \(id) isn't onboarded")
    }

    @Test("an NSD is refused for what its VNFDs don't have, each thing where it stands, with the nearest name")
    func mismatches() async throws {
        try await with { catalogue in
            _ = try await catalogue.onboard(package())
            let cases: [(Data, String, String)] = [
                (
                    try nsd(flavour: "simpel"),
                    "ns.yaml:21:5: flavour-missing: VNF profile `vnf` means flavour `simpel`",
                    "did you mean `simple`?"
                ),
                (try nsd(level: "smal"), "instantiation-level: ", "did you mean `small`?"),
                (
                    try nsd(cp: "virtual_link_b"),
                    "ns.yaml:31:27: profile-connectivity: VNF profile `vnf` connects `virtual_link_b`",
                    "did you mean `virtual_link_a`?"
                ),
            ]
            for (bytes, what, remedy) in cases {
                let info = try await onboard(catalogue, bytes)
                let message = info.failure?.message ?? ""
                #expect(info.onboardingState == .error && info.failure?.code == .unprocessable, "\(info)")
                #expect(message.contains(what) && message.contains(remedy), "\(message)")
                #expect(message.split(separator: "\n").count == 1, "\(message)")
            }
            let all = try await onboard(catalogue, nsd(level: "smal", cp: "virtual_link_b"))
            #expect(all.failure?.message.split(separator: "\n").count == 2, "\(all)")
            #expect(all.failure?.findings?.filter { !$0.isWarning }.map(\.line) == [21, 31], "\(all)")
            #expect(try await onboard(catalogue, nsd()).onboardingState == .onboarded)
        }
    }

    @Test("planning says the same of an NSD that came before its VNFD was another")
    func planned() async throws {
        try await with { catalogue in
            let package = try await catalogue.onboard(package())
            let nsd = NSD(
                id: "ns", invariantID: "ns", name: "ns", designer: "Test", version: "1",
                flavours: [
                    NSDeploymentFlavour(
                        id: "one",
                        vnfProfiles: [
                            VNFProfile(
                                id: "vnf", vnfdID: "sample-1", flavourID: "simple",
                                connectivity: [
                                    VirtualLinkConnectivity(cpdID: "virtual_link_b", virtualLinkID: "link")
                                ])
                        ], instantiationLevels: [NSInstantiationLevel(id: "only", vnfInstances: ["vnf": 1])],
                        defaultInstantiationLevelID: "only")
                ])
            let info = NSDInfo(
                id: Identifier("info"), onboardingState: .onboarded, operationalState: .enabled, nsd: nsd,
                packageIDs: [package.id], createdAt: package.createdAt)
            let instance = NSInstance(
                id: Identifier("web"), name: "web", nsdID: "ns", nsdInfoID: info.id, createdAt: package.createdAt)
            try await catalogue.store.transact { transaction in
                try transaction.insert(info)
                try transaction.insert(instance)
            }
            let snapshot = try await catalogue.store.read { try NSSnapshot(instance.id, in: $0) }
            let error = #expect(throws: ManifoldError.self) {
                try NSPlanner(snapshot: snapshot, sources: .system).design(
                    SOL005.InstantiateNsRequest(nsFlavourId: "one"))
            }
            let vnfd = try #require(package.vnfd)
            let finding = try #require(
                ConstituentCheck.findings(in: nsd.flavours, vnfds: ["sample-1": vnfd]).first)
            #expect(error?.message == finding.text, "\(String(describing: error))")
            var levels = nsd.flavours
            levels[0].vnfProfiles[0].connectivity = []
            levels[0].vnfProfiles[0].scaleLevels = ["worker": 0, "workers": 3]
            let wrong = ConstituentCheck.findings(in: levels, vnfds: ["sample-1": vnfd]).map(\.text)
            #expect(wrong.count == 2 && wrong[0].contains("did you mean `workers`?"), "\(wrong)")
            #expect(wrong.last?.contains("scale level 3 of `workers`, which goes up to 2") == true)
            levels[0].vnfProfiles[0].scaleLevels = ["workers": 2]
            #expect(ConstituentCheck.findings(in: levels, vnfds: ["sample-1": vnfd]).isEmpty)
            #expect(finding.text.contains("connects `virtual_link_b`") && finding.text.contains("did you mean"))
        }
    }

    @Test("a package stays while an NSD names it, and its usage state counts instances alone")
    func named() async throws {
        try await with { catalogue in
            let package = try await catalogue.onboard(package())
            let info = try await onboard(catalogue, nsd())
            #expect(info.packageIDs == [package.id])
            let error = await #expect(throws: ManifoldError.self) { try await catalogue.delete(package.id) }
            #expect(error?.code == .conflict && error?.message.contains("named by NSD \(info.id) (ns-1)") == true)
            #expect(try await catalogue.store.read { try $0.get(package.id).value.usageState } == .notInUse)
            try await catalogue.nsds.modify(info.id, operationalState: .disabled, userDefinedData: nil, ifRevision: nil)
            try await catalogue.nsds.delete(info.id, ifRevision: nil)
            try await catalogue.packages.delete(package.id, ifRevision: nil)
            #expect(try catalogue.files.isEmpty)
        }
    }
}
