/// What is taken of each host while a plan is made, and what the plan costs so far. `take` and `leave` are exact opposites.
struct Book {
    let supply: Supply
    let needs: Needs
    private(set) var seats: Seats
    /// What the seats taken so far cost together.
    private(set) var cost = 0

    // By host.
    private(set) var sharedUsed: [Int]
    private(set) var memoryFree: [Int64]
    private(set) var storageFree: [Int64]
    /// Threads of this plan's guests with CPUs of their own, by host.
    private(set) var pinnedHere: [Int]
    private(set) var guests: [Int]
    // By node.
    private(set) var wholeUsed: [Int]
    private(set) var threadsUsed: [Int]
    private(set) var nodeShared: [Int]
    private(set) var nodeMemoryFree: [Int64]
    /// By node and size.
    private(set) var pagesFree: [Int64]
    // By function.
    private(set) var functionsFree: [Int]
    private(set) var bandwidthFree: [Int64]
    private(set) var wholeTaken: [Bool]
    /// By pool.
    private(set) var devicesFree: [Int]
    /// By constraint: members in each domain, and in all.
    private(set) var inDomain: [[Int]]
    private(set) var placed: [Int]
    /// By member: what of its seat is remote.
    private var remote: [Int]

    init(_ supply: Supply, _ needs: Needs) {
        self.supply = supply
        self.needs = needs
        seats = Seats(needs)
        sharedUsed = supply.hosts.map(\.sharedUsed)
        memoryFree = supply.hosts.map(\.memoryFree)
        storageFree = supply.hosts.map(\.storageFree)
        pinnedHere = supply.hosts.map { _ in 0 }
        guests = supply.hosts.map { _ in 0 }
        wholeUsed = supply.nodes.map { _ in 0 }
        threadsUsed = supply.nodes.map { _ in 0 }
        nodeShared = supply.nodes.map(\.sharedUsed)
        nodeMemoryFree = supply.nodes.map(\.memoryFree)
        pagesFree = supply.pagesFree
        functionsFree = supply.functions.map(\.free)
        bandwidthFree = supply.functions.map(\.bandwidthFree)
        wholeTaken = supply.functions.map { !$0.isPresent }
        devicesFree = supply.pools.map(\.free.count)
        inDomain = needs.constraints.map { constraint in
            var counts = Array(repeating: 0, count: constraint.domainCount)
            for domain in constraint.standing { counts[domain] += 1 }
            return counts
        }
        placed = needs.constraints.map(\.standing.count)
        remote = needs.members.map { _ in 0 }
    }

    // MARK: Taking and leaving

    mutating func take(_ member: Int, _ candidate: Candidate) {
        remote[member] = candidate.remote
        cost += ownCost(of: member, candidate) + ties(of: member, on: candidate.host)
        cost -= dynamicCost(candidate)
        move(member, candidate, 1)
        cost += dynamicCost(candidate)
        seats.set(member, candidate)
    }

    /// - Parameter candidate: gets the seat that it had.
    mutating func leave(_ member: Int, _ candidate: inout Candidate) {
        read(member, into: &candidate)
        seats.clear(member)
        cost -= dynamicCost(candidate)
        move(member, candidate, -1)
        cost += dynamicCost(candidate)
        cost -= ownCost(of: member, candidate) + ties(of: member, on: candidate.host)
    }

    private mutating func move(_ member: Int, _ candidate: Candidate, _ sign: Int) {
        let host = candidate.host
        let factor = Int64(sign)
        let demand = needs.members[member].demand
        guests[host] += sign
        storageFree[host] -= factor * demand.storage
        let isDedicated = needs.members[member].isDedicated
        if !isDedicated { sharedUsed[host] += sign * demand.vCPUs }
        if candidate.nodes.isEmpty {
            memoryFree[host] -= factor * demand.memory
        } else {
            moveCells(member, candidate, sign)
        }
        for (index, function) in candidate.functions.enumerated() {
            let need = needs.members[member].functions[index]
            if need.isWhole {
                wholeTaken[function] = sign > 0
                functionsFree[function] = sign > 0 ? 0 : supply.functions[function].free
            } else {
                functionsFree[function] -= sign
            }
            if bandwidthFree[function] != .max { bandwidthFree[function] -= factor * need.bandwidth }
        }
        for pool in candidate.pools { devicesFree[pool] -= sign }
        for constraint in needs.constraintsOf[member] {
            inDomain[constraint][needs.constraints[constraint].domains[host]] += sign
            placed[constraint] += sign
        }
    }

    private mutating func moveCells(_ member: Int, _ candidate: Candidate, _ sign: Int) {
        let what = needs.members[member]
        let variant = what.variants[candidate.variant]
        let threads = supply.hosts[candidate.host].threads
        for (cell, node) in candidate.nodes.enumerated() {
            let vCPUs = variant.cells[cell].vCPUs
            if what.isDedicated {
                let (whole, single) = what.cpus(of: vCPUs, isFirst: cell == 0, threads: threads)
                wholeUsed[node] += sign * whole
                threadsUsed[node] += sign * single
                pinnedHere[candidate.host] += sign * (whole * threads + single)
            } else {
                nodeShared[node] += sign * vCPUs
            }
            let memory = Int64(sign) * variant.memory[cell]
            if let size = variant.pageSize {
                pagesFree[node * supply.pageSizes.count + size] -= memory
            } else {
                nodeMemoryFree[node] -= memory
                memoryFree[candidate.host] -= memory
            }
        }
    }

    /// The seat of a member that has one.
    func read(_ member: Int, into candidate: inout Candidate) {
        seats.read(member, needs, into: &candidate)
        candidate.remote = remote[member]
    }

    // MARK: Costs

    /// What a seat costs whoever is elsewhere.
    private func ownCost(of member: Int, _ candidate: Candidate) -> Int {
        let what = needs.members[member]
        return what.variants[candidate.variant].split * PlacementObjective.Weight.split
            + candidate.remote * PlacementObjective.Weight.remote
            + (!what.wantsFunctions && supply.hosts[candidate.host].hasVirtualFunctions
                ? PlacementObjective.Weight.waste : 0)
    }

    /// The terms that depend on who else is on the host, its nodes and its functions.
    private func dynamicCost(_ candidate: Candidate) -> Int {
        let host = candidate.host
        var sum = hostCost(host)
        for index in candidate.nodes.indices { sum += nodeCost(candidate.nodes[index]) }
        for index in candidate.functions.indices
        where !candidate.functions[..<index].contains(candidate.functions[index]) {
            sum += functionCost(candidate.functions[index])
        }
        return sum
    }

    private func hostCost(_ host: Int) -> Int {
        switch needs.policy {
        case .pack: guests[host] > 0 && !supply.hosts[host].wasUsed ? PlacementObjective.Weight.host : 0
        case .spread: loadCost(host)
        }
    }

    func loadCost(_ host: Int) -> Int {
        let what = supply.hosts[host]
        guard what.loadCapacity > 0 else { return 0 }
        let used =
            sharedUsed[host] * 1000 + (what.loadUsed - what.sharedUsed * 1000) + pinnedHere[host] * what.overcommit
        let load = used * 100 / what.loadCapacity
        return load * load / 100
    }

    func nodeCost(_ node: Int) -> Int {
        let what = supply.nodes[node]
        let pinned = what.pinned + wholeUsed[node] * what.threads + threadsUsed[node]
        return pinned > 0 && pinned < what.pinnable ? PlacementObjective.Weight.node : 0
    }

    func functionCost(_ function: Int) -> Int {
        let total = supply.functions[function].total
        let used = total - functionsFree[function]
        return used > 0 && used < total ? PlacementObjective.Weight.function : 0
    }

    /// What a seat on the host costs because of where others are: neighbours, and wishes that are broken. The member
    /// itself is not counted.
    private func ties(of member: Int, on host: Int) -> Int {
        var sum = 0
        for other in needs.neighboursOf[member] {
            let there = seats.host[other]
            guard there >= 0, there != host else { continue }
            sum +=
                supply.hosts[there].zone == supply.hosts[host].zone
                ? PlacementObjective.Weight.otherHost : PlacementObjective.Weight.otherZone
        }
        for index in needs.constraintsOf[member] where !needs.constraints[index].isStrict {
            let constraint = needs.constraints[index]
            let here = inDomain[index][constraint.domains[host]]
            sum += (constraint.isTogether ? placed[index] - here : here) * PlacementObjective.Weight.wish
        }
        return sum
    }
}
