import Foundation
import FoundationXML
import MANOModel
import SOL
import Testing

@testable import Commands
@testable import Descriptors

/// The repository's own packages.
private let ownPackages = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Descriptors").path

@Suite("Showing packages")
struct ShowTests {
    @Test("a VNF is shown with its flavour, levels, scaling, VDUs and connection points")
    func vnf() async {
        let shown = await run("show", ownPackages + "/vfw")
        #expect(shown.code == 0, "\(shown.error)")
        for part in [
            "VNF vfw 1.0 of Manifold", "Flavour default", "single (default)", "0 to 2  1 vnfc", "1 to 3", "128 MiB",
            "ready by the agent", "outside (virtual_link_in)", "management", "What happens to traffic",
        ] {
            #expect(shown.output.contains(part), "\(part)\n\(shown.output)")
        }
        #expect(!shown.output.contains("Can't be instantiated"))
    }

    @Test("a service is shown with its profiles, links and paths, and what of it has no effect")
    func service() async {
        let shown = await run("show", ownPackages + "/secure-access")
        for part in [
            "Network service secure-access", "virtual_link_in to client-side", "up to 1 Gbit/s",
            "path direct  client → vfw (virtual_link_in, virtual_link_out) → server",
            "ipv4 tcp to port 8080, precedence 200", "Has no effect", "no bit rate is limited",
        ] {
            #expect(shown.output.contains(part), "\(part)\n\(shown.output)")
        }
    }

    @Test("what can't be instantiated is shown, and why")
    func refused() async throws {
        try await withFolder { folder in
            let path = folder + "/sample.yaml"
            let text = RuleSample.vnfd.text.replacing("vnic_type: direct", with: "vnic_type: smart-nic")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let shown = await run("show", path)
            #expect(
                shown.output.contains("Can't be instantiated\n  vnic_type of CP cp-b is smart-nic: ports of the switch")
            )
            let json = await run("show", "--json", path)
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.output.utf8))
            #expect(value["vnfd"]?["id"] == .string("sample-1"))
            let refused = value["refused"]?["simple"]?.arrayValue ?? []
            #expect(refused.first?.stringValue?.contains("vnic_type of CP cp-b is smart-nic") == true, "\(refused)")
            #expect(await run("show", path, "--flavour", "other").code == 2)
        }
    }

    @Test("a picture has every VDU, profile, link and path, and is well-formed")
    func picture() async throws {
        for (package, parts) in [
            ("vfw", ["vnfc", "128 MiB", "virtual_link_in, outside"]),
            ("secure-access", ["vfw", "vmon", "client", "management-link", "inspected", "instances"]),
        ] {
            let picture = await run("show", "\(ownPackages)/\(package)", "--svg", "-")
            #expect(picture.code == 0)
            #expect(XMLParser(data: Data(picture.output.utf8)).parse())
            for part in parts { #expect(picture.output.contains(">\(part)<"), "\(part)") }
            #expect(await run("show", "\(ownPackages)/\(package)", "--svg", "-").output == picture.output)
        }
    }

    @Test("a picture joins sub-ports to their trunk, and a virtual address to the CPs that share it")
    func joints() {
        var flavour = DeploymentFlavour(id: "f", description: "", defaultInstantiationLevelID: "")
        flavour.vdus = [
            VDU(
                id: "server", name: "server", compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 30),
                profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1))
        ]
        flavour.vduCps = [VduCp(id: "port", vduID: "server"), VduCp(id: "other", vduID: "server")]
        flavour.vduSubCps = [VduSubCp(id: "sub", trunkCpID: "port")]
        flavour.vipCps = [
            VipCp(id: "shared", targetCpIDs: ["port", "other"], virtualLinkID: "lan", function: "load_balance")
        ]
        let topology = DescriptorPicture.topology(
            flavour,
            of: VNFD(id: "v", version: "1", provider: "p", productName: "n", softwareVersion: "1", flavours: [flavour]))
        func networks(_ box: String, _ row: String) -> [String] {
            topology.vnfs.first { $0.id == box }?.vnfcs.first { $0.id == row }?.connectionPoints.map(\.networkId) ?? []
        }
        #expect(networks("server", "port") == ["trunk port", "address shared"])
        #expect(networks("server", "other") == ["address shared"])
        #expect(networks("sub", "sub") == ["trunk port"])
        #expect(networks("shared", "shared") == ["lan", "address shared"])
        #expect(Set(topology.links.map(\.networkId)).isSuperset(of: ["trunk port", "address shared"]))
    }

    @Test("a PNF is drawn with its connection points")
    func physical() async throws {
        try await withFolder { folder in
            let path = folder + "/pnfd.json"
            let text =
                #"{"pnfd": {"id": "probe", "version": "1.0", "function-description": "Probes", "ext-cpd": [{"id": "tap", "layer-protocol": ["ethernet"]}]}}"#
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let drawn = await run("show", path, "--svg", "-")
            #expect(drawn.code == 0, "\(drawn.error)")
            for part in ["probe 1.0", "Probes", "tap", "tap, outside"] {
                #expect(drawn.output.contains(">\(part)</text>"), "\(part)\n\(drawn.output)")
            }
        }
    }

    @Test("what can't be read is no success")
    func unreadable() async throws {
        try await withFolder { folder in
            try "a: [".write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
            let shown = await run("show", folder + "/a.yaml")
            #expect(shown.code == 1 && shown.output.isEmpty)
            #expect(shown.error.contains("yaml-syntax") && shown.error.contains("manifold validate"))
        }
    }
}

@Suite("Packages to start from")
struct NewTests {
    @Test(
        "a new VNF and a new service are valid without a warning, and pack, in both languages",
        arguments: [false, true])
    func valid(isSOL006: Bool) async throws {
        try await withFolder { folder in
            let vnf = folder + "/my-vnf"
            let ns = folder + "/my_ns"
            let language = isSOL006 ? ["--sol006"] : []
            for arguments in [["vnf", vnf], ["ns", ns, "--vnf", vnf, "--vnf", vnf], ["ns", folder + "/empty"]] {
                let made = await run("new", arguments + language)
                #expect(made.code == 0, "\(made)")
            }
            let text = try String(contentsOfFile: vnf + "/Definitions/my-vnf.yaml", encoding: .utf8)
            #expect(text.contains("tosca_definitions_version") != isSOL006)
            for path in [vnf, ns, folder + "/empty"] {
                let findings = DescriptorValidation(path: path, isStrict: true).findings
                #expect(findings.isEmpty, "\(findings.map(\.diagnostic))")
                let packed = await run("pack", path, "-o", path + ".csar")
                #expect(packed.code == 0 && packed.error.isEmpty, "\(packed)")
                #expect(DescriptorValidation(path: path + ".csar", isStrict: true).findings.isEmpty)
            }
            let vnfd = try PackageReader().readVNFPackage(at: vnf + ".csar").vnfd
            #expect(vnfd.productName == "my-vnf" && UUID(uuidString: vnfd.id) != nil)
            // What SOL006 wants to be said, and nothing uses.
            #expect(
                vnfd.findings(flavour: vnfd.flavours[0]).map(\.use.name) == (isSOL006 ? ["nfvi_maintenance_info"] : []))
            let nsd = try PackageReader().readNSDPackage(at: ns + ".csar").nsd
            #expect(nsd.vnfdIDs == [vnfd.id] && nsd.flavours[0].vnfProfiles.map(\.id) == ["my-vnf", "my-vnf-2"])
            #expect(nsd.findings(flavour: nsd.flavours[0]) == [])
        }
    }

    @Test("a service of packages from elsewhere is valid, too")
    func others() async throws {
        try await withFolder { folder in
            let result = await run(
                "new", "ns", folder + "/shop", "--vnf", ownPackages + "/vfw", "--vnf", ownPackages + "/endpoint")
            #expect(result.code == 0, "\(result.error)")
            let findings = DescriptorValidation(path: folder + "/shop", isStrict: true).findings
            #expect(findings.isEmpty, "\(findings.map(\.diagnostic))")
        }
    }

    @Test("nothing that is there is overwritten, and a name has to be one")
    func refused() async throws {
        try await withFolder { folder in
            let path = folder + "/web"
            #expect(await run("new", "vnf", path).code == 0)
            let before = try String(contentsOfFile: path + "/web.mf", encoding: .utf8)
            for kind in ["vnf", "ns"] {
                let again = await run("new", kind, path)
                #expect(again.code == 2 && again.error.contains("is there already"))
            }
            #expect(try String(contentsOfFile: path + "/web.mf", encoding: .utf8) == before)
            for name in ["1web", "we b", "..", "", "we/b/"] {
                #expect(await run("new", "vnf", "\(folder)/\(name)").code == 2, "\(name)")
            }
            #expect(await run("new", "ns", folder + "/shop", "--vnf", path + "/web.mf").code == 1)
            #expect(!FileManager.default.fileExists(atPath: folder + "/shop"))
        }
    }
}
