import Foundation
import HTTPClient
import MANOModel
import SimulatedVIM
import Testing

/// The manager is killed at every place of a migration where it can be, and goes on to the same end.
@Suite("Crashes while guests move", .serialized)
struct MigrationCrashTests {
    @Test(
        "Killed at every failpoint of a migration, the manager brings the guest to where it was to go, once",
        arguments: [
            "live", "cold",
        ])
    func everyFailpoint(type: String) async throws {
        try await Repository.withFolder { folder in
            let hosts = """
                hosts:
                  - {name: sim, count: 2, physicalFunctions: [{name: eth0, physicalNetwork: fabric}]}
                """
            try hosts.write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            let world = try WorldProcess(socket: folder + "/world.sock", hosts: folder + "/hosts.yaml")
            defer { world.stop() }
            try await world.start()
            let manager = ManagerProcess(
                folder: folder + "/data", simulate: "unix:" + world.socket,
                environment: ["MANIFOLD_FAILPOINT_LOG": folder + "/failpoints"])
            try await manager.start()
            defer { manager.kill() }
            let vnf = try await prepare(manager, in: folder)
            let state = EndState(folder: folder + "/data", world: world)
            let log = FailpointLog(path: folder + "/failpoints")

            // What the guest's host has, with it and without it: images stay where they have been.
            for host in ["sim-2", "sim-1"] {
                #expect(try await migrate(manager, vnf, to: host, type)["operationState"]?.stringValue == "COMPLETED")
            }
            try log.clear()
            #expect(try await migrate(manager, vnf, to: "sim-2", type)["operationState"]?.stringValue == "COMPLETED")
            let failpoints = try log.names()
            #expect(failpoints.count > 10)
            var ends = ["sim-2": try await state.text()]
            #expect(try await migrate(manager, vnf, to: "sim-1", type)["operationState"]?.stringValue == "COMPLETED")
            ends["sim-1"] = try await state.text()
            #expect(ends["sim-1"] != ends["sim-2"])

            var host = "sim-2"
            for failpoint in failpoints {
                try await crash(manager, at: failpoint, vnf, to: host, type)
                #expect(try await state.text() == ends[host], "\(type), killed at \(failpoint)")
                host = host == "sim-1" ? "sim-2" : "sim-1"
            }
            let client = try await SimulatedWorldClient.connect(path: world.socket)
            #expect(try await client.duplicates() == [])
            await client.close()
        }
    }

    /// Two joined hosts and a guest on the first.
    private func prepare(_ manager: ManagerProcess, in folder: String) async throws -> String {
        let transport: JSONValue = .object([
            "type": .string("vlan"), "physicalNetwork": .string("fabric"), "firstVLAN": .integer(1000),
            "lastVLAN": .integer(1009),
        ])
        try #require(try await manager.request("PUT", "/manifold/v1/transport", transport).status == 200)
        var networks: [String] = []
        for name in ["mgmt", "data"] {
            networks.append(
                try await manager.create(
                    "/manifold/v1/networks",
                    .object(["name": .string(name), "prefix": .string("10.60.0.0/24")])))
        }
        let package = try await SecureAccess.onboard(manager, try await Repository.package("endpoint", in: folder))
        let id = try #require(package["id"]?.stringValue)
        try #require(
            await manager.request(
                "PATCH", "/vnfpkgm/v2/vnf_packages/\(id)", .object(["operationalState": .string("ENABLED")])
            ).status == 200 || package["operationalState"]?.stringValue == "ENABLED")
        let vnf = try await manager.create(
            "/vnflcm/v2/vnf_instances",
            .object(["vnfdId": try #require(package["vnfdId"]), "vnfInstanceName": .string("end")]))
        let links = zip(["virtual_link_mgmt", "virtual_link_data"], networks).map { cpd, network in
            JSONValue.object([
                "id": .string(cpd), "resourceId": .string(network),
                "extCps": .array([.object(["cpdId": .string(cpd)])]),
            ])
        }
        let done = try await manager.operate(
            "/vnflcm/v2/vnf_instances/\(vnf)/instantiate",
            .object(["flavourId": .string("default"), "extVirtualLinks": .array(links)]))
        try #require(done["operationState"]?.stringValue == "COMPLETED", "\(done)")
        return vnf
    }

    private func body(to host: String, _ type: String) -> JSONValue {
        .object(["host": .string(host), "type": .string(type)])
    }

    private func migrate(_ manager: ManagerProcess, _ vnf: String, to host: String, _ type: String) async throws
        -> JSONValue
    {
        try await manager.operate("/manifold/v1/vnf_instances/\(vnf)/migrate", body(to: host, type))
    }

    private func crash(
        _ manager: ManagerProcess, at failpoint: String, _ vnf: String, to host: String, _ type: String
    ) async throws {
        let known = Set(try await occurrences(manager))
        manager.kill()
        try await manager.start(environment: ["MANIFOLD_FAILPOINT": failpoint])
        let path = "/manifold/v1/vnf_instances/\(vnf)/migrate"
        _ = try? await manager.request("POST", path, body(to: host, type))
        // A place that only some orders of events pass isn't reached by all runs.
        for _ in 0..<200 where manager.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        manager.kill()
        try await manager.start()
        let new = try await occurrences(manager).filter { !known.contains($0) }
        let location: String
        if let id = new.first {
            location = "/vnflcm/v2/vnf_lcm_op_occs/\(id)"
        } else {
            location = try #require(try await manager.request("POST", path, body(to: host, type)).headers["Location"])
        }
        let ended = try await manager.end(of: location)
        #expect(ended["operationState"]?.stringValue == "COMPLETED", "killed at \(failpoint): \(ended)")
    }

    private func occurrences(_ manager: ManagerProcess) async throws -> [String] {
        try await manager.request("GET", "/vnflcm/v2/vnf_lcm_op_occs").body.arrayValue?.compactMap {
            $0["id"]?.stringValue
        } ?? []
    }
}
