import MANOModel

/// Why a host doesn't take a unit, and what would have to be there.
struct Explanation {
    private var book: Book
    private var scratch = Book.Scratch()
    /// Titles of the plan's own guests by host.
    private var beside: [Int: [String]] = [:]

    init(_ book: Book) {
        self.book = book
        for member in book.needs.members.indices where book.seats.host[member] >= 0 {
            beside[book.seats.host[member], default: []].append(book.needs.members[member].demand.title)
        }
    }

    /// Every reason, in the order: what the host is, who is there, what it has.
    mutating func reasons(_ unit: Int, on host: Int) -> [String] {
        let what = book.needs.units[unit]
        var reasons = what.contradictions
        func add(_ reason: String) { if !reasons.contains(reason) { reasons.append(reason) } }
        for member in what.members {
            let demand = book.needs.members[member].demand
            Eligibility(demand).refusals(by: book.supply.hosts[host], title: demand.title).forEach(add)
        }
        guard book.supply.hosts[host].closedBecause == nil else { return reasons }
        for member in what.members { ruleReasons(member, on: host).forEach(add) }
        sumReasons(what.members, on: host).forEach(add)
        nodeReasons(what.members, on: host).forEach(add)
        if reasons.isEmpty {
            let parts = book.needs.members[what.members[0]].demand.functions.isEmpty ? "" : ", interfaces and devices"
            add("has no NUMA nodes with cores, memory\(parts) at once for \(what.title)" + besides(host))
        }
        return reasons
    }

    private func besides(_ host: Int) -> String {
        beside[host].map { " beside \(Amount.list($0))" } ?? ""
    }

    private func ruleReasons(_ member: Int, on host: Int) -> [String] {
        book.needs.constraintsOf[member].compactMap { index in
            let rule = book.needs.constraints[index]
            guard rule.isStrict else { return nil }
            let domain = rule.domains[host]
            let here = book.inDomain[index][domain]
            let scope = rule.source.scope
            func titles(_ isHere: Bool) -> String {
                let others = rule.members.filter {
                    book.seats.host[$0] >= 0 && (rule.domains[book.seats.host[$0]] == domain) == isHere
                }
                let named = others.map { book.needs.members[$0].demand.title }
                return named.isEmpty ? "another instance" : Amount.list(named)
            }
            if rule.isTogether {
                guard here != book.placed[index] else { return nil }
                return "\(titles(false)) is in another \(scope.rawValue), and must be together (\(rule.source.id))"
            }
            guard here > 0 else { return nil }
            let what = scope == .host ? "has" : "is in the \(scope.rawValue) of"
            return "\(what) \(titles(true)), which must be apart (\(rule.source.id))"
        }
    }

    /// Memory, storage and shared vCPUs of all members together.
    private func sumReasons(_ members: [Int], on host: Int) -> [String] {
        let demands = members.map { book.needs.members[$0].demand }
        var reasons: [String] = []
        let memory = demands.filter { $0.pages == .normal }.reduce(0) { $0 + $1.memory }
        if memory > book.memoryFree[host], memory > 0 {
            reasons.append(
                "needs \(Amount.upwards(memory)) of memory, \(Amount.downwards(book.memoryFree[host])) are free"
                    + besides(host))
        }
        let storage = demands.reduce(0) { $0 + $1.storage }
        if storage > book.storageFree[host], storage > 0 {
            reasons.append(
                "needs \(Amount.upwards(storage)) of storage, \(Amount.downwards(book.storageFree[host])) are free"
                    + besides(host))
        }
        let shared = demands.reduce(0) { $0 + ($1.cpuPolicy.isDedicated ? 0 : $1.vCPUs) }
        if shared > 0, !book.hasShared(shared, beside: 0, on: host) {
            let what = book.supply.hosts[host]
            let cpus = what.shareable - (what.isPinningShared ? book.pinnedHere[host] : 0)
            let free = max(cpus * what.overcommit / 1000 - book.sharedUsed[host], 0)
            reasons.append("needs \(Amount.count(shared, "shared vCPU")), \(Amount.are(free)) free" + besides(host))
        }
        return reasons
    }

    /// Members that are bound to nodes or want devices, one after the other with those before them seated.
    private mutating func nodeReasons(_ members: [Int], on host: Int) -> [String] {
        var reasons: [String] = []
        var seated: [Int] = []
        for member in members {
            if book.bestSeat(member, on: host, &scratch) != nil {
                book.take(member, scratch.best)
                seated.append(member)
            } else {
                reasons += NodeReasons(book: book, member: member, host: host, besides: besides(host)).all
            }
        }
        for member in seated.reversed() { book.leave(member, &scratch.left) }
        return reasons
    }

    /// What would have to be there on the host, and the nodes of it, where least is missing.
    mutating func nearestChange(for unit: Int) -> String? {
        let what = book.needs.units[unit]
        var best: Shortage?
        for host in book.supply.hosts.indices {
            guard what.contradictions.isEmpty,
                what.members.allSatisfy({
                    book.needs.eligible[book.needs.members[$0].eligibility][host] && book.breaksNoRule($0, on: host)
                })
            else { continue }
            var shortage = Shortage(host: book.supply.hosts[host].name)
            var seated: [Int] = []
            for member in what.members {
                if book.bestSeat(member, on: host, &scratch) != nil {
                    book.take(member, scratch.best)
                    seated.append(member)
                } else {
                    shortage.add(Shortage.of(member, on: host, book))
                }
            }
            for member in seated.reversed() { book.leave(member, &scratch.left) }
            guard !shortage.parts.isEmpty, shortage.isPossible else { continue }
            if best.map({ shortage.isSmaller(than: $0) }) ?? true { best = shortage }
        }
        return best?.text
    }
}
