/// A host with what of it is taken.
package struct HostCapacity: Sendable, Equatable {
    package var host: Host
    /// Shared vCPUs that are claimed, those bound to nodes included.
    package var sharedCPUs: Int64 = 0
    /// Of these, those bound to a node.
    package var nodeSharedCPUs: [Int: Int64] = [:]
    /// Bytes of memory in normal pages that are claimed, those bound to nodes included.
    package var memory: Int64 = 0
    /// Of these, those bound to a node.
    package var nodeMemory: [Int: Int64] = [:]
    /// Bytes of memory in huge pages that are claimed.
    package var hugepages: [HugepagePool: Int64] = [:]
    /// Bytes of storage that are claimed.
    package var storage: Int64 = 0
    /// CPUs that belong to a guest alone.
    package var cores: Set<Int> = []
    /// PCI addresses of functions and devices that are claimed.
    package var devices: Set<String> = []
    /// Mbit/s that are claimed, by the physical function's interface.
    package var bandwidth: [String: Int64] = [:]
    /// The owners of the claims.
    package var owners: Set<String> = []

    /// - Parameter claims: of any hosts; those of other hosts are left out.
    package init(host: Host, claims: some Sequence<Claim>) {
        self.host = host
        for claim in claims where claim.scope == host.id.rawValue { add(claim) }
    }

    /// The capacities of many hosts; each claim is looked at once.
    package static func of(_ hosts: [Host], claims: some Sequence<Claim>) -> [HostCapacity] {
        let byHost = Dictionary(grouping: claims, by: \.scope)
        return hosts.map { host in HostCapacity(host: host, claims: byHost[host.id.rawValue] ?? []) }
    }

    package mutating func add(_ claim: Claim) {
        owners.insert(claim.owner)
        switch claim.kind {
        case .sharedCPU:
            sharedCPUs += claim.amount
            if let key = NodeKey(claimKey: claim.key) { nodeSharedCPUs[key.node, default: 0] += claim.amount }
        case .memory:
            if let pool = HugepagePool(claimKey: claim.key) {
                hugepages[pool, default: 0] += claim.amount
            } else {
                memory += claim.amount
                if let key = NodeKey(claimKey: claim.key) { nodeMemory[key.node, default: 0] += claim.amount }
            }
        case .storage: storage += claim.amount
        case .core:
            if let core = Int(claim.key) { cores.insert(core) }
        case .device: devices.insert(claim.key)
        case .bandwidth: bandwidth[claim.key, default: 0] += claim.amount
        case .portNumber, .segment, .address: break
        }
    }

    /// Shared vCPUs that a number of CPUs may carry.
    package static func sharedCPULimit(cpus: Int, overcommit: Double) -> Int64 {
        Int64((Double(max(cpus, 0)) * max(overcommit, 0)).rounded(.down))
    }

    /// CPUs that guests may use at all: neither the host's own nor the switch's.
    private func usable(_ node: NUMANode) -> [HostCPU] {
        node.cpus.filter {
            !host.reservedCPUs.contains($0.id) && host.facts?.networkSwitch.pmdCPUs.contains($0.id) != true
        }
    }

    /// CPUs of a node that guests may have for themselves: the isolated ones where the host has any.
    package func pinnable(_ node: NUMANode) -> [HostCPU] {
        hasIsolatedCPUs ? usable(node).filter(\.isIsolated) : usable(node)
    }

    /// CPUs of a node that guests may share while nobody has pinned them.
    package func shareable(_ node: NUMANode) -> [HostCPU] {
        hasIsolatedCPUs ? usable(node).filter { !$0.isIsolated } : usable(node)
    }

    package var hasIsolatedCPUs: Bool {
        host.facts?.numaNodes.contains { $0.cpus.contains(where: \.isIsolated) } ?? false
    }

    /// Shared vCPUs that the host may carry: its CPUs without the dedicated ones, times its overcommit.
    package var sharedCPULimit: Int64 {
        let nodes = host.facts?.numaNodes ?? []
        let free = nodes.reduce(0) { $0 + shareable($1).count { !cores.contains($0.id) } }
        return Self.sharedCPULimit(cpus: free, overcommit: host.vCPUOvercommit)
    }

    /// Bytes in normal pages that guests may have: all memory but huge pages and what the host keeps.
    package var memoryLimit: Int64 {
        guard let facts = host.facts else { return 0 }
        return max(facts.numaNodes.reduce(0) { $0 + Self.normalMemory($1) } - host.reservedMemory, 0)
    }

    /// Bytes of a node that are not in huge pages.
    package static func normalMemory(_ node: NUMANode) -> Int64 {
        max(node.memory - node.hugepages.reduce(0) { $0 + Int64($1.key) * 1024 * Int64($1.value) }, 0)
    }

    /// Bytes of volumes that the host may carry.
    package var storageLimit: Int64 { host.facts?.storageCapacity ?? 0 }

    /// Bytes of a pool of huge pages that guests may have.
    package func limit(of pool: HugepagePool) -> Int64 {
        let node = host.facts?.numaNodes.first { $0.id == pool.node }
        let pages = (node?.hugepages[pool.size] ?? 0) - (node?.hugepagesOfOthers?[pool.size] ?? 0)
        return Int64(max(pages, 0)) * Int64(pool.size) * 1024
    }

    /// What the host carries above its limits, and cores that it doesn't have; empty on a host that was planned well. For
    /// checking claims again before they are written.
    package var excesses: [String] {
        let unknown = cores.subtracting(host.facts?.numaNodes.flatMap(\.cores) ?? []).sorted()
        guard !unknown.isEmpty else { return overdrafts }
        let cores = "cores that the host doesn't have are claimed: \(Amount.list(unknown.map(String.init)))"
        return overdrafts + [cores]
    }

    /// The sums that are above their limits.
    package var overdrafts: [String] {
        var excesses: [String] = []
        func check(_ used: Int64, _ limit: Int64, _ what: String) {
            guard used > limit else { return }
            excesses.append("\(Amount.upwards(used)) of \(Amount.downwards(limit)) \(what) are claimed")
        }
        if sharedCPUs > sharedCPULimit {
            excesses.append("\(sharedCPUs) of \(sharedCPULimit) shared vCPUs are claimed")
        }
        check(memory, memoryLimit, "of memory")
        check(storage, storageLimit, "of storage")
        for (pool, bytes) in hugepages.sorted(by: { $0.key.claimKey < $1.key.claimKey }) {
            check(bytes, limit(of: pool), "in \(pool.size) KiB pages on NUMA node \(pool.node)")
        }
        for node in host.facts?.numaNodes ?? [] {
            check(nodeMemory[node.id] ?? 0, Self.normalMemory(node), "of memory on NUMA node \(node.id)")
            let free = shareable(node).count { !cores.contains($0.id) }
            let limit = Self.sharedCPULimit(cpus: free, overcommit: host.vCPUOvercommit)
            if let bound = nodeSharedCPUs[node.id], bound > limit {
                excesses.append("\(bound) of \(limit) shared vCPUs on NUMA node \(node.id) are claimed")
            }
        }
        for function in host.facts?.physicalFunctions ?? [] {
            guard let speed = function.speed, let used = bandwidth[function.name], used > speed else { continue }
            excesses.append("\(used) of \(speed) Mbit/s of \(function.name) are claimed")
        }
        return excesses
    }
}
