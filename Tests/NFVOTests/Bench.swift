import Dataplane
import Foundation
import Infrastructure
import Logging
import MANOModel
import NFVO
import SOL
import SimulatedVIM
import Store
import VIM

extension ResourceViews: ResourceRendering {}

/// An NS of one firewall with two guests between two SAPs, in a store on a real file and on a simulated host.
struct Bench {
    let store: StateStore
    let world: SimulatedWorld
    let insight: InsightService
    let vnfcs: [VNFC]

    static let started = Date(timeIntervalSince1970: 1_700_000_000)

    static func run(_ body: (Bench) async throws -> Void) async throws {
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
        let insight = InsightService(
            store: store, observer: HostObserver(registry: registry, limit: .milliseconds(500)), version: "1.2.3",
            startedAt: started, isSimulated: true)
        let client = try await networks.create(
            .init(
                name: "client", prefix: "10.0.0.0/24",
                attachment: .init(type: .namespace, name: "mf-client", address: "10.0.0.1/24")))
        let server = try await networks.create(
            .init(name: "server", attachment: .init(type: .physical, interface: "eth1", vlan: 7)))
        let vnfcs = vnfcs(client: client, server: server)
        try await store.transact { try insert(vnfcs, client: client, server: server, $0) }
        for vnfc in vnfcs { try await world.host("sim-1").startGuest(guest(vnfc)) }
        try await body(Bench(store: store, world: world, insight: insight, vnfcs: vnfcs))
        await registry.close()
        try store.close()
    }

    private static func guest(_ vnfc: VNFC) -> GuestSpec {
        GuestSpec(
            name: vnfc.domainName, owner: vnfc.id.rawValue, title: vnfc.domainName, vCPUs: 1, memory: 1 << 20,
            disks: [], configDrive: nil, interfaces: [], readiness: .none)
    }

    private static func vnfcs(client: ManifoldAPI.Network, server: ManifoldAPI.Network) -> [VNFC] {
        (0..<2).map { index in
            VNFC(
                id: Identifier("vnfc-\(index)"), vduID: "vdu", index: index, hostID: "sim-1", domainName: "mf\(index)",
                vCPUs: 1, memory: 1 << 20,
                connectionPoints: [("in", "left", client), ("out", "right", server)].map { cpd, external, network in
                    ConnectionPoint(
                        id: Identifier("\(cpd)-\(index)"), cpdID: cpd, externalCPDID: external,
                        networkID: Identifier(network.id), segment: network.segment, macAddress: "02:00:00:00:00:01",
                        addresses: [], portName: "port-\(cpd)-\(index)", portNumber: 10 + index)
                })
        }
    }

    private static func insert(
        _ vnfcs: [VNFC], client: ManifoldAPI.Network, server: ManifoldAPI.Network, _ transaction: Transaction
    ) throws {
        let package = VNFPackage(id: "package", vnfd: vnfd, createdAt: started)
        let info = NSDInfo(id: "nsd-info", nsd: nsd, createdAt: started)
        try transaction.insert(package)
        try transaction.insert(info)
        try transaction.insert(
            NSInstance(
                id: "ns", name: "access", nsdID: "nsd", nsdInfoID: info.id,
                instantiated: InstantiatedNS(
                    flavourID: "df",
                    virtualLinks: [
                        .init(
                            id: "vl", virtualLinkDescID: "client-side", networkID: Identifier(client.id), isOwned: false
                        )
                    ],
                    saps: [
                        .init(id: "sap-c", sapdID: "client", name: "client", networkID: Identifier(client.id)),
                        .init(id: "sap-s", sapdID: "server", name: "server", networkID: Identifier(server.id)),
                    ],
                    forwardingGraphs: [
                        .init(id: "graph", vnffgdID: "fg", paths: ["all": "path-all", "web": "path-web"])
                    ], isComplete: true), createdAt: started))
        var vnf = VNFInstance(
            id: "vnf", name: "access-vfw", vnfdID: "vnfd", packageID: package.id, provider: "p", productName: "vfw",
            softwareVersion: "2", vnfdVersion: "1", nsInstanceID: "ns", vnfProfileID: "fw", createdAt: started)
        vnf.instantiated = InstantiatedVNF(flavourID: "df", vnfcs: vnfcs, isComplete: true)
        try transaction.insert(vnf)
    }

    private static let vnfd = VNFD(
        id: "vnfd", version: "1", provider: "p", productName: "vfw", softwareVersion: "2",
        flavours: [
            DeploymentFlavour(
                id: "df",
                externalCps: [
                    VnfExtCp(id: "left", attachment: .vduCp("in"), requirementName: "client_side"),
                    VnfExtCp(id: "right", attachment: .vduCp("out"), requirementName: "server_side"),
                ],
                defaultInstantiationLevelID: "default")
        ])

    private static let nsd: NSD = {
        func sap(_ id: String) -> NfpPosition {
            let reference = CpReference(kind: .sap, profileID: id)
            return NfpPosition(
                id: "at-\(id)", elements: [NfpPositionElement(id: id, ingress: reference, egress: reference)])
        }
        let firewall = NfpPosition(
            id: "at-fw",
            elements: [
                NfpPositionElement(
                    id: "fw", ingress: CpReference(kind: .vnf, profileID: "fw", cpdID: "client_side"),
                    egress: CpReference(kind: .vnf, profileID: "fw", cpdID: "right"))
            ])
        let web = NfpRule(
            id: "web", precedence: 200, etherType: .ipv4, ipProtocol: .tcp, destinationPorts: PortRange(8080, 8080),
            destinationPrefix: "10.0.0.0/8")
        let flavour = NSDeploymentFlavour(
            id: "df",
            vnffgs: [
                VNFFG(
                    id: "fg",
                    nfps: [
                        NFP(id: "all", positions: [sap("client"), firewall, sap("server")]),
                        NFP(id: "web", positions: [sap("client"), firewall, sap("server")], rules: [web]),
                    ])
            ], defaultInstantiationLevelID: "default")
        return NSD(id: "nsd", invariantID: "i", name: "n", designer: "d", version: "1", flavours: [flavour])
    }()
}
