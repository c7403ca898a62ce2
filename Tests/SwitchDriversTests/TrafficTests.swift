import Dataplane
import Foundation
import MANOModel
import OpenFlow
import SwitchTestBed
import Testing

@testable import SwitchDrivers

/// Chains with real packets: the ends and the transparent functions are network namespaces, a function being a Linux
/// bridge between its two interfaces.
@Suite(.enabled(if: SwitchTestBed.isAvailable, "a real Open vSwitch is needed"), .serialized)
struct TrafficTests {
    private struct Chain {
        let bed: SwitchTestBed
        let driver: OVSDriver

        func place(_ name: String) -> String { "\(bed.namespace)-\(name)" }

        func inside(_ name: String, _ arguments: String...) throws {
            try SwitchTestBed.run(["ip", "netns", "exec", place(name)] + arguments)
        }

        /// Makes a function's namespace, and its two interfaces under the names of its ports.
        func addFunction(_ instance: GraphSpec.Instance) async throws {
            try SwitchTestBed.run(["ip", "netns", "add", place(instance.id)])
            try inside(instance.id, "ip", "link", "add", "br0", "type", "bridge")
            var ports: [PortSpec] = []
            for number in [instance.ingress, instance.egress] {
                let name = "mfport\(number)"
                try bed.ovs([
                    "ip", "link", "add", name, "type", "veth", "peer", "name", name, "netns", place(instance.id),
                ])
                try bed.ovs(["ethtool", "-K", name, "tx", "off"])
                try bed.ovs(["ip", "link", "set", name, "up"])
                try inside(instance.id, "ethtool", "-K", name, "tx", "off")
                try inside(instance.id, "ip", "link", "set", name, "master", "br0", "up")
                ports.append(
                    PortSpec(
                        name: name, owner: instance.id, number: number, segment: 50, macAddress: "02:00:00:00:00:02",
                        isChained: true))
            }
            try inside(instance.id, "ip", "link", "set", "br0", "up")
            try await driver.attachPorts(ports)
        }

        /// Stops or starts the function inside; its ports stay up.
        func set(_ instance: GraphSpec.Instance, forwarding: Bool) throws {
            try inside(instance.id, "ip", "link", "set", "br0", forwarding ? "up" : "down")
        }

        func ping() -> Bool {
            (try? inside("client", "ping", "-c", "1", "-W", "1", "-q", "10.9.0.2")) != nil
        }

        func counter(_ path: String, _ hop: String?, reverse: Bool = false) async throws -> Int64 {
            try await driver.counters(graphID: "graph-1")
                .filter { $0.pathID == path && $0.hopID == hop && $0.isReverse == reverse }
                .reduce(0) { $0 + $1.packets }
        }
    }

    private static func withChain(
        _ functions: [GraphSpec.Instance], _ body: @Sendable (Chain) async throws -> Void
    ) async throws {
        try await SwitchTestBed.with { bed in
            let driver = try OVSDriver(
                .init(
                    database: "unix:\(bed.database)", runFolder: bed.folder, bridge: "mfbr0", datapathType: "netdev",
                    namespace: bed.namespace))
            try await driver.ensureBridge()
            let chain = Chain(bed: bed, driver: driver)
            for (name, number, address) in [("client", 1, "10.9.0.1/24"), ("server", 2, "10.9.0.2/24")] {
                try await driver.ensureEndpoint(
                    EndpointSpec(
                        owner: name, portName: "mfend\(number)", number: number, segment: 50,
                        attachment: .namespace(name: chain.place(name), address: address), isChained: true))
            }
            for function in functions { try await chain.addFunction(function) }
            try await body(chain)
            await driver.close()
        }
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<60 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    @Test("the end of a switch and its new start are told, and what it has lost can be put back under its ports")
    func restart() async throws {
        try await Self.withChain([Graphs.firewall, Graphs.monitor]) { chain in
            let graph = Graphs.secureAccess()
            try await chain.driver.applyGraph(graph)
            #expect(try await Self.eventually { chain.ping() })
            var events = chain.driver.events().makeAsyncIterator()
            #expect(await events.next() == .connected)

            chain.bed.stopSwitch()
            guard case .disconnected = await events.next() else {
                Issue.record("the end of the switch was not told")
                return
            }
            try chain.bed.startSwitch()
            #expect(await events.next() == .connected)
            #expect(try await chain.driver.graphDigest(id: graph.id) == nil)
            #expect(!chain.ping())
            let ports = try await chain.driver.ports(names: ["mfport11", "mfport21"])
            #expect(ports.compactMap(\.number).sorted() == [11, 21])
            try await chain.driver.applyGraph(graph)
            #expect(try await Self.eventually { chain.ping() })
        }
    }

    @Test("packets pass only with the graph, through every hop, and are counted")
    func chain() async throws {
        try await Self.withChain([Graphs.firewall, Graphs.monitor]) { chain in
            #expect(!chain.ping())
            let graph = Graphs.secureAccess()
            try await chain.driver.applyGraph(graph)
            #expect(try await chain.driver.graphDigest(id: "graph-1") == graph.digest)
            #expect(try await Self.eventually { chain.ping() })
            #expect(try await Self.eventually { try await chain.counter("inspected", nil) >= 1 })
            for hop in ["fw", "mon", nil] {
                #expect(try await Self.eventually { try await chain.counter("inspected", hop) >= 1 })
                #expect(try await Self.eventually { try await chain.counter("inspected", hop, reverse: true) >= 1 })
                #expect(try await chain.counter("bypass", hop) == 0)
            }
            // Each hop is passed in fact: none can be missing.
            for instance in [Graphs.firewall, Graphs.monitor] {
                try chain.set(instance, forwarding: false)
                #expect(!chain.ping())
                try chain.set(instance, forwarding: true)
                #expect(try await Self.eventually { chain.ping() })
            }

            // What is in force equals what was compiled: nothing is left to change.
            let wanted = try FlowCompiler.compile(graph)
            let seen = try await chain.driver.tables().program(of: "graph-1", cookie: wanted.cookie)
            #expect(wanted.changes(from: seen).isEmpty)

            try chain.bed.ofctl("del-flows", chain.bed.management(of: "mfbr0"), "table=0,in_port=22")
            let digest = try graph.digest
            let damaged = try await chain.driver.graphDigest(id: "graph-1")
            #expect(damaged != nil && damaged != digest)
            try await chain.driver.applyGraph(graph)
            #expect(try await chain.driver.graphDigest(id: "graph-1") == graph.digest)

            try await chain.driver.removeGraph(id: "graph-1")
            try await chain.driver.removeGraph(id: "graph-1")
            #expect(try await chain.driver.graphDigest(id: "graph-1") == nil)
            #expect(!chain.ping())
            #expect(try await chain.driver.tables().entries.isEmpty)
            #expect(try await chain.driver.inventory().allSatisfy { $0.kind != .graph })
        }
    }

    @Test("the second path bypasses a hop, and a foreign flow stays through everything")
    func bypass() async throws {
        try await Self.withChain([Graphs.firewall, Graphs.monitor]) { chain in
            var graph = Graphs.secureAccess()
            graph.paths[1].classifiers = [Classifier(etherType: .ipv4, ipProtocol: .udp, destinationPorts: 8080...8080)]
            try chain.bed.ofctl(
                "add-flow", chain.bed.management(of: "mfbr0"), "table=7,cookie=0x77,priority=5,ip,actions=drop")
            try await chain.driver.applyGraph(graph)
            try chain.set(Graphs.monitor, forwarding: false)
            // Without ARP through the monitor the ends must know each other.
            try chain.inside(
                "client", "ip", "neigh", "replace", "10.9.0.2", "lladdr", "02:00:00:00:09:02", "dev", "mfend1")
            try chain.inside("server", "ip", "link", "set", "mfend2", "address", "02:00:00:00:09:02")
            let client = try NamespaceSocket(namespace: chain.place("client"), port: 5000)
            let server = try NamespaceSocket(namespace: chain.place("server"), port: 8080)
            let other = try NamespaceSocket(namespace: chain.place("server"), port: 8081)
            client.send([1], to: "10.9.0.2", 8080)
            client.send([2], to: "10.9.0.2", 8081)
            #expect(server.receive()?.bytes == [1])
            #expect(other.receive() == nil)
            #expect(try await Self.eventually { try await chain.counter("bypass", "fw") == 1 })
            try await chain.driver.removeGraph(id: "graph-1")
            let left = try await chain.driver.tables().entries
            #expect(left.map(\.cookie) == [0x77])
        }
    }

    @Test("a hop of two keeps both directions of a connection on one instance, and loses only that when one is down")
    func selectGroup() async throws {
        try await Self.withChain([Graphs.firewall, Graphs.secondFirewall, Graphs.monitor]) { chain in
            let driver = chain.driver
            try await driver.applyGraph(Graphs.secureAccess())
            #expect(try await Self.eventually { chain.ping() })
            let graph = Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall])
            try await driver.applyGraph(graph)
            #expect(try await driver.graphDigest(id: "graph-1") == graph.digest)
            let wanted = try FlowCompiler.compile(graph)
            let seen = try await driver.tables().program(of: "graph-1", cookie: wanted.cookie)
            #expect(wanted.changes(from: seen).isEmpty)
            #expect(try await Self.eventually { chain.ping() })

            let server = try NamespaceSocket(namespace: chain.place("server"), port: 7000)
            let clients = try (0..<48).map {
                try NamespaceSocket(namespace: chain.place("client"), port: UInt16(30000 + $0))
            }
            /// Which clients' packets reach the server, and which of those hear back.
            func exchange() -> (there: Set<Int>, back: Set<Int>) {
                var there: Set<Int> = []
                for (index, client) in clients.enumerated() { client.send([UInt8(index)], to: "10.9.0.2", 7000) }
                while let (bytes, port) = server.receive() {
                    there.insert(Int(port) - 30000)
                    server.send(bytes, to: "10.9.0.1", port)
                }
                let back = there.filter { clients[$0].receive() != nil }
                return (there, Set(back))
            }

            let all = exchange()
            #expect(all.there.count == 48 && all.back.count == 48)
            // With one instance deaf inside, a connection whose directions met different ones would lose its answers.
            var halves: [Set<Int>] = []
            for (deaf, live) in [(Graphs.firewall, Graphs.secondFirewall), (Graphs.secondFirewall, Graphs.firewall)] {
                try chain.set(deaf, forwarding: false)
                try await Task.sleep(for: .milliseconds(200))
                let half = exchange()
                #expect(half.there == half.back, "through \(live.id) alone")
                #expect(!half.there.isEmpty && half.there.count < 48)
                halves.append(half.there)
                try chain.set(deaf, forwarding: true)
                #expect(try await Self.eventually { exchange().back.count == 48 })
            }
            #expect(halves[0].isDisjoint(with: halves[1]) && halves[0].union(halves[1]).count == 48)

            let counters = try await driver.counters(graphID: "graph-1")
            for instance in ["fw-1", "fw-2"] {
                for isReverse in [false, true] {
                    let counter = counters.first {
                        $0.pathID == "inspected" && $0.instanceID == instance && $0.isReverse == isReverse
                    }
                    #expect((counter?.packets ?? 0) > 0)
                }
            }

            // An instance whose ports are gone gets nothing: the other carries everything.
            for port in [Graphs.firewall.ingress, Graphs.firewall.egress] {
                try chain.bed.ovs(["ip", "link", "set", "mfport\(port)", "down"])
            }
            #expect(try await Self.eventually { exchange().back.count == 48 })
            #expect(try await Self.eventually { chain.ping() })
        }
    }

    @Test("after the switch restarted nothing passes, around no hop either, until the graph is applied again")
    func switchRestart() async throws {
        try await Self.withChain([Graphs.firewall, Graphs.monitor]) { chain in
            let graph = Graphs.secureAccess()
            try await chain.driver.applyGraph(graph)
            #expect(try await Self.eventually { chain.ping() })
            chain.bed.stopSwitch()
            try chain.bed.startSwitch()
            // It takes its ports up again by itself, with the numbers that they asked for.
            #expect(
                try await Self.eventually {
                    let ports = try? await chain.driver.ports(names: ["mfport11", "mfport12", "mfport21", "mfport22"])
                    return ports?.map(\.number).sorted { $0 ?? 0 < $1 ?? 0 } == [11, 12, 21, 22]
                })
            #expect(!chain.ping())
            #expect(try await Self.eventually { try await chain.driver.graphDigest(id: "graph-1") == nil })
            try await chain.driver.applyGraph(graph)
            #expect(try await chain.driver.graphDigest(id: "graph-1") == graph.digest)
            #expect(try await Self.eventually { chain.ping() })
        }
    }
}
