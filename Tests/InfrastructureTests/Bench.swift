import Foundation
import Infrastructure
import Logging
import MANOModel
import SOL
import Store
import Synchronization

extension ResourceViews: ResourceRendering {}

/// A store on a real file with the services over fake hosts, by name.
struct Bench {
    let store: StateStore
    let registry: HostRegistry
    let networks: NetworkService
    let hosts: HostService
    private let fakes: Fakes

    final class Fakes: Sendable {
        private let byName = Mutex<[String: FakeHost]>([:])

        func get(_ name: String) -> FakeHost {
            byName.withLock { hosts in
                let host = hosts[name] ?? FakeHost()
                hosts[name] = host
                return host
            }
        }
    }

    func fake(_ name: String) -> FakeHost { fakes.get(name) }

    /// Runs the body and removes the file.
    static func run(_ body: (Bench) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mf-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(path: folder + "/state.sqlite", views: ResourceViews())
        var log = Logger(label: "test")
        log.logLevel = .critical
        let fakes = Fakes()
        let registry = HostRegistry(store: store, log: log) { host in
            let fake = fakes.get(host.name)
            return HostDrivers(vim: fake, dataplane: fake)
        }
        let networks = NetworkService(store: store, registry: registry, log: log)
        let bench = Bench(
            store: store, registry: registry, networks: networks,
            hosts: HostService(
                store: store, registry: registry, networks: networks, settling: .milliseconds(20), log: log),
            fakes: fakes)
        try await body(bench)
        await registry.close()
        try store.close()
    }

    @discardableResult
    func addHost(_ name: String) async throws -> ManifoldAPI.Host { try await hosts.add(Self.request(name)) }

    static func request(_ name: String) -> ManifoldAPI.CreateHostRequest {
        ManifoldAPI.CreateHostRequest(
            name: name, libvirtURI: "qemu:///system", ovsdb: "unix:/run/db.sock", switchRunFolder: "/run/switch",
            storageFolder: "/var/lib/volumes")
    }

    /// A VNF instance with one guest that has one CP.
    func addVNF(
        host: String, network: String, port: String = "mfport", core: String = "1"
    ) async throws -> Identifier<VNFInstance> {
        let package = VNFPackage(id: Identifier(UUID()), createdAt: Date())
        let vnfcID: Identifier<VNFC> = Identifier(UUID())
        let cp = ConnectionPoint(
            id: Identifier(UUID()), cpdID: "cp", networkID: Identifier(network), segment: 1,
            macAddress: "02:00:00:00:00:01",
            portName: port, portNumber: port == "mfport" ? 7 : 8)
        let vnfc = VNFC(
            id: vnfcID, vduID: "vdu", index: 0, hostID: Identifier(host), domainName: "mfguest", vCPUs: 1,
            memory: 1 << 30, volumes: [.init(id: "v", virtualStorageDescID: "s", name: "mfvolume", size: 5)],
            connectionPoints: [cp])
        var instance = VNFInstance(
            id: Identifier(UUID()), vnfdID: "vnfd", packageID: package.id, provider: "p", productName: "n",
            softwareVersion: "1", vnfdVersion: "1", createdAt: Date())
        instance.instantiated = InstantiatedVNF(
            flavourID: "f", vnfcs: [vnfc],
            externalLinks: [.init(id: "l", cpdID: "cp", networkID: Identifier(network))], isComplete: true)
        let made = instance
        try await store.transact { transaction in
            try transaction.insert(package)
            try transaction.insert(made)
            try transaction.claim([
                Claim(kind: .memory, scope: host, amount: 1 << 30, owner: vnfcID.rawValue),
                Claim(kind: .sharedCPU, scope: host, amount: 1, owner: vnfcID.rawValue),
                Claim(kind: .core, scope: host, key: core, owner: vnfcID.rawValue),
                Claim(kind: .storage, scope: host, amount: 5, owner: vnfcID.rawValue),
            ])
        }
        return made.id
    }
}

/// What the body throws.
func failure(_ body: () async throws -> Void) async -> ManifoldError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? ManifoldError
    }
}
