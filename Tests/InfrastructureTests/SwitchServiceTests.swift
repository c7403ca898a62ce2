import Dataplane
import Foundation
import Infrastructure
import Logging
import MANOModel
import SOL
import Store
import Synchronization
import Testing

@Suite("Switches that lose what they had")
struct SwitchServiceTests {
    /// One graph, on the host of the first VNFC that there is.
    private struct Graphs: ForwardingGraphSource {
        let spec: GraphSpec

        func graphs(of instances: Set<Identifier<NSInstance>>, in reading: Reading) throws -> [Payloads.Graph] {
            try instances.flatMap { try reading.vnfInstances(ns: $0) }.prefix(1).compactMap {
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
        comparison: Duration = .seconds(60), _ body: (Scene) async throws -> Void
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
}
