package import Dataplane
package import FoundationEssentials
package import MANOModel
package import VIM

/// One host of a simulated world: its hypervisor and its switch.
package struct SimulatedHost: Sendable {
    package let name: String
    private let world: any WorldAccess

    package init(name: String, world: any WorldAccess) {
        self.name = name
        self.world = world
    }

    @discardableResult
    private func perform(_ action: WorldAction) async throws -> WorldAnswer {
        try await world.call(.perform(host: name, action: action))
    }

    static func wrongAnswer(_ call: WorldCall) -> ManifoldError {
        ManifoldError(.internal, "the simulated world answered something else than was asked", cause: "\(call)")
    }

    private func wrongAnswer(_ action: WorldAction) -> ManifoldError {
        Self.wrongAnswer(.perform(host: name, action: action))
    }
}

extension SimulatedHost: VIMDriver {
    package func facts() async throws -> HostFacts {
        guard case .facts(let facts) = try await perform(.facts) else { throw wrongAnswer(.facts) }
        return facts
    }

    package func ensureImage(_ image: ImageSource) async throws { try await perform(.ensureImage(image)) }

    package func images() async throws -> Set<String> {
        guard case .names(let hashes) = try await perform(.images) else { throw wrongAnswer(.images) }
        return hashes
    }

    /// The world keeps no times of its images: what is under no volume goes.
    package func removeImage(hash: String, unlessUsedSince limit: Date?) async throws {
        try await perform(.removeImage(hash: hash))
    }

    package func createVolume(_ volume: VolumeSpec) async throws { try await perform(.createVolume(volume)) }

    package func createConfigDrive(_ drive: ConfigDriveSpec) async throws {
        try await perform(.createConfigDrive(drive))
    }

    package func removeVolume(name: String) async throws { try await perform(.removeVolume(name: name)) }

    package func volume(name: String) async throws -> Observation {
        guard case .observation(let seen) = try await perform(.volume(name: name)) else {
            throw wrongAnswer(.volume(name: name))
        }
        return seen
    }

    package func startGuest(_ guest: GuestSpec) async throws { try await perform(.startGuest(guest)) }

    /// A simulated guest stops at once, so that the grace is never used up.
    package func removeGuest(name: String, grace: Duration?) async throws {
        try await perform(.removeGuest(name: name))
    }

    package func migrationTarget(of guest: GuestSpec) async throws -> MigrationTarget {
        MigrationTarget(connection: name)
    }

    package func moveGuest(_ guest: GuestSpec, as moved: GuestSpec, to target: MigrationTarget) async throws {
        try await perform(.moveGuest(moved, to: target.connection))
    }

    /// A volume of a simulated host is known by its host.
    package func volumeFile(name volume: String) async throws -> String { name }

    package func createVolume(_ volume: VolumeSpec, copying file: String) async throws {
        try await perform(.copyVolume(volume, from: file))
    }

    package func guest(name: String) async throws -> GuestObservation {
        guard case .guest(let seen) = try await perform(.guest(name: name)) else {
            throw wrongAnswer(.guest(name: name))
        }
        return seen
    }

    package func awaitReady(guest: GuestSpec, deadline: Duration) async throws {
        try await perform(.awaitReady(name: guest.name, deadline: deadline))
    }

    package func guestCounters(name: String) async throws -> [String: GuestCounter] {
        guard case .guestCounters(let counters) = try await perform(.guestCounters(name: name)) else {
            throw wrongAnswer(.guestCounters(name: name))
        }
        return counters
    }

    package func inventory() async throws -> [OwnedResource] {
        guard case .inventory(let resources) = try await perform(.inventory) else { throw wrongAnswer(.inventory) }
        return resources
    }

    package func events() -> AsyncStream<VIMEvent> { world.events(host: name) }

    /// The world belongs to whoever made it.
    package func close() async {}
}

extension SimulatedHost: DataplaneDriver {
    package func facts() async throws -> SwitchFacts {
        guard case .switchFacts(let facts) = try await perform(.switchFacts) else { throw wrongAnswer(.switchFacts) }
        return facts
    }

    package func ensureBridge() async throws { try await perform(.ensureBridge) }

    package func attachPorts(_ ports: [PortSpec]) async throws { try await perform(.attachPorts(ports)) }

    package func detachPorts(names: [String]) async throws { try await perform(.detachPorts(names: names)) }

    package func ports(names: [String]) async throws -> [PortObservation] {
        guard case .ports(let ports) = try await perform(.ports(names: names)) else {
            throw wrongAnswer(.ports(names: names))
        }
        return ports
    }

    package func ensureEndpoint(_ endpoint: EndpointSpec) async throws { try await perform(.ensureEndpoint(endpoint)) }

    package func removeEndpoint(_ endpoint: EndpointSpec) async throws { try await perform(.removeEndpoint(endpoint)) }

    package func endpoint(_ endpoint: EndpointSpec) async throws -> Bool {
        guard case .flag(let isThere) = try await perform(.endpoint(endpoint)) else {
            throw wrongAnswer(.endpoint(endpoint))
        }
        return isThere
    }

    package func applyGraph(_ graph: GraphSpec) async throws { try await perform(.applyGraph(graph)) }

    package func removeGraph(id: String) async throws { try await perform(.removeGraph(id: id)) }

    package func graphDigest(id: String) async throws -> String? {
        guard case .digest(let digest) = try await perform(.graphDigest(id: id)) else {
            throw wrongAnswer(.graphDigest(id: id))
        }
        return digest
    }

    package func counters(graphID: String) async throws -> [HopCounter] {
        guard case .counters(let counters) = try await perform(.counters(graphID: graphID)) else {
            throw wrongAnswer(.counters(graphID: graphID))
        }
        return counters
    }

    package func inventory() async throws -> [OwnedSwitchResource] {
        guard case .switchInventory(let resources) = try await perform(.switchInventory) else {
            throw wrongAnswer(.switchInventory)
        }
        return resources
    }
}
