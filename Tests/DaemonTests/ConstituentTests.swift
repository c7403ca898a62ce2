import Foundation
import MANOModel
import Testing

@Suite("What an NSD names")
struct ConstituentTests {
    private static let pnfds = "/nsd/v2/pnf_descriptors"
    private static let nsds = "/nsd/v2/ns_descriptors"

    /// Packs a template and its manifest's metadata.
    private func pack(_ name: String, _ template: String, _ metadata: String, in folder: String) async throws -> String
    {
        let tree = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
        try template.write(toFile: "\(tree)/\(name).yaml", atomically: true, encoding: .utf8)
        try (metadata + "\n").write(toFile: "\(tree)/\(name).mf", atomically: true, encoding: .utf8)
        try await Repository.run(try ManagerProcess.binary, ["pack", tree, "-o", "\(tree).csar"])
        return "\(tree).csar"
    }

    /// A PNFD with the id `pnf-1`.
    private func pnfd(in folder: String) async throws -> String {
        try await pack(
            "box",
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            imports: [ etsi_nfv_sol001_pnfd_types.yaml ]
            topology_template:
              node_templates:
                box:
                  type: tosca.nodes.nfv.PNF
                  properties:
                    descriptor_id: pnf-1
                    function_description: A box
                    provider: Box
                    version: '1.0'
                    descriptor_invariant_id: pnf
                    name: box
            """,
            """
            metadata:
              pnfd_name: box
              pnfd_provider: Box
              pnfd_archive_version: '1.0'
              pnfd_release_date_time: 2026-01-01T00:00:00Z
            """, in: folder)
    }

    /// An NSD with one more node.
    private func nsd(_ name: String, _ node: String, in folder: String) async throws -> String {
        try await pack(
            name,
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            imports: [ etsi_nfv_sol001_nsd_types.yaml ]
            node_types:
              test.Service:
                derived_from: tosca.nodes.nfv.NS
            topology_template:
              substitution_mappings:
                node_type: test.Service
                properties:
                  descriptor_id: \(name)
                  designer: Test
                  version: '1.0'
                  name: \(name)
                  invariant_id: \(name)
                  flavour_id: plain
              node_templates:
            \(node)
            """,
            """
            metadata:
              nsd_invariant_id: \(name)
              nsd_name: \(name)
              nsd_designer: Test
              nsd_file_structure_version: '1.0'
              nsd_release_date_time: 2026-01-01T00:00:00Z
            """, in: folder)
    }

    private let boxNode = """
            box:
              type: tosca.nodes.nfv.PNF
              properties: { descriptor_id: pnf-1, function_description: A box, provider: Box, version: '1.0',
                descriptor_invariant_id: pnf, name: box }
        """

    private let innerNode = """
            inner:
              type: tosca.nodes.nfv.NS
              properties: { descriptor_id: inner, designer: Test, version: '1.0', name: inner, invariant_id: inner,
                flavour_id: plain, ns_profile: { min_number_of_instances: 1, max_number_of_instances: 1 } }
        """

    /// The resource once its file is onboarded or refused.
    private func onboard(_ manager: ManagerProcess, _ base: String, _ file: String) async throws -> JSONValue {
        let id = try await manager.create(base, .object([:]))
        let name = base == Self.pnfds ? "pnfd" : "nsd"
        let put = try await manager.request("PUT", "\(base)/\(id)/\(name)_content", file: file)
        try #require(put.status == 202, "\(put.body)")
        for _ in 0..<500 {
            let info = try await manager.request("GET", "\(base)/\(id)").body
            if ["ONBOARDED", "ERROR"].contains(info["\(name)OnboardingState"]?.stringValue) { return info }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ManifoldError(.timeout, "\(file) isn't processed")
    }

    @Test("a PNFD is onboarded, read and deleted")
    func pnfd() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            let info = try await onboard(manager, Self.pnfds, try await pnfd(in: folder))
            #expect(info["pnfdOnboardingState"] == .string("ONBOARDED"), "\(info)")
            #expect(info["pnfdId"] == .string("pnf-1") && info["pnfdName"] == .string("box"))
            let path = "\(Self.pnfds)/\(try #require(info["id"]?.stringValue))"
            #expect(try await manager.request("GET", "\(path)/pnfd_content").status == 200)
            let changed = try await manager.request(
                "PATCH", path, .object(["userDefinedData": .object(["room": .string("1")])]))
            #expect(changed.status == 200)
            #expect(try await manager.request("DELETE", path).status == 204)
            #expect(try await manager.request("GET", Self.pnfds).body == .array([]))
        }
    }

    @Test("an NSD asks for the PNFD and the NSD that it names, and they stay as long as it does")
    func named() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            let inner = try await nsd("inner", boxNode, in: folder)
            let outer = try await nsd("outer", innerNode, in: folder)
            for (file, missing) in [(inner, "PNFD pnf-1"), (outer, "NSD inner")] {
                let refused = try await onboard(manager, Self.nsds, file)
                #expect(refused["nsdOnboardingState"] == .string("ERROR"), "\(refused)")
                let failure = refused["onboardingFailureDetails"]
                #expect(failure?["status"] == .integer(422), "\(refused)")
                let detail = failure?["detail"]?.stringValue ?? ""
                #expect(detail.contains("uses the \(missing), which no onboarded"), "\(detail)")
                #expect(detail.contains("first, then upload the NSD again"), "\(detail)")
                let path = "\(Self.nsds)/\(try #require(refused["id"]?.stringValue))"
                #expect(try await manager.request("DELETE", path).status == 204)
            }

            let box = try await onboard(manager, Self.pnfds, try await pnfd(in: folder))
            #expect(box["pnfdUsageState"] == .string("NOT_IN_USE"))
            let first = try await onboard(manager, Self.nsds, inner)
            #expect(first["pnfdInfoIds"] == .array([box["id"] ?? .null]), "\(first)")
            #expect(first["nestedNsdInfoIds"] == nil && first["nsdUsageState"] == .string("NOT_IN_USE"))
            let second = try await onboard(manager, Self.nsds, outer)
            #expect(second["nestedNsdInfoIds"] == .array([first["id"] ?? .null]), "\(second)")
            #expect(second["pnfdInfoIds"] == nil)

            let boxPath = "\(Self.pnfds)/\(try #require(box["id"]?.stringValue))"
            let firstPath = "\(Self.nsds)/\(try #require(first["id"]?.stringValue))"
            let secondPath = "\(Self.nsds)/\(try #require(second["id"]?.stringValue))"
            let disabled = JSONValue.object(["nsdOperationalState": .string("DISABLED")])
            for path in [firstPath, secondPath] {
                #expect(try await manager.request("PATCH", path, disabled).status == 200)
            }
            #expect(try await manager.request("GET", boxPath).body["pnfdUsageState"] == .string("IN_USE"))
            #expect(try await manager.request("GET", firstPath).body["nsdUsageState"] == .string("IN_USE"))
            for (path, remedy) in [(boxPath, "delete the NSDs that name it"), (firstPath, "the NSDs that nest it")] {
                let kept = try await manager.request("DELETE", path)
                #expect(
                    kept.status == 409 && kept.body["detail"]?.stringValue?.contains(remedy) == true, "\(kept.body)")
            }
            #expect(try await manager.request("DELETE", secondPath).status == 204)
            #expect(try await manager.request("GET", firstPath).body["nsdUsageState"] == .string("NOT_IN_USE"))
            #expect(try await manager.request("DELETE", firstPath).status == 204)
            #expect(try await manager.request("GET", boxPath).body["pnfdUsageState"] == .string("NOT_IN_USE"))
            #expect(try await manager.request("DELETE", boxPath).status == 204)
        }
    }
}
