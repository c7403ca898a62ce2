import Descriptors
import Foundation
import MANOModel
import Testing

@Suite("VNFDs")
struct VNFDTests {
    private func vnfd(_ template: String = Sample.vnfd) throws -> VNFD {
        let result = try compile(template)
        guard case .vnf(let content)? = result.content else {
            Issue.record("\(result.diagnostics)")
            throw PackageError(diagnostics: result.diagnostics)
        }
        #expect(content.warnings.isEmpty, "\(content.warnings)")
        return content.vnfd
    }

    @Test("the whole sample becomes a model")
    func model() throws {
        let vnfd = try vnfd()
        #expect(vnfd.id == "sample-1" && vnfd.version == "1.0" && vnfd.vnfmInfo == ["etsivnfm:v3.7.1"])
        let flavour = try #require(vnfd.flavour(nil))
        #expect(flavour.id == "simple")
        #expect(flavour.inputs.map(\.name) == ["greeting", "cpus"])
        let vdu = try #require(flavour.vdu("vdu"))
        #expect(vdu.compute.virtualCPUs == 2 && vdu.compute.memoryBytes == 512 << 20)
        #expect(vdu.compute.cpuPinningPolicy == .static && vdu.compute.isNUMAEnabled)
        #expect(vdu.compute.pageSize == .bytes(1_000_000_000))
        #expect(vdu.readiness == Readiness(probe: .tcp(vduCpID: "cp-a", port: 22), timeout: 300))
        #expect(vdu.metadata == ["other": "value"])
        #expect(vdu.bootData?.userData(inputs: ["greeting": "hi"]) == "say hi")
        #expect(vdu.softwareImage?.isRemote == true && vdu.softwareImage?.sizeBytes == 100_000_000)
        #expect(vdu.storageIDs == ["storage"])
        #expect(flavour.virtualStorage("storage")?.block?.sizeBytes == 2 << 30)
        #expect(flavour.cps(ofVDU: "vdu").map(\.id) == ["cp-a", "cp-b"])
        #expect(flavour.vduCp("cp-b")?.virtualLinkID == "internal" && flavour.vduCp("cp-b")?.vnicType == .direct)
        #expect(flavour.externalCps.map(\.id) == ["cp-a"])
        #expect(flavour.externalCp("virtual_link_a")?.securityGroupIDs == ["ssh"])
        #expect(flavour.virtualLink("internal")?.profile.protocols.first?.l3?.gateway == "192.0.2.1")
        #expect(flavour.instantiationLevels.map(\.vduInstances) == [["vdu": 1], ["vdu": 3]])
        #expect(
            flavour.placementRules == [
                PlacementRule(id: "apart", kind: .antiAffinity, scope: .nfviNode, targetIDs: ["vdu"])
            ])
        #expect(flavour.placementGroups.map(\.memberIDs) == [["vdu"]])
        #expect(flavour.indicators.map(\.source) == ["vnf"])
        #expect(flavour.interfaceOperations.map(\.implementation) == ["Scripts/instantiate.sh"])
    }

    @Test(
        "an interface's kind may be one that the type's list lacks: a warning, and an error where warnings are",
        arguments: [
            ("normal", VNICType.normal, true), ("macvtap", .macvtap, true), ("direct", .direct, true),
            ("direct-physical", .directPhysical, true), ("smart-nic", .smartNIC, true),
            ("virtio-forwarder", .virtioForwarder, true), ("virtio", .virtio, false),
            ("vhost-user", .vhostUser, false), ("SR-IOV", .direct, false), ("PARAVIRT", .virtio, false),
        ])
    func interfaces(word: String, kind: VNICType, isListed: Bool) throws {
        let text = Sample.vnfd.replacingOccurrences(of: "vnic_type: direct", with: "vnic_type: \(word)")
        let result = try compile(text)
        guard case .vnf(let content)? = result.content else {
            Issue.record("\(result.diagnostics)")
            return
        }
        #expect(content.vnfd.flavour(nil)?.vduCp("cp-b")?.vnicType == kind)
        #expect(content.warnings.map(\.rule) == (isListed ? [] : [.vnicType]), "\(content.warnings)")
        try withTemporaryFolder { folder in
            try write(["sample.yaml": text], below: folder)
            let strict = DescriptorValidation(path: folder + "/sample.yaml", isStrict: true)
            #expect(strict.errors == (isListed ? 0 : 1))
        }
        // The way that every manager can read.
        let listed = Sample.vnfd.replacingOccurrences(
            of: "vnic_type: direct",
            with: "virtual_network_interface_requirements: [ { "
                + "network_interface_requirements: { vnic_type: \(word) } } ]")
        guard case .vnf(let other)? = try compile(listed).content else {
            Issue.record("\(try compile(listed).diagnostics)")
            return
        }
        #expect(other.vnfd.flavour(nil)?.vduCp("cp-b")?.vnicType == kind && other.warnings.isEmpty)
    }

    @Test("boot data keeps inputs open, other properties take their defaults")
    func inputs() throws {
        let boot = try vnfd().flavours[0].vdus[0].bootData
        #expect(boot?.inputNames == ["greeting"])
        #expect(boot?.userData?.parts == [.text("say "), .input("greeting")])
    }

    @Test("without policies there is one level, with what the VDUs' profiles say")
    func noPolicies() throws {
        let start = try #require(Sample.vnfd.range(of: "  policies:"))
        let flavour = try vnfd(String(Sample.vnfd[..<start.lowerBound])).flavours[0]
        #expect(flavour.defaultInstantiationLevelID == "default")
        #expect(flavour.instantiationLevels.map(\.vduInstances) == [["vdu": 1]])
    }

    @Test("a top-level template selects among the flavours that it imports")
    func flavours() throws {
        try withTemporaryFolder { folder in
            let types = """
                tosca_definitions_version: tosca_simple_yaml_1_2
                imports: [ etsi_nfv_sol001_vnfd_types.yaml ]
                node_types:
                  two.VNF:
                    derived_from: tosca.nodes.nfv.VNF
                    properties:
                      flavour_description: { type: string, default: '' }
                      vnfm_info: { type: list, entry_schema: { type: string }, default: [ x ] }
                """
            let top = """
                tosca_definitions_version: tosca_simple_yaml_1_2
                imports: [ types.yaml, small.yaml, large.yaml ]
                topology_template:
                  inputs:
                    selected_flavour: { type: string, default: small }
                  node_templates:
                    vnf:
                      type: two.VNF
                      properties:
                        flavour_id: { get_input: selected_flavour }
                        descriptor_id: two
                        descriptor_version: 1.0
                        provider: Two
                        product_name: two
                        software_version: 2.0
                """
            func flavour(_ id: String, _ cpus: Int) -> String {
                """
                tosca_definitions_version: tosca_simple_yaml_1_2
                imports: [ types.yaml ]
                topology_template:
                  inputs:
                    descriptor_id: { type: string }
                    flavour_id: { type: string }
                    provider: { type: string }
                    extra: { type: string, default: none }
                  substitution_mappings:
                    node_type: two.VNF
                    properties: { flavour_id: \(id) }
                  node_templates:
                    vnf:
                      type: two.VNF
                      properties: { flavour_description: 'The flavour \(id)' }
                    vdu:
                      type: tosca.nodes.nfv.Vdu.Compute
                      properties:
                        name: { concat: [ { get_input: provider }, '-', { get_property: [ vnf, flavour_id ] } ] }
                        description: x
                        vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
                      capabilities:
                        virtual_compute:
                          properties:
                            virtual_cpu: { num_virtual_cpu: \(cpus) }
                            virtual_memory: { virtual_mem_size: 1 GiB }
                      artifacts:
                        image:
                          type: tosca.artifacts.nfv.SwImage
                          file: http://images.example/x.raw
                          properties:
                            name: x
                            version: '1'
                            checksum: { algorithm: sha-512, hash: \(String(repeating: "b", count: 128)) }
                            container_format: bare
                            disk_format: raw
                            min_disk: 1 GiB
                            size: 1 GiB
                """
            }
            try write(
                [
                    "types.yaml": types, "top.yaml": top, "small.yaml": flavour("small", 1),
                    "large.yaml": flavour("large", 8),
                ], below: folder)
            let content = try PackageReader().readVNFPackage(at: folder + "/top.yaml")
            #expect(content.vnfd.flavours.map(\.id) == ["small", "large"])
            #expect(content.vnfd.defaultFlavourID == "small" && content.vnfd.flavour(nil)?.id == "small")
            #expect(content.vnfd.flavours.map { $0.vdus[0].compute.virtualCPUs } == [1, 8])
            #expect(content.vnfd.flavours.map { $0.vdus[0].name } == ["Two-small", "Two-large"])
            #expect(content.vnfd.flavours.map(\.description) == ["The flavour small", "The flavour large"])
            #expect(content.vnfd.flavours[0].inputs.map(\.name) == ["extra"])
            #expect(content.vnfd.softwareVersion == "2.0")
        }
    }
}
