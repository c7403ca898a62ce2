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
        let set = flows.filter { current.flows[$0.key] != $0.value }.map { key, instructions in
            // Counters go on where the flow goes on serving the same leg of the same path, and only there.
            let goesOn = current.flows[key]?.label.map { $0 == instructions.label } ?? false
            return mod(goesOn ? .modifyStrict : .add, key, instructions)
        }
        let removed = current.flows.keys.filter { flows[$0] == nil }.map { mod(.deleteStrict, $0, []) }
        changes += (Self.ordered(set) + Self.ordered(removed)).map { .flow($0) }
        for id in current.groups.keys.sorted() where groups[id] == nil { changes.append(.group(.delete(id: id))) }
        return changes
    }

    private func mod(_ command: FlowMod.Command, _ key: FlowKey, _ instructions: [Instruction]) -> FlowMod {
        FlowMod(
            command, table: key.table, priority: key.priority, cookie: cookie,
            cookieMask: command == .add ? 0 : .max, match: key.match, instructions: instructions)
    }

    /// The same changes in the same order each time.
    private static func ordered(_ mods: [FlowMod]) -> [FlowMod] {
        mods.map { ($0, $0.encoded) }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    }

    /// 16 hexadecimal digits that differ where flows or groups differ (FNV-1a; guards against accidents, not malice).
    var contents: String {
        let flowBytes = Self.ordered(flows.map { mod(.add, $0.key, $0.value) }).flatMap(\.encoded)
        let groupBytes = groups.sorted { $0.key < $1.key }.flatMap { GroupMod.add($0.value).encoded }
        let digits = String(StableHash.fnv1a64(flowBytes + groupBytes), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Hashes that are the same in every process and version, unlike Swift's own.
enum StableHash {
    static func fnv1a64(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
