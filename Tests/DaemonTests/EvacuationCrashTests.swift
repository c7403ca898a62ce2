import Foundation
import HTTPClient
import MANOModel
import SimulatedVIM
import Testing
import VIM

/// The manager is killed at every place of a fence, of what is rebuilt after it and of the host's return, and goes on to the
/// same end; whatever happens, nothing of the dead host is elsewhere before the host is off.
@Suite("Crashes while a host is fenced and evacuated", .serialized, .timeLimit(.minutes(10)))
struct EvacuationCrashTests {
    /// Two hosts, one of which has a guest.
    private struct Scene {
        let manager: ManagerProcess
        let world: SimulatedWorldClient
        let state: EndState
        let vnf: String

        func host(_ name: String) async throws -> JSONValue {
            try await manager.request("GET", "/manifold/v1/hosts/\(name)").body
        }

        /// Guests of ours that a host really has; it has to be reachable.
        func guests(on name: String) async throws -> [String] {
            let there: [OwnedResource] = try await world.host(name).inventory()
            return there.filter { $0.kind == .guest }.map(\.name)
        }

        func isOff(_ name: String) async throws -> Bool {
            try await SimulatedFence(host: name, world: world).isOff() ?? false
        }

        func isIdle() async throws -> Bool {
            let open = try await manager.request("GET", "/manifold/v1/hosts").body.arrayValue ?? []
            let occurrences = try await manager.request("GET", "/vnflcm/v2/vnf_lcm_op_occs").body.arrayValue ?? []
            return !open.isEmpty
                && occurrences.allSatisfy {
                    ["COMPLETED", "ROLLED_BACK", "FAILED"].contains($0["operationState"]?.stringValue ?? "")
                }
        }

        /// Until it holds. A manager that has died at its failpoint is started again, once, without one.
        func until(_ what: String, _ condition: () async throws -> Bool) async throws {
            let end = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < end {
                if !manager.isRunning { try await manager.start() }
                // It may die while it is asked.
                if let holds = try? await condition() {
                    if holds { return }
                } else if manager.isRunning {
                    try await Task.sleep(for: .milliseconds(50))
                    if manager.isRunning, try await condition() { return }
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("not within a minute: \(what)")
        }
    }

    private func withScene(_ body: (Scene, FailpointLog) async throws -> Void) async throws {
        try await Repository.withFolder { folder in
            let world = try WorldProcess(socket: folder + "/world.sock", hosts: "2")
            defer { world.stop() }
            try await world.start()
            let manager = ManagerProcess(
                folder: folder + "/data", simulate: "unix:" + world.socket,
                environment: ["MANIFOLD_FAILPOINT_LOG": folder + "/failpoints"])
            try await manager.start()
            defer { manager.kill() }
            let vnf = try await prepare(manager, in: folder)
            let client = try await SimulatedWorldClient.connect(path: world.socket)
            let scene = Scene(
                manager: manager, world: client, state: EndState(folder: folder + "/data", world: world), vnf: vnf)
            try await body(scene, FailpointLog(path: folder + "/failpoints"))
            #expect(try await client.duplicates() == [])
            await client.close()
        }
    }

    /// A guest on `sim-1`.
    private func prepare(_ manager: ManagerProcess, in folder: String) async throws -> String {
        var networks: [String] = []
        for name in ["mgmt", "data"] {
            networks.append(
                try await manager.create(
                    "/manifold/v1/networks", .object(["name": .string(name), "prefix": .string("10.60.0.0/24")])))
        }
        let package = try await SecureAccess.onboard(manager, try await Repository.package("endpoint", in: folder))
        let vnf = try await manager.create(
            "/vnflcm/v2/vnf_instances",
            .object(["vnfdId": try #require(package["vnfdId"]), "vnfInstanceName": .string("end")]))
        let links = zip(["virtual_link_mgmt", "virtual_link_data"], networks).map { cpd, network in
            JSONValue.object([
                "id": .string(cpd), "resourceId": .string(network),
                "extCps": .array([.object(["cpdId": .string(cpd)])]),
            ])
        }
        try await set(manager, "sim-2", ["state": .string("disabled")])
        let done = try await manager.operate(
            "/vnflcm/v2/vnf_instances/\(vnf)/instantiate",
            .object(["flavourId": .string("default"), "extVirtualLinks": .array(links)]))
        try #require(done["operationState"]?.stringValue == "COMPLETED", "\(done)")
        try await set(manager, "sim-2", ["state": .string("enabled")])
        return vnf
    }

    private func set(_ manager: ManagerProcess, _ host: String, _ changes: [String: JSONValue]) async throws {
        let answer = try await manager.request("PATCH", "/manifold/v1/hosts/\(host)", .object(changes))
        try #require(answer.status == 200, "\(answer.body)")
    }

    private func fencing(_ method: [String: JSONValue]) -> [String: JSONValue] {
        ["fencing": .object(["methods": .array([.object(method)]), "unreachableAfter": .integer(1)])]
    }

    /// Cuts a host off, has it evacuated, and brings it back: the guest is on the other one then.
    private func evacuate(_ scene: Scene, _ host: String, to other: String) async throws {
        try await scene.world.setReachable(host, false)
        try await scene.until("\(host) is missed") { try await scene.host(host)["problem"]?.stringValue != nil }
        // A manager that dies before the answer may have heard it, or not.
        _ = try? await scene.manager.request("POST", "/manifold/v1/hosts/\(host)/evacuate")
        try await scene.until("\(host) is fenced, and its guest is on \(other)") {
            let isOff = try await scene.isOff(host)
            let there = try await scene.guests(on: other)
            #expect(isOff || there.isEmpty, "\(there) on \(other), and \(host) isn't off")
            let state = try await scene.host(host)
            if state["evacuation"]?["kind"]?.stringValue != "evacuate" {
                try await scene.manager.request("POST", "/manifold/v1/hosts/\(host)/evacuate")
            }
            guard state["evacuation"]?["phase"]?.stringValue == "fenced", there.count == 1 else { return false }
            return try await scene.isIdle()
        }
        try await scene.world.setReachable(host, true)
        try await scene.until("\(host) is clean") {
            try await scene.host(host)["state"]?.stringValue == "enabled"
        }
        #expect(try await scene.guests(on: host) == [])
        #expect(try await scene.guests(on: other).count == 1)
    }

    @Test("Killed at every failpoint, the manager has the guest where it goes, once, and the host clean")
    func everyFailpoint() async throws {
        try await withScene { scene, log in
            for host in ["sim-1", "sim-2"] {
                try await set(scene.manager, host, fencing(["type": .string("simulated")]))
            }
            // Images stay where they have been: both have them after the first two.
            try await evacuate(scene, "sim-1", to: "sim-2")
            try await evacuate(scene, "sim-2", to: "sim-1")
            try log.clear()
            try await evacuate(scene, "sim-1", to: "sim-2")
            let failpoints = try log.names()
            for name in [
                "fence:intended", "fence:acted", "fence:confirmed", "guest.start:act:before", "guest.start:act:after",
                "clean:begun", "clean:removed",
            ] {
                #expect(failpoints.contains(name), "\(name) isn't passed: \(failpoints)")
            }
            var ends = ["sim-2": try await scene.state.text()]
            try await evacuate(scene, "sim-2", to: "sim-1")
            ends["sim-1"] = try await scene.state.text()
            #expect(ends["sim-1"] != ends["sim-2"])

            var (host, other) = ("sim-1", "sim-2")
            // Of an act that is looked up when it may have been done, its end is the place that matters.
            for failpoint in failpoints where !failpoint.hasSuffix(":act:before") {
                scene.manager.kill()
                try await scene.manager.start(environment: ["MANIFOLD_FAILPOINT": failpoint])
                try await evacuate(scene, host, to: other)
                #expect(try await scene.state.text() == ends[other], "killed at \(failpoint)")
                #expect(try await scene.world.duplicates() == [], "killed at \(failpoint)")
                swap(&host, &other)
            }
        }
    }

    @Test("Without a fence that succeeds nothing starts elsewhere, however often the manager is killed")
    func neverFenced() async throws {
        try await withScene { scene, _ in
            // Nobody is there to ask.
            try await set(
                scene.manager, "sim-1",
                fencing([
                    "type": .string("redfish"), "address": .string("http://127.0.0.1:1/redfish/v1/Systems/1"),
                ]))
            try await scene.world.setReachable("sim-1", false)
            try await scene.until("sim-1 is missed") { try await scene.host("sim-1")["problem"]?.stringValue != nil }
            try await scene.manager.request("POST", "/manifold/v1/hosts/sim-1/evacuate")
            for failpoint in ["fence:intended", "fence:lookedUp", "fence:intended"] {
                scene.manager.kill()
                try await scene.manager.start(environment: ["MANIFOLD_FAILPOINT": failpoint])
                for _ in 0..<150 where scene.manager.isRunning { try await Task.sleep(for: .milliseconds(10)) }
                #expect(try await scene.guests(on: "sim-2") == [])
            }
            scene.manager.kill()
            try await scene.manager.start()
            try await scene.until("the attempts are told") {
                try await scene.host("sim-1")["evacuation"]?["attempts"]?.arrayValue?.isEmpty == false
            }
            try await Task.sleep(for: .seconds(1))
            let attempt = try await scene.host("sim-1")["evacuation"]?["attempts"]?.arrayValue?.last
            #expect(attempt?["error"]?.stringValue?.contains("127.0.0.1:1") == true, "\(attempt ?? .null)")
            #expect(try await scene.guests(on: "sim-2") == [])
            #expect(try await !scene.isOff("sim-1"))
            // It comes back with its guest, which never moved.
            try await scene.world.setReachable("sim-1", true)
            try await scene.until("sim-1 is back") { try await scene.host("sim-1")["problem"]?.stringValue == nil }
            #expect(try await scene.guests(on: "sim-1").count == 1)
        }
    }
}
