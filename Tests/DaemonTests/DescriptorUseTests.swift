import Foundation
import MANOModel
import Testing

@Suite("What descriptors ask for beyond what can be made")
struct DescriptorUseTests {
    /// Makes a package to start from, changes its template, and packs it.
    private func package(_ name: String, in folder: String, _ change: (String) -> String = { $0 }) async throws
        -> String
    {
        try await Repository.run(try ManagerProcess.binary, ["new", "vnf", "\(folder)/\(name)"])
        let template = "\(folder)/\(name)/Definitions/\(name).yaml"
        let text = try String(contentsOfFile: template, encoding: .utf8)
        try change(text).write(toFile: template, atomically: true, encoding: .utf8)
        try await Repository.run(
            try ManagerProcess.binary, ["pack", "\(folder)/\(name)", "-o", "\(folder)/\(name).csar"])
        return "\(folder)/\(name).csar"
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

    private func instance(_ manager: ManagerProcess, of package: JSONValue) async throws -> String {
        let vnfd = try #require(package["vnfdId"]?.stringValue)
        return try await manager.create("/vnflcm/v2/vnf_instances", .object(["vnfdId": .string(vnfd)]))
    }

    @Test("packages to start from onboard, and become a service that runs")
    func start() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            let vnf = try await package("web", in: folder)
            let program = try ManagerProcess.binary
            try await Repository.run(program, ["new", "ns", folder + "/shop", "--vnf", vnf])
            try await Repository.run(program, ["pack", folder + "/shop", "-o", folder + "/shop.csar"])
            try await SecureAccess.onboard(manager, vnf)
            let nsd = try await SecureAccess.onboard(manager, folder + "/shop.csar", isNSD: true)
            let id = try await manager.create(
                "/nslcm/v2/ns_instances",
                .object([
                    "nsdId": nsd["nsdId"] ?? .null, "nsName": .string("shop"), "nsDescription": .string(""),
                ]))
            let made = try await manager.operate(
                "/nslcm/v2/ns_instances/\(id)/instantiate", .object(["nsFlavourId": .string("default")]))
            #expect(made["operationState"] == .string("COMPLETED"), "\(made)")
            #expect(made["warnings"] == nil, "\(made)")
        }
    }

    @Test("fields without an effect are warnings of the occurrence and of the dry run")
    func warnings() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            let file = try await package("web", in: folder) {
                $0.replacing("num_virtual_cpu: 1", with: "num_virtual_cpu: 1\n              virtual_cpu_clock: 2 GHz")
            }
            let id = try await instance(manager, of: try await SecureAccess.onboard(manager, file))
            let network = try await manager.create("/manifold/v1/networks", .object(["name": .string("one")]))
            let warning = JSONValue.string(
                "virtual_cpu_clock of VDU guest has no effect: a guest runs at its host's clock")
            let plan = try await manager.request(
                "POST", "/manifold/v1/vnf_instances/\(id)/plan", instantiation(network))
            #expect(plan.body["warnings"] == .array([warning]), "\(plan.body)")
            let made = try await manager.operate("/vnflcm/v2/vnf_instances/\(id)/instantiate", instantiation(network))
            #expect(made["operationState"] == .string("COMPLETED"))
            #expect(made["warnings"] == .array([warning]), "\(made)")
        }
    }

    @Test("what can't be made is onboarded, and refused at instantiation with the reason and what would be accepted")
    func refused() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            let file = try await package("web", in: folder) {
                $0.replacing("vnic_type: normal", with: "vnic_type: smart-nic").replacing(
                    "num_virtual_cpu: 1",
                    with: """
                        num_virtual_cpu: 1
                                      vdu_cpu_requirements: { 'hw:cpu_thread_policy': sometimes }
                        """)
            }
            let package = try await SecureAccess.onboard(manager, file)
            #expect(package["onboardingState"] == .string("ONBOARDED"), "\(package)")
            let id = try await instance(manager, of: package)
            let network = try await manager.create("/manifold/v1/networks", .object(["name": .string("one")]))
            for path in ["/vnflcm/v2/vnf_instances/\(id)/instantiate", "/manifold/v1/vnf_instances/\(id)/plan"] {
                let answer = try await manager.request("POST", path, instantiation(network))
                #expect(answer.status == 422)
                let detail = answer.body["detail"]?.stringValue ?? ""
                for part in [
                    "vnic_type of CP data is smart-nic", "hw:cpu_thread_policy of VDU guest is sometimes",
                    "ports of the switch or of a Linux bridge",
                ] {
                    #expect(detail.contains(part), "\(detail)")
                }
            }
        }
    }
}
