/// Looks for places for all units together: greedily; then with the unit that found nothing moved to the front; then,
/// within a budget, by trying other hosts for units that were placed before.
struct PlacementSearch {
    private let units: [PlacementUnit]
    private let start: [HostLedger]
    private let policy: PlacementPolicy
    private var trials = 0

    private static let reorderings = 8
    /// Trials of one unit on one host; some tens of milliseconds in a release build.
    private static let budget = 100_000

    enum Outcome {
        case found([String: Placement])
        /// The first unit for which nothing was left, and the hosts as they were then.
        case stuck(PlacementUnit, [HostLedger])
    }

    init(units: [PlacementUnit], ledgers: [HostLedger], policy: PlacementPolicy) {
        self.units = units
        start = ledgers
        self.policy = policy
    }

    mutating func run() -> Outcome {
        var order = Array(units.indices)
        let first = greedy(order)
        guard case .failure(let failed, let ledgers) = first else { return outcome(of: first) }
        var moved: Set<Int> = [failed]
        var latest = failed
        for _ in 0..<Self.reorderings {
            guard let position = order.firstIndex(of: latest) else { break }
            order.remove(at: position)
            order.insert(latest, at: 0)
            let attempt = greedy(order)
            guard case .failure(let next, _) = attempt else { return outcome(of: attempt) }
            guard moved.insert(next).inserted else { break }
            latest = next
        }
        var placements: [Int: [Placement]] = [:]
        if backtrack(order[...], start, &placements) { return outcome(of: .success(placements)) }
        return .stuck(units[failed], ledgers)
    }

    private enum Attempt {
        case success([Int: [Placement]])
        case failure(Int, [HostLedger])
    }

    private func outcome(of attempt: Attempt) -> Outcome {
        switch attempt {
        case .failure(let index, let ledgers): return .stuck(units[index], ledgers)
        case .success(let placements):
            var byID: [String: Placement] = [:]
            for (index, ofMembers) in placements {
                for (member, placement) in zip(units[index].members, ofMembers) { byID[member.id] = placement }
            }
            return .found(byID)
        }
    }

    private func greedy(_ order: [Int]) -> Attempt {
        var ledgers = start
        var placements: [Int: [Placement]] = [:]
        for index in order {
            let unit = units[index]
            var best: Int?
            for host in ledgers.indices {
                if let best, !isBetter(ledgers[host], than: ledgers[best]) { continue }
                if ledgers[host].takes(unit) { best = host }
            }
            guard let best, case .placed(let placed) = ledgers[best].place(unit) else {
                return .failure(index, ledgers)
            }
            placements[index] = placed
        }
        return .success(placements)
    }

    /// Hosts come by name, so that of equals the first is kept.
    private func isBetter(_ ledger: HostLedger, than other: HostLedger) -> Bool {
        switch policy {
        case .pack: ledger.fullness > other.fullness
        case .spread: ledger.fullness < other.fullness
        }
    }

    private mutating func backtrack(
        _ order: ArraySlice<Int>, _ ledgers: [HostLedger], _ placements: inout [Int: [Placement]]
    ) -> Bool {
        guard let index = order.first else { return true }
        trials += ledgers.count
        guard trials <= Self.budget else { return false }
        var probed = ledgers
        let candidates = ledgers.indices.filter { probed[$0].takes(units[index]) }
            .sorted { left, right in
                if isBetter(ledgers[left], than: ledgers[right]) { return true }
                return !isBetter(ledgers[right], than: ledgers[left]) && left < right
            }
        for host in candidates {
            var next = ledgers
            guard case .placed(let placed) = next[host].place(units[index]) else { continue }
            placements[index] = placed
            if backtrack(order.dropFirst(), next, &placements) { return true }
            placements[index] = nil
        }
        return false
    }
}
