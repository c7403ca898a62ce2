import API
import MANOModel
import SOL
import SimulatedVIM

/// Delays and faults of the world that the daemon runs on.
struct Simulation: SimulationServing {
    let world: any WorldAccess

    func settings() async throws -> JSONValue { try JSONValue(encoding: await world.settings()) }

    func change(_ settings: JSONValue) async throws -> JSONValue {
        let decoded = try WireJSON.decode(SimulationSettings.self, from: settings.json)
        try await world.configure(decoded)
        return try await self.settings()
    }
}
