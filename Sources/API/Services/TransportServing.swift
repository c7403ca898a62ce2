package import SOL

/// What carries links of services between hosts (`/manifold/v1/transport`).
package protocol TransportServing: Sendable {
    func transport() async throws -> ManifoldAPI.Transport

    /// Throws `conflict` where something rests on what was set before.
    func set(_ request: ManifoldAPI.Transport) async throws -> ManifoldAPI.Transport
}
