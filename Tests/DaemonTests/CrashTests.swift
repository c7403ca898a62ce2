import Foundation
import HTTPClient
import MANOModel
import SimulatedVIM
import Testing

/// The manager is killed at every place where it can be, and goes on to the same end.
@Suite("Crashes", .serialized)
struct CrashTests {
    @Test("Killed at every failpoint of instantiate and terminate, the manager comes to the same end")
    func everyFailpoint() async throws {
        try await Repository.withFolder { folder in
            let world = try WorldProcess(socket: folder + "/world.sock")
            defer { world.stop() }
            try await world.start()
            let manager = ManagerProcess(
                folder: folder + "/data", simulate: "unix:" + world.socket,
                environment: ["MANIFOLD_FAILPOINT_LOG": folder + "/failpoints"])
            try await manager.start()
            defer { manager.kill() }
            var service = try await SecureAccess.prepare(manager, in: folder)
            let state = EndState(folder: folder + "/data", world: world)

            let log = FailpointLog(path: folder + "/failpoints")
            try log.clear()
            #expect(try await service.instantiate()["operationState"]?.stringValue == "COMPLETED")
            let instantiating = try log.names()
            let instantiated = try await state.text()
            try log.clear()
            #expect(try await service.terminate()["operationState"]?.stringValue == "COMPLETED")
            let terminating = try log.names()
            let terminated = try await state.text()
            #expect(instantiating.count > 20)
            #expect(terminating.count > 10)
            #expect(instantiated != terminated)

            for failpoint in instantiating {
                try await service.renew()
                try await crash(manager, at: failpoint, service.path + "/instantiate", SecureAccess.instantiation)
                #expect(try await state.text() == instantiated, "instantiate, killed at \(failpoint)")
                #expect(
                    try await service.terminate()["operationState"]?.stringValue == "COMPLETED", "after \(failpoint)")
                #expect(try await state.text() == terminated, "terminate after \(failpoint)")
            }
            for failpoint in terminating {
                try await service.renew()
                #expect(try await service.instantiate()["operationState"]?.stringValue == "COMPLETED")
                try await crash(manager, at: failpoint, service.path + "/terminate", .object([:]))
                #expect(try await state.text() == terminated, "terminate, killed at \(failpoint)")
            }
        }
    }

    /// Starts the operation on a manager that dies at the failpoint, starts the manager again, and waits for the end.
    private func crash(_ manager: ManagerProcess, at failpoint: String, _ path: String, _ body: JSONValue) async throws
    {
        manager.kill()
        try await manager.start(environment: ["MANIFOLD_FAILPOINT": failpoint])
        var location = try? await manager.request("POST", path, body).headers["Location"]
        // A place that only some orders of events pass isn't reached by all runs.
        for _ in 0..<300 where manager.isRunning {
            if let accepted = location,
                let state = try? await manager.request("GET", URL(string: accepted)?.path ?? accepted).body[
                    "operationState"],
                state == .string("COMPLETED")
            {
                break
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        manager.kill()
        try await manager.start()
        if location == nil {
            // Killed before the answer: accepted or not, the instance tells.
            let accepted = try await manager.request("GET", "/nslcm/v2/ns_lcm_op_occs").body.arrayValue ?? []
            let nsID = path.split(separator: "/")[3]
            let operation = path.hasSuffix("terminate") ? "TERMINATE" : "INSTANTIATE"
            if let found = accepted.first(where: {
                $0["nsInstanceId"]?.stringValue == String(nsID) && $0["lcmOperationType"]?.stringValue == operation
            })?["id"]?.stringValue {
                location = "/nslcm/v2/ns_lcm_op_occs/\(found)"
            } else {
                location = try await manager.request("POST", path, body).headers["Location"]
            }
        }
        let ended = try await manager.end(of: try #require(location))
        #expect(ended["operationState"]?.stringValue == "COMPLETED", "killed at \(failpoint): \(ended)")
    }
}
