import Foundation
import MANOModel
import Testing

@testable import Descriptors

@Suite("Uses of fields")
struct FieldUseTests {
    private func vnfd(_ text: String = Whole.vnfd) throws -> VNFD {
        let compiled = Compiled(text)
        guard case .vnfd(let vnfd)? = compiled.descriptor else { throw PackageError(diagnostics: compiled.diagnostics) }
        return vnfd
    }

    private func nsd(_ text: String = Whole.nsd) throws -> NSD {
        let compiled = Compiled(text)
        guard case .nsd(let nsd)? = compiled.descriptor else { throw PackageError(diagnostics: compiled.diagnostics) }
        return nsd
    }

    @Test("every field that a descriptor can have is on the list")
    func complete() throws {
        let vnfd = try vnfd()
        #expect(FieldTable.vnfd.unlisted(in: vnfd) == [])
        #expect(FieldTable.flavour.unlisted(in: vnfd.flavours[0]) == [])
        let nsd = try nsd()
        #expect(FieldTable.nsd.unlisted(in: nsd) == [])
        #expect(FieldTable.nsFlavour.unlisted(in: nsd.flavours[0]) == [])
    }

    /// Fields of other versions of SOL001, or of SOL006, and those that stand for all of their parts.
    private static let elsewhere: Set<String> = [
        "externalInvariantID", "defaultFlavourID", "requiresConstituents", "flavours",
        "operations.targetScaleLevelsSupported", "vdus.compute.hugePages.pageSizeBytes",
        "vdus.compute.hugePages.memoryBytes", "virtualStorages.isPerVnfcInstance", "vduCps.maxInstances",
        "vduCps.ipStackMode", "externalCps.ipStackMode", "sapds.ipStackMode", "containerUnits", "mciops", "virtualCps",
        "vdus.compute.memoryRequirements.memoryPageSize", "vdus.compute.memoryRequirements.hw:mem_page_size",
        "vnfProfiles.scaleLevels", "vnfProfiles.versionDependencies", "virtualLinks.mirroringJobs", "dataFlows",
        "virtualLinks.profile.serviceAvailabilityLevel", "virtualLinks.profile.protocols.l3.isDHCPEnabled",
        "virtualLinks.profile.protocols.l3.ipv6AddressMode", "description", "interfaceOperations.dependencies",
        "inputs",
        "vdus.bootData.sourcePath", "vdus.artifacts", "vdus.compute.memoryRequirements", "vdus", "vduCps",
        "virtualLinks", "externalCps",
        "virtualStorages.kind.block", "virtualStorages.softwareImage", "inputs.type", "vdus.compute.pageSize",
    ]

    @Test("the list has no field that no descriptor has")
    func real() throws {
        let vnfd = try vnfd()
        let nsd = try nsd()
        var flavour = vnfd.flavours[0]
        for requirement in ComputeRequirement.allCases {
            for key in requirement.keys {
                if requirement.maps.contains("cpuRequirements") {
                    flavour.vdus[0].compute.cpuRequirements[key] = requirement.values?[0] ?? "1"
                }
                flavour.vdus[0].compute.computeRequirements[key] = requirement.values?[0] ?? "1"
            }
        }
        let keys = ComputeRequirement.diskBus.keys.map { ($0, "ide") }
        flavour.virtualStorages.append(
            VirtualStorage(
                id: "buses",
                kind: .block(BlockStorage(sizeBytes: 1, requirements: Dictionary(keys) { first, _ in first }))))
        let nodeKeys = (VirtualCompute.nodeCPUKeys + VirtualCompute.nodeMemoryKeys).map { ($0, "0") }
        flavour.vdus[0].compute.logicalNodes.append(
            LogicalNode(id: "unlike", requirements: Dictionary(nodeKeys) { first, _ in first }))
        let listed = FieldTable.vnfd.listed(in: vnfd).union(FieldTable.flavour.listed(in: flavour))
            .union(FieldTable.nsd.listed(in: nsd)).union(FieldTable.nsFlavour.listed(in: nsd.flavours[0]))
        let tables = [FieldTable.vnfd, .flavour, .nsd, .nsFlavour]
        let unseen = Set(tables.flatMap(\.uses).map(\.path)).subtracting(listed).subtracting(Self.elsewhere)
            .filter { path in
                !(InterfaceQueues.keys + InterfaceSetting.allCases.flatMap(\.keys)).contains {
                    path.hasSuffix(".\($0)")
                }
                    && !path.contains(".targetPerformanceParameters.")
            }
        #expect(unseen == [], "\(unseen.sorted())")
        #expect(tables.allSatisfy { Set($0.uses.map(\.path)).count == $0.uses.count })
    }

    @Test("a descriptor's unused fields are named once, with all that have them")
    func warnings() throws {
        let vnfd = try vnfd()
        let warnings = FieldFinding.warnings(vnfd.findings(flavour: vnfd.flavours[0]))
        #expect(warnings.contains("virtual_cpu_clock of VDU vdu has no effect: a guest runs at its host's clock"))
        #expect(warnings.contains { $0.hasPrefix("requested_additional_capabilities of gpu of VDU vdu has no effect") })
        #expect(warnings.contains { $0.hasPrefix("max_bitrate_requirements of virtual link internal has no effect") })
        #expect(warnings.contains { $0.hasPrefix("nfvi_maintenance_info of VDU vdu, storage disk, ") })
        #expect(!warnings.contains { $0.contains("mem_page_size") && $0.contains("VDU") }, "\(warnings)")
        #expect(Set(warnings).count == warnings.count)
    }

    @Test("what can't be made is refused together, by name, with what can")
    func refusal() throws {
        let vnfd = try vnfd(Whole.vnfd.replacing("vnic_type: direct", with: "vnic_type: smart-nic"))
        let error = try #require(FieldFinding.refusal(vnfd.findings(flavour: vnfd.flavours[0]), of: "it"))
        for part in [
            "vnic_type of CP cp-a is smart-nic", "VirtualObjectStorage of storage objects",
            "VirtualFileStorage of storage files", "VduSubCp of sub-port sub", "trunk_mode of CP cp-a is true",
        ] {
            #expect(error.description.contains(part), "\(error)")
        }
        #expect(error.remedy?.contains("ports of the switch or of a Linux bridge") == true)
        let nsd = try nsd()
        let refused = try #require(FieldFinding.refusal(nsd.findings(flavour: nsd.flavours[0]), of: "it"))
        for part in [
            "PNF of PNF profile box", "nested NS of nested NS inner", "extended_criteria of rule of VNFFG graph",
        ] {
            #expect(refused.description.contains(part), "\(refused)")
        }
    }

    @Test("what asks for nothing special is neither refused nor warned of")
    func plain() throws {
        let plain = DeploymentFlavour(
            id: "one",
            vdus: [
                VDU(
                    id: "vdu", name: "vdu", compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 30),
                    profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1))
            ], vduCps: [VduCp(id: "cp", vduID: "vdu", vnicType: .virtio, virtualLinkID: "link")],
            virtualLinks: [
                VnfVirtualLink(id: "link", connectivity: ConnectivityType(), profile: VirtualLinkProfile())
            ], instantiationLevels: [InstantiationLevel(id: "default", vduInstances: ["vdu": 1])],
            defaultInstantiationLevelID: "default")
        #expect(FieldTable.flavour.findings(in: plain) == [])
    }

    @Test("the page in Docs is the one that the list makes")
    func page() throws {
        let written = try String(contentsOfFile: ownPackages + "/../Docs/fields.md", encoding: .utf8)
        #expect(written == FieldPage.markdown, "run `manifold fields > Docs/fields.md`")
    }
}
