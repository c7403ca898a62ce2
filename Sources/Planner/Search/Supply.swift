import MANOModel

/// The hosts as flat arrays of whole numbers, with indices in place of names.
struct Supply {
    final class HostSupply: Sendable {
        let capacity: HostCapacity
        let nodes: Range<Int>
        let functions: Range<Int>
        let pools: Range<Int>
        let zone: Int
        let group: Int
        /// Why it takes nothing at all.
        let closedBecause: String?
        let uplinks: [Uplink]
        let architecture: String
        /// Threads of one core.
        let threads: Int
        /// Shared vCPUs that a thousand CPUs may carry.
        let overcommit: Int
        /// Pinned CPUs are taken from those that are shared.
        let isPinningShared: Bool
        /// CPUs that may be shared, those that are pinned already left out.
        let shareable: Int
        let sharedUsed: Int
        let memoryFree: Int64
        let storageFree: Int64
        let wasUsed: Bool
        /// In thousandths of a shared vCPU.
        let loadCapacity: Int
        let loadUsed: Int
        let isDPDK: Bool
        let hasVirtualFunctions: Bool

        var name: String { capacity.host.name }
        var id: Identifier<Host> { capacity.host.id }

        init(
            capacity: HostCapacity, nodes: Range<Int>, functions: Range<Int>, pools: Range<Int>, zone: Int, group: Int,
            closedBecause: String?, uplinks: [Uplink], architecture: String, threads: Int, overcommit: Int,
            isPinningShared: Bool,
            shareable: Int, sharedUsed: Int, memoryFree: Int64, storageFree: Int64, wasUsed: Bool, loadCapacity: Int,
            loadUsed: Int, isDPDK: Bool, hasVirtualFunctions: Bool
        ) {
            self.capacity = capacity
            self.nodes = nodes
            self.functions = functions
            self.pools = pools
            self.zone = zone
            self.group = group
            self.closedBecause = closedBecause
            self.uplinks = uplinks
            self.architecture = architecture
            self.threads = threads
            self.overcommit = overcommit
            self.isPinningShared = isPinningShared
            self.shareable = shareable
            self.sharedUsed = sharedUsed
            self.memoryFree = memoryFree
            self.storageFree = storageFree
            self.wasUsed = wasUsed
            self.loadCapacity = loadCapacity
            self.loadUsed = loadUsed
            self.isDPDK = isDPDK
            self.hasVirtualFunctions = hasVirtualFunctions
        }
    }

    struct NodeSupply {
        let id: Int
        /// Threads of one core of its host.
        let threads: Int
        /// Cores all of whose threads are free.
        let whole: Int
        /// Free threads of cores that are taken in part.
        let single: Int
        /// CPUs that could be pinned if nobody had any.
        let pinnable: Int
        let pinned: Int
        let shareable: Int
        let sharedUsed: Int
        let memoryFree: Int64
        let hasPMD: Bool
    }

    struct FunctionSupply {
        /// Index among the nodes; nil: not known.
        let node: Int?
        /// Of the physical network by this kind of uplink.
        let network: Int
        let free: Int
        let total: Int
        /// Mbit/s.
        let bandwidthFree: Int64
        /// The first of those that share its bandwidth.
        let line: Int
        /// Index among the host's uplinks.
        let index: Int
        /// It can be handed over as a device.
        let isPCI: Bool
        /// Guests have some of its bandwidth, it is a port of a bridge, or vDPA devices are made of it.
        let isShared: Bool
        /// No macvtap can be on it.
        let isBridgePort: Bool
        /// Nobody has the PF itself.
        let isPresent: Bool
        /// Bytes; all where it isn't known.
        let mtu: Int
    }

    /// Equal devices on one node.
    struct PoolSupply {
        let node: Int?
        let vendorID: String
        let productID: String
        let deviceClass: Int
        let free: [String]
    }

    /// A physical network as hosts come to it.
    struct Reach: Hashable {
        let network: String
        let uplink: Uplink.Kind
    }

    private(set) var hosts: [HostSupply] = []
    private(set) var nodes: [NodeSupply] = []
    private(set) var functions: [FunctionSupply] = []
    private(set) var pools: [PoolSupply] = []
    /// KiB, ascending.
    let pageSizes: [Int]
    /// Free bytes by node and page size.
    private(set) var pagesFree: [Int64] = []
    private(set) var zones: [String] = []
    private(set) var groups: [String] = []
    /// Behind those of all hosts: a function and a device that have whatever one asks for (`Addition`).
    private(set) var anyFunction = 0
    private(set) var anyPool = 0
    private(set) var networks: [Reach: Int] = [:]
    private(set) var hostIndices: [Identifier<Host>: Int] = [:]

    init(_ capacities: [HostCapacity]) {
        let sorted = capacities.sorted { ($0.host.name, $0.host.id) < ($1.host.name, $1.host.id) }
        var sizes: Set<Int> = []
        var zones: [String: Int] = [:]
        var groups: [String: Int] = [:]
        for capacity in sorted {
            for node in capacity.host.facts?.numaNodes ?? [] { sizes.formUnion(node.hugepages.keys) }
        }
        pageSizes = sizes.sorted()
        hosts.reserveCapacity(sorted.count)
        for (number, capacity) in sorted.enumerated() {
            let host = capacity.host
            hostIndices[host.id] = number
            let zone = zones[host.zone, default: zones.count]
            zones[host.zone] = zone
            // A host without a group is one of its own.
            let groupName = host.groups.min() ?? "\u{0}\(host.id)"
            let group = groups[groupName, default: groups.count]
            groups[groupName] = group
            hosts.append(add(capacity, zone: zone, group: group))
        }
        anyFunction = functions.count
        functions.append(
            FunctionSupply(
                node: nil, network: -1, free: .max / 2, total: 0, bandwidthFree: .max, line: anyFunction, index: -1,
                isPCI: true,
                isShared: false, isBridgePort: false, isPresent: true, mtu: .max))
        anyPool = pools.count
        pools.append(PoolSupply(node: nil, vendorID: "", productID: "", deviceClass: -1, free: []))
        self.zones = zones.sorted { $0.value < $1.value }.map(\.key)
        self.groups = groups.sorted { $0.value < $1.value }.map(\.key)
    }

    private mutating func add(_ capacity: HostCapacity, zone: Int, group: Int) -> HostSupply {
        let host = capacity.host
        let facts = host.facts
        let firstNode = nodes.count
        var siblings: [[Int]: Int] = [:]
        for cpu in facts?.numaNodes.flatMap(\.cpus) ?? [] { siblings[[cpu.socket, cpu.core], default: 0] += 1 }
        let threads = siblings.values.max() ?? 1
        var shareable = 0
        for node in facts?.numaNodes.sorted(by: { $0.id < $1.id }) ?? [] {
            shareable += add(node, capacity, threads: threads).shareable
        }
        let nodeRange = firstNode..<nodes.count
        let firstFunction = functions.count
        var lines: [String: Int] = [:]
        let uplinks = host.uplinks
        for (index, uplink) in uplinks.enumerated() { add(uplink, index, capacity, nodeRange, &lines) }
        let firstPool = pools.count
        addPools(capacity, nodeRange)

        let overcommit = Int((max(host.vCPUOvercommit, 0) * 1000).rounded(.down))
        let isPinningShared = !capacity.hasIsolatedCPUs
        let pinned = nodes[nodeRange].reduce(0) { $0 + $1.pinned }
        let all = shareable + (isPinningShared ? pinned : 0)
        let pinnable = nodes[nodeRange].reduce(0) { $0 + $1.pinnable }
        let loadCapacity = overcommit * all + (isPinningShared ? 0 : overcommit * pinnable)
        return HostSupply(
            capacity: capacity, nodes: nodeRange, functions: firstFunction..<functions.count,
            pools: firstPool..<pools.count, zone: zone, group: group, closedBecause: Self.closed(host),
            uplinks: uplinks, architecture: Architecture.canonical(facts?.architecture ?? ""), threads: threads,
            overcommit: overcommit,
            isPinningShared: isPinningShared, shareable: shareable, sharedUsed: Int(capacity.sharedCPUs),
            memoryFree: capacity.memoryLimit - capacity.memory, storageFree: capacity.storageLimit - capacity.storage,
            wasUsed: !capacity.owners.isEmpty, loadCapacity: loadCapacity,
            loadUsed: Int(capacity.sharedCPUs) * 1000 + pinned * overcommit,
            isDPDK: facts?.networkSwitch.hasDPDK ?? false,
            hasVirtualFunctions: functions[firstFunction...].contains { $0.total > 0 })
    }

    private static func closed(_ host: Host) -> String? {
        switch (host.state, host.facts) {
        case (.disabled, _): "is disabled"
        case (.draining, _): "is being drained"
        case (.maintenance, _): "is in maintenance"
        case (.unreachable, _): "is unreachable" + (host.problem.map { " (\($0))" } ?? "")
        case (.enabled, nil): "has not reported what it has"
        case (.enabled, .some): nil
        }
    }

    private mutating func add(_ node: NUMANode, _ capacity: HostCapacity, threads: Int) -> NodeSupply {
        let pinnable = capacity.pinnable(node)
        let free = pinnable.filter { !capacity.cores.contains($0.id) }
        var siblings: [[Int]: Int] = [:]
        for cpu in free { siblings[[cpu.socket, cpu.core], default: 0] += 1 }
        let whole = siblings.values.count { $0 == threads }
        let pmd = capacity.host.facts?.networkSwitch.pmdCPUs ?? []
        let supply = NodeSupply(
            id: node.id, threads: threads, whole: whole, single: free.count - whole * threads, pinnable: pinnable.count,
            pinned: pinnable.count { capacity.cores.contains($0.id) },
            shareable: capacity.shareable(node).count { !capacity.cores.contains($0.id) },
            sharedUsed: Int(capacity.nodeSharedCPUs[node.id] ?? 0),
            memoryFree: HostCapacity.normalMemory(node) - (capacity.nodeMemory[node.id] ?? 0),
            hasPMD: node.cpus.contains { pmd.contains($0.id) })
        nodes.append(supply)
        for size in pageSizes {
            let pool = HugepagePool(node: node.id, size: size)
            pagesFree.append(capacity.limit(of: pool) - (capacity.hugepages[pool] ?? 0))
        }
        return supply
    }

    private mutating func add(
        _ uplink: Uplink, _ index: Int, _ capacity: HostCapacity, _ nodeRange: Range<Int>, _ lines: inout [String: Int]
    ) {
        // An interface that leads nowhere is nothing that one could ask for.
        let function = uplink.interface
        guard let network = capacity.host.physicalNetworks[function.name] else { return }
        let reach = Reach(network: network, uplink: uplink.kind)
        let number = networks[reach, default: networks.count]
        networks[reach] = number
        let limit = function.speed.map(Int64.init) ?? .max
        let line = lines[function.name] ?? functions.count
        lines[function.name] = line
        functions.append(
            FunctionSupply(
                node: nodeRange.first { nodes[$0].id == function.numaNode }, network: number,
                free: uplink.freeParts(capacity).count, total: uplink.parts.count,
                bandwidthFree: limit - (capacity.bandwidth[function.name] ?? 0), line: line, index: index,
                isPCI: !function.pciAddress.isEmpty,
                isShared: uplink.isBridgePort || uplink.hasVDPADevices || capacity.bandwidth[function.name] != nil,
                isBridgePort: uplink.isBridgePort,
                isPresent: !capacity.devices.contains(function.claimKey), mtu: uplink.mtu ?? .max))
    }

    private mutating func addPools(_ capacity: HostCapacity, _ nodeRange: Range<Int>) {
        struct Key: Hashable {
            var node: Int?
            var vendorID: String
            var productID: String
            var deviceClass: Int
        }
        var free: [Key: [String]] = [:]
        // Who had what a vDPA device is made of would have the vDPA device.
        let parents = Set((capacity.host.facts?.vdpaDevices ?? []).compactMap(\.parent))
        for device in capacity.host.facts?.pciDevices ?? [] where !parents.contains(device.address) {
            let key = Key(
                node: nodeRange.first { nodes[$0].id == device.numaNode }, vendorID: device.vendorID,
                productID: device.productID, deviceClass: device.classCode >> 8)
            free[key, default: []] += capacity.devices.contains(device.address) ? [] : [device.address]
        }
        let keys = free.keys.sorted {
            ($0.node ?? -1, $0.vendorID, $0.productID, $0.deviceClass)
                < ($1.node ?? -1, $1.vendorID, $1.productID, $1.deviceClass)
        }
        for key in keys {
            pools.append(
                PoolSupply(
                    node: key.node, vendorID: key.vendorID, productID: key.productID, deviceClass: key.deviceClass,
                    free: free[key, default: []].sorted()))
        }
    }
}

extension Uplink {
    /// What claims on those name that nobody has.
    func freeParts(_ capacity: HostCapacity) -> [String] {
        parts.filter { part in
            !capacity.devices.contains(part.claimKey) && part.parent.map(capacity.devices.contains) != true
        }.map(\.claimKey)
    }
}

extension FunctionDemand {
    var reach: Supply.Reach { Supply.Reach(network: physicalNetwork, uplink: kind.uplink) }
}
