import Assurance
import Dataplane
import Fencing
import Foundation
import Infrastructure
import Logging
import MANOModel
import NFVO
import Operations
import SOL
import SimulatedVIM
import Store
import Synchronization
import VIM
import VNFM

/// A manager as the daemon wires it, on a simulated world and a store on a real file: services of two guests on one link,
/// with disks and addresses.
final class EvacuationBench: Sendable {
    let store: StateStore
    let world: SimulatedWorld
    let registry: HostRegistry
    let hosts: HostService
    let networks: NetworkService
    let engine: OperationEngine
    let nss: NSLifecycleService
    let fences: FakeFences
    private let log: Logger
    private let service = Mutex<Task<Void, any Error>?>(nil)

    private init(folder: String, hosts count: Int) throws {
        store = try StateStore(path: folder + "/state.sqlite", views: ResourceViews())
        var log = Logger(label: "test")
        log.logLevel = .critical
        self.log = log
        let world = try SimulatedWorld(hosts: count)
        self.world = world
        fences = FakeFences(world: world)
        registry = HostRegistry(store: store, log: log) { host in
            let simulated = world.host(host.name)
            return HostDrivers(vim: simulated, dataplane: simulated)
        }
        networks = NetworkService(store: store, registry: registry, log: log)
        hosts = HostService(store: store, registry: registry, networks: networks, log: log)
        let context = VNFProcedureContext(sources: .system, imageFolder: folder)
        var templates = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { templates.deleteLastPathComponent() }
        engine = OperationEngine(
            store: store,
            executors: HostSteps.all(
                on: registry, drives: ConfigDriveRenderer(folder: templates.appending(path: "Templates").path)),
            procedures: VNFProcedures.all(context).merging(NSProcedures.all(sources: .system)) { first, _ in first },
            log: log)
        nss = NSLifecycleService(store: store, engine: engine)
    }

    /// Runs the body on hosts `sim-1` and so on, with evacuation at work.
    static func run(hosts count: Int = 3, _ body: (EvacuationBench) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mf-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bench = try EvacuationBench(folder: folder, hosts: count)
        try await bench.hosts.addSimulated(bench.world.hosts().map { $0.host(id: Identifier($0.name)) })
        try await bench.hosts.start()
        try await bench.onboard()
        await bench.start()
        do {
            try await body(bench)
        } catch {
            await bench.stop()
            throw error
        }
        await bench.stop()
        await bench.engine.close()
        await bench.registry.close()
        try bench.store.close()
    }

    // MARK: The manager's part

    /// Starts what looks after hosts, as a manager that starts does, and what follows hosts' events.
    func start() async {
        var policy = EvacuationPolicy()
        policy.tick = .milliseconds(10)
        policy.probe = .milliseconds(20)
        policy.pause = 0.05
        policy.firstFencingPause = 0.2
        let vnfs = VNFLifecycleService(store: store, engine: engine)
        let fences = fences
        let healing = FakeHealing(store: store, world: world)
        let assurance = AssuranceService(
            store: store, registry: registry, hosts: hosts, observer: HostObserver(registry: registry),
            healing: healing, log: log)
        let evacuation = EvacuationService(
            store: store, registry: registry, hosts: hosts,
            relocating: Relocator(vnfs: vnfs, nss: nss, engine: engine),
            fencing: { host, method in fences.driver(host, method) }, policy: policy, log: log
        ) { await assurance.note(alarmed: $0) }
        service.withLock { service in
            service = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await assurance.run() }
                    group.addTask { try await evacuation.run() }
                    try await group.waitForAll()
                }
            }
        }
    }

    func stop() async {
        let task = service.withLock { service in
            defer { service = nil }
            return service
        }
        task?.cancel()
        try? await task?.value
    }

    // MARK: Services

    private static let hash = String(repeating: "ab", count: 32)

    private func onboard() async throws {
        let image = SoftwareImage(
            id: "image", name: "image", version: "1", checksum: Checksum(algorithm: .sha256, hash: Self.hash),
            containerFormat: "bare", diskFormat: "qcow2", minDiskBytes: 1 << 30, sizeBytes: 1 << 20,
            location: "vnf.qcow2")
        let flavour = DeploymentFlavour(
            id: "df",
            vdus: [
                VDU(
                    id: "vdu", name: "vdu", compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 28),
                    softwareImage: image, profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1))
            ], vduCps: [VduCp(id: "cp", vduID: "vdu", layerProtocols: [.ipv4])],
            externalCps: [VnfExtCp(id: "ext", attachment: .vduCp("cp"))], initialDeltas: ["vdu": 1],
            instantiationLevels: [InstantiationLevel(id: "default", vduInstances: ["vdu": 1])],
            defaultInstantiationLevelID: "default")
        let vnfd = VNFD(
            id: "vnfd", version: "1", provider: "p", productName: "vnf", softwareVersion: "1", flavours: [flavour])
        let link = NsVirtualLink(
            id: "link", connectivity: ConnectivityType(layerProtocols: [.ipv4]),
            profile: VirtualLinkProfile(
                protocols: [
                    VirtualLinkProtocolData(
                        layerProtocol: .ipv4, l3: L3ProtocolData(ipVersion: .ipv4, cidr: "10.9.0.0/24"))
                ]))
        let service = NSDeploymentFlavour(
            id: "df",
            vnfProfiles: ["left", "right"].map {
                VNFProfile(
                    id: $0, vnfdID: "vnfd", flavourID: "df",
                    connectivity: [VirtualLinkConnectivity(cpdID: "ext", virtualLinkID: "link")])
            }, virtualLinks: [link],
            instantiationLevels: [
                NSInstantiationLevel(id: "default", vnfInstances: ["left": 1, "right": 1]),
                NSInstantiationLevel(id: "single", vnfInstances: ["left": 1, "right": 0]),
            ],
            defaultInstantiationLevelID: "default")
        let nsd = NSD(
            id: "nsd", invariantID: "i", name: "n", designer: "d", version: "1", flavours: [service])
        try await store.transact { transaction in
            try transaction.insert(
                VNFPackage(
                    id: "package", onboardingState: .onboarded, operationalState: .enabled, vnfd: vnfd,
                    imageHashes: ["vnf.qcow2": Self.hash], createdAt: Date()))
            try transaction.insert(
                NSDInfo(
                    id: "nsd-info", onboardingState: .onboarded, operationalState: .enabled, nsd: nsd,
                    createdAt: Date()))
        }
    }

    /// An instantiated service on that host: the others are closed meanwhile.
    ///
    /// - Parameter level: `single` has one guest.
    @discardableResult
    func addService(_ name: String, on host: String, level: String = "default") async throws -> Identifier<NSInstance> {
        let others = try await hosts.hosts().map(\.name).filter { $0 != host }
        for other in others { _ = try await hosts.modify(other, .init(state: .disabled)) }
        let id = try await nss.create(SOL005.CreateNsRequest(nsdId: "nsd", nsName: name, nsDescription: ""))
        let request = SOL005.InstantiateNsRequest(nsFlavourId: "df", nsInstantiationLevelId: level)
        let operation = try await nss.instantiate(id, request, body: try JSONValue(encoding: request))
        let state = try await end(of: operation)
        guard state == .completed else { throw ManifoldError(.internal, "service \(name) is \(state)") }
        for other in others { _ = try await hosts.modify(other, .init(state: .enabled)) }
        return id
    }

    func end(of id: Identifier<OperationOccurrence>) async throws -> OperationState {
        _ = try await eventually { try await self.store.read { !(try $0.get(id).value.state.isRunning) } }
        return try await store.read { try $0.get(id).value.state }
    }

    func vnfcs(of id: Identifier<NSInstance>) async throws -> [VNFC] {
        try await store.read { reading in
            try reading.vnfInstances(ns: id).flatMap { $0.value.instantiated?.vnfcs ?? [] }
        }
    }

    /// What is known by others of a service's guests, which must never change.
    func identity(of id: Identifier<NSInstance>) async throws -> [String] {
        try await vnfcs(of: id).flatMap { vnfc in
            [vnfc.id.rawValue, vnfc.domainName] + vnfc.volumes.map(\.name)
                + vnfc.connectionPoints.flatMap { [$0.macAddress, $0.portName] + $0.addresses }
        }
    }

    // MARK: Hosts

    func host(_ name: String) async throws -> ManifoldAPI.Host { try await hosts.host(name) }

    func cutOff(_ name: String) async throws { try await world.setReachable(name, false) }

    func reconnect(_ name: String) async throws { try await world.setReachable(name, true) }

    func fence(_ name: String, automatic: Bool = false) async throws {
        _ = try await hosts.modify(
            name,
            .init(
                fencing: FencingSettings(
                    methods: [FencingMethod(type: .ipmi, address: "bmc-\(name)")], automatic: automatic,
                    unreachableAfter: 1)))
    }

    /// Guests, disks and ports of ours that are on a host, whatever the store says.
    func things(on name: String) async throws -> [String] {
        let host = world.host(name)
        let outside: [OwnedResource] = try await host.inventory()
        let switched: [OwnedSwitchResource] = try await host.inventory()
        return outside.map { "\($0.kind) \($0.name)" } + switched.map { "\($0.kind) \($0.name)" }
    }

    /// Everything is where the store says, and nothing else is anywhere.
    func findings() async throws -> [String] {
        let report = try await Reconciler(store: store, registry: registry).findings()
        return report.findings.map { "\($0.problem.rawValue) \($0.resource.kind.rawValue) \($0.resource.name)" }
            + report.unasked.map { "\($0.key): \($0.value)" }
    }

    /// Waits until the condition holds; false where that takes longer than a generous time.
    func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    func alarms() async throws -> [Alarm] { try await store.read { try $0.all(Alarm.self).map(\.value) } }
}

/// As the daemon's.
private struct Relocator: Relocating {
    let vnfs: VNFLifecycleService
    let nss: NSLifecycleService
    let engine: OperationEngine

    func relocate(
        _ subject: OperationOccurrence.Subject, from host: Identifier<MANOModel.Host>
    ) async throws -> Identifier<OperationOccurrence> {
        if let moving = try await vnfs.moveAway(subject, from: host) { return moving }
        return switch subject {
        case .vnf(let id): try await vnfs.evacuate(id, from: host)
        case .ns(let id): try await nss.evacuate(id, from: host)
        }
    }

    func retry(_ id: Identifier<OperationOccurrence>) async throws { try await engine.retry(id) }

    func giveUp(_ id: Identifier<OperationOccurrence>) async throws { try await engine.fail(id) }
}

/// Fences of hosts that do as they are told.
final class FakeFences: Sendable {
    enum Conduct: Sendable {
        case works
        /// Says no, with these words.
        case refuses(String)
        /// Works, and never answers.
        case neverAnswers
    }

    private let world: SimulatedWorld
    private struct State {
        var conduct = Conduct.works
        var canTell = true
        var acts: [String] = []
        var looks: [String] = []
    }
    private let state = Mutex(State())

    init(world: SimulatedWorld) { self.world = world }

    func conduct(_ conduct: Conduct, canTell: Bool = true) {
        state.withLock {
            $0.conduct = conduct
            $0.canTell = canTell
        }
    }

    /// Hosts, each time that one was powered off.
    var acts: [String] { state.withLock { $0.acts } }
    /// Hosts, each time that one was asked whether it is off.
    var looks: [String] { state.withLock { $0.looks } }

    func driver(_ host: MANOModel.Host, _ method: FencingMethod) -> any FencingDriver {
        Driver(fences: self, host: host.name)
    }

    private struct Driver: FencingDriver {
        let fences: FakeFences
        let host: String

        func powerOff() async throws -> String {
            let conduct = fences.state.withLock { state in
                state.acts.append(host)
                return state.conduct
            }
            switch conduct {
            case .works: return try await SimulatedFence(host: host, world: fences.world).powerOff()
            case .refuses(let words):
                throw ManifoldError(.infrastructure, "ipmi at bmc-\(host) refused chassis power off", cause: words)
            case .neverAnswers:
                _ = try await SimulatedFence(host: host, world: fences.world).powerOff()
                try await Task.sleep(for: .seconds(3600))
                return "never"
            }
        }

        func isOff() async throws -> Bool? {
            let canTell = fences.state.withLock { state in
                state.looks.append(host)
                return state.canTell
            }
            return canTell ? try await SimulatedFence(host: host, world: fences.world).isOff() : nil
        }
    }
}
