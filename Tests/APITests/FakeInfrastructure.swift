import API
import FoundationEssentials
import MANOModel
import SOL
import Synchronization

/// Hosts in memory, by name.
final class FakeHosts: HostServing {
    private let all = Mutex<[ManifoldAPI.Host]>([])

    func hosts() -> [ManifoldAPI.Host] { all.withLock { $0 } }

    func host(_ key: String) throws -> ManifoldAPI.Host {
        guard let host = hosts().first(where: { $0.name == key || $0.id == key }) else {
            throw ManifoldError(.notFound, "there is no host \(key)")
        }
        return host
    }

    func add(_ request: ManifoldAPI.CreateHostRequest) -> ManifoldAPI.Host {
        let host = MANOModel.Host(
            id: Identifier("id-\(request.name)"), name: request.name,
            connection: .libvirt(
                uri: request.libvirtURI, ovsdb: request.ovsdb, switchRunFolder: request.switchRunFolder,
                storageFolder: request.storageFolder),
            facts: HostFacts(
                hypervisorVersion: "QEMU 7.2", cpuModel: "qemu64", architecture: "x86_64", kvm: false,
                numaNodes: [NUMANode(id: 0, cores: [0, 1], memory: 1 << 32, hugepages: [2048: 4])],
                storageCapacity: 1 << 40,
                storageFree: 1 << 39))
        let wire = ManifoldAPI.Host(host, used: .init(vCPUs: 0, memory: 0, storage: 0), guests: 0)
        all.withLock { $0.append(wire) }
        return wire
    }

    func modify(_ key: String, _ changes: ManifoldAPI.HostModifications) throws -> ManifoldAPI.Host {
        var host = try host(key)
        host.state = changes.state?.rawValue ?? host.state
        all.withLock { hosts in hosts = hosts.map { $0.id == host.id ? host : $0 } }
        return host
    }

    func changes(_ key: String) throws -> [ManifoldAPI.HostChange] {
        _ = try host(key)
        return [
            ManifoldAPI.HostChange(revision: 2, time: Samples.start, changes: ["interface ens1f0 has lost its link"])
        ]
    }

    func images(_ key: String) throws -> [ManifoldAPI.HostImage] {
        _ = try host(key)
        return [.init(hash: "ab", format: "qcow2", size: 100, usedAt: Samples.start, users: ["mf1"], received: 40)]
    }

    func differences(_ key: String) throws -> [ManifoldAPI.HostDifference] {
        _ = try host(key)
        return [.init(problem: "missing", kind: "port", name: "mfport", owner: "c1")]
    }

    func evacuate(_ key: String, by requester: String) throws -> ManifoldAPI.Host {
        throw ManifoldError(.conflict, "host \(try host(key).name) answers: it is not dead")
    }

    func confirmDead(_ key: String, _ request: ManifoldAPI.ConfirmDeadRequest) throws -> ManifoldAPI.Host {
        var host = try host(key)
        host.problem = "dead by the word of \(request.by)"
        return host
    }

    func remove(_ key: String) throws {
        let id = try host(key).id
        all.withLock { hosts in hosts.removeAll { $0.id == id } }
    }
}

/// Networks in memory.
final class FakeNetworks: NetworkServing {
    private let all = Mutex<[ManifoldAPI.Network]>([])

    func networks() -> [ManifoldAPI.Network] { all.withLock { $0 } }

    func network(_ key: String) throws -> ManifoldAPI.Network {
        guard let network = networks().first(where: { $0.name == key || $0.id == key }) else {
            throw ManifoldError(.notFound, "there is no network \(key)")
        }
        return network
    }

    func create(_ request: ManifoldAPI.CreateNetworkRequest) throws -> ManifoldAPI.Network {
        let network = ManifoldAPI.Network(
            MANOModel.Network(
                id: Identifier("id-\(request.name)"), name: request.name, segment: request.segment ?? 100,
                prefix: request.prefix, attachment: try request.attachment?.model() ?? .none), used: 0)
        all.withLock { $0.append(network) }
        return network
    }

    func remove(_ key: String) throws {
        let id = try network(key).id
        all.withLock { networks in networks.removeAll { $0.id == id } }
    }
}

/// Views that are always the same; for any id but `nobody`.
struct FakeInsight: InsightServing {
    func status() -> ManifoldAPI.Status {
        ManifoldAPI.Status(version: "0.1", startedAt: Samples.start, hosts: 1, simulated: true)
    }

    func topology(_ id: String) throws -> ManifoldAPI.Topology {
        try check(id)
        return ManifoldAPI.Topology(
            ns: .init(id: id, name: "n", state: "INSTANTIATED"), vnfs: [], links: [], saps: [], paths: [])
    }

    func paths(_ id: String) throws -> [ManifoldAPI.PathCounters] {
        try check(id)
        let traffic = ManifoldAPI.Traffic(packets: 3, bytes: 180)
        return [
            .init(
                id: "nfp-1", nfpd: "all", precedence: 1, hops: [], delivered: .init(forward: traffic, reverse: traffic))
        ]
    }

    func counters(_ id: String) throws -> [ManifoldAPI.GuestCounters] {
        try check(id)
        return [.init(vnfcId: "vnfc-1", name: "fw-0", counters: ["tcp": .init(packets: 1, bytes: 2)])]
    }

    func logs(_ id: String, guest: String?, lines: Int?, after end: Int64?) throws -> [ManifoldAPI.GuestLog] {
        try check(id)
        let said = [guest, lines.map(String.init), end.map(String.init)].map { $0 ?? "-" }.joined(separator: " ")
        return [.init(vnfcId: "vnfc-1", name: "fw-0", text: said, end: 7)]
    }

    func steps(_ id: String) throws -> [ManifoldAPI.Step] {
        try check(id)
        return [
            ManifoldAPI.Step(
                Step(
                    operationID: "o", number: 0, phase: 0, kind: "guest.start", title: "start guest",
                    resourceID: "vnfc-1",
                    payload: .null, timeLimit: 10))
        ]
    }

    private func check(_ id: String) throws {
        if id == "nobody" { throw ManifoldError(.notFound, "there is no \(id)") }
    }
}

/// Settings that are kept as they come.
final class FakeSimulation: SimulationServing {
    private let value = Mutex<JSONValue>(.object([:]))

    func settings() -> JSONValue { value.withLock { $0 } }

    func change(_ settings: JSONValue) -> JSONValue {
        value.withLock { value in
            value = settings
            return value
        }
    }
}

/// What carries links, in memory.
final class FakeTransport: TransportServing {
    private let now = Mutex(ManifoldAPI.Transport(type: .nothing))

    func transport() -> ManifoldAPI.Transport { now.withLock { $0 } }

    func set(_ request: ManifoldAPI.Transport) -> ManifoldAPI.Transport {
        now.withLock { now in
            now = request
            return now
        }
    }
}

/// How hosts are chosen, in memory.
final class FakePlacement: PlacementSettingsServing {
    private let now = Mutex(ManifoldAPI.PlacementSettings(policy: .pack))

    func settings() -> ManifoldAPI.PlacementSettings { now.withLock { $0 } }

    func set(_ request: ManifoldAPI.PlacementSettings) -> ManifoldAPI.PlacementSettings {
        now.withLock { now in
            now = request
            return now
        }
    }
}
