import Foundation
import HTTPClient
import MANOModel
import Testing

/// Guests that ask for what hosts don't have, never will have, or have no more when it comes to it: an answer that says
/// so, and nothing claimed.
@Suite("What no host can give")
struct DemandTests {
    static let hosts = """
        hosts:
          - name: sim-1
            cores: 8
            numa: 2
            memory: 16 GiB
            hugepages: { 1 GiB: 2 }
            features: [aes]
            traits: [ssd]
            physicalFunctions:
              - { name: ens1, physicalNetwork: fast, speed: 10 Gbit/s, virtualFunctions: 2, node: 0,
                  vdpaDevices: 1 }
            bridges:
              - { name: br0, physicalNetwork: plain }
        """

    struct Row: CustomTestStringConvertible {
        var testDescription: String
        /// What stands in the VDU of `manifold new vnf` and what is put there.
        var changes: [String: String]
        /// What the answer says.
        var says: [String]
        /// The physical network that it is put on.
        var physicalNetwork: String?
        /// Of the physical network.
        var vlan: Int64? = 7
    }

    private static func processor(_ text: String) -> [String: String] {
        ["num_virtual_cpu: 1": text.replacing("\n", with: "\n              ")]
    }

    private static func memory(_ text: String) -> [String: String] {
        ["virtual_mem_size: 512 MiB": text.replacing("\n", with: "\n              ")]
    }

    static let rows = [
        Row(
            testDescription: "more vCPUs with cores of their own than the host has",
            changes: processor(
                "num_virtual_cpu: 64\nvirtual_cpu_pinning:\n  virtual_cpu_pinning_policy: static"),
            says: ["sim-1", "needs 64 dedicated cores", "8 are free"]),
        Row(
            testDescription: "more vCPUs than fit on a node, for a guest that is NUMA-aware",
            changes: processor("num_virtual_cpu: 6\nvirtual_cpu_pinning:\n  virtual_cpu_pinning_policy: static")
                .merging(memory("virtual_mem_size: 512 MiB\nnuma_enabled: true")) { $1 },
            says: ["sim-1", "6 dedicated cores", "on one NUMA node"]),
        Row(
            testDescription: "pages of a size that no host has",
            changes: memory("virtual_mem_size: 512 MiB\nvdu_mem_requirements: { mem_page_size: 16 MiB }"),
            says: ["sim-1", "has no pages of 16 MiB"]),
        Row(
            testDescription: "more pages than there are",
            changes: memory("virtual_mem_size: 8 GiB\nvdu_mem_requirements: { mem_page_size: 1 GiB }"),
            says: ["sim-1", "1 GiB pages", "1 GiB page", "on node"]),
        Row(
            testDescription: "a capability that no host has",
            changes: processor("num_virtual_cpu: 1").merging([
                "          properties:\n            virtual_cpu:": """
                          properties:
                            requested_additional_capabilities:
                              card:
                                requested_additional_capability_name: fpga
                                support_mandatory: true
                                target_performance_parameters: { speed: '1' }
                            virtual_cpu:
                """
            ]) { $1 },
            says: ["sim-1", "has fpga neither as a trait nor as a feature of its CPU"]),
        Row(
            testDescription: "processors that can't be laid out",
            changes: processor("num_virtual_cpu: 4\nvdu_cpu_requirements: { 'hw:cpu_cores': '3' }"),
            says: ["VDU guest has 4 vCPUs", "3 cores"]),
        Row(
            testDescription: "a policy for threads that there is none of",
            changes: processor("num_virtual_cpu: 1\nvdu_cpu_requirements: { 'hw:cpu_thread_policy': sometimes }"),
            says: ["hw:cpu_thread_policy", "sometimes", "isolate"]),
        Row(
            testDescription: "a function of a card that leads to an unknown physical network",
            changes: ["vnic_type: normal": "vnic_type: direct"],
            says: ["sim-1", "nowhere"], physicalNetwork: "nowhere"),
        Row(
            testDescription: "a function of a card on a network of the switch",
            changes: ["vnic_type: normal": "vnic_type: direct"],
            says: ["CP data", "is on no physical network"]),
        Row(
            testDescription: "a vhost-user port where the switch has no DPDK",
            changes: ["vnic_type: normal": "vnic_type: vhost-user"],
            says: ["sim-1", "its switch has no DPDK"]),
        Row(
            testDescription: "a port of a Linux bridge where only a card leads there", changes: [:],
            says: ["sim-1", "has no Linux bridge on physical network fast"], physicalNetwork: "fast", vlan: nil),
        Row(
            testDescription: "a vDPA device where none leads there", changes: ["vnic_type: normal": "vnic_type: vdpa"],
            says: ["sim-1", "has no vDPA device on physical network plain"], physicalNetwork: "plain", vlan: nil),
        Row(
            testDescription: "a VLAN of a vDPA device", changes: ["vnic_type: normal": "vnic_type: vdpa"],
            says: ["CP data", "passes frames on as they are", "VLAN 7"], physicalNetwork: "fast"),
        Row(
            testDescription: "a VLAN on a Linux bridge", changes: [:],
            says: ["CP data", "passes frames on as they are", "VLAN 7"], physicalNetwork: "plain"),
    ]

    @Test("is told for every host with its reason, and claims nothing", arguments: rows)
    func refused(_ row: Row) async throws {
        try await withInstance(row) { manager, id, network in
            let path = "/vnflcm/v2/vnf_instances/\(id)"
            let answer = try await manager.request("POST", path + "/instantiate", instantiation(network))
            var text = "\(answer.body)"
            if answer.status == 202 {
                let ended = try await manager.end(of: try #require(answer.headers["Location"]))
                #expect(["ROLLED_BACK", "FAILED"].contains(ended["operationState"]?.stringValue ?? ""), "\(ended)")
                text = "\(ended["error"] ?? .null)"
            } else {
                #expect(answer.status == 422, "\(answer)")
            }
            for part in row.says { #expect(text.contains(part), "\(part) in \(text)") }
            try await expectNothingUsed(manager)
            #expect(try await manager.request("DELETE", path).status == 204)
        }
    }

    @Test(
        "what is there in the plan and gone when it is fetched ends the operation with the host's words, and its claims",
        arguments: [
            ("fail", "the VF 0000:01:10.0 belongs to somebody else"), ("fail", "the driver refused: EINVAL"),
        ])
    func gone(_ kind: String, _ words: String) async throws {
        let row = Row(
            testDescription: "", changes: ["vnic_type: normal": "vnic_type: direct"], says: [], physicalNetwork: "fast")
        try await withInstance(row) { manager, id, network in
            let fault: JSONValue = .object([
                "faults": .array([
                    .object([
                        "action": .string("startGuest"), "kind": .string(kind),
                        "error": .string(words),
                    ])
                ])
            ])
            let set = try await manager.request("PUT", "/manifold/v1/simulation", fault)
            #expect(set.status == 200, "\(set)")
            let path = "/vnflcm/v2/vnf_instances/\(id)"
            let ended = try await manager.operate(path + "/instantiate", instantiation(network))
            let text = "\(ended["error"] ?? .null)"
            #expect(text.contains(words) && text.contains("sim-1"), "\(ended)")
            if ended["operationState"]?.stringValue == "FAILED_TEMP" {
                let occurrence = "/vnflcm/v2/vnf_lcm_op_occs/\(ended["id"]?.stringValue ?? "")"
                let back = try await manager.request("POST", occurrence + "/rollback")
                #expect(back.status == 202, "\(back)")
                let rolled = try await manager.end(of: occurrence)
                #expect(rolled["operationState"] == .string("ROLLED_BACK"), "\(rolled)")
            }
            try await expectNothingUsed(manager)
            #expect(try await manager.request("DELETE", path).status == 204)
        }
    }

    @Test(
        "What goes past the switch claims what it has of the host, and nothing of it is left",
        arguments: [
            (
                Row(
                    testDescription: "a port of a Linux bridge", changes: [:], says: [], physicalNetwork: "plain",
                    vlan: nil), "bandwidth", "br0"
            ),
            (
                Row(
                    testDescription: "a vDPA device", changes: ["vnic_type: normal": "vnic_type: vdpa"], says: [],
                    physicalNetwork: "fast", vlan: nil), "device", "vdpa/ens1-vdpa0"
            ),
        ])
    func pastTheSwitch(_ row: Row, _ kind: String, _ key: String) async throws {
        try await withInstance(row) { manager, id, network in
            let path = "/vnflcm/v2/vnf_instances/\(id)"
            let ended = try await manager.operate(path + "/instantiate", instantiation(network))
            #expect(ended["operationState"] == .string("COMPLETED"), "\(ended)")
            let host = try await manager.request("GET", "/manifold/v1/hosts/sim-1").body
            let claims = host["used"]?["claims"]?.arrayValue ?? []
            #expect(claims.contains { $0["kind"] == .string(kind) && $0["key"] == .string(key) }, "\(claims)")
            let terminated = try await manager.operate(
                path + "/terminate", .object(["terminationType": .string("FORCEFUL")]))
            #expect(terminated["operationState"] == .string("COMPLETED"), "\(terminated)")
            try await expectNothingUsed(manager)
            #expect(try await manager.request("DELETE", path).status == 204)
        }
    }

    private func withInstance(
        _ row: Row, _ body: (ManagerProcess, String, String) async throws -> Void
    ) async throws {
        try await Repository.withFolder { folder in
            try Self.hosts.write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            let manager = ManagerProcess(folder: folder + "/data", simulate: folder + "/hosts.yaml")
            try await manager.start()
            defer { manager.stop() }
            let program = try ManagerProcess.binary
            try await Repository.run(program, ["new", "vnf", folder + "/web"])
            let template = folder + "/web/Definitions/web.yaml"
            var text = try String(contentsOfFile: template, encoding: .utf8)
            for (old, new) in row.changes {
                #expect(text.contains(old))
                text = text.replacing(old, with: new)
            }
            try text.write(toFile: template, atomically: true, encoding: .utf8)
            try await Repository.run(program, ["pack", folder + "/web", "-o", folder + "/web.csar"])
            let package = try await SecureAccess.onboard(manager, folder + "/web.csar")
            #expect(package["onboardingState"] == .string("ONBOARDED"), "\(package)")
            let vnfd = try #require(package["vnfdId"]?.stringValue)
            let id = try await manager.create("/vnflcm/v2/vnf_instances", .object(["vnfdId": .string(vnfd)]))
            var network: [String: JSONValue] = ["name": .string("one")]
            if let name = row.physicalNetwork {
                network["attachment"] = .object([
                    "type": .string("provider"), "physicalNetwork": .string(name),
                    "vlan": row.vlan.map(JSONValue.integer) ?? .null,
                ])
            }
            try await body(manager, id, try await manager.create("/manifold/v1/networks", .object(network)))
        }
    }

    private func instantiation(_ network: String) -> JSONValue {
        .object([
            "flavourId": .string("default"),
            "extVirtualLinks": .array([
                .object([
                    "id": .string("link"), "resourceId": .string(network),
                    "extCps": .array([.object(["cpdId": .string("data")])]),
                ])
            ]),
        ])
    }

    private func expectNothingUsed(_ manager: ManagerProcess) async throws {
        for host in try await manager.request("GET", "/manifold/v1/hosts").body.arrayValue ?? [] {
            #expect(host["guests"] == .integer(0))
            for (what, amount) in host["used"]?.objectValue ?? [:] where what != "ports" {
                #expect([.integer(0), .array([]), .object([:])].contains(amount), "\(what): \(amount)")
            }
        }
    }
}
