import MANOModel

/// Why a host's nodes, functions and devices don't do for one member.
struct NodeReasons {
    let shared: SharedBook
    let member: Int
    let host: Int
    let besides: String

    private var what: Needs.Member { shared.book.needs.members[member] }
    private var demand: PlacementDemand { what.demand }

    var all: [String] {
        let nodes = nodeReasons
        let single = functionReasons + deviceReasons
        guard single.isEmpty else { return nodes + single }
        return nodes + combinedReasons + (nodes.isEmpty ? strictReasons : [])
    }

    private var nodeReasons: [String] {
        guard let layout = what.variants.first else {
            if case .size(let size) = demand.pages { return ["has no pages of \(Amount.pageSize(size))"] }
            return ["has no huge pages"]
        }
        guard !layout.cells.isEmpty, !shared.book.mayHoldCells(member, host) else { return [] }
        let nodes = shared.book.supply.hosts[host].nodes
        if layout.cells.count > nodes.count {
            return ["needs \(layout.cells.count) NUMA nodes, has \(nodes.count)"]
        }
        let free = nodes.reduce(0) { $0 + freeCPUs($1) }
        if what.isDedicated, demand.pages == .normal, what.threadPolicy == .prefer, layout.cells.count == 1 {
            let needed = demand.vCPUs + what.emulatorThreads
            if demand.nodePolicy == .preferred || nodes.count == 1 {
                if needed > free {
                    return ["needs \(Amount.count(needed, "dedicated core")), \(Amount.are(free)) free" + besides]
                }
                let supply = shared.book.supply.hosts[host]
                let limit = (supply.shareable - shared.book.pinnedHere[host] - needed) * supply.overcommit / 1000
                if supply.isPinningShared, shared.book.sharedUsed[host] > limit {
                    return [
                        "needs \(Amount.count(needed, "dedicated core")), which would leave \(max(limit, 0)) shared vCPUs"
                            + " for the \(shared.book.sharedUsed[host]) that are in use" + besides
                    ]
                }
            }
        }
        let offers = nodes.map { "node \(shared.book.supply.nodes[$0].id) has \(offer($0, layout))" }
        let place = layout.cells.count == 1 ? "on one NUMA node" : "on \(layout.cells.count) NUMA nodes"
        return ["needs \(wanted(layout)) \(place), \(Amount.list(offers))" + besides]
    }

    private func freeCPUs(_ node: Int) -> Int {
        let supply = shared.book.supply.nodes[node]
        return supply.threads * (supply.whole - shared.book.wholeUsed[node]) + supply.single
            - shared.book.threadsUsed[node]
    }

    private func wanted(_ layout: Needs.Variant) -> String {
        var parts: [String] = []
        if what.isDedicated {
            let policy = what.threadPolicy == .prefer ? "" : " (\(what.threadPolicy.rawValue))"
            parts.append(Amount.count(demand.vCPUs + what.emulatorThreads, "dedicated core") + policy)
        }
        let memory = layout.memory.reduce(0, +)
        if let size = layout.pageSize {
            parts.append("\(Amount.upwards(memory)) in \(Amount.pageSize(shared.book.supply.pageSizes[size])) pages")
        } else {
            parts.append("\(Amount.upwards(memory)) of memory")
        }
        return Amount.list(parts)
    }

    private func offer(_ node: Int, _ layout: Needs.Variant) -> String {
        let supply = shared.book.supply.nodes[node]
        var parts: [String] = []
        if what.isDedicated {
            let isWhole = what.threadPolicy != .prefer
            parts.append(
                isWhole
                    ? Amount.count(supply.whole - shared.book.wholeUsed[node], "whole core")
                    : Amount.count(freeCPUs(node), "core"))
        }
        let bytes =
            layout.pageSize.map { shared.book.pagesFree[node * shared.book.supply.pageSizes.count + $0] }
            ?? shared.book.nodeMemoryFree[node]
        parts.append("\(Amount.downwards(bytes)) free")
        return Amount.list(parts)
    }

    private var functionReasons: [String] {
        var reasons: [String] = []
        for (reach, demands) in demand.reaches {
            let network = reach.network
            let index = shared.book.supply.networks[reach]
            let functions = shared.book.supply.hosts[host].functions.filter {
                shared.book.supply.functions[$0].network == index
            }
            guard index != nil, !functions.isEmpty else {
                reasons.append("has no \(reach.uplink.noun) on physical network \(network)")
                continue
            }
            let free = functions.reduce(0) { $0 + shared.book.functionsFree[$1] }
            let needed = demands.count { !$0.isWhole && $0.kind.isCounted }
            if needed > free {
                reasons.append(
                    "needs \(Amount.count(needed, demands[0].kind.noun)) on physical network \(network), \(Amount.are(free)) free"
                        + besides)
                continue
            }
            let wide = demands.map(\.bandwidth).max() ?? 0
            let most = functions.map { shared.book.bandwidthFree($0) }.max() ?? 0
            if wide > most {
                reasons.append(
                    "needs \(wide) Mbit/s on physical network \(network), \(most) are free on one \(reach.uplink.noun)"
                        + besides)
            }
            let large = demands.map(\.mtu).max() ?? 0
            let largest = functions.map { shared.book.supply.functions[$0].mtu }.max() ?? 0
            if large > largest {
                reasons.append(
                    "needs an MTU of \(large) on physical network \(network), \(largest) is the most that"
                        + " \(reach.uplink.noun)s there have")
            }
            if demands.contains(where: { $0.isWhole && $0.kind == .function }),
                !functions.contains(where: { shared.book.supply.functions[$0].isPCI })
            {
                reasons.append("needs a whole PCI interface on physical network \(network); the host's is none")
            } else if demands.contains(where: \.isWhole), !functions.contains(where: isUntouched) {
                let uplinks = shared.book.supply.hosts[host].uplinks
                let isDivided = functions.contains { uplinks[shared.book.supply.functions[$0].index].hasVDPADevices }
                let how = isDivided ? "all are in use or have vDPA devices" : "all are in use"
                reasons.append("needs a whole interface on physical network \(network), \(how)" + besides)
            } else if demands.contains(where: { $0.kind == .macvtap }),
                functions.allSatisfy({ shared.book.supply.functions[$0].isBridgePort })
            {
                reasons.append(
                    "needs an interface for a macvtap on physical network \(network), each is a port of a Linux bridge")
            } else if functions.allSatisfy({ shared.book.wholeTaken[$0] }) {
                reasons.append("needs an interface on physical network \(network), each is somebody's own" + besides)
            }
        }
        return reasons
    }

    /// Where each function and device is there by itself, but not all of them at once, whatever the node.
    private var combinedReasons: [String] {
        guard demand.functions.count + what.deviceCount > 1 else { return [] }
        var anywhere = Candidate()
        anywhere.host = host
        var dice = Book.Dice()
        guard !shared.book.chooseDevices(member, &anywhere, &dice) else { return [] }
        let functions = demand.functions.map { function in
            let kind = function.isWhole ? "a whole interface" : "a \(function.kind.noun)"
            let rate = function.bandwidth > 0 ? " of \(function.bandwidth) Mbit/s" : ""
            return "\(kind)\(rate) on physical network \(function.physicalNetwork)"
        }
        let devices = what.devices.map { "\(Amount.count($0.count, "device")) \($0.text)" }
        return ["has each of \(Amount.list(functions + devices)), but not all at once" + besides]
    }

    private var strictReasons: [String] {
        // A bridge is on no node.
        demand.reaches.filter { reach, demands in
            reach.uplink != .bridge && demands.contains { $0.affinity == .strict }
        }.map { reach, _ in
            let index = shared.book.supply.networks[reach]
            let nodes = Set(
                shared.book.supply.hosts[host].functions.filter { shared.book.supply.functions[$0].network == index }
                    .compactMap { shared.book.supply.functions[$0].node.map { shared.book.supply.nodes[$0].id } })
            return
                "needs an interface on physical network \(reach.network) on its own NUMA node; the host's are on node "
                + Amount.list(nodes.sorted().map(String.init)) + besides
        }
    }

    private func isUntouched(_ function: Int) -> Bool {
        !shared.book.wholeTaken[function] && shared.book.sharers[function] == 0
            && shared.book.functionsFree[function] == shared.book.supply.functions[function].total
    }

    private var deviceReasons: [String] {
        what.devices.compactMap { need in
            let pools = shared.book.supply.hosts[host].pools.filter { shared.book.supply.pools[$0].meets(need) }
            guard !pools.isEmpty else { return "has no device \(need.text)" }
            let free = pools.reduce(0) { $0 + shared.book.devicesFree[$1] }
            guard need.count > free else { return nil }
            return "needs \(Amount.count(need.count, "device")) \(need.text), \(Amount.are(free)) free" + besides
        }
    }
}

extension PlacementDemand {
    /// Its functions by where they come from, in order.
    var reaches: [(reach: Supply.Reach, demands: [FunctionDemand])] {
        Dictionary(grouping: functions, by: \.reach).sorted {
            ($0.key.network, $0.key.uplink.noun) < ($1.key.network, $1.key.uplink.noun)
        }.map { ($0.key, $0.value) }
    }
}

extension FunctionDemand.Kind {
    var noun: String {
        switch self {
        case .function: "VF"
        case .macvtap: "macvtap"
        case .bridge: "port of a Linux bridge"
        case .vdpa: "vDPA device"
        }
    }
}

extension Uplink.Kind {
    var noun: String {
        switch self {
        case .interface: "interface"
        case .bridge: "Linux bridge"
        case .vdpa: "vDPA device"
        }
    }
}

extension DeviceDemand {
    /// `8086:0d5c of class 0x0b40`.
    var text: String {
        let ids = vendorID == nil && productID == nil ? nil : "\(vendorID ?? "*"):\(productID ?? "*")"
        let kind = deviceClass.map { number in
            let digits = String(number, radix: 16)
            return "of class 0x" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
        }
        return [ids, kind].compactMap(\.self).joined(separator: " ")
    }
}
