import Dataplane
import MANOModel
import OpenFlow

/// Turns a forwarding graph into flows and groups. Pure.
///
/// - Where a path's packets come out (its source, and each instance's far port) they are classified, and sent into the
///   next hop, or out at the path's end. Classifying at every hop anew lets paths share hops without an encapsulation.
/// - Both directions: packets that come out on the near side are matched with source and destination swapped, and sent
///   to the hop before.
/// - A hop of several instances is a select group for each path and direction. Both directions hash the client's
///   address and port, with the same bucket ids, weights and parameter, so that Open vSwitch's rendezvous hashing gives
///   both directions of a connection the same instance. An instance whose port is down takes no part.
/// - ARP and IPv6 neighbour discovery follow, between the same two ends, the path with the lowest precedence, through
///   the first live instance of each hop.
/// - Everything else is dropped: a secure bridge has no other flow for these ports.
enum FlowCompiler {
    /// Where classification happens; everything that moves packets is in this table.
    static let table: UInt8 = 0
    /// Holds only marks, which no packet reaches.
    static let markTable: UInt8 = 253

    /// Ports on a plain network segment are below every graph.
    static let segmentPriority: UInt16 = 100
    private static let neighbourPriority: UInt16 = 500
    private static let lowestPathPriority = 1000
    private static let highestPrecedence = Int(UInt16.max) - lowestPathPriority

    /// Errors: `.unprocessable`, naming the graph and what contradicts itself.
    static func compile(_ graph: GraphSpec) throws -> SwitchProgram {
        var program = SwitchProgram(cookie: ExternalName.cookie(owner: graph.id))
        try check(graph)
        for path in graph.paths {
            for leg in legs(of: path) {
                try add(path.classifiers, of: leg, in: path, of: graph, to: &program)
            }
        }
        for path in neighbourPaths(of: graph) {
            for leg in legs(of: path) { try addNeighbourDiscovery(leg, in: path, of: graph, to: &program) }
        }
        let mark = FlowLabel.graph(id: graph.id, digest: try graph.digest, contents: program.contents)
        program.flows[markKey(cookie: program.cookie)] = [.applyActions([.note(mark.bytes)])]
        return program
    }

    /// The one flow that says that a graph is in force.
    static func markKey(cookie: UInt64) -> SwitchProgram.FlowKey {
        SwitchProgram.FlowKey(table: markTable, priority: 0, match: Match([.metadata(cookie)]))
    }

    /// The one flow of a port that speaks on its network segment.
    static func segmentFlow(port: Int) -> (SwitchProgram.FlowKey, [Instruction]) {
        (
            SwitchProgram.FlowKey(
                table: table, priority: segmentPriority, match: Match([.inPort(PortNumber(UInt32(port)))])),
            [.applyActions([.output(.normal)])]
        )
    }

    /// One step of a path in one direction: from the ports where packets come out to the next hop or the end.
    private struct Leg {
        var from: [Int]
        var hop: GraphSpec.Hop?
        /// Of the hop's instances in their order; of the end, one port.
        var to: [Int]
        var isReverse: Bool
    }

    private static func legs(of path: GraphSpec.Path) -> [Leg] {
        var legs: [Leg] = []
        var near = [path.source]
        for hop in path.hops {
            legs.append(Leg(from: near, hop: hop, to: hop.instances.map(\.ingress), isReverse: false))
            near = hop.instances.map(\.egress)
        }
        legs.append(Leg(from: near, hop: nil, to: [path.destination], isReverse: false))
        var far = [path.destination]
        for hop in path.hops.reversed() {
            legs.append(Leg(from: far, hop: hop, to: hop.instances.map(\.egress), isReverse: true))
            far = hop.instances.map(\.ingress)
        }
        legs.append(Leg(from: far, hop: nil, to: [path.source], isReverse: true))
        return legs
    }

    private static func check(_ graph: GraphSpec) throws(ManifoldError) {
        var precedences: Set<Int> = []
        for path in graph.paths {
            guard (0...highestPrecedence).contains(path.precedence), precedences.insert(path.precedence).inserted else {
                throw ManifoldError(
                    .unprocessable,
                    "forwarding graph \(graph.id): precedence \(path.precedence) of path \(path.id) is taken or not from"
                        + " 0 to \(highestPrecedence)")
            }
            for hop in path.hops {
                guard Set(hop.instances.map(\.bucket)).count == hop.instances.count else {
                    throw ManifoldError(
                        .unprocessable, "forwarding graph \(graph.id): two instances of hop \(hop.id) share a bucket")
                }
            }
        }
    }

    /// Of the paths between the same two ends, the one that is looked at last.
    private static func neighbourPaths(of graph: GraphSpec) -> [GraphSpec.Path] {
        var lowest: [[Int]: GraphSpec.Path] = [:]
        for path in graph.paths {
            let ends = [path.source, path.destination]
            if let other = lowest[ends], other.precedence < path.precedence { continue }
            lowest[ends] = path
        }
        return lowest.values.sorted { $0.precedence < $1.precedence }
    }

    private static func add(
        _ classifiers: [Classifier], of leg: Leg, in path: GraphSpec.Path, of graph: GraphSpec,
        to program: inout SwitchProgram
    ) throws {
        let matches: [[OXMField]] =
            classifiers.isEmpty
            ? [[]] : try classifiers.flatMap { try (leg.isReverse ? $0.reversed : $0).matches() }
        let actions = send(leg, in: path, of: graph, kind: .select, to: &program)
        try set(
            matches, priority: UInt16(lowestPathPriority + path.precedence), leg, actions, in: path, of: graph,
            to: &program)
    }

    private static func addNeighbourDiscovery(
        _ leg: Leg, in path: GraphSpec.Path, of graph: GraphSpec, to program: inout SwitchProgram
    ) throws {
        // Router and neighbour solicitations and advertisements, redirects (RFC 4861 4).
        let matches: [[OXMField]] =
            [[.etherType(0x0806)]]
            + (133...137).map { [.etherType(0x86DD), .ipProtocol(58), .icmpv6Type($0)] }
        let actions = send(leg, in: path, of: graph, kind: .fastFailover, to: &program)
        try set(matches, priority: neighbourPriority, leg, actions, in: path, of: graph, to: &program)
    }

    private static func set(
        _ matches: [[OXMField]], priority: UInt16, _ leg: Leg, _ actions: [Action], in path: GraphSpec.Path,
        of graph: GraphSpec, to program: inout SwitchProgram
    ) throws(ManifoldError) {
        for port in leg.from {
            for match in matches {
                let key = SwitchProgram.FlowKey(
                    table: table, priority: priority,
                    match: Match([.inPort(PortNumber(UInt32(port)))] + match))
                let instructions: [Instruction] = [.applyActions(actions)]
                if let other = program.flows[key], other != instructions {
                    throw ManifoldError(
                        .unprocessable,
                        "forwarding graph \(graph.id): what leaves port \(port) on path \(path.id) could go two ways",
                        remedy: "give the path classifiers that tell its directions and hops apart")
                }
                program.flows[key] = instructions
            }
        }
    }

    /// The actions that send packets along the leg; adds the group that they need. A hop without instances drops.
    private static func send(
        _ leg: Leg, in path: GraphSpec.Path, of graph: GraphSpec, kind: Group.Kind, to program: inout SwitchProgram
    ) -> [Action] {
        let label = Action.note(
            FlowLabel.leg(graph: graph.id, path: path.id, hop: leg.hop?.id, isReverse: leg.isReverse).bytes)
        func output(_ port: Int) -> Action {
            // A switch never sends out where a packet came in unless it is asked by this name (one-armed functions).
            leg.from == [port] ? .output(.inPort) : .output(PortNumber(UInt32(port)))
        }
        guard let hop = leg.hop, leg.to.count != 1 else { return [label] + leg.to.map(output) }
        guard !leg.to.isEmpty else { return [label] }
        let pairs = zip(hop.instances, leg.to).sorted { $0.0.bucket < $1.0.bucket }
        let buckets = pairs.map { instance, port in
            Group.Bucket(
                id: UInt32(instance.bucket), weight: kind == .select ? UInt16(clamping: instance.weight) : 1,
                watchPort: PortNumber(UInt32(port)),
                actions: [
                    .note(FlowLabel.instance(graph: graph.id, id: instance.id).bytes),
                    .output(PortNumber(UInt32(port))),
                ])
        }
        let id = groupID("\(graph.id) \(path.id) \(hop.id) \(leg.isReverse) \(kind)")
        program.groups[id] = Group(
            id: id, kind: kind, buckets: buckets, selection: kind == .select ? selection(leg, hop) : nil)
        return [label, .group(id)]
    }

    /// The client's address and port, wherever they are in this direction.
    private static func selection(_ leg: Leg, _ hop: GraphSpec.Hop) -> Group.Selection {
        let address = [UInt8](repeating: 0xFF, count: 16)
        let fields: [OXMField] =
            leg.isReverse
            ? [.ipv4Destination(.max), .ipv6Destination(address), .tcpDestination(.max), .udpDestination(.max)]
            : [.ipv4Source(.max), .ipv6Source(address), .tcpSource(.max), .udpSource(.max)]
        // Hops in a row choose independently of each other.
        return Group.Selection(fields: fields, parameter: StableHash.fnv1a64(hop.id.utf8))
    }

    private static func groupID(_ name: String) -> UInt32 {
        let hash = StableHash.fnv1a64(name.utf8)
        // Below OFPG_MAX, and not 0.
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32) & 0x7FFF_FFFF | 1 << 30
    }
}
