import API
import Artifacts
import Assurance
import Foundation
import Hummingbird
import Infrastructure
import Libvirt
import Logging
import MANOModel
import NFVO
import Operations
import ServiceLifecycle
import SimulatedVIM
import SOL
import Store
import Synchronization
import UnixSignals
import VNFM

/// The whole program behind `manifold serve`: wiring, and nothing else.
package enum ManagerDaemon {
    /// Runs until it is told to stop. Throws where it can't start.
    package static func run(_ configuration: DaemonConfiguration) async throws {
        let log = Logger(label: "manifold")
        let startedAt = Date()
        let folder = try DataFolder(path: configuration.dataFolder)
        let token = try AdministratorToken.read(from: folder.file("admin.token"))
        let store = try StateStore(path: folder.file("manifold.sqlite"), views: ResourceViews())
        let artifacts = try ArtifactStore(root: folder.path)
        let templates = try TemplateFolder.find(
            configuration.templateFolder.isEmpty ? nil : configuration.templateFolder)
        var world: (any WorldAccess)?
        if let simulation = configuration.simulation { world = try await World.open(simulation) }

        let registry = HostRegistry(
            store: store, log: log,
            connect: Connections.make(
                world: world, serialLogs: configuration.serialLogs, limits: .init(answer: configuration.hostDeadline)))
        let context = VNFProcedureContext(sources: .system, imageFolder: artifacts.imageFolder)
        let engine = OperationEngine(
            store: store,
            executors: HostSteps.all(on: registry, drives: ConfigDriveRenderer(folder: templates)),
            procedures: VNFProcedures.all(context).merging(NSProcedures.all(sources: .system)) { first, _ in first },
            log: log)
        let networks = NetworkService(store: store, registry: registry, log: log)
        let hosts = HostService(store: store, registry: registry, networks: networks, log: log)
        let observer = HostObserver(registry: registry)
        let intake = configuration.intake
        let packages = VNFPackageService(
            store: store, artifacts: artifacts, registry: registry, intake: intake, log: log)
        let nsds = NSDService(store: store, artifacts: artifacts, registry: registry, intake: intake, log: log)
        let pnfds = PNFDService(store: store, artifacts: artifacts, registry: registry, intake: intake, log: log)
        let vnfs = VNFLifecycleService(store: store, engine: engine)
        let nss = NSLifecycleService(store: store, engine: engine)
        let services = APIServices(
            vnfPackages: ServedCatalogue(store: store, service: packages, kind: .vnfPackage),
            nsds: ServedCatalogue(store: store, service: nsds, kind: .nsdInfo),
            pnfds: ServedCatalogue(store: store, service: pnfds, kind: .pnfdInfo),
            vnfs: VNFs(store: store, service: vnfs),
            nss: NSs(store: store, service: nss),
            vnfOperations: Occurrences(store: store, engine: engine, kind: .vnfOperation),
            nsOperations: Occurrences(store: store, engine: engine, kind: .nsOperation), alarms: Alarms(store: store),
            hosts: hosts,
            networks: networks, transport: TransportService(store: store),
            placement: PlacementSettingsService(store: store),
            insight: InsightService(
                store: store, observer: observer, version: Version.current, startedAt: startedAt,
                isSimulated: world != nil), simulation: world.map(Simulation.init))

        let rows = try await store.read { reading in
            (
                try reading.all(VNFPackage.self).map(\.value), try reading.all(NSDInfo.self).map(\.value.id.rawValue),
                try reading.all(PNFDInfo.self).map(\.value.id.rawValue)
            )
        }
        try await artifacts.sweep(
            packages: Set(
                (rows.0.map(\.id.rawValue) + rows.1 + rows.2).flatMap { ["\($0).zip", "\($0).inner"] }),
            images: Set(rows.0.flatMap { $0.imageHashes.values }))
        if let world {
            let known = try await world.hosts().map { $0.host(id: Sources.system.identifier()) }
            try await hosts.addSimulated(known)
        }
        let urlFile = folder.file("server.url")
        let address = configuration.bindAddress
        let hasServed = Mutex(false)
        let application = buildApplication(
            configuration: APIConfiguration(
                address: .hostname(address, port: configuration.port), tokens: [TokenDigest(token: token)],
                uploadFolder: artifacts.uploadFolder), services: services, logger: log
        ) { port in
            let url = "http://\(address.contains(":") ? "[\(address)]" : address):\(port ?? configuration.port)"
            hasServed.withLock { $0 = true }
            try? (url + "\n").write(toFile: urlFile, atomically: true, encoding: .utf8)
            log.notice("manifold serves", metadata: ["url": "\(url)", "data": "\(configuration.dataFolder)"])
        }
        let recovery = Recovery(
            hosts: hosts, packages: packages, nsds: nsds, pnfds: pnfds, engine: engine, registry: registry, log: log)
        let assurance = AssuranceService(
            store: store, registry: registry, hosts: hosts, observer: observer,
            healing: AutomaticHealer(vnfs: vnfs, engine: engine), log: log)
        let switches = SwitchUpkeep(
            switches: SwitchService(store: store, registry: registry, graphs: NSForwardingGraphs(), log: log))
        let evacuation = EvacuationService(
            store: store, registry: registry, hosts: hosts,
            relocating: ServiceRelocator(vnfs: vnfs, nss: nss, engine: engine), fencing: Fences.make(world: world),
            log: log
        ) { await assurance.note(alarmed: $0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: application), .init(service: recovery), .init(service: assurance),
                    .init(service: switches),
                    .init(service: evacuation), .init(service: MemoryUpkeep()),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        do {
            try await group.run()
        } catch  where !hasServed.withLock({ $0 }) {
            throw ManifoldError(
                .conflict, "the manager can't listen on \(address), port \(configuration.port)", cause: "\(error)",
                remedy: "choose another with --bind and --port; port 0 is a free one")
        }
        try? FileManager.default.removeItem(atPath: urlFile)
        try store.close()
        withExtendedLifetime(folder) {}
    }
}
