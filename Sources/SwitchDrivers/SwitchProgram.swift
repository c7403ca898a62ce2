import OpenFlow

/// The flows and groups that one owner has, or is to have, on a switch.
struct SwitchProgram: Hashable, Sendable {
    struct FlowKey: Hashable, Sendable {
        var table: UInt8
        var priority: UInt16
        var match: Match
    }

    var cookie: UInt64
    var flows: [FlowKey: [Instruction]] = [:]
    var groups: [UInt32: Group] = [:]

    /// The changes that turn `current` into this program, in an order in which each is possible; none where they are
    /// equal. What stays as it is keeps its counters.
    func changes(from current: SwitchProgram) -> [OpenFlowClient.Change] {
        var changes: [OpenFlowClient.Change] = []
        for (id, group) in groups.sorted(by: { $0.key < $1.key }) where current.groups[id] != group {
            changes.append(.group(current.groups[id] == nil ? .add(group) : .modify(group)))
        }
        for (key, instructions) in flows.sorted(by: Self.order) where current.flows[key] != instructions {
            changes.append(.flow(mod(current.flows[key] == nil ? .add : .modifyStrict, key, instructions)))
        }
        for (key, _) in current.flows.sorted(by: Self.order) where flows[key] == nil {
            changes.append(.flow(mod(.deleteStrict, key, [])))
        }
        for id in current.groups.keys.sorted() where groups[id] == nil { changes.append(.group(.delete(id: id))) }
        return changes
    }

    private func mod(_ command: FlowMod.Command, _ key: FlowKey, _ instructions: [Instruction]) -> FlowMod {
        FlowMod(
            command, table: key.table, priority: key.priority, cookie: cookie,
            cookieMask: command == .add ? 0 : .max, match: key.match, instructions: instructions)
    }

    private static func order(
        _ left: (key: FlowKey, value: [Instruction]), _ right: (key: FlowKey, value: [Instruction])
    ) -> Bool {
        (left.key.table, right.key.priority, "\(left.key.match)") < (
            right.key.table, left.key.priority, "\(right.key.match)"
        )
    }

    /// 16 hexadecimal digits that differ where flows or groups differ (FNV-1a; guards against accidents, not malice).
    var contents: String {
        var buffer: [UInt8] = []
        for (key, instructions) in flows.sorted(by: Self.order) {
            buffer += Array("\(key.table) \(key.priority) \(key.match) \(instructions)\n".utf8)
        }
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) { buffer += Array("\(group)\n".utf8) }
        let digits = String(StableHash.fnv1a64(buffer), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Hashes that are the same in every process and version, unlike Swift's own.
enum StableHash {
    static func fnv1a64(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
