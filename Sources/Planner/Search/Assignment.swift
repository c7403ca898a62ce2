import MANOModel

/// Gives seats their cores, functions and devices by number.
struct Assignment {
    private let shared: SharedBook
    /// Free whole cores by node, each with its CPUs.
    private var cores: [Int: [[Int]]] = [:]
    /// Free CPUs of other cores by node.
    private var singles: [Int: [Int]] = [:]
    private var functions: [Int: [String]] = [:]
    private var pools: [Int: [String]] = [:]

    /// The placements by the demands' ids.
    static func placements(_ shared: SharedBook) -> [String: Placement] {
        var assignment = Assignment(shared: shared)
        var found: [String: Placement] = [:]
        // Those that need whole cores come before those that take what is left.
        let order = shared.book.needs.members.indices.sorted {
            let (left, right) = (shared.book.needs.members[$0], shared.book.needs.members[$1])
            return (left.threadPolicy == .prefer ? 1 : 0, $0) < (right.threadPolicy == .prefer ? 1 : 0, $1)
        }
        for member in order { found[shared.book.needs.members[member].demand.id] = assignment.placement(of: member) }
        return found
    }

    private init(shared: SharedBook) { self.shared = shared }

    private mutating func placement(of member: Int) -> Placement {
        var candidate = Candidate()
        shared.book.read(member, into: &candidate)
        let what = shared.book.needs.members[member]
        let layout = what.variants[candidate.variant]
        let host = shared.book.supply.hosts[candidate.host]
        var placement = Placement(hostID: host.id)
        for (cell, node) in candidate.nodes.enumerated() {
            var cpus: [Int] = []
            if what.isDedicated {
                cpus = take(layout.cells[cell].vCPUs, what.threadPolicy, node, host, idle: &placement.idleCPUs)
                if cell == 0, what.emulatorThreads > 0 {
                    placement.emulatorCPUs = take(what.emulatorThreads, .prefer, node, host, idle: &placement.idleCPUs)
                }
            }
            placement.cells.append(
                Placement.Cell(
                    node: shared.book.supply.nodes[node].id, vCPUs: layout.cells[cell].vCPUs, cpus: cpus,
                    memory: layout.memory[cell],
                    pageSize: layout.pageSize.map { shared.book.supply.pageSizes[$0] }))
        }
        for (index, function) in candidate.functions.enumerated() {
            placement.functions.append(take(what.demand.functions[index], function, host))
        }
        var taken = 0
        for demand in what.devices {
            let chosen = candidate.pools[taken..<taken + demand.count]
            placement.devices.append(chosen.map { takeDevice($0) })
            taken += demand.count
        }
        return placement
    }

    private mutating func load(_ node: Int, _ host: Supply.HostSupply) {
        guard cores[node] == nil,
            let facts = host.capacity.host.facts?.numaNodes.first(where: { $0.id == shared.book.supply.nodes[node].id })
        else { return }
        let free = host.capacity.pinnable(facts).filter { !host.capacity.cores.contains($0.id) }
        let groups = Dictionary(grouping: free) { [$0.socket, $0.core] }.values.map { $0.map(\.id).sorted() }
            .sorted { $0[0] < $1[0] }
        cores[node] = groups.filter { $0.count == host.threads }
        singles[node] = groups.filter { $0.count != host.threads }.flatMap(\.self).sorted()
    }

    private mutating func take(
        _ count: Int, _ policy: PlacementDemand.ThreadPolicy, _ node: Int, _ host: Supply.HostSupply, idle: inout [Int]
    ) -> [Int] {
        load(node, host)
        var taken: [Int] = []
        switch policy {
        case .isolate:
            for _ in 0..<count {
                guard let core = takeCore(node) else { break }
                taken.append(core[0])
                idle += core.dropFirst()
            }
        case .require:
            while taken.count < count, let core = takeCore(node) {
                let used = core.prefix(count - taken.count)
                taken += used
                idle += core.dropFirst(used.count)
            }
        case .prefer:
            while count - taken.count >= host.threads, let core = takeCore(node) { taken += core }
            while taken.count < count {
                if let single = singles[node]?.first {
                    singles[node]?.removeFirst()
                    taken.append(single)
                } else if let core = takeCore(node) {
                    let used = core.prefix(count - taken.count)
                    taken += used
                    singles[node, default: []] += core.dropFirst(used.count)
                } else {
                    break
                }
            }
        }
        return taken
    }

    private mutating func takeCore(_ node: Int) -> [Int]? {
        guard let core = cores[node]?.first else { return nil }
        cores[node]?.removeFirst()
        return core
    }

    private mutating func take(
        _ demand: FunctionDemand, _ function: Int, _ host: Supply.HostSupply
    ) -> Placement.Function {
        let uplink = host.uplinks[shared.book.supply.functions[function].index]
        let physical = uplink.interface
        if demand.isWhole {
            return Placement.Function(
                id: demand.id, interface: physical.name, pciAddress: physical.claimKey,
                blocked: physical.virtualFunctions.map(\.pciAddress), bandwidth: demand.bandwidth)
        }
        if !demand.kind.isCounted {
            return Placement.Function(
                id: demand.id, interface: physical.name, pciAddress: "", bandwidth: demand.bandwidth)
        }
        if functions[function] == nil {
            functions[function] = uplink.freeParts(host.capacity)
        }
        let key = functions[function]?.removeFirst() ?? ""
        let parent = uplink.parts.first { $0.claimKey == key }?.parent
        return Placement.Function(
            id: demand.id, interface: physical.name, pciAddress: key, blocked: parent.map { [$0] } ?? [],
            bandwidth: demand.bandwidth)
    }

    private mutating func takeDevice(_ pool: Int) -> String {
        if pools[pool] == nil { pools[pool] = shared.book.supply.pools[pool].free }
        return pools[pool]?.removeFirst() ?? ""
    }
}
