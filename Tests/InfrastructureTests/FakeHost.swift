import Dataplane
import Foundation
import MANOModel
import VIM

/// A host that remembers what it was told, and refuses what it is told to refuse.
actor FakeHost {
    private(set) var endpoints: [String: EndpointSpec] = [:]
    private(set) var calls: [String] = []
    private var refusals: [String: ManifoldError] = [:]
    private var resources: [OwnedResource] = []
    private var switchResources: [OwnedSwitchResource] = []
    private(set) var isClosed = false
    private(set) var attached: [String: PortSpec] = [:]
    private(set) var graphs: [String: GraphSpec] = [:]
    nonisolated let switchEvents = AsyncStream.makeStream(of: DataplaneEvent.self)

    /// Its switch was started anew: what it held in memory is gone.
    func restartSwitch() {
        endpoints = [:]
        attached = [:]
        graphs = [:]
        switchEvents.continuation.yield(.disconnected(reason: "it was told to"))
        switchEvents.continuation.yield(.connected)
    }
    /// By interface, the last number that was asked for.
    private(set) var functionCounts: [String: Int] = [:]

    /// What it says of itself from now on.
    var told = FakeHost.facts
    func says(_ facts: HostFacts) { told = facts }

    static let facts = HostFacts(
        hypervisorVersion: "1", cpuModel: "model", architecture: "x86_64", kvm: false,
        numaNodes: [NUMANode(id: 0, cores: [0, 1], memory: 8 << 30)], storageCapacity: 1 << 40, storageFree: 1 << 39)

    /// The port that its switch doesn't take, together with all that are to come with it.
    private var refusedPort: String?
    func refuse(port: String?) { refusedPort = port }

    func refuse(_ call: String, _ error: ManifoldError?) { refusals[call] = error }

    func has(_ resources: [OwnedResource], _ switchResources: [OwnedSwitchResource]) {
        self.resources = resources
        self.switchResources = switchResources
    }

    /// The call that is held up until it is told to go on, and what waits for that.
    private var held: (call: String, waiting: [CheckedContinuation<Void, Never>])?
    var isHeldUp: Bool { held?.waiting.isEmpty == false }
    func hold(_ call: String) { held = (call, []) }
    func goOn() {
        let waiting = held?.waiting ?? []
        held = nil
        for continuation in waiting { continuation.resume() }
    }

    func forgetEndpoints() { endpoints = [:] }
    func forgetGraphs() { graphs = [:] }

    private func called(_ name: String) throws {
        calls.append(name)
        if let error = refusals[name] { throw error }
    }
}

extension FakeHost: VIMDriver {
    func migrationTarget(of guest: GuestSpec) throws -> MigrationTarget { MigrationTarget(connection: guest.name) }
    func moveGuest(_ guest: GuestSpec, as moved: GuestSpec, to target: MigrationTarget) throws {}
    func volumeFile(name: String) throws -> String { name }
    func createVolume(_ volume: VolumeSpec, copying file: String) throws {}

    func facts() throws -> HostFacts {
        try called("facts")
        return told
    }
    func ensureImage(_ image: ImageSource) {}
    func images() -> Set<String> { [] }
    func removeImage(hash: String, unlessUsedSince limit: Date?) {}
    func createVolume(_ volume: VolumeSpec) {}
    func createConfigDrive(_ drive: ConfigDriveSpec) {}
    func removeVolume(name: String) {}
    func volume(name: String) -> Observation { .absent }
    func startGuest(_ guest: GuestSpec) {}
    func removeGuest(name: String, grace: Duration?) {}
    func guest(name: String) -> GuestObservation { .absent }
    func awaitReady(guest: GuestSpec, deadline: Duration) {}
    func guestCounters(name: String) -> [String: GuestCounter] { [:] }
    func setVirtualFunctions(_ count: Int, of interface: String) throws {
        try called("setVirtualFunctions")
        functionCounts[interface] = count
    }
    func inventory() throws -> [OwnedResource] {
        try called("inventory")
        return resources
    }
    nonisolated func events() -> AsyncStream<VIMEvent> { AsyncStream { $0.finish() } }
    func close() { isClosed = true }
}

extension FakeHost: DataplaneDriver {
    func facts() throws -> SwitchFacts {
        try called("switchFacts")
        return told.networkSwitch
    }
    func ensureBridge() throws { try called("ensureBridge") }
    func attachPorts(_ ports: [PortSpec]) throws {
        try called("attachPorts")
        if let refusedPort, ports.contains(where: { $0.name == refusedPort }) {
            throw ManifoldError(.infrastructure, "port \(refusedPort) can't be")
        }
        for port in ports { attached[port.name] = port }
    }
    func detachPorts(names: [String]) throws {
        try called("detachPorts")
        for name in names { attached[name] = nil }
    }
    func ports(names: [String]) async -> [PortObservation] {
        if held?.call == "ports" { await withCheckedContinuation { held?.waiting.append($0) } }
        return names.compactMap { attached[$0] }.map {
            PortObservation(name: $0.name, owner: $0.owner, number: $0.number, isUp: true)
        }
    }
    nonisolated func events() -> AsyncStream<DataplaneEvent> { switchEvents.stream }
    func ensureEndpoint(_ endpoint: EndpointSpec) throws {
        try called("ensureEndpoint")
        endpoints[endpoint.portName] = endpoint
    }
    func removeEndpoint(_ endpoint: EndpointSpec) throws {
        try called("removeEndpoint")
        endpoints[endpoint.portName] = nil
    }
    func endpoint(_ endpoint: EndpointSpec) -> Bool { endpoints[endpoint.portName] == endpoint }
    func applyGraph(_ graph: GraphSpec) throws {
        try called("applyGraph")
        graphs[graph.id] = graph
    }
    func removeGraph(id: String) {}
    func graphDigest(id: String) throws -> String? { try graphs[id]?.digest }
    func counters(graphID: String) -> [HopCounter] { [] }
    func inventory() throws -> [OwnedSwitchResource] {
        try called("switchInventory")
        return switchResources
    }
}
