import MANOModel

/// What is free on one host while a plan is being made.
struct HostLedger {
    let id: Identifier<Host>
    let name: String
    /// Why it takes nothing at all.
    let closedBecause: String?
    private let architecture: String
    private let overcommit: Double
    private let cores: Int
    private let memoryLimit: Int64
    private var nodes: [Node]
    private var dedicated: Int
    private var sharedCPUs: Int64
    private var memoryFree: Int64
    private var storageFree: Int64
    /// Anti-affinity label to the title of who brought it.
    private var labels: [String: String]
    /// What this plan put here.
    private var guests: [String] = []
    /// From 0 to about 1: how full the host is.
    private(set) var fullness: Double = 0

    struct Node {
        let id: Int
        /// Free cores, ascending.
        var cores: [Int]
        /// Free bytes by page size in KiB.
        var pages: [Int: Int64]
    }

    init(_ capacity: HostCapacity) {
        let host = capacity.host
        id = host.id
        name = host.name
        overcommit = host.vCPUOvercommit
        switch (host.state, host.facts) {
        case (.disabled, _): closedBecause = "is disabled"
        case (.unreachable, _):
            closedBecause = "is unreachable" + (host.problem.map { " (\($0))" } ?? "")
        case (.enabled, nil): closedBecause = "has not reported what it has"
        case (.enabled, .some): closedBecause = nil
        }
        architecture = host.facts?.architecture ?? ""
        nodes = (host.facts?.numaNodes ?? []).sorted { $0.id < $1.id }.map { node in
            Node(
                id: node.id, cores: node.cores.filter { !capacity.cores.contains($0) }.sorted(),
                pages: node.hugepages.reduce(into: [:]) { pages, entry in
                    let pool = HugepagePool(node: node.id, size: entry.key)
                    pages[entry.key] = capacity.limit(of: pool) - (capacity.hugepages[pool] ?? 0)
                })
        }
        cores = host.facts?.cores ?? 0
        dedicated = cores - nodes.reduce(0) { $0 + $1.cores.count }
        sharedCPUs = capacity.sharedCPUs
        memoryLimit = capacity.memoryLimit
        memoryFree = memoryLimit - capacity.memory
        storageFree = capacity.storageLimit - capacity.storage
        labels = Dictionary(uniqueKeysWithValues: capacity.labels.map { ($0, "another instance") })
        updateFullness()
    }

    /// The outcome of `place`: either the placements in the order of the unit's members, or why not.
    enum Fit {
        case placed([Placement])
        case refused([String])
    }

    enum Mode {
        /// The first refusal ends it, and no text is made.
        case take
        /// As `take`, but nothing is taken; `placed` says nothing of where.
        case probe
        /// Nothing is taken, and every reason is found.
        case explain
    }

    /// Takes what the unit needs, or leaves the ledger as it was.
    mutating func place(_ unit: PlacementUnit, _ mode: Mode = .take) -> Fit {
        let explain = mode == .explain
        var reasons: [String] = explain ? unit.contradictions : []
        if !explain {
            guard unit.contradictions.isEmpty, mayTake(unit) else { return .refused([]) }
        } else {
            explainRefusal(of: unit, into: &reasons)
        }

        let savedNodes = unit.bound.isEmpty ? [] : nodes
        var bound: [String: Placement] = [:]
        for demand in unit.bound where closedBecause == nil {
            if let placement = takeNode(for: demand) {
                bound[demand.id] = placement
            } else {
                guard explain else {
                    restore(savedNodes, after: unit)
                    return .refused([])
                }
                reasons.append(nodeRefusal(of: demand))
            }
        }
        let taken = bound.values.reduce(0) { $0 + $1.cores.count }
        let limit = HostCapacity.sharedCPULimit(cores: cores - dedicated - taken, overcommit: overcommit)
        if closedBecause == nil, unit.sharedCPUs + sharedCPUs > limit, unit.sharedCPUs > 0 || taken > 0 {
            guard explain else {
                restore(savedNodes, after: unit)
                return .refused([])
            }
            reasons.append(sharedRefusal(of: unit, taken: taken, limit: limit))
        }
        guard reasons.isEmpty else {
            restore(savedNodes, after: unit)
            return .refused(reasons)
        }
        guard mode == .take else {
            restore(savedNodes, after: unit)
            return .placed([])
        }

        dedicated += taken
        sharedCPUs += unit.sharedCPUs
        memoryFree -= unit.memory
        storageFree -= unit.storage
        for member in unit.members {
            guests.append(member.title)
            for label in member.antiAffinity { labels[label] = member.title }
        }
        updateFullness()
        return .placed(unit.members.map { bound[$0.id] ?? Placement(hostID: id) })
    }

    private mutating func restore(_ saved: [Node], after unit: PlacementUnit) {
        if !unit.bound.isEmpty { nodes = saved }
    }

    /// Whether the unit fits as things are. (It writes and restores the nodes in place, so that nothing is copied.)
    mutating func takes(_ unit: PlacementUnit) -> Bool {
        if case .placed = place(unit, .probe) { true } else { false }
    }

    /// The refusals that need no NUMA node, quickly.
    private func mayTake(_ unit: PlacementUnit) -> Bool {
        closedBecause == nil && (unit.memory <= memoryFree || unit.memory == 0)
            && (unit.storage <= storageFree || unit.storage == 0)
            && (unit.hosts?.contains(id) ?? true)
            && (unit.labels.isEmpty || !unit.labels.contains { labels[$0] != nil })
            && unit.members.allSatisfy { runs($0.architecture) }
    }

    /// The same refusals, in words.
    private func explainRefusal(of unit: PlacementUnit, into reasons: inout [String]) {
        if let hosts = unit.hosts, !hosts.contains(id) {
            let why = unit.hostsReasons
            reasons.append(why.isEmpty ? "is not one of the hosts that come into question" : Amount.list(why))
        }
        if let closedBecause {
            reasons.append(closedBecause)
            return
        }
        for member in unit.members where !runs(member.architecture) {
            reasons.append("is \(architecture), \(member.title) needs \(member.architecture ?? "")")
        }
        for label in unit.labels {
            if let other = labels[label] { reasons.append("has \(other), which must be apart (\(label))") }
        }
        if unit.memory > memoryFree, unit.memory > 0 {
            reasons.append(
                "needs \(Amount.upwards(unit.memory)) of memory, \(Amount.downwards(memoryFree)) are free" + beside)
        }
        if unit.storage > storageFree, unit.storage > 0 {
            reasons.append(
                "needs \(Amount.upwards(unit.storage)) of storage, \(Amount.downwards(storageFree)) are free" + beside)
        }
    }

    private var beside: String { guests.isEmpty ? "" : " beside \(Amount.list(guests))" }

    private func runs(_ wanted: String?) -> Bool {
        guard let wanted else { return true }
        return Self.canonical(wanted) == Self.canonical(architecture)
    }

    private static func canonical(_ architecture: String) -> String {
        switch architecture.lowercased() {
        case "x86_64", "x86-64", "amd64", "x64": "x86_64"
        case "aarch64", "arm64", "armv8": "aarch64"
        case let other: other
        }
    }

    private func sharedRefusal(of unit: PlacementUnit, taken: Int, limit: Int64) -> String {
        let free = max(limit - sharedCPUs, 0)
        guard unit.sharedCPUs > 0 else {
            return "needs \(Amount.count(taken, "dedicated core")), which would leave \(limit) shared vCPUs"
                + " for the \(sharedCPUs) that are in use" + beside
        }
        return "needs \(Amount.count(unit.sharedCPUs, "shared vCPU")), \(Amount.are(free)) free" + beside
    }

    /// Takes cores and huge pages for one demand: on the node that it leaves least of; cores without huge pages
    /// may come from several nodes where no single one has enough.
    private mutating func takeNode(for demand: PlacementDemand) -> Placement? {
        let wantedCores = demand.dedicatedCores ? demand.vCPUs : 0
        let bytes = demand.memoryToTake
        var best: Int?
        for index in nodes.indices where nodes[index].cores.count >= wantedCores {
            if let size = demand.hugepageSize, size <= 0 || (nodes[index].pages[size] ?? 0) < bytes { continue }
            if let chosen = best, nodes[chosen].cores.count <= nodes[index].cores.count { continue }
            best = index
        }
        if let best {
            let taken = Array(nodes[best].cores.prefix(wantedCores))
            nodes[best].cores.removeFirst(wantedCores)
            if let size = demand.hugepageSize { nodes[best].pages[size, default: 0] -= bytes }
            return Placement(hostID: id, cores: taken, numaNode: nodes[best].id)
        }
        guard demand.hugepageSize == nil, nodes.reduce(0, { $0 + $1.cores.count }) >= wantedCores else { return nil }
        var taken: [Int] = []
        for index in nodes.indices {
            let share = min(wantedCores - taken.count, nodes[index].cores.count)
            taken += nodes[index].cores.prefix(share)
            nodes[index].cores.removeFirst(share)
        }
        return Placement(hostID: id, cores: taken)
    }

    private func nodeRefusal(of demand: PlacementDemand) -> String {
        let free = nodes.reduce(0) { $0 + $1.cores.count }
        guard let size = demand.hugepageSize else {
            return "needs \(Amount.count(demand.vCPUs, "dedicated core")), \(Amount.are(free)) free" + beside
        }
        let pages = "\(Amount.upwards(demand.memoryToTake)) in \(size) KiB pages"
        let wanted = demand.dedicatedCores ? "\(Amount.count(demand.vCPUs, "dedicated core")) and \(pages)" : pages
        let offers = nodes.map { node in
            let bytes = Amount.downwards(node.pages[size] ?? 0)
            return demand.dedicatedCores
                ? "node \(node.id) has \(Amount.count(node.cores.count, "core")) and \(bytes) free"
                : "node \(node.id) has \(bytes) free"
        }
        return "needs \(wanted) on one NUMA node, \(Amount.list(offers))" + beside
    }

    private mutating func updateFullness() {
        let limit = Double(HostCapacity.sharedCPULimit(cores: cores, overcommit: overcommit))
        let cpu = limit > 0 ? (Double(sharedCPUs) + Double(dedicated) * overcommit) / limit : 1
        let memory = memoryLimit > 0 ? 1 - Double(memoryFree) / Double(memoryLimit) : 1
        fullness = (cpu + memory) / 2
    }
}
