import API
import MANOModel
import SimulatedVIM

/// Delays and faults of the world that the daemon runs on.
struct Simulation: SimulationServing {
    let world: any WorldAccess

    func settings() async throws -> JSONValue { try JSONValue(encoding: await world.settings()) }

    func change(_ settings: JSONValue) async throws -> JSONValue {
        let decoded: SimulationSettings
        do {
            decoded = try settings.decode(SimulationSettings.self)
        } catch {
            throw ManifoldError(.unprocessable, "these are no simulation settings", cause: "\(error)")
        }
        try await world.configure(decoded)
        return try await self.settings()
    }
}
