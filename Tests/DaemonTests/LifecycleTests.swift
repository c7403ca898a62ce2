import Foundation
import MANOModel
import Testing

@Suite("The whole life cycle on simulated hosts")
struct LifecycleTests {
    @Test("A service is made, scaled, healed and taken away, and nothing is left")
    func wholeLife() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "2")
            try await manager.start()
            defer { manager.stop() }
            let service = try await SecureAccess.prepare(manager, in: folder)
            let plan = try await manager.request(
                "POST", "/manifold/v1/ns_instances/\(service.nsID)/plan", SecureAccess.instantiation)
            #expect(plan.body["fits"] == .bool(true))
            #expect(plan.body["placements"]?.arrayValue?.count == 2)

            let made = try await service.instantiate()
            #expect(made["operationState"]?.stringValue == "COMPLETED", "\(made)")
            #expect(try await manager.request("GET", service.path).body["nsState"]?.stringValue == "INSTANTIATED")

            let vmon = try await service.vnf("vmon")
            let vmonID = try #require(vmon["id"]?.stringValue)
            func scale(_ type: String) -> JSONValue {
                .object([
                    "scaleType": .string("SCALE_VNF"),
                    "scaleVnfData": .array([
                        .object([
                            "vnfInstanceId": .string(vmonID), "scaleVnfType": .string(type),
                            "scaleByStepData": .object(["aspectId": .string("vmon")]),
                        ])
                    ]),
                ])
            }
            let out = try await manager.operate(service.path + "/scale", scale("SCALE_OUT"))
            #expect(out["operationState"]?.stringValue == "COMPLETED", "\(out)")
            #expect(try await vnfcs(manager, vmonID) == 2)
            let inward = try await manager.operate(service.path + "/scale", scale("SCALE_IN"))
            #expect(inward["operationState"]?.stringValue == "COMPLETED", "\(inward)")
            #expect(try await vnfcs(manager, vmonID) == 1)
            #expect(try await manager.request("POST", service.path + "/scale", scale("SCALE_IN")).status == 409)

            let healed = try await manager.operate(
                service.path + "/heal",
                .object([
                    "healVnfData": .array([.object(["vnfInstanceId": .string(vmonID), "cause": .string("test")])])
                ]))
            #expect(healed["operationState"]?.stringValue == "COMPLETED", "\(healed)")

            #expect(try await manager.request("DELETE", service.path).status == 409)
            let gone = try await service.terminate()
            #expect(gone["operationState"]?.stringValue == "COMPLETED", "\(gone)")
            #expect(try await manager.request("DELETE", service.path).status == 204)
            for name in ["client", "server"] {
                #expect(try await manager.request("DELETE", "/manifold/v1/networks/\(name)").status == 204)
            }
            for host in try await manager.request("GET", "/manifold/v1/hosts").body.arrayValue ?? [] {
                #expect(host["guests"] == .integer(0))
                #expect(host["used"] == .object(["memory": .integer(0), "storage": .integer(0), "vCPUs": .integer(0)]))
            }
            #expect(try await manager.request("GET", "/vnflcm/v2/vnf_instances").body == .array([]))
        }
    }

    @Test("A guest that dies is noticed by its event, an alarm is raised, and it is healed by policy")
    func healing() async throws {
        try await Repository.withFolder { folder in
            let world = try WorldProcess(socket: folder + "/world.sock")
            defer { world.stop() }
            try await world.start()
            let manager = ManagerProcess(folder: folder + "/data", simulate: "unix:" + world.socket)
            try await manager.start()
            defer { manager.stop() }
            let service = try await SecureAccess.prepare(manager, in: folder)
            #expect(try await service.instantiate()["operationState"]?.stringValue == "COMPLETED")
            let vnfID = try #require(try await service.vnf("vfw")["id"]?.stringValue)
            let vnf = try await manager.request("GET", "/vnflcm/v2/vnf_instances/\(vnfID)").body
            let vnfc = vnf["instantiatedVnfInfo"]?["vnfcResourceInfo"]?.arrayValue?.first
            let domain = try #require(vnfc?["computeResource"]?["resourceId"]?.stringValue)
            try await world.crashGuest(domain)
            var healed: JSONValue?
            for _ in 0..<1000 where healed == nil {
                let occurrences = try await manager.request("GET", "/vnflcm/v2/vnf_lcm_op_occs").body.arrayValue ?? []
                healed = occurrences.first {
                    $0["operation"] == .string("HEAL") && $0["operationState"] == .string("COMPLETED")
                }
                if healed == nil { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(healed?["isAutomaticInvocation"] == .bool(true))
            var alarms: [JSONValue] = []
            for _ in 0..<1000 {
                alarms = try await manager.request("GET", "/vnffm/v1/alarms").body.arrayValue ?? []
                if alarms.first?["perceivedSeverity"] == .string("CLEARED") { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(alarms.count == 1)
            #expect(alarms.first?["perceivedSeverity"] == .string("CLEARED"), "\(alarms)")
            #expect(try await service.terminate()["operationState"]?.stringValue == "COMPLETED")
        }
    }

    private func vnfcs(_ manager: ManagerProcess, _ id: String) async throws -> Int {
        let vnf = try await manager.request("GET", "/vnflcm/v2/vnf_instances/\(id)").body
        return vnf["instantiatedVnfInfo"]?["vnfcResourceInfo"]?.arrayValue?.count ?? 0
    }

    @Test("One VNF is instantiated over SOL003 within twelve commits")
    func commits() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.stop() }
            try await SecureAccess.onboard(manager, try await Repository.package("vfw", in: folder))
            let network = try await manager.create("/manifold/v1/networks", .object(["name": .string("one")]))
            let package = try await manager.request("GET", "/vnfpkgm/v2/vnf_packages").body.arrayValue?.first
            let vnfd = try #require(package?["vnfdId"]?.stringValue)
            let id = try await manager.create("/vnflcm/v2/vnf_instances", .object(["vnfdId": .string(vnfd)]))
            let before = try await commitCount(manager)
            let request: JSONValue = .object([
                "flavourId": .string("default"),
                "extVirtualLinks": .array([
                    .object([
                        "id": .string("link"), "resourceId": .string(network),
                        "extCps": .array(["mgmt", "in", "out"].map { .object(["cpdId": .string($0)]) }),
                    ])
                ]),
            ])
            let made = try await manager.operate("/vnflcm/v2/vnf_instances/\(id)/instantiate", request)
            #expect(made["operationState"]?.stringValue == "COMPLETED", "\(made)")
            let count = try await commitCount(manager) - before
            #expect(count <= 12, "\(count) commits")
            #expect(
                try await manager.request("POST", "/vnflcm/v2/vnf_instances/\(id)/instantiate", request).status == 409)
            #expect(try await manager.request("DELETE", "/vnflcm/v2/vnf_instances/\(id)").status == 409)
            let gone = try await manager.operate(
                "/vnflcm/v2/vnf_instances/\(id)/terminate", .object(["terminationType": .string("FORCEFUL")]))
            #expect(gone["operationState"]?.stringValue == "COMPLETED", "\(gone)")
            #expect(try await manager.request("DELETE", "/vnflcm/v2/vnf_instances/\(id)").status == 204)
        }
    }

    private func commitCount(_ manager: ManagerProcess) async throws -> Int64 {
        guard case .integer(let count) = try await manager.request("GET", "/manifold/v1/status").body["commits"] else {
            return 0
        }
        return count
    }
}
