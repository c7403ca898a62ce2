import MANOModel

/// What is missing on a host for something to fit there.
struct Shortage {
    struct Part: Equatable {
        /// `2 more 1 GiB pages on node 1`.
        var text: String
        /// Over what is needed: 0 to 1, or above where even the empty host has less.
        var share: Double
    }

    var host: String
    var parts: [Part] = []
    /// Nothing but an amount is missing.
    var isPossible = true

    mutating func add(_ other: Shortage) {
        parts += other.parts
        isPossible = isPossible && other.isPossible
    }

    func isSmaller(than other: Shortage) -> Bool {
        if parts.count != other.parts.count { return parts.count < other.parts.count }
        return parts.reduce(0) { $0 + $1.share } < other.parts.reduce(0) { $0 + $1.share }
    }

    var text: String { "\(Amount.list(parts.map(\.text))) of host \(host)" }

    /// What one member lacks, in its first layout.
    static func of(_ member: Int, on host: Int, _ book: borrowing Book) -> Shortage {
        let what = book.needs.members[member]
        let demand = what.demand
        var shortage = Shortage(host: book.supply.hosts[host].name)
        func lacks(_ needed: Int64, _ free: Int64, _ text: (Int64) -> String) {
            guard needed > free else { return }
            shortage.parts.append(Part(text: text(needed - free), share: Double(needed - free) / Double(needed)))
        }
        lacks(demand.storage, book.storageFree[host]) { "\(Amount.upwards($0)) more of storage" }
        if demand.pages == .normal {
            lacks(demand.memory, book.memoryFree[host]) { "\(Amount.upwards($0)) more of memory" }
        }
        if !what.isDedicated {
            let supply = book.supply.hosts[host]
            let cpus = supply.shareable - (supply.isPinningShared ? book.pinnedHere[host] : 0)
            let free = cpus * supply.overcommit / 1000 - book.sharedUsed[host]
            lacks(Int64(demand.vCPUs), Int64(free)) { "\(Amount.count($0, "more shared vCPU"))" }
        }
        shortage.addNodes(what, host, book)
        shortage.addFunctions(what, host, book)
        for need in what.devices {
            let free = book.supply.hosts[host].pools.filter { book.supply.pools[$0].meets(need) }
                .reduce(0) { $0 + book.devicesFree[$1] }
            lacks(Int64(need.count), Int64(free)) { "\(Amount.count($0, "more device")) \(need.text)" }
        }
        return shortage
    }

    /// Each cell on the node where it lacks least.
    private mutating func addNodes(_ what: Needs.Member, _ host: Int, _ book: borrowing Book) {
        guard let layout = what.variants.first else {
            isPossible = false
            return
        }
        var left = Array(book.supply.hosts[host].nodes)
        for (cell, need) in layout.cells.enumerated() {
            var best: (node: Int, parts: [Part])?
            for node in left {
                let parts = Self.parts(what, layout, cell, need, node, book)
                let share = parts.reduce(0) { $0 + $1.share }
                let bestShare = best?.parts.reduce(0) { $0 + $1.share } ?? .infinity
                if best == nil || (parts.count, share) < (best?.parts.count ?? 0, bestShare) { best = (node, parts) }
            }
            guard let best else {
                isPossible = false
                return
            }
            left.removeAll { $0 == best.node }
            parts += best.parts
        }
    }

    private static func parts(
        _ what: Needs.Member, _ layout: Needs.Variant, _ cell: Int, _ need: PlacementDemand.Cell, _ node: Int,
        _ book: borrowing Book
    ) -> [Part] {
        var parts: [Part] = []
        let supply = book.supply.nodes[node]
        if what.isDedicated {
            let (whole, single) = what.cpus(of: need.vCPUs, isFirst: cell == 0, threads: supply.threads)
            let wholeFree = supply.whole - book.wholeUsed[node]
            if whole > wholeFree {
                parts.append(
                    Part(
                        text: "\(Amount.count(whole - wholeFree, "more whole core")) on node \(supply.id)",
                        share: Double(whole - wholeFree) / Double(whole)))
            }
            let threads = supply.threads * max(wholeFree - whole, 0) + supply.single - book.threadsUsed[node]
            if single > threads {
                parts.append(
                    Part(
                        text: "\(Amount.count(single - threads, "more dedicated core")) on node \(supply.id)",
                        share: Double(single - threads) / Double(single)))
            }
        }
        let memory = layout.memory[cell]
        if let size = layout.pageSize {
            let free = book.pagesFree[node * book.supply.pageSizes.count + size]
            if memory > free {
                let bytes = Int64(book.supply.pageSizes[size]) * 1024
                let pages = (memory - free + bytes - 1) / bytes
                parts.append(
                    Part(
                        text: "\(pages) more \(Amount.pageSize(book.supply.pageSizes[size])) "
                            + "\(pages == 1 ? "page" : "pages") on node \(supply.id)",
                        share: Double(memory - free) / Double(memory)))
            }
        } else if memory > book.nodeMemoryFree[node] {
            let missing = memory - book.nodeMemoryFree[node]
            parts.append(
                Part(
                    text: "\(Amount.upwards(missing)) more of memory on node \(supply.id)",
                    share: Double(missing) / Double(memory)))
        }
        return parts
    }

    private mutating func addFunctions(_ what: Needs.Member, _ host: Int, _ book: borrowing Book) {
        for (network, demands) in Dictionary(grouping: what.demand.functions, by: \.physicalNetwork).sorted(by: {
            $0.key < $1.key
        }) {
            let index = book.supply.networks[network]
            let functions = book.supply.hosts[host].functions.filter { book.supply.functions[$0].network == index }
            guard index != nil, !functions.isEmpty else {
                parts.append(Part(text: "an interface on physical network \(network)", share: 2))
                continue
            }
            let free = functions.reduce(0) { $0 + book.functionsFree[$1] }
            let wanted = demands.count { !$0.isWhole && !$0.isMacvtap }
            if wanted > free {
                parts.append(
                    Part(
                        text: "\(Amount.count(wanted - free, "more VF")) on physical network \(network)",
                        share: Double(wanted - free) / Double(wanted)))
            }
            let isNoneWhole = functions.allSatisfy { function in
                book.wholeTaken[function] || book.sharers[function] > 0
                    || book.functionsFree[function] < book.supply.functions[function].total
            }
            if isNoneWhole, demands.contains(where: \.isWhole) {
                parts.append(Part(text: "a whole interface on physical network \(network)", share: 1))
            }
        }
    }
}
