import Fencing
import MANOModel

/// Powers a simulated host off.
package struct SimulatedFence: FencingDriver {
    private let host: String
    private let world: any WorldAccess

    package init(host: String, world: any WorldAccess) {
        self.host = host
        self.world = world
    }

    package func powerOff() async throws -> String {
        _ = try await world.call(.powerOff(host: host))
        guard try await isOff() == true else {
            throw ManifoldError(.infrastructure, "simulated host \(host) is still on")
        }
        return "the simulated host is off"
    }

    package func isOff() async throws -> Bool? {
        let call = WorldCall.isOff(host: host)
        guard case .flag(let isOff) = try await world.call(call) else { throw SimulatedHost.wrongAnswer(call) }
        return isOff
    }
}
