package import SOL

/// NS instances (SOL005 6.4) and VNF instances (SOL003 5.4). An operation returns where its occurrence is.
extension ManifoldClient {
    package func nsInstances() async throws -> [Fetched<SOL005.NsInstance>] {
        try await list(SOL005.NsInstance.self, .nss, "/ns_instances")
    }

    package func nsInstance(_ id: String) async throws -> Fetched<SOL005.NsInstance> {
        try await get(SOL005.NsInstance.self, .nss, "/ns_instances/\(Self.component(id))")
    }

    package func createNS(_ request: SOL005.CreateNsRequest) async throws -> Fetched<SOL005.NsInstance> {
        try await send(SOL005.NsInstance.self, "POST", .nss, "/ns_instances", request)
    }

    package func deleteNS(_ id: String) async throws {
        try await send("DELETE", .nss, "/ns_instances/\(Self.component(id))")
    }

    package func instantiateNS(
        _ id: String, _ request: SOL005.InstantiateNsRequest
    ) async throws -> Occurrence.Reference {
        try await operate(.ns, id, "instantiate", request)
    }

    package func scaleNS(_ id: String, _ request: SOL005.ScaleNsRequest) async throws -> Occurrence.Reference {
        try await operate(.ns, id, "scale", request)
    }

    package func healNS(_ id: String, _ request: SOL005.HealNsRequest) async throws -> Occurrence.Reference {
        try await operate(.ns, id, "heal", request)
    }

    package func terminateNS(
        _ id: String, _ request: SOL005.TerminateNsRequest = SOL005.TerminateNsRequest()
    ) async throws -> Occurrence.Reference {
        try await operate(.ns, id, "terminate", request)
    }

    /// What an instantiation would place where; nothing is claimed.
    package func planNS(
        _ id: String, _ request: SOL005.InstantiateNsRequest
    ) async throws -> Fetched<ManifoldAPI.Plan> {
        try await send(
            ManifoldAPI.Plan.self, "POST", .manifold, "/ns_instances/\(Self.component(id))/plan", request)
    }

    package func topology(_ id: String) async throws -> Fetched<ManifoldAPI.Topology> {
        try await get(ManifoldAPI.Topology.self, .manifold, "/ns_instances/\(Self.component(id))/topology")
    }

    /// What passed along the paths of an NS.
    package func paths(_ id: String) async throws -> [Fetched<ManifoldAPI.PathCounters>] {
        try await list(ManifoldAPI.PathCounters.self, .manifold, "/ns_instances/\(Self.component(id))/paths")
    }

    package func vnfInstances() async throws -> [Fetched<SOL003.VnfInstance>] {
        // `instantiatedVnfInfo` is left out of lists otherwise.
        try await list(SOL003.VnfInstance.self, .vnfs, "/vnf_instances", query: "all_fields")
    }

    package func vnfInstance(_ id: String) async throws -> Fetched<SOL003.VnfInstance> {
        try await get(SOL003.VnfInstance.self, .vnfs, "/vnf_instances/\(Self.component(id))")
    }

    package func createVNF(_ request: SOL003.CreateVnfRequest) async throws -> Fetched<SOL003.VnfInstance> {
        try await send(SOL003.VnfInstance.self, "POST", .vnfs, "/vnf_instances", request)
    }

    package func deleteVNF(_ id: String) async throws {
        try await send("DELETE", .vnfs, "/vnf_instances/\(Self.component(id))")
    }

    package func instantiateVNF(
        _ id: String, _ request: SOL003.InstantiateVnfRequest
    ) async throws -> Occurrence.Reference {
        try await operate(.vnf, id, "instantiate", request)
    }

    package func scaleVNF(_ id: String, _ request: SOL003.ScaleVnfRequest) async throws -> Occurrence.Reference {
        try await operate(.vnf, id, "scale", request)
    }

    package func healVNF(_ id: String, _ request: SOL003.HealVnfRequest) async throws -> Occurrence.Reference {
        try await operate(.vnf, id, "heal", request)
    }

    /// Moves guests to another host.
    package func migrateVNF(_ id: String, _ request: ManifoldAPI.MigrateRequest) async throws -> Occurrence.Reference {
        let response = try await send("POST", .manifold, "/vnf_instances/\(Self.component(id))/migrate", request)
        return Occurrence.Reference(.vnf, id: try created(response))
    }

    package func terminateVNF(
        _ id: String, _ request: SOL003.TerminateVnfRequest
    ) async throws -> Occurrence.Reference {
        try await operate(.vnf, id, "terminate", request)
    }

    /// What an instantiation would place where; nothing is claimed.
    package func planVNF(
        _ id: String, _ request: SOL003.InstantiateVnfRequest
    ) async throws -> Fetched<ManifoldAPI.Plan> {
        try await send(
            ManifoldAPI.Plan.self, "POST", .manifold, "/vnf_instances/\(Self.component(id))/plan", request)
    }

    /// What the guests of a VNF count, asked from their agents.
    package func counters(_ id: String) async throws -> [Fetched<ManifoldAPI.GuestCounters>] {
        try await list(ManifoldAPI.GuestCounters.self, .manifold, "/vnf_instances/\(Self.component(id))/counters")
    }

    /// The last lines that the guests of a VNF have printed; `guest`, `lines` and `end` as in the API.
    package func logs(
        _ id: String, guest: String? = nil, lines: Int? = nil, after end: Int64? = nil
    ) async throws -> [Fetched<ManifoldAPI.GuestLog>] {
        let query = [
            guest.map { "vnfc=\(Self.component($0))" }, lines.map { "lines=\($0)" }, end.map { "after=\($0)" },
        ].compactMap(\.self).joined(separator: "&")
        return try await list(
            ManifoldAPI.GuestLog.self, .manifold, "/vnf_instances/\(Self.component(id))/logs",
            query: query.isEmpty ? nil : query)
    }

    private func operate(
        _ kind: Occurrence.Kind, _ id: String, _ operation: String, _ request: any Encodable & Sendable
    ) async throws -> Occurrence.Reference {
        let collection = kind == .ns ? "/ns_instances" : "/vnf_instances"
        let response = try await send(
            "POST", kind.family, "\(collection)/\(Self.component(id))/\(operation)", request)
        return Occurrence.Reference(kind, id: try created(response))
    }
}
