import Foundation
import Infrastructure
import Logging
import MANOModel
import SOL
import SimulatedVIM
import Store
import VIM

import Assurance

extension ResourceViews: ResourceRendering {}

/// Assurance over a simulated host with VNFs in a store on a real file.
struct Bench {
    let store: StateStore
    let world: SimulatedWorld
    let registry: HostRegistry
    let hosts: HostService
    let healing: FakeHealing
    let assurance: AssuranceService

    /// Runs the body beside the service, or before it if the body starts it.
    static func run(
        startsService: Bool = true, comparison: Duration = .seconds(60), _ body: (Bench) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mf-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(path: folder + "/state.sqlite", views: ResourceViews())
        var log = Logger(label: "test")
        log.logLevel = .critical
        let world = try SimulatedWorld(hosts: 1)
        let registry = HostRegistry(store: store, log: log) { host in
            let simulated = world.host(host.name)
            return HostDrivers(vim: simulated, dataplane: simulated)
        }
        let networks = NetworkService(store: store, registry: registry, log: log)
        let hosts = HostService(store: store, registry: registry, networks: networks, log: log)
        try await hosts.addSimulated(world.hosts().map { $0.host(id: Identifier($0.name)) })
        try await hosts.start()
        let healing = FakeHealing(store: store, world: world)
        var policy = AssurancePolicy()
        policy.firstPause = 0.05
        policy.firstLook = .milliseconds(20)
        policy.comparison = comparison
        policy.attemptLimit = 3
        let assurance = AssuranceService(
            store: store, registry: registry, hosts: hosts, observer: HostObserver(registry: registry),
            healing: healing, policy: policy, log: log)
        let bench = Bench(
            store: store, world: world, registry: registry, hosts: hosts, healing: healing, assurance: assurance)
        let service = startsService ? Task { try await assurance.run() } : nil
        defer { service?.cancel() }
        try await body(bench)
        service?.cancel()
        try await service?.value
        await registry.close()
        try store.close()
    }

    static func guest(_ vnfc: VNFC) -> GuestSpec {
        GuestSpec(
            name: vnfc.domainName, owner: vnfc.id.rawValue, title: vnfc.domainName, vCPUs: 1, memory: 1 << 20,
            disks: [], configDrive: nil, interfaces: [], readiness: Readiness(probe: .none, timeout: 1))
    }

    /// An instantiated VNF whose guests run.
    func addVNF(guests: Int = 1, heals: Bool = true) async throws -> VNFInstance {
        let package = VNFPackage(id: Identifier(UUID()), createdAt: Date())
        let id: Identifier<VNFInstance> = Identifier(UUID())
        var vnf = VNFInstance(
            id: id, vnfdID: "vnfd", packageID: package.id, provider: "p", productName: "n", softwareVersion: "1",
            vnfdVersion: "1", configurableProperties: ["isAutohealEnabled": .bool(heals)], createdAt: Date())
        let vnfcs = (0..<guests).map { index in
            let vnfcID: Identifier<VNFC> = Identifier(UUID())
            return VNFC(
                id: vnfcID, vduID: "v", index: index, hostID: "sim-1",
                domainName: ExternalName.make(kind: "guest", owner: vnfcID.rawValue), vCPUs: 1, memory: 1 << 20)
        }
        for vnfc in vnfcs { try await world.host("sim-1").startGuest(Self.guest(vnfc)) }
        vnf.instantiated = InstantiatedVNF(flavourID: "f", vnfcs: vnfcs, isComplete: true)
        let made = vnf
        try await store.transact { transaction in
            try transaction.insert(package)
            try transaction.insert(made)
        }
        return made
    }

    func crash(_ vnfc: VNFC) async throws {
        try await world.crashGuest(host: "sim-1", name: vnfc.domainName, reason: "signal 9")
    }

    /// All alarms there ever were, as a client sees them.
    func alarms() async throws -> [SOL003.Alarm] {
        try await store.read { try $0.bodies(.alarm, limit: 1000) }.map {
            try WireJSON.decode(SOL003.Alarm.self, from: $0.body)
        }
    }

    /// Waits until the condition holds; false where that takes longer than a generous time.
    func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
