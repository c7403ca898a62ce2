import Descriptors
import Foundation
import MANOModel
import Testing

@Suite("The packages under Descriptors")
struct OwnPackagesTests {
    /// An image that passes for one: a qcow2 header of version 3.
    static let image = Data([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3] + Array(repeating: 0, count: 504))

    private func pack(_ name: String, in folder: String) throws -> PackageContent {
        let image = folder + "/image"
        try Self.image.write(to: URL(fileURLWithPath: image))
        let path = "\(folder)/\(name).csar"
        let warnings = try PackageWriter(folder: "\(ownPackages)/\(name)", images: ["Files/images/vnf.qcow2": image])
            .pack(to: path)
        #expect(warnings.isEmpty, "\(warnings)")
        return try PackageReader().read(at: path, staging: folder)
    }

    @Test(
        "each VNF folder is valid, but for the image that is yet to be built",
        arguments: ["vfw", "vmon", "endpoint", "debian"])
    func folders(name: String) {
        let diagnostics = DescriptorValidation.validate(path: "\(ownPackages)/\(name)")
        #expect(diagnostics.map(\.rule) == [.packageImageAbsent], "\(diagnostics)")
        #expect(diagnostics.first?.file.hasSuffix("\(name)/Definitions/\(name).yaml") == true)
    }

    @Test("each VNF package says what its guest needs")
    func vnfds() throws {
        try withTemporaryFolder { folder in
            for (name, cps) in [("vfw", ["mgmt", "in", "out"]), ("vmon", ["mgmt", "in", "out"])] {
                guard case .vnf(let content) = try pack(name, in: folder) else {
                    Issue.record("\(name) is no VNF package")
                    continue
                }
                let flavour = try #require(content.vnfd.flavour(nil))
                let vdu = try #require(flavour.vdus.first)
                #expect(flavour.cps(ofVDU: vdu.id).map(\.id) == cps)
                #expect(flavour.externalCps.map(\.requirementName) == cps.map { "virtual_link_\($0)" })
                #expect(flavour.externalCp("virtual_link_mgmt")?.isManagement == true)
                #expect(flavour.externalCp("in")?.isManagement == false)
                #expect(vdu.compute.virtualCPUs == 1 && vdu.compute.memoryBytes == 128 << 20)
                #expect(vdu.readiness == Readiness(probe: .agent, timeout: 120))
                #expect(vdu.softwareImage?.sizeBytes == 512)
                #expect(vdu.softwareImage?.checksum.hash == content.images.first?.sha256)
                #expect(content.images.first?.path == vdu.softwareImage?.location)
                #expect(flavour.scalingAspect(name)?.maxScaleLevel == 2)
                #expect((0...2).map { flavour.numberOfInstances(ofVDU: vdu.id, at: [name: $0]) } == [1, 2, 3])
                #expect(flavour.instantiationLevel("full")?.vduInstances == [vdu.id: 3])
                #expect(flavour.defaultInstantiationLevelID == "single")
                #expect(content.vnfd.configurableProperties.isAutohealEnabled == true)
                #expect(content.facts.metadata["vnfd_id"] == content.vnfd.id)
            }
        }
    }

    @Test("the firewall's rules come in as day-0 data")
    func userData() throws {
        try withTemporaryFolder { folder in
            guard case .vnf(let content) = try pack("vfw", in: folder) else {
                Issue.record("vfw is no VNF package")
                return
            }
            let flavour = try #require(content.vnfd.flavour(nil))
            #expect(flavour.inputs.map(\.name) == ["policy", "block", "allow"])
            let boot = try #require(flavour.vdus.first?.bootData)
            #expect(boot.inputNames == ["allow", "block", "policy"])
            let text = try #require(boot.userData(inputs: ["policy": "drop", "allow": "tcp/80,icmp", "block": ""]))
            #expect(text.contains("  policy: drop\n  block: \"\"\n  allow: \"tcp/80,icmp\"\n"))
            #expect(!text.contains("{{"))
        }
    }

    @Test("Debian is ready by QEMU's guest agent")
    func debian() throws {
        try withTemporaryFolder { folder in
            guard case .vnf(let content) = try pack("debian", in: folder) else {
                Issue.record("debian is no VNF package")
                return
            }
            #expect(content.vnfd.flavours[0].vdus[0].readiness == Readiness(probe: .guestAgent, timeout: 600))
        }
    }

    @Test("secure-access leads everything through both VNFs, and port 8080 around the monitor")
    func secureAccess() throws {
        try withTemporaryFolder { folder in
            guard case .nsd(let content) = try pack("secure-access", in: folder) else {
                Issue.record("secure-access is no NSD")
                return
            }
            let nsd = content.nsd
            let flavour = try #require(nsd.flavour(nil))
            #expect(flavour.vnfProfiles.map(\.id) == ["vfw", "vmon"])
            #expect(flavour.sapds.map(\.id) == ["client", "server", "management"])
            #expect(flavour.sapds.map(\.virtualLinkID) == ["client-side", "server-side", "management-link"])
            #expect(Set(flavour.virtualLinks.map(\.id)) == ["client-side", "middle", "server-side", "management-link"])
            let vfw = try #require(flavour.vnfProfile("vfw"))
            #expect(
                vfw.connectivity.map { "\($0.cpdID) \($0.virtualLinkID)" } == [
                    "virtual_link_mgmt management-link", "virtual_link_in client-side", "virtual_link_out middle",
                ])
            #expect(vfw.additionalParameters["block"] == .string("tcp/9000"))
            #expect(vfw.minNumberOfInstances == 1 && vfw.maxNumberOfInstances == 3)
            let graph = try #require(flavour.vnffgs.first)
            #expect(graph.nfps.map(\.id) == ["inspected", "direct"])
            let hops = graph.nfps.map { path in
                path.positions.map { position in
                    position.elements.map {
                        "\($0.ingress.profileID)/\($0.ingress.cpdID ?? "-")>\($0.egress.cpdID ?? "-")"
                    }.joined()
                }
            }
            let vfwHop = "vfw/virtual_link_in>virtual_link_out"
            let vmonHop = "vmon/virtual_link_in>virtual_link_out"
            #expect(hops == [["client/->-", vfwHop, vmonHop, "server/->-"], ["client/->-", vfwHop, "server/->-"]])
            let web = try #require(graph.nfps[1].rules.first)
            #expect(web.ipProtocol == .tcp && web.destinationPorts == PortRange(8080, 8080))
            #expect(web.precedence > graph.nfps[0].rules[0].precedence)
            #expect(flavour.scalingAspect("vfw")?.levels.map { $0.vnfInstances["vfw"] } == [1, 2, 3])
            #expect(flavour.instantiationLevel(nil)?.vnfInstances == ["vfw": 1, "vmon": 1])
            // What the NSD says of a VNF agrees with that VNF's own descriptor.
            for profile in flavour.vnfProfiles {
                guard case .vnf(let vnf) = try pack(profile.id, in: folder) else { continue }
                #expect(vnf.vnfd.id == profile.vnfdID)
                let vnfFlavour = try #require(vnf.vnfd.flavour(profile.flavourID))
                for connection in profile.connectivity { #expect(vnfFlavour.externalCp(connection.cpdID) != nil) }
                let inputs = Set(vnfFlavour.inputs.map(\.name))
                #expect(inputs.isSuperset(of: profile.additionalParameters.keys))
            }
        }
    }

    @Test("packing gives the same bytes each time")
    func reproducible() throws {
        try withTemporaryFolder { folder in
            _ = try pack("vfw", in: folder)
            let first = try Data(contentsOf: URL(fileURLWithPath: folder + "/vfw.csar"))
            try FileManager.default.removeItem(atPath: folder + "/image-0")
            _ = try pack("vfw", in: folder)
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/vfw.csar")) == first)
        }
    }
}
