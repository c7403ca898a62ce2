import Dataplane
import MANOModel
import OpenFlow
import Testing

@testable import SwitchDrivers

@Suite struct FlowCompilerTests {
    private static let clientAddress: UInt32 = 0x0A09_0001
    private static let serverAddress: UInt32 = 0x0A09_0002

    private static func evaluator(_ graph: GraphSpec) throws -> ProgramEvaluator {
        ProgramEvaluator(program: try FlowCompiler.compile(graph))
    }

    /// The ports that a packet enters by, one after the other, until it leaves at an end or is dropped. Hops hand on
    /// what they get.
    private static func walk(
        _ packet: Packet, from port: Int, _ evaluator: ProgramEvaluator, _ graph: GraphSpec
    ) -> [Int] {
        var far: [Int: Int] = [:]
        for instance in graph.paths.flatMap(\.hops).flatMap(\.instances) {
            far[instance.ingress] = instance.egress
            far[instance.egress] = instance.ingress
        }
        var visited: [Int] = []
        var current = port
        while let next = evaluator.output(packet, inPort: current), visited.count < 20 {
            visited.append(next)
            guard let out = far[next] else { break }
            current = out
        }
        return visited
    }

    @Test("a path goes through its hops in order, and back in reverse")
    func bothDirections() throws {
        let graph = Graphs.secureAccess()
        let evaluator = try Self.evaluator(graph)
        let there = Packet.transport(6, from: (Self.clientAddress, 40000), to: (Self.serverAddress, 80))
        let back = Packet.transport(6, from: (Self.serverAddress, 80), to: (Self.clientAddress, 40000))
        #expect(Self.walk(there, from: 1, evaluator, graph) == [11, 21, 2])
        #expect(Self.walk(back, from: 2, evaluator, graph) == [22, 12, 1])
    }

    @Test("the path with the higher precedence takes what it classifies, both ways")
    func precedence() throws {
        let graph = Graphs.secureAccess()
        let evaluator = try Self.evaluator(graph)
        let there = Packet.transport(6, from: (Self.clientAddress, 40000), to: (Self.serverAddress, 8080))
        let back = Packet.transport(6, from: (Self.serverAddress, 8080), to: (Self.clientAddress, 40000))
        #expect(Self.walk(there, from: 1, evaluator, graph) == [11, 2])
        #expect(Self.walk(back, from: 2, evaluator, graph) == [12, 1])
    }

    @Test("what no path classifies is dropped at the first port")
    func denied() throws {
        let graph = Graphs.secureAccess()
        let evaluator = try Self.evaluator(graph)
        let stranger = Packet.transport(6, from: (0x0101_0101, 1), to: (Self.serverAddress, 80))
        let ipv6 = Packet([.etherType(0x86DD), .ipProtocol(6), .tcpSource(1), .tcpDestination(80)])
        let unknown = Packet([.etherType(0x88CC)])
        for packet in [stranger, ipv6, unknown] {
            #expect(Self.walk(packet, from: 1, evaluator, graph) == [])
            #expect(Self.walk(packet, from: 2, evaluator, graph) == [])
        }
    }

    @Test("ARP and neighbour discovery take the path with the lowest precedence through the first live instance")
    func neighbours() throws {
        let graph = Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall])
        var evaluator = try Self.evaluator(graph)
        let arp = Packet([.etherType(0x0806), .arpOperation(1)])
        let solicitation = Packet([.etherType(0x86DD), .ipProtocol(58), .icmpv6Type(135)])
        let echo = Packet([.etherType(0x86DD), .ipProtocol(58), .icmpv6Type(128)])
        for packet in [arp, solicitation] {
            #expect(Self.walk(packet, from: 1, evaluator, graph) == [11, 21, 2])
            #expect(Self.walk(packet, from: 2, evaluator, graph) == [22, 12, 1])
        }
        #expect(Self.walk(echo, from: 1, evaluator, graph) == [])
        evaluator.downPorts = [11, 12]
        #expect(Self.walk(arp, from: 1, evaluator, graph) == [13, 21, 2])
        #expect(Self.walk(arp, from: 2, evaluator, graph) == [22, 14, 1])
    }

    @Test(
        "both directions of a connection meet the same instance, and instances share the connections", arguments: 0..<6
    )
    func sameInstance(_ run: Int) throws {
        let count = 2 + run % 4
        let instances = (0..<count).map {
            GraphSpec.Instance(
                id: "fw-\($0)", bucket: $0 * 7 + run, weight: 1 + run % 3, ingress: 100 + $0, egress: 200 + $0)
        }
        let graph = Graphs.secureAccess(firewalls: instances, id: "graph-\(run)")
        let evaluator = try Self.evaluator(graph)
        var used: Set<Int> = []
        for port in UInt16(20000)..<20060 {
            let number: UInt8 = port.isMultiple(of: 2) ? 6 : 17
            let there = Self.walk(
                Packet.transport(number, from: (Self.clientAddress, port), to: (Self.serverAddress, 80)), from: 1,
                evaluator, graph)
            let back = Self.walk(
                Packet.transport(number, from: (Self.serverAddress, 80), to: (Self.clientAddress, port)), from: 2,
                evaluator, graph)
            #expect(there.count == 3 && back.count == 3)
            #expect(there[0] + 100 == back[1], "port \(port) met two instances")
            used.insert(there[0])
        }
        #expect(used.count == count)
    }

    @Test("a further instance takes connections over and moves none between the others")
    func scaleOut() throws {
        let third = GraphSpec.Instance(id: "fw-3", bucket: 3, ingress: 15, egress: 16)
        let before = Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall])
        let after = Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall, third])
        let (old, new) = (try Self.evaluator(before), try Self.evaluator(after))
        for port in UInt16(20000)..<20060 {
            let packet = Packet.transport(6, from: (Self.clientAddress, port), to: (Self.serverAddress, 80))
            let (was, isNow) = (old.output(packet, inPort: 1), new.output(packet, inPort: 1))
            #expect(isNow == was || isNow == 15)
        }
    }

    @Test("applying the same graph again changes nothing, and a new instance changes only its own flows")
    func difference() throws {
        let one = try FlowCompiler.compile(Graphs.secureAccess())
        let two = try FlowCompiler.compile(
            Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall]))
        #expect(one.changes(from: one).isEmpty)
        let changes = two.changes(from: one)
        // What leaves the monitor for the server doesn't know of firewalls.
        let untouched = Match([
            .inPort(PortNumber(22)), .etherType(0x0800), .ipv4Source(0x0A09_0000, mask: 0xFFFF_FF00),
            .ipv4Destination(0x0A09_0000, mask: 0xFFFF_FF00),
        ])
        #expect(one.flows.keys.contains { $0.match == untouched })
        for case .flow(let mod) in changes { #expect(mod.match != untouched) }
        #expect(SwitchProgram(cookie: one.cookie).changes(from: one).count == one.flows.count + one.groups.count)
    }

    @Test("a flow keeps its counters while it serves the same leg, and starts anew for another")
    func counters() throws {
        let one = try FlowCompiler.compile(Graphs.secureAccess())
        let two = try FlowCompiler.compile(Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall]))
        var renamed = Graphs.secureAccess()
        for index in renamed.paths.indices { renamed.paths[index].id += "-new" }
        func commands(_ program: SwitchProgram) -> Set<FlowMod.Command> {
            Set(
                program.changes(from: one).compactMap { change in
                    guard case .flow(let mod) = change, mod.table == FlowCompiler.table,
                        one.flows.keys.contains(where: { $0.priority == mod.priority && $0.match == mod.match })
                    else { return nil }
                    return mod.command
                })
        }
        #expect(commands(two) == [.modifyStrict])
        #expect(commands(try FlowCompiler.compile(renamed)) == [.add])
    }

    @Test("changes name groups before flows that use them, and delete flows before groups")
    func order() throws {
        let two = try FlowCompiler.compile(
            Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.secondFirewall]))
        let kinds = two.changes(from: SwitchProgram(cookie: two.cookie)).map { change in
            if case .group = change { true } else { false }
        }
        #expect(kinds == kinds.sorted { $0 && !$1 })
        let removal = SwitchProgram(cookie: two.cookie).changes(from: two).map { change in
            if case .group = change { true } else { false }
        }
        #expect(removal == removal.sorted { !$0 && $1 })
    }

    @Test("every flow bears its graph's cookie, path and hop")
    func labels() throws {
        let program = try FlowCompiler.compile(Graphs.secureAccess())
        #expect(program.cookie == ExternalName.cookie(owner: "graph-1"))
        for (_, instructions) in program.flows {
            let label = try #require(instructions.label)
            switch label {
            case .leg(let graph, let path, _, _): #expect(graph == "graph-1" && ["inspected", "bypass"].contains(path))
            case .graph(let id, let digest, _):
                #expect(id == "graph-1")
                #expect(try digest == Graphs.secureAccess().digest)
            case .instance: Issue.record("an instance's label outside a group")
            }
        }
    }

    @Test("contradictions are refused, naming the graph")
    func contradictions() throws {
        var same = Graphs.secureAccess()
        same.paths[1].precedence = same.paths[0].precedence
        var bucket = Graphs.secureAccess(firewalls: [Graphs.firewall, Graphs.firewall])
        bucket.id = "graph-2"
        // One arm, and nothing that tells the directions apart.
        let arm = GraphSpec.Instance(id: "a", bucket: 1, ingress: 5, egress: 5)
        let oneArmed = GraphSpec(
            id: "graph-3",
            paths: [
                .init(
                    id: "p", precedence: 1, classifiers: [], source: 1, destination: 2,
                    hops: [.init(id: "h", instances: [arm])])
            ])
        for graph in [same, bucket, oneArmed] {
            do {
                _ = try FlowCompiler.compile(graph)
                Issue.record("\(graph.id) was taken")
            } catch let error as ManifoldError {
                #expect(error.code == .unprocessable && error.message.contains(graph.id))
            }
        }
    }

    @Test("a path without hops joins its ends, and one with an empty hop drops")
    func extremes() throws {
        func graph(_ hops: [GraphSpec.Hop]) -> GraphSpec {
            GraphSpec(
                id: "g",
                paths: [.init(id: "p", precedence: 0, classifiers: [], source: 1, destination: 2, hops: hops)])
        }
        let packet = Packet.transport(17, from: (1, 1), to: (2, 2))
        #expect(try Self.evaluator(graph([])).output(packet, inPort: 1) == 2)
        #expect(try Self.evaluator(graph([.init(id: "h", instances: [])])).output(packet, inPort: 1) == nil)
    }

    @Test("blocks of a port range cover it exactly", arguments: 0..<200)
    func portRanges(_ run: Int) {
        let bounds = [Int.random(in: 0...65535), Int.random(in: 0...65535)].sorted()
        let range = run == 0 ? 0...65535 : bounds[0]...bounds[1]
        let blocks = MaskedPort.blocks(of: range)
        #expect(blocks.count <= 30)
        var covered = 0
        for block in blocks {
            let size = Int(~block.mask) + 1
            #expect(range.contains(Int(block.value)) && range.contains(Int(block.value) + size - 1))
            covered += size
        }
        #expect(covered == range.count)
    }

    @Test(
        "a classifier says which matches it is",
        arguments: [
            (Classifier(), 1), (Classifier(etherType: .ipv6), 1), (Classifier(ipProtocol: .icmp), 2),
            (Classifier(destinationPorts: 80...80, sourcePrefix: "10.0.0.0/8"), 2), (Classifier(dscp: 10), 2),
            (Classifier(ipProtocol: .tcp, sourcePorts: 0...1, destinationPorts: 1...2, destinationPrefix: "::/0"), 2),
            (Classifier(etherSource: "02:00:00:00:00:01", vlan: 5), 1),
        ])
    func matchCount(_ classifier: Classifier, _ count: Int) throws {
        #expect(try classifier.matches().count == count)
        #expect(classifier.reversed.reversed == classifier)
    }

    @Test(
        "a classifier that means nothing is refused",
        arguments: [
            Classifier(sourcePrefix: "10.0.0.0/33"), Classifier(sourcePrefix: "ten"), Classifier(dscp: 64),
            Classifier(etherType: .ipv6, sourcePrefix: "10.0.0.0/8"), Classifier(vlan: 5000),
            Classifier(etherSource: "02:00"),
            Classifier(sourcePrefix: "10.0.0.0/8", destinationPrefix: "2001:db8::/32"),
        ])
    func badClassifier(_ classifier: Classifier) {
        #expect(throws: ManifoldError.self) { try classifier.matches() }
    }
}
