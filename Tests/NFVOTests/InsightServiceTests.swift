import Dataplane
import Foundation
import MANOModel
import NFVO
import SOL
import SimulatedVIM
import Store
import Testing

@Suite("Insight into a service")
struct InsightServiceTests {
    @Test("the status names the version, the start and the number of hosts")
    func status() async throws {
        try await Bench.run { bench async throws in
            let status = try await bench.insight.status()
            #expect(status.version == "1.2.3")
            #expect(status.startedAt == Bench.started)
            #expect(status.hosts == 1)
            #expect(status.simulated)
            #expect(status.commits > 0)
        }
    }

    @Test("a topology has the VNFs with what their guests do, links, SAPs and paths in words")
    func topology() async throws {
        try await Bench.run { bench async throws in
            try await bench.world.crashGuest(host: "sim-1", name: "mf1", reason: "killed")
            let topology = try await bench.insight.topology("ns")
            #expect(topology.ns == .init(id: "ns", name: "access", state: "INSTANTIATED"))
            let vnf = try #require(topology.vnfs.first)
            #expect(vnf.name == "access-vfw")
            #expect(vnf.product == "vfw 2")
            #expect(vnf.vnfProfileId == "fw")
            #expect(vnf.vnfcs.map(\.name) == ["access-vfw-0", "access-vfw-1"])
            #expect(vnf.vnfcs.map(\.host) == ["sim-1", "sim-1"])
            #expect(vnf.vnfcs.map(\.state) == ["running", "crashed"])
            #expect(vnf.vnfcs.first?.connectionPoints.map(\.cpdId) == ["left", "right"])
            #expect(topology.links.map(\.name) == ["client-side"])
            #expect(topology.links.map(\.prefix) == ["10.0.0.0/24"])
            #expect(
                topology.saps.map(\.attachment) == ["namespace mf-client 10.0.0.1/24", "interface eth1 VLAN 7"])
            #expect(topology.paths.map(\.id) == ["path-web", "path-all"])
            #expect(topology.paths.map(\.precedence) == [200, 0])
            #expect(topology.paths.map(\.classifier) == ["ipv4 tcp to port 8080 to 10.0.0.0/8", ""])
            for path in topology.paths {
                #expect(path.source == "sap-c")
                #expect(path.destination == "sap-s")
                #expect(path.hops == [.init(vnfProfileId: "fw", ingressCpd: "left", egressCpd: "right")])
            }
        }
    }

    @Test("guests of a host that doesn't answer in time are unknown, and the topology comes all the same")
    func unanswered() async throws {
        try await Bench.run { bench async throws in
            try await bench.world.configure(SimulationSettings(faults: [SimulatedFault(action: "guest", kind: .hang)]))
            let began = ContinuousClock.now
            let topology = try await bench.insight.topology("ns")
            #expect(topology.vnfs.first?.vnfcs.map(\.state) == ["unknown", "unknown"])
            #expect(ContinuousClock.now - began < .seconds(10))
        }
    }

    @Test("counters are those of the paths, hops and guests")
    func paths() async throws {
        try await Bench.run { bench async throws in
            func graph(_ instances: Range<Int>) -> GraphSpec {
                let hop = GraphSpec.Hop(
                    id: "at-fw",
                    instances: instances.map {
                        .init(id: "vnfc-\($0)", bucket: $0 + 1, ingress: 10 + $0, egress: 20 + $0)
                    })
                return GraphSpec(
                    id: "graph",
                    paths: [
                        .init(
                            id: "path-web", precedence: 2, classifiers: [], source: 1, destination: 2, hops: [hop]),
                        .init(
                            id: "path-all", precedence: 1, classifiers: [], source: 1, destination: 2, hops: [hop]),
                    ])
            }
            func pass(_ path: String, _ packets: Int64, isReverse: Bool) async throws {
                _ = try await bench.world.call(
                    .passTraffic(
                        host: "sim-1", graphID: "graph", pathID: path, packets: packets, bytes: packets * 100,
                        isReverse: isReverse))
            }
            try await bench.world.host("sim-1").applyGraph(graph(0..<2))
            try await pass("path-web", 10, isReverse: false)
            try await pass("path-web", 4, isReverse: true)
            let paths = try await bench.insight.paths("ns")
            #expect(paths.map(\.nfpd) == ["web", "all"])
            #expect(paths.map(\.precedence) == [200, 0])
            #expect(paths[0].delivered.forward == .init(packets: 10, bytes: 1000))
            #expect(paths[0].delivered.reverse == .init(packets: 4, bytes: 400))
            #expect(paths[1].delivered.forward == .init(packets: 0, bytes: 0))
            let hop = try #require(paths[0].hops.first)
            #expect(paths[0].hops.count == 1)
            #expect(hop.id == "at-fw")
            #expect(hop.instances.map(\.vnfcId) == ["vnfc-0", "vnfc-1"])
            #expect(hop.instances.map(\.name) == ["access-vfw-0", "access-vfw-1"])
            #expect(hop.instances.reduce(0) { $0 + $1.forward.packets } == 10)
            #expect(hop.instances.reduce(0) { $0 + $1.reverse.packets } == 4)
        }
    }

    @Test("where the switch doesn't tell instances apart, the only one has it all")
    func together() async throws {
        try await Bench.run { bench async throws in
            try await bench.store.transact { transaction in
                var vnf = try transaction.get(Identifier<VNFInstance>("vnf"))
                vnf.value.instantiated?.vnfcs.removeLast()
                try transaction.update(vnf)
            }
            let hop = GraphSpec.Hop(id: "at-fw", instances: [.init(id: "vnfc-0", bucket: 1, ingress: 10, egress: 20)])
            try await bench.world.host("sim-1").applyGraph(
                GraphSpec(
                    id: "graph",
                    paths: [
                        .init(id: "path-all", precedence: 1, classifiers: [], source: 1, destination: 2, hops: [hop])
                    ]))
            _ = try await bench.world.call(
                .passTraffic(
                    host: "sim-1", graphID: "graph", pathID: "path-all", packets: 3, bytes: 300, isReverse: false))
            let path = try #require(try await bench.insight.paths("ns").last)
            #expect(path.hops.first?.instances.map(\.forward) == [.init(packets: 3, bytes: 300)])
        }
    }

    @Test("guests are asked for their counters; one that can't be asked is named")
    func counters() async throws {
        try await Bench.run { bench async throws in
            let counters = try await bench.insight.counters("vnf")
            #expect(counters.map(\.vnfcId) == ["vnfc-0", "vnfc-1"])
            #expect(counters.map(\.name) == ["access-vfw-0", "access-vfw-1"])
            try await bench.world.configure(
                SimulationSettings(faults: [
                    SimulatedFault(action: "guestCounters", name: "mf1", kind: .fail, error: "no agent")
                ]))
            do {
                _ = try await bench.insight.counters("vnf")
                Issue.record("a guest without an agent answered")
            } catch let error as ManifoldError {
                #expect(error.message.contains("access-vfw-1"))
                #expect(error.cause?.contains("no agent") == true)
            }
        }
    }

    @Test("logs are read of one guest or of all, and their last lines are told")
    func logs() async throws {
        #expect(InsightService.last(2, of: "a\nb\nc\n") == "b\nc\n")
        #expect(InsightService.last(2, of: "a\nb\nc") == "b\nc")
        #expect(InsightService.last(9, of: "a\n\n") == "a\n\n" && InsightService.last(1, of: "") == "")
        try await Bench.run { bench async throws in
            func refusal(guest: String?, lines: Int? = nil, after end: Int64? = nil) async -> ManifoldError? {
                await #expect(throws: ManifoldError.self) {
                    _ = try await bench.insight.logs("vnf", guest: guest, lines: lines, after: end)
                }
            }
            #expect(await refusal(guest: "nobody")?.code == .notFound)
            #expect(await refusal(guest: nil, lines: 0)?.code == .unprocessable)
            #expect(await refusal(guest: nil, lines: 10_001)?.code == .unprocessable)
            #expect(await refusal(guest: nil, after: 3)?.code == .unprocessable)
            #expect(await refusal(guest: "access-vfw-1", after: -3)?.code == .unprocessable)
            // A simulated host keeps none, and the guest is named.
            for guest in ["access-vfw-1", "vnfc-1"] {
                let error = await refusal(guest: guest)
                #expect(error?.code == .unsupported && error?.message.contains("access-vfw-1") == true)
            }
        }
    }

    @Test("steps come in order of number")
    func steps() async throws {
        try await Bench.run { bench async throws in
            let operation = OperationOccurrence(
                id: "op", subject: .ns("ns"), operation: .scale, state: .processing, startedAt: Bench.started,
                parameters: .null)
            let steps = [1, 0].map { number in
                Step(
                    operationID: "op", number: number, phase: 0, dependsOn: number == 1 ? [0] : [], kind: "k",
                    title: "t\(number)", resourceID: "r", payload: .null, timeLimit: 1)
            }
            try await bench.store.transact { transaction in
                try transaction.insert(operation)
                try transaction.save(steps)
            }
            let shown = try await bench.insight.steps("op")
            #expect(shown.map(\.title) == ["t0", "t1"])
            #expect(shown.map(\.dependsOn) == [[], [0]])
            #expect(shown.map(\.state) == ["pending", "pending"])
        }
    }

    @Test("what there isn't is not found", arguments: ["topology", "paths", "counters", "steps"])
    func unknown(_ view: String) async throws {
        try await Bench.run { bench async throws in
            do {
                switch view {
                case "topology": _ = try await bench.insight.topology("none")
                case "paths": _ = try await bench.insight.paths("none")
                case "counters": _ = try await bench.insight.counters("none")
                default: _ = try await bench.insight.steps("none")
                }
                Issue.record("\(view) of nothing")
            } catch let error as ManifoldError {
                #expect(error.code == .notFound)
            }
        }
    }
}
