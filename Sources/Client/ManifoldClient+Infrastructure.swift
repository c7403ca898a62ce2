package import SOL

/// Hosts, networks, alarms and the daemon itself.
extension ManifoldClient {
    package func status() async throws -> Fetched<ManifoldAPI.Status> {
        try await get(ManifoldAPI.Status.self, .manifold, "/status")
    }

    package func hosts() async throws -> [Fetched<ManifoldAPI.Host>] {
        try await list(ManifoldAPI.Host.self, .manifold, "/hosts")
    }

    package func host(_ id: String) async throws -> Fetched<ManifoldAPI.Host> {
        try await get(ManifoldAPI.Host.self, .manifold, "/hosts/\(Self.component(id))")
    }

    /// Revisions of what the host says that it is, the newest first.
    package func hostChanges(_ id: String) async throws -> Fetched<[ManifoldAPI.HostChange]> {
        try await get([ManifoldAPI.HostChange].self, .manifold, "/hosts/\(Self.component(id))/changes")
    }

    package func addHost(_ request: ManifoldAPI.CreateHostRequest) async throws -> Fetched<ManifoldAPI.Host> {
        try await send(ManifoldAPI.Host.self, "POST", .manifold, "/hosts", request)
    }

    package func modifyHost(
        _ id: String, _ changes: ManifoldAPI.HostModifications
    ) async throws -> Fetched<ManifoldAPI.Host> {
        try await send(ManifoldAPI.Host.self, "PATCH", .manifold, "/hosts/\(Self.component(id))", changes)
    }

    /// What on a host isn't as the store has it.
    package func hostDifferences(_ id: String) async throws -> Fetched<[ManifoldAPI.HostDifference]> {
        try await get([ManifoldAPI.HostDifference].self, .manifold, "/hosts/\(Self.component(id))/differences")
    }

    /// The base images in a host's pool.
    package func hostImages(_ id: String) async throws -> Fetched<[ManifoldAPI.HostImage]> {
        try await get([ManifoldAPI.HostImage].self, .manifold, "/hosts/\(Self.component(id))/images")
    }

    /// Has a dead host fenced, and its guests made elsewhere.
    package func evacuateHost(_ id: String) async throws -> Fetched<ManifoldAPI.Host> {
        try await send(
            ManifoldAPI.Host.self, "POST", .manifold, "/hosts/\(Self.component(id))/evacuate", [String: String]())
    }

    /// Says that nothing of a host runs.
    package func confirmHostDead(
        _ id: String, _ request: ManifoldAPI.ConfirmDeadRequest
    ) async throws -> Fetched<ManifoldAPI.Host> {
        try await send(
            ManifoldAPI.Host.self, "POST", .manifold, "/hosts/\(Self.component(id))/confirm_dead", request)
    }

    package func removeHost(_ id: String) async throws {
        try await send("DELETE", .manifold, "/hosts/\(Self.component(id))")
    }

    package func networks() async throws -> [Fetched<ManifoldAPI.Network>] {
        try await list(ManifoldAPI.Network.self, .manifold, "/networks")
    }

    package func network(_ id: String) async throws -> Fetched<ManifoldAPI.Network> {
        try await get(ManifoldAPI.Network.self, .manifold, "/networks/\(Self.component(id))")
    }

    package func createNetwork(
        _ request: ManifoldAPI.CreateNetworkRequest
    ) async throws -> Fetched<ManifoldAPI.Network> {
        try await send(ManifoldAPI.Network.self, "POST", .manifold, "/networks", request)
    }

    package func deleteNetwork(_ id: String) async throws {
        try await send("DELETE", .manifold, "/networks/\(Self.component(id))")
    }

    /// What carries links of services between hosts.
    package func transport() async throws -> Fetched<ManifoldAPI.Transport> {
        try await get(ManifoldAPI.Transport.self, .manifold, "/transport")
    }

    package func setTransport(_ transport: ManifoldAPI.Transport) async throws -> Fetched<ManifoldAPI.Transport> {
        try await send(ManifoldAPI.Transport.self, "PUT", .manifold, "/transport", transport)
    }

    /// How hosts are chosen for new guests.
    package func placementSettings() async throws -> Fetched<ManifoldAPI.PlacementSettings> {
        try await get(ManifoldAPI.PlacementSettings.self, .manifold, "/placement")
    }

    package func setPlacementSettings(
        _ settings: ManifoldAPI.PlacementSettings
    ) async throws -> Fetched<ManifoldAPI.PlacementSettings> {
        try await send(ManifoldAPI.PlacementSettings.self, "PUT", .manifold, "/placement", settings)
    }

    /// Alarms of VNF instances (SOL003 7.4.2).
    package func alarms() async throws -> [Fetched<SOL003.Alarm>] {
        try await list(SOL003.Alarm.self, .vnfFaults, "/alarms")
    }
}
