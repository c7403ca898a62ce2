import MANOModel

/// What is taken of each host while a plan is made, and what the plan costs so far. `take` and `leave` are exact opposites.
struct Book: ~Copyable {
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
    /// By line.
    private var bandwidthFree: [Int64]
    private(set) var wholeTaken: [Bool]
    /// What is made on it, and one for what others have of it.
    private(set) var sharers: [Int]
    /// By pool.
    private(set) var devicesFree: [Int]
    /// By constraint: members in each domain, and in all.
    private(set) var inDomain: [[Int]]
    private(set) var placed: [Int]
    /// By member: what of its seat is remote.
    private var remote: [Int]
    /// What was given that isn't a number of the above, and functions that were given VFs.
    private(set) var given: Set<Addition> = []
    /// By host: a number that stands for all seats taken there. Equal seats give equal numbers.
    private(set) var states: [UInt64]

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
        sharers = supply.functions.map { $0.isShared ? 1 : 0 }
        devicesFree = supply.pools.map(\.free.count)
        inDomain = needs.constraints.map { constraint in
            var counts = Array(repeating: 0, count: constraint.domainCount)
            for domain in constraint.standing { counts[domain] += 1 }
            return counts
        }
        placed = needs.constraints.map(\.standing.count)
        remote = needs.members.map { _ in 0 }
        states = supply.hosts.map { _ in 0 }
    }

    private init(copying other: borrowing Book) {
        supply = other.supply
        needs = other.needs
        seats = other.seats
        cost = other.cost
        sharedUsed = other.sharedUsed
        memoryFree = other.memoryFree
        storageFree = other.storageFree
        pinnedHere = other.pinnedHere
        guests = other.guests
        wholeUsed = other.wholeUsed
        threadsUsed = other.threadsUsed
        nodeShared = other.nodeShared
        nodeMemoryFree = other.nodeMemoryFree
        pagesFree = other.pagesFree
        functionsFree = other.functionsFree
        bandwidthFree = other.bandwidthFree
        wholeTaken = other.wholeTaken
        sharers = other.sharers
        devicesFree = other.devicesFree
        inDomain = other.inDomain
        placed = other.placed
        remote = other.remote
        given = other.given
        states = other.states
    }

    /// Books are not copied by chance: the search asks them millions of times.
    borrowing func copy() -> Book { Book(copying: self) }

    /// Mbit/s.
    func bandwidthFree(_ function: Int) -> Int64 { bandwidthFree[supply.functions[function].line] }

    // MARK: Giving

    /// Adds to what a host has.
    ///
    /// - Parameter amount: as the addition says; below 0: takes it away again.
    mutating func give(_ what: Addition, _ amount: Int64) {
        let number = Int(amount)
        switch what {
        case .storage(let host): storageFree[host] += amount
        case .memory(let host): memoryFree[host] += amount
        case .sharedCPUs(let host): sharedUsed[host] -= number
        case .nodeMemory(let node, let host):
            nodeMemoryFree[node] += amount
            memoryFree[host] += amount
        case .pages(let node, let size): pagesFree[node * supply.pageSizes.count + size] += amount
        case .nodeSharedCPUs(let node, let host):
            nodeShared[node] -= number
            sharedUsed[host] -= number
        case .wholeCores(let node, let host):
            wholeUsed[node] -= number
            pinnedHere[host] -= number * supply.nodes[node].threads
        case .threads(let node, let host):
            threadsUsed[node] -= number
            pinnedHere[host] -= number
        case .functions(let function):
            functionsFree[function] += number
            note(what, number)
        case .bandwidth(let function): bandwidthFree[supply.functions[function].line] += amount
        case .devices(let pool): devicesFree[pool] += number
        case .pollingCore, .interface, .ownDevices: note(what, number)
        }
    }

    private mutating func note(_ what: Addition, _ amount: Int) {
        if amount > 0 { given.insert(what) } else { given.remove(what) }
    }

    // MARK: Taking and leaving

    mutating func take(_ member: Int, _ candidate: Candidate) {
        remote[member] = candidate.remote
        let more = price(member, candidate) + ties(of: member, on: candidate.host)
        cost += more
        move(member, candidate, 1)
        seats.set(member, candidate)
    }

    /// - Parameter candidate: gets the seat that it had.
    mutating func leave(_ member: Int, _ candidate: inout Candidate) {
        read(member, into: &candidate)
        seats.clear(member)
        move(member, candidate, -1)
        let less = price(member, candidate) + ties(of: member, on: candidate.host)
        cost -= less
    }

    private mutating func move(_ member: Int, _ candidate: Candidate, _ sign: Int) {
        let host = candidate.host
        let factor = Int64(sign)
        let demand = needs.members[member].demand
        guests[host] += sign
        states[host] ^= candidate.fingerprint(of: member)
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
            } else if !need.isVirtual {
                sharers[function] += sign
            } else {
                functionsFree[function] -= sign
            }
            let line = supply.functions[function].line
            if bandwidthFree[line] != .max { bandwidthFree[line] -= factor * need.bandwidth }
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

    /// What the plan would cost more with the member on the candidate, but for its ties.
    func price(_ member: Int, _ candidate: Candidate) -> Int {
        let what = needs.members[member]
        let host = candidate.host
        let supplied = supply.hosts[host]
        let variant = what.variants[candidate.variant]
        var sum = variant.split * PlacementObjective.Weight.split + candidate.remote * PlacementObjective.Weight.remote
        if !what.wantsFunctions, supplied.hasVirtualFunctions { sum += PlacementObjective.Weight.waste }
        var pinned = 0
        if what.isDedicated {
            for cell in candidate.nodes.indices {
                let node = candidate.nodes[cell]
                let (whole, single) = what.cpus(
                    of: variant.cells[cell].vCPUs, isFirst: cell == 0, threads: supplied.threads)
                let more = whole * supplied.threads + single
                sum += nodeCost(node, more: more) - nodeCost(node, more: 0)
                pinned += more
            }
        }
        switch needs.policy {
        case .pack: if guests[host] == 0, !supplied.wasUsed { sum += PlacementObjective.Weight.host }
        case .spread:
            sum += loadCost(host, shared: what.isDedicated ? 0 : what.demand.vCPUs, pinned: pinned) - loadCost(host)
        }
        for index in candidate.functions.indices {
            let function = candidate.functions[index]
            var isFirst = true
            for earlier in 0..<index where candidate.functions[earlier] == function { isFirst = false }
            guard isFirst else { continue }
            var more = 0
            for later in index..<candidate.functions.count
            where candidate.functions[later] == function && what.functions[later].isVirtual { more += 1 }
            let left = what.functions[index].isWhole ? 0 : functionsFree[function] - more
            sum += functionCost(function, free: left) - functionCost(function, free: functionsFree[function])
        }
        return sum
    }

    /// - Parameters:
    ///   - shared: vCPUs that come to those that are there.
    ///   - pinned: likewise, CPUs.
    func loadCost(_ host: Int, shared: Int = 0, pinned: Int = 0) -> Int {
        let load = load(host, of: 100, shared: shared, pinned: pinned)
        return load * load / 100
    }

    /// How much of the host's CPUs is in use, in parts of `whole`.
    func load(_ host: Int, of whole: Int, shared: Int = 0, pinned: Int = 0) -> Int {
        let what = supply.hosts[host]
        guard what.loadCapacity > 0 else { return 0 }
        let used =
            (sharedUsed[host] + shared) * 1000 + (what.loadUsed - what.sharedUsed * 1000)
            + (pinnedHere[host] + pinned) * what.overcommit
        return used * whole / what.loadCapacity
    }

    /// - Parameter more: CPUs that are pinned beside those that are.
    func nodeCost(_ node: Int, more: Int = 0) -> Int {
        let what = supply.nodes[node]
        let pinned = what.pinned + wholeUsed[node] * what.threads + threadsUsed[node] + more
        return pinned > 0 && pinned < what.pinnable ? PlacementObjective.Weight.node : 0
    }

    func functionCost(_ function: Int, free: Int) -> Int {
        let total = supply.functions[function].total
        return free < total && free > 0 ? PlacementObjective.Weight.function : 0
    }

    /// What a seat on the host costs because of where others are: neighbours, and wishes that are broken. The member
    /// itself is not counted.
    func ties(of member: Int, on host: Int) -> Int {
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
