package import Dataplane
package import MANOModel
import OpenFlow

extension OVSDriver {
    package func applyGraph(_ graph: GraphSpec) async throws {
        let wanted = try FlowCompiler.compile(graph)
        try await asking("applying forwarding graph \(graph.id)") {
            let seen = try await tables()
            for (key, _) in wanted.flows {
                guard let other = seen.foreign[key], other != wanted.cookie else { continue }
                throw ManifoldError(
                    .infrastructure,
                    "a flow that forwarding graph \(graph.id) needs on bridge \(configuration.bridge) is there already,"
                        + " under cookie 0x\(String(other, radix: 16)) that isn't its own",
                    cause: "\(key.match)")
            }
            for id in wanted.groups.keys.sorted() {
                guard let owner = seen.groupOwners[id], owner != graph.id else { continue }
                throw ManifoldError(
                    .infrastructure,
                    "group \(id) that forwarding graph \(graph.id) needs on bridge \(configuration.bridge) belongs to"
                        + " \(owner ?? "somebody else")")
            }
            try await flows.apply(
                wanted.changes(from: seen.program(of: graph.id, cookie: wanted.cookie)),
                deadline: configuration.deadline)
        }
    }

    package func removeGraph(id: String) async throws {
        try await asking("removing forwarding graph \(id)") {
            let cookie = ExternalName.cookie(owner: id)
            let current = try await tables().program(of: id, cookie: cookie)
            try await flows.apply(
                SwitchProgram(cookie: cookie).changes(from: current), deadline: configuration.deadline)
        }
    }

    package func graphDigest(id: String) async throws -> String? {
        try await asking("looking at forwarding graph \(id)") {
            let cookie = ExternalName.cookie(owner: id)
            var current = try await tables().program(of: id, cookie: cookie)
            guard !current.flows.isEmpty || !current.groups.isEmpty else { return nil }
            let mark = current.flows.removeValue(forKey: FlowCompiler.markKey(cookie: cookie))
            // Flows or groups that somebody else changed are in force, but are no graph's.
            guard case .graph(_, let digest, let contents) = mark.flatMap(\.label), contents == current.contents else {
                return "damaged"
            }
            return digest
        }
    }

    package func counters(graphID: String) async throws -> [HopCounter] {
        try await asking("reading the counters of forwarding graph \(graphID)") {
            let deadline = configuration.deadline
            let entries = try await flows.flows(
                FlowFilter(table: FlowCompiler.table, cookie: ExternalName.cookie(owner: graphID), cookieMask: .max),
                deadline: deadline)
            let groups = Dictionary(try await flows.groups(deadline: deadline).map { ($0.id, $0) }) { first, _ in first
            }
            let statistics = Dictionary(try await flows.groupStatistics(deadline: deadline).map { ($0.id, $0) }) {
                first, _ in first
            }
            var counters = CounterSum()
            var counted: Set<UInt32> = []
            for entry in entries {
                guard case .leg(_, let path, let hop, let isReverse) = entry.instructions.label else { continue }
                guard let id = entry.instructions.group, let group = groups[id], let counts = statistics[id] else {
                    counters.add(path, hop, nil, isReverse, entry.packets, entry.bytes)
                    continue
                }
                // Several flows send to one group, which has counted them all.
                guard counted.insert(id).inserted else { continue }
                for (bucket, count) in zip(group.buckets, counts.buckets) {
                    guard case .instance(_, let instance) = bucket.actions.label else { continue }
                    counters.add(path, hop, instance, isReverse, count.packets, count.bytes)
                }
            }
            return counters.all
        }
    }

    /// Everything in the tables, told apart by owner.
    struct Tables: Sendable {
        var entries: [FlowEntry]
        var groups: [Group]

        /// The cookie of each flow.
        var foreign: [SwitchProgram.FlowKey: UInt64] {
            Dictionary(entries.map { ($0.key, $0.cookie) }) { first, _ in first }
        }

        /// The graph that each group belongs to; nil for a group that isn't ours.
        var groupOwners: [UInt32: String?] {
            Dictionary(groups.map { ($0.id, $0.owner) }) { first, _ in first }
        }

        func program(of graph: String, cookie: UInt64) -> SwitchProgram {
            SwitchProgram(
                cookie: cookie,
                flows: Dictionary(entries.filter { $0.cookie == cookie }.map { ($0.key, $0.instructions) }) {
                    first, _ in first
                },
                groups: Dictionary(groups.filter { $0.owner == graph }.map { ($0.id, $0) }) { first, _ in first })
        }
    }

    nonisolated func tables() async throws -> Tables {
        Tables(
            entries: try await flows.flows(deadline: configuration.deadline),
            groups: try await flows.groups(deadline: configuration.deadline))
    }
}

/// Adds up what several flows of the same leg have counted.
private struct CounterSum {
    private var order: [HopCounter] = []

    var all: [HopCounter] { order }

    mutating func add(
        _ path: String, _ hop: String?, _ instance: String?, _ isReverse: Bool, _ packets: UInt64, _ bytes: UInt64
    ) {
        let packets = Int64(clamping: packets)
        let bytes = Int64(clamping: bytes)
        let index = order.firstIndex {
            $0.pathID == path && $0.hopID == hop && $0.instanceID == instance && $0.isReverse == isReverse
        }
        if let index {
            order[index].packets += packets
            order[index].bytes += bytes
        } else {
            order.append(
                HopCounter(
                    pathID: path, hopID: hop, instanceID: instance, isReverse: isReverse, packets: packets, bytes: bytes
                ))
        }
    }
}

extension FlowEntry {
    var key: SwitchProgram.FlowKey { SwitchProgram.FlowKey(table: table, priority: priority, match: match) }
}

extension Group {
    /// The graph that it belongs to; nil where it isn't ours.
    var owner: String? {
        for bucket in buckets {
            if case .instance(let graph, _) = bucket.actions.label { return graph }
        }
        return nil
    }
}

extension [Instruction] {
    private var actions: [Action] {
        flatMap { if case .applyActions(let actions) = $0 { actions } else { [Action]() } }
    }

    var label: FlowLabel? { actions.label }

    var group: UInt32? {
        for case .group(let id) in actions { return id }
        return nil
    }
}

extension [Action] {
    var label: FlowLabel? {
        for case .note(let bytes) in self {
            if let label = FlowLabel(bytes) { return label }
        }
        return nil
    }
}
