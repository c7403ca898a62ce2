package import MANOModel

/// Delays and faults of the simulated world (`/manifold/v1/simulation`).
package protocol SimulationServing: Sendable {
    func settings() async throws -> JSONValue

    /// Replaces them; the settings as they are then. Throws `unprocessable` for what it doesn't know.
    func change(_ settings: JSONValue) async throws -> JSONValue
}
