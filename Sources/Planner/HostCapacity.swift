package import MANOModel

/// A host with what of it is taken.
package struct HostCapacity: Sendable, Equatable {
    package var host: Host
    /// Shared vCPUs that are claimed.
    package var sharedCPUs: Int64 = 0
    /// Bytes of memory in normal pages that are claimed.
    package var memory: Int64 = 0
    /// Bytes of memory in huge pages that are claimed.
    package var hugepages: [HugepagePool: Int64] = [:]
    /// Bytes of storage that are claimed.
    package var storage: Int64 = 0
    /// Cores that belong to a guest alone.
    package var cores: Set<Int> = []
    /// Anti-affinity labels of guests that are there.
    package var labels: Set<String> = []

    /// - Parameter claims: of any hosts; those of other hosts are left out.
    package init(host: Host, claims: some Sequence<Claim>, labels: Set<String> = []) {
        self.host = host
        self.labels = labels
        for claim in claims where claim.scope == host.id.rawValue { add(claim) }
    }

    /// The capacities of many hosts; each claim is looked at once.
    package static func of(
        _ hosts: [Host], claims: some Sequence<Claim>, labels: [Identifier<Host>: Set<String>] = [:]
    ) -> [HostCapacity] {
        let byHost = Dictionary(grouping: claims, by: \.scope)
        return hosts.map { host in
            HostCapacity(host: host, claims: byHost[host.id.rawValue] ?? [], labels: labels[host.id] ?? [])
        }
    }

    private mutating func add(_ claim: Claim) {
        switch claim.kind {
        case .sharedCPU: sharedCPUs += claim.amount
        case .memory:
            if let pool = HugepagePool(claimKey: claim.key) {
                hugepages[pool, default: 0] += claim.amount
            } else {
                memory += claim.amount
            }
        case .storage: storage += claim.amount
        case .core:
            if let core = Int(claim.key) { cores.insert(core) }
        case .portNumber, .segment, .address: break
        }
    }

    /// Shared vCPUs that the host may carry: its cores without the dedicated ones, times its overcommit.
    package var sharedCPULimit: Int64 {
        guard let facts = host.facts else { return 0 }
        let all = Set(facts.numaNodes.flatMap(\.cores))
        return Self.sharedCPULimit(cores: all.count - all.intersection(cores).count, overcommit: host.vCPUOvercommit)
    }

    static func sharedCPULimit(cores: Int, overcommit: Double) -> Int64 {
        Int64((Double(max(cores, 0)) * max(overcommit, 0)).rounded(.down))
    }

    /// Bytes in normal pages that guests may have: all memory but huge pages and what the host keeps.
    package var memoryLimit: Int64 {
        guard let facts = host.facts else { return 0 }
        let inPages = facts.numaNodes.reduce(Int64(0)) { sum, node in
            sum + node.hugepages.reduce(0) { $0 + Int64($1.key) * 1024 * Int64($1.value) }
        }
        return max(facts.memory - inPages - host.reservedMemory, 0)
    }

    /// Bytes of volumes that the host may carry.
    package var storageLimit: Int64 { host.facts?.storageCapacity ?? 0 }

    /// Bytes of a pool of huge pages.
    package func limit(of pool: HugepagePool) -> Int64 {
        let node = host.facts?.numaNodes.first { $0.id == pool.node }
        return Int64(node?.hugepages[pool.size] ?? 0) * Int64(pool.size) * 1024
    }

    /// What the host carries above its limits; empty on a host that was planned well. For checking claims again before
    /// they are written.
    package var excesses: [String] {
        var excesses: [String] = []
        if sharedCPUs > sharedCPULimit {
            excesses.append("\(sharedCPUs) of \(sharedCPULimit) shared vCPUs are claimed")
        }
        if memory > memoryLimit {
            excesses.append("\(Amount.upwards(memory)) of \(Amount.downwards(memoryLimit)) of memory are claimed")
        }
        if storage > storageLimit {
            excesses.append("\(Amount.upwards(storage)) of \(Amount.downwards(storageLimit)) of storage are claimed")
        }
        for (pool, bytes) in hugepages.sorted(by: { $0.key.claimKey < $1.key.claimKey }) where bytes > limit(of: pool) {
            let limit = Amount.downwards(limit(of: pool))
            excesses.append(
                "\(Amount.upwards(bytes)) of \(limit) in \(pool.size) KiB pages on NUMA node \(pool.node) are claimed")
        }
        let unknown = cores.subtracting(host.facts?.numaNodes.flatMap(\.cores) ?? []).sorted()
        if !unknown.isEmpty {
            excesses.append("cores that the host doesn't have are claimed: \(Amount.list(unknown.map(String.init)))")
        }
        return excesses
    }
}
