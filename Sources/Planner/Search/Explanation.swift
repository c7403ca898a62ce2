import MANOModel

/// Why a host doesn't take a unit.
struct Explanation {
    private let shared: SharedBook
    private var scratch = Book.Scratch()
    /// Titles of the plan's own guests by host.
    private var beside: [Int: [String]] = [:]

    init(_ shared: SharedBook) {
        self.shared = shared
        for member in shared.book.needs.members.indices where shared.book.seats.host[member] >= 0 {
            beside[shared.book.seats.host[member], default: []].append(shared.book.needs.members[member].demand.title)
        }
    }

    /// Every reason, in the order: what the host is, who is there, what it has.
    mutating func reasons(_ unit: Int, on host: Int) -> [String] {
        let what = shared.book.needs.units[unit]
        var reasons = what.contradictions
        func add(_ reason: String) { if !reasons.contains(reason) { reasons.append(reason) } }
        for member in what.members {
            let demand = shared.book.needs.members[member].demand
            Eligibility(demand).refusals(by: shared.book.supply.hosts[host], title: demand.title).forEach(add)
        }
        guard shared.book.supply.hosts[host].closedBecause == nil else { return reasons }
        for member in what.members { ruleReasons(member, on: host).forEach(add) }
        sumReasons(what.members, on: host).forEach(add)
        nodeReasons(what.members, on: host).forEach(add)
        if reasons.isEmpty {
            let parts =
                shared.book.needs.members[what.members[0]].demand.functions.isEmpty ? "" : ", interfaces and devices"
            add("has no NUMA nodes with cores, memory\(parts) at once for \(what.title)" + besides(host))
        }
        return reasons
    }

    private func besides(_ host: Int) -> String {
        beside[host].map { " beside \(Amount.list($0))" } ?? ""
    }

    private func ruleReasons(_ member: Int, on host: Int) -> [String] {
        shared.book.needs.constraintsOf[member].compactMap { index in
            let rule = shared.book.needs.constraints[index]
            guard rule.isStrict else { return nil }
            let domain = rule.domains[host]
            let here = shared.book.inDomain[index][domain]
            let scope = rule.source.scope
            func titles(_ isHere: Bool) -> String {
                let others = rule.members.filter {
                    shared.book.seats.host[$0] >= 0 && (rule.domains[shared.book.seats.host[$0]] == domain) == isHere
                }
                let named = others.map { shared.book.needs.members[$0].demand.title }
                return named.isEmpty ? "another instance" : Amount.list(named)
            }
            if rule.isTogether {
                guard here != shared.book.placed[index] else { return nil }
                return "\(titles(false)) is in another \(scope.rawValue), and must be together (\(rule.source.id))"
            }
            guard here > 0 else { return nil }
            let what = scope == .host ? "has" : "is in the \(scope.rawValue) of"
            return "\(what) \(titles(true)), which must be apart (\(rule.source.id))"
        }
    }

    /// Memory, storage and shared vCPUs of all members together.
    private func sumReasons(_ members: [Int], on host: Int) -> [String] {
        let demands = members.map { shared.book.needs.members[$0].demand }
        var reasons: [String] = []
        let memory = demands.filter { $0.pages == .normal }.reduce(0) { $0 + $1.memory }
        if memory > shared.book.memoryFree[host], memory > 0 {
            reasons.append(
                "needs \(Amount.upwards(memory)) of memory, \(Amount.downwards(shared.book.memoryFree[host])) are free"
                    + besides(host))
        }
        let storage = demands.reduce(0) { $0 + $1.storage }
        if storage > shared.book.storageFree[host], storage > 0 {
            reasons.append(
                "needs \(Amount.upwards(storage)) of storage, \(Amount.downwards(shared.book.storageFree[host])) are free"
                    + besides(host))
        }
        let vCPUs = demands.reduce(0) { $0 + ($1.cpuPolicy.isDedicated ? 0 : $1.vCPUs) }
        if vCPUs > 0, !shared.book.hasShared(vCPUs, beside: 0, on: host) {
            let what = shared.book.supply.hosts[host]
            let cpus = what.shareable - (what.isPinningShared ? shared.book.pinnedHere[host] : 0)
            let free = max(cpus * what.overcommit / 1000 - shared.book.sharedUsed[host], 0)
            reasons.append("needs \(Amount.count(vCPUs, "shared vCPU")), \(Amount.are(free)) free" + besides(host))
        }
        return reasons
    }

    /// Members that are bound to nodes or want devices, one after the other with those before them seated.
    private mutating func nodeReasons(_ members: [Int], on host: Int) -> [String] {
        var reasons: [String] = []
        var seated: [Int] = []
        for member in members {
            if shared.book.bestSeat(member, on: host, &scratch) != nil {
                shared.book.take(member, scratch.best)
                seated.append(member)
            } else {
                reasons += NodeReasons(shared: shared, member: member, host: host, besides: besides(host)).all
            }
        }
        for member in seated.reversed() { shared.book.leave(member, &scratch.left) }
        return reasons
    }
}
