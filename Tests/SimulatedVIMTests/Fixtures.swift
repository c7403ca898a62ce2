import Dataplane
import FoundationEssentials
import Logging
import MANOModel
import SimulatedVIM
import Synchronization
import Testing
import VIM

let mebibyte: Int64 = 1 << 20
let gibibyte: Int64 = 1 << 30

/// Where the world is.
enum Backend: String, CaseIterable, CustomTestStringConvertible {
    case inProcess, remote
    var testDescription: String { rawValue }
}

func socketPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent(
        "mfsim-\(UUID().uuidString.prefix(8)).sock"
    ).path
}

/// Serves a world at a path while the body runs.
func withServer<Result>(
    _ world: SimulatedWorld, path: String, _ body: () async throws -> Result
) async throws -> Result {
    let (ready, signal) = AsyncStream.makeStream(of: Void.self)
    let server = SimulatedWorldServer(
        world: world, path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let serving = Task {
        defer { signal.finish() }
        try await server.run { signal.yield() }
    }
    for await _ in ready { break }
    do {
        let result = try await body()
        serving.cancel()
        try await serving.value
        return result
    } catch {
        serving.cancel()
        try await serving.value
        throw error
    }
}

/// A world with one small host `a` and a standard one `b`.
func withWorld(
    _ backend: Backend, settings: SimulationSettings = SimulationSettings(),
    _ body: (any WorldAccess) async throws -> Void
) async throws {
    let facts = HostFacts(
        hypervisorVersion: "simulated", cpuModel: "simulated", architecture: "x86_64", kvm: true,
        numaNodes: [NUMANode(id: 0, cores: [0, 1, 2, 3], memory: 4 * gibibyte, hugepages: [2048: 512])],
        storageCapacity: 10 * gibibyte, storageFree: 10 * gibibyte)
    let world = try SimulatedWorld(
        hosts: [SimulatedHostDescription(name: "a", facts: facts), .standard("b")], settings: settings)
    switch backend {
    case .inProcess:
        try await body(world)
        await world.close()
    case .remote:
        let path = socketPath()
        try await withServer(world, path: path) {
            let client = try await SimulatedWorldClient.connect(path: path)
            do {
                try await body(client)
                await client.close()
            } catch {
                await client.close()
                throw error
            }
        }
    }
}

let image = ImageSource(hash: "aa11", path: "/images/aa11", format: "qcow2", size: 20 * mebibyte)

func volume(_ name: String, owner: String, size: Int64 = gibibyte, image: String? = nil) -> VolumeSpec {
    VolumeSpec(name: name, owner: owner, size: size, imageHash: image, imageFormat: image == nil ? nil : "qcow2")
}

func drive(_ name: String, owner: String) -> ConfigDriveSpec {
    ConfigDriveSpec(name: name, owner: owner, metaData: "id: \(owner)", userData: "#cloud-config", networkConfig: "")
}

func guest(
    _ name: String, owner: String, memory: Int64 = 256 * mebibyte, hugepages: Int? = nil, pinning: [Int] = [],
    disks: [String] = [], configDrive: String? = nil, ports: [String] = [], probe: Readiness.Probe = .agent
) -> GuestSpec {
    var spec = GuestSpec(
        name: name, owner: owner, title: "title of \(name)", vCPUs: 1, memory: memory, disks: disks.map { .volume($0) },
        configDrive: configDrive,
        interfaces: ports.map {
            GuestInterface(.tap($0), macAddress: ExternalName.macAddress(owner: $0), cpdID: "cp")
        }, readiness: Readiness(probe: probe, timeout: 5))
    if hugepages != nil || !pinning.isEmpty {
        spec.cells = [Placement.Cell(node: 0, vCPUs: 1, cpus: pinning, memory: memory, pageSize: hugepages)]
    }
    return spec
}

func port(_ name: String, owner: String, number: Int, segment: Int = 100) -> PortSpec {
    PortSpec(
        name: name, owner: owner, number: number, segment: segment, macAddress: ExternalName.macAddress(owner: name),
        isChained: false)
}

func endpoint(_ name: String, owner: String, number: Int) -> EndpointSpec {
    EndpointSpec(
        owner: owner, portName: name, number: number, segment: 100,
        attachment: .namespace(name: "client", address: "10.0.0.1/24"), isChained: true)
}

/// One path with one hop.
func graph(_ id: String, instances: [String]) -> GraphSpec {
    GraphSpec(
        id: id,
        paths: [
            GraphSpec.Path(
                id: "path", precedence: 1, classifiers: [], source: 1, destination: 2,
                hops: [
                    GraphSpec.Hop(
                        id: "hop",
                        instances: instances.enumerated().map {
                            GraphSpec.Instance(
                                id: $0.element, bucket: $0.offset, ingress: 10 + 2 * $0.offset,
                                egress: 11 + 2 * $0.offset)
                        })
                ])
        ])
}

/// The error that the body throws; that it throws none is an issue.
func failure(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: @Sendable () async throws -> Void
) async -> ManifoldError? {
    do {
        try await body()
        Issue.record("no error was thrown", sourceLocation: sourceLocation)
        return nil
    } catch let error as ManifoldError {
        return error
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
        return nil
    }
}

/// Expects a `ManifoldError`, of a code if one is named.
func expectError(
    _ code: ManifoldError.Code? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: @Sendable () async throws -> Void
) async {
    let error = await failure(sourceLocation: sourceLocation, body)
    if let code { #expect(error?.code == code, sourceLocation: sourceLocation) }
}
