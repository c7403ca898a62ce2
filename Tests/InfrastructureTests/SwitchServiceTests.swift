import Dataplane
import Foundation
import Infrastructure
import Logging
import MANOModel
import Operations
import SOL
import Store
import Synchronization
import Testing

@Suite("Switches that lose what they had")
struct SwitchServiceTests {
    /// One graph, on the host of the first VNFC that there is; services that are named `bad` can't be told.
    private struct Graphs: ForwardingGraphSource {
        let spec: GraphSpec

        func graphs(of instances: Set<Identifier<NSInstance>>, in reading: Reading) throws -> [Payloads.Graph] {
            for id in instances where try reading.get(id).value.name == "bad" {
                throw ManifoldError(.internal, "its NSD has no VNFFGD any more")
            }
            return try instances.flatMap { try reading.vnfInstances(ns: $0) }.prefix(1).compactMap {
                $0.value.instantiated?.vnfcs.first.map { Payloads.Graph(hostID: $0.hostID, graph: spec) }
            }
        }
    }

    private static let spec = GraphSpec(
        id: "graph",
        paths: [.init(id: "path", precedence: 1, classifiers: [], source: 1, destination: 2, hops: [])])

    /// A host with a network, and a VNF of an NS on it.
    private struct Scene {
        let bench: Bench
        let vnf: Identifier<VNFInstance>
        var fake: FakeHost { bench.fake("h1") }

        func isWhole() async -> Bool {
            let (graph, port) = (await fake.graphs["graph"], await fake.attached["mfport"])
            return await fake.endpoints.count == 1 && graph == spec && port?.number == 7
        }
    }

    private func withScene(
        comparison: Duration = .seconds(60), lines: LogLines? = nil, _ body: (Scene) async throws -> Void
    ) async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let network = try await bench.networks.create(
                .init(name: "n", host: "h1", attachment: .init(type: .namespace)))
            let vnf = try await bench.addVNF(host: host.id, network: network.id)
            try await bench.store.transact { transaction in
                let info = NSDInfo(id: Identifier(UUID()), createdAt: Date())
                try transaction.insert(info)
                let ns = NSInstance(
                    id: Identifier(UUID()), name: "ns", nsdID: "nsd", nsdInfoID: info.id,
                    instantiated: InstantiatedNS(
                        flavourID: "f", forwardingGraphs: [.init(id: "graph", vnffgdID: "vnffgd", paths: [:])],
                        isComplete: true),
                    createdAt: Date())
                try transaction.insert(ns)
                var stored = try transaction.get(vnf)
                stored.value.nsInstanceID = ns.id
                try transaction.update(stored)
            }
            var log = Logger(label: "test")
            log.logLevel = .critical
            if let lines {
                log = Logger(label: "test") { _ in lines.handler }
                log.logLevel = .error
            }
            var policy = SwitchService.Policy()
            policy.firstLook = .milliseconds(10)
            policy.longestLook = .milliseconds(50)
            policy.comparison = comparison
            let service = SwitchService(
                store: bench.store, registry: bench.registry, graphs: Graphs(spec: Self.spec), policy: policy, log: log)
            let running = Task { await service.run() }
            try await body(Scene(bench: bench, vnf: vnf))
            running.cancel()
            await running.value
        }
    }

    /// Another service with a port and a graph of its own on the same host.
    private func addService(_ name: String, _ scene: Scene) async throws -> Identifier<NSInstance> {
        let network = try await scene.bench.networks.create(.init(name: "n-\(name)", host: "h1"))
        let host = try await scene.bench.hosts.host("h1").id
        let vnf = try await scene.bench.addVNF(host: host, network: network.id, port: "port-\(name)", core: name)
        return try await scene.bench.store.transact { transaction in
            let info = NSDInfo(id: Identifier(UUID()), createdAt: Date())
            try transaction.insert(info)
            let ns = NSInstance(
                id: Identifier(UUID()), name: name, nsdID: "nsd", nsdInfoID: info.id,
                instantiated: InstantiatedNS(
                    flavourID: "f", forwardingGraphs: [.init(id: "graph", vnffgdID: "vnffgd", paths: [:])],
                    isComplete: true),
                createdAt: Date())
            try transaction.insert(ns)
            var stored = try transaction.get(vnf)
            stored.value.nsInstanceID = ns.id
            try transaction.update(stored)
            return ns.id
        }
    }

    private func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<200 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test("a switch that was started anew gets its endpoints, ports and graphs back, each time")
    func restart() async throws {
        try await withScene { scene async throws in
            for _ in 0..<3 {
                await scene.fake.restartSwitch()
                #expect(try await eventually { await scene.isWhole() })
            }
        }
    }

    @Test("what somebody took away from a switch that runs is put back by the next comparison")
    func comparison() async throws {
        try await withScene(comparison: .milliseconds(20)) { scene async throws in
            #expect(try await eventually { await scene.isWhole() })
            await scene.fake.forgetGraphs()
            #expect(try await eventually { await scene.isWhole() })
        }
    }

    @Test("nothing is done to a switch that has everything")
    func whole() async throws {
        try await withScene { scene async throws in
            await scene.fake.restartSwitch()
            #expect(try await eventually { await scene.isWhole() })
            func changes() async -> Int {
                await scene.fake.calls.count { ["attachPorts", "applyGraph", "ensureEndpoint"].contains($0) }
            }
            func looks() async -> Int { await scene.fake.calls.count { $0 == "ensureBridge" } }
            let (before, looked) = (await changes(), await looks())
            scene.fake.switchEvents.continuation.yield(.connected)
            #expect(try await eventually { await looks() > looked })
            try await Task.sleep(for: .milliseconds(50))
            #expect(await changes() == before)
        }
    }

    @Test("what an operation works on is left to it, and looked at when it is over")
    func inWork() async throws {
        try await withScene { scene async throws in
            let heal = OperationOccurrence(
                id: "heal", subject: .vnf(scene.vnf), operation: .heal, state: .processing, startedAt: Date(),
                parameters: .null)
            try await scene.bench.store.transact { try $0.insert(heal) }
            await scene.fake.restartSwitch()
            #expect(try await eventually { await scene.fake.endpoints.count == 1 })
            try await Task.sleep(for: .milliseconds(100))
            #expect(await scene.fake.graphs.isEmpty)
            #expect(await scene.fake.attached.isEmpty)
            try await scene.bench.store.transact { transaction in
                var stored = try transaction.get(Identifier<OperationOccurrence>("heal"))
                stored.value.state = .completed
                try transaction.update(stored)
            }
            #expect(try await eventually { await scene.isWhole() })
        }
    }

    @Test("what an operation takes away while a switch is looked at isn't put back behind it")
    func takenAwayMeanwhile() async throws {
        try await withScene { scene async throws in
            await scene.fake.hold("ports")
            await scene.fake.restartSwitch()
            #expect(try await eventually { await scene.fake.isHeldUp })
            let id = try await scene.bench.hosts.host("h1").id
            let payload = try JSONValue(encoding: Payloads.Removal(hostID: Identifier(id), names: ["mfport"]))
            let executor = try #require(
                HostSteps.all(on: scene.bench.registry, drives: ConfigDriveRenderer(folder: "")).first {
                    $0.kind == StepKind.detachPorts
                })
            let step = Step(
                operationID: "terminate", number: 0, phase: 0, kind: StepKind.detachPorts, title: "", resourceID: "",
                payload: payload, timeLimit: 10)
            let terminate = OperationOccurrence(
                id: "terminate", subject: .vnf(scene.vnf), operation: .terminate, state: .processing,
                startedAt: Date(), parameters: .null)
            try await scene.bench.store.transact { try $0.insert(terminate) }
            async let act = executor.act(step)
            try await Task.sleep(for: .milliseconds(50))
            #expect(await !scene.fake.calls.contains("detachPorts"))
            await scene.fake.goOn()
            _ = try await act
            try await Task.sleep(for: .milliseconds(50))
            #expect(await scene.fake.attached.isEmpty)
        }
    }

    @Test("a switch that refuses is asked again")
    func refusal() async throws {
        try await withScene { scene async throws in
            await scene.fake.refuse("applyGraph", ManifoldError(.unknown, "no answer"))
            await scene.fake.restartSwitch()
            #expect(try await eventually { await scene.fake.calls.count { $0 == "applyGraph" } >= 2 })
            await scene.fake.refuse("applyGraph", nil)
            #expect(try await eventually { await scene.isWhole() })
        }
    }

    @Test("a service whose graphs can't be told keeps no other one away, is named in the log once, and is tried again")
    func unreadable() async throws {
        let lines = LogLines()
        try await withScene(lines: lines) { scene async throws in
            let bad = try await addService("bad", scene)
            for _ in 0..<2 {
                await scene.fake.restartSwitch()
                #expect(try await eventually { await scene.isWhole() })
                // Its guests' ports are as good as anybody's.
                #expect(try await eventually { await scene.fake.attached["port-bad"] != nil })
            }
            func looks() async -> Int { await scene.fake.calls.count { $0 == "ensureBridge" } }
            let before = await looks()
            #expect(try await eventually { await looks() > before + 3 })
            let told = lines.all.filter { $0.contains("bad") }
            #expect(told.count == 1)
            #expect(told.first?.contains("the forwarding graphs of NS bad (\(bad))") == true)
            #expect(told.first?.contains("its NSD has no VNFFGD any more") == true)
        }
    }

    @Test("what a switch refuses keeps nothing else away: an endpoint, one port among others, a graph")
    func refusedAlone() async throws {
        let lines = LogLines()
        try await withScene(lines: lines) { scene async throws in
            _ = try await addService("other", scene)
            let no = ManifoldError(.infrastructure, "the switch says no")
            await scene.fake.refuse("ensureEndpoint", no)
            await scene.fake.refuse(port: "port-other")
            await scene.fake.restartSwitch()
            #expect(try await eventually { await scene.fake.graphs["graph"] == Self.spec })
            #expect(await scene.fake.attached["mfport"]?.number == 7)
            #expect(await scene.fake.attached["port-other"] == nil)
            #expect(await scene.fake.endpoints.isEmpty)
            #expect(try await eventually { lines.all.count { $0.contains("port port-other of") } == 1 })
            #expect(try await eventually { lines.all.count { $0.contains("endpoint ") } == 1 })
            await scene.fake.refuse("ensureEndpoint", nil)
            await scene.fake.refuse(port: nil)
            #expect(try await eventually { await scene.fake.attached["port-other"] != nil })
            #expect(try await eventually { await scene.isWhole() })
        }
    }
}

/// What was logged, a line each.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var handler: any LogHandler { Handler(lines: self) }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.error

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let text = "\(event.message) \(event.metadata ?? [:])"
            lines.lines.withLock { $0.append(text) }
        }
    }
}
