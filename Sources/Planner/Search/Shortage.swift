import MANOModel

/// What a member lacks on a host first: memory, CPUs and storage; then what pinned CPUs leave to others; then functions and
/// devices. With all of it added it lacks something less.
struct Shortage {
    struct Part: Equatable {
        var what: Addition
        var amount: Int64
        /// Over what is needed: 0 to 1, or above for what isn't there at all.
        var share: Double
    }

    private(set) var parts: [Part] = []

    init(_ member: Int, on host: Int, _ book: borrowing Book) {
        let what = book.needs.members[member]
        addSums(what, host, book)
        guard let layout = Self.nearest(what, host, book) else {
            parts = []
            return
        }
        parts += layout.parts
        guard parts.isEmpty else { return }
        addRest(what, layout.variant, host, book)
        guard parts.isEmpty else { return }
        var candidate = Candidate()
        candidate.host = host
        candidate.variant = layout.variant
        for node in layout.nodes { candidate.nodes.append(node) }
        addFunctions(member, candidate, book)
        if parts.isEmpty { addDevices(member, candidate, book) }
        if parts.isEmpty, let node = layout.nodes.first, Self.lacksPMD(what, layout.nodes, book) {
            parts.append(Part(what: .pollingCore(node: node), amount: 1, share: 1))
        }
    }

    private mutating func lacks(_ needed: Int64, _ free: Int64, _ what: Addition) {
        guard needed > free else { return }
        let missing = needed - free
        parts.append(Part(what: what, amount: missing, share: Double(missing) / Double(max(needed, 1))))
    }

    // MARK: Sums

    private mutating func addSums(_ what: Needs.Member, _ host: Int, _ book: borrowing Book) {
        let demand = what.demand
        if demand.storage > 0 { lacks(demand.storage, book.storageFree[host], .storage(host: host)) }
        guard what.variants.first?.cells.isEmpty != false else { return }
        if demand.pages == .normal, demand.memory > 0 {
            lacks(demand.memory, book.memoryFree[host], .memory(host: host))
        }
        addShared(demand.vCPUs, beside: 0, host, book)
    }

    /// What of the host as a whole a guest lacks whose nodes have enough.
    private mutating func addRest(_ what: Needs.Member, _ variant: Int, _ host: Int, _ book: borrowing Book) {
        let demand = what.demand
        if demand.pages == .normal, demand.memory > 0 {
            lacks(demand.memory, book.memoryFree[host], .memory(host: host))
        }
        guard what.isDedicated else { return addShared(demand.vCPUs, beside: 0, host, book) }
        let threads = book.supply.hosts[host].threads
        let pinned = what.variants[variant].cells.enumerated().reduce(0) { sum, cell in
            let (whole, single) = what.cpus(of: cell.element.vCPUs, isFirst: cell.offset == 0, threads: threads)
            return sum + whole * threads + single
        }
        addShared(0, beside: pinned, host, book)
    }

    private mutating func addShared(_ vCPUs: Int, beside pinned: Int, _ host: Int, _ book: borrowing Book) {
        guard !book.hasShared(vCPUs, beside: pinned, on: host) else { return }
        let supply = book.supply.hosts[host]
        let cpus = supply.shareable - (supply.isPinningShared ? book.pinnedHere[host] + pinned : 0)
        lacks(
            Int64(book.sharedUsed[host] + vCPUs), Int64((cpus * supply.overcommit).dividedDown(by: 1000)),
            .sharedCPUs(host: host))
    }

    // MARK: Nodes

    private struct Layout {
        var variant: Int
        var nodes: [Int] = []
        var parts: [Part] = []
        /// Needs that only other nodes of the host can satisfy.
        var misfits = 0

        var share: Double { parts.reduce(0) { $0 + $1.share } }

        func isNearer(than other: Layout) -> Bool {
            (misfits, parts.count, share) < (other.misfits, other.parts.count, other.share)
        }
    }

    /// The layout that lacks least, each of its cells on the node where it lacks least.
    private static func nearest(_ what: Needs.Member, _ host: Int, _ book: borrowing Book) -> Layout? {
        var best: Layout?
        for variant in what.variants.indices {
            guard let layout = layout(variant, what, host, book) else { continue }
            if best.map({ layout.isNearer(than: $0) }) ?? true { best = layout }
        }
        return best
    }

    private static func layout(
        _ variant: Int, _ what: Needs.Member, _ host: Int, _ book: borrowing Book
    ) -> Layout? {
        var layout = Layout(variant: variant)
        var left = Array(book.supply.hosts[host].nodes)
        for cell in what.variants[variant].cells.indices {
            var best: Layout?
            for node in left {
                var with = layout
                with.nodes.append(node)
                with.parts += parts(what, variant, cell, node, host, book)
                with.misfits = misfits(what, with.nodes, host, book)
                if best.map({ with.isNearer(than: $0) }) ?? true { best = with }
            }
            guard let best else { return nil }
            layout = best
            left.removeAll { layout.nodes.contains($0) }
        }
        return layout
    }

    /// Strict needs that nothing on the nodes could satisfy, and something on others of the host.
    private static func misfits(
        _ what: Needs.Member, _ nodes: [Int], _ host: Int, _ book: borrowing Book
    ) -> Int {
        func isNear(_ node: Int?) -> Bool { node.map(nodes.contains) ?? true }
        let supply = book.supply
        var count = 0
        for need in what.functions where need.affinity == .strict {
            let functions = supply.hosts[host].functions.filter { supply.functions[$0].network == need.network }
            if !functions.isEmpty, !functions.contains(where: { isNear(supply.functions[$0].node) }) { count += 1 }
        }
        for need in what.devices where need.affinity == .strict {
            let pools = supply.hosts[host].pools.filter { supply.pools[$0].meets(need) }
            if !pools.isEmpty, !pools.contains(where: { isNear(supply.pools[$0].node) }) { count += 1 }
        }
        if lacksPMD(what, nodes, book), supply.hosts[host].nodes.contains(where: { supply.nodes[$0].hasPMD }) {
            count += 1
        }
        return count
    }

    private static func lacksPMD(_ what: Needs.Member, _ nodes: [Int], _ book: borrowing Book) -> Bool {
        let demand = what.demand
        guard demand.vhostUserPorts > 0, demand.vhostUserAffinity == .strict, !nodes.isEmpty else { return false }
        return !book.hasPMD(nodes)
    }

    private static func parts(
        _ what: Needs.Member, _ variant: Int, _ cell: Int, _ node: Int, _ host: Int, _ book: borrowing Book
    ) -> [Part] {
        let layout = what.variants[variant]
        let supply = book.supply.nodes[node]
        var shortage = Shortage()
        let vCPUs = layout.cells[cell].vCPUs
        if what.isDedicated {
            let (whole, single) = what.cpus(of: vCPUs, isFirst: cell == 0, threads: supply.threads)
            let wholeFree = supply.whole - book.wholeUsed[node]
            if whole > 0 { shortage.lacks(Int64(whole), Int64(wholeFree), .wholeCores(node: node, host: host)) }
            let threads = supply.threads * max(wholeFree - whole, 0) + supply.single - book.threadsUsed[node]
            // The threads that others have of whole cores are missing, too, where the guest takes whole ones.
            if single > 0 || threads < 0 {
                shortage.lacks(Int64(single), Int64(threads), .threads(node: node, host: host))
            }
            let pinned = whole * supply.threads + single
            shortage.addNodeShared(0, beside: pinned, node, host, book)
        } else {
            shortage.addNodeShared(vCPUs, beside: 0, node, host, book)
        }
        let memory = layout.memory[cell]
        if let size = layout.pageSize {
            let free = book.pagesFree[node * book.supply.pageSizes.count + size]
            let page = Int64(book.supply.pageSizes[size]) * 1024
            if memory > free {
                let missing = (memory - free + page - 1) / page * page
                shortage.parts.append(
                    Part(
                        what: .pages(node: node, size: size), amount: missing,
                        share: Double(memory - free) / Double(memory)))
            }
        } else if memory > 0 {
            shortage.lacks(memory, book.nodeMemoryFree[node], .nodeMemory(node: node, host: host))
        }
        return shortage.parts
    }

    private init() {}

    private mutating func addNodeShared(
        _ vCPUs: Int, beside pinned: Int, _ node: Int, _ host: Int, _ book: borrowing Book
    ) {
        guard !book.nodeHasShared(vCPUs, beside: pinned, on: node, host) else { return }
        let supply = book.supply.hosts[host]
        let here = book.wholeUsed[node] * supply.threads + book.threadsUsed[node]
        let cpus = book.supply.nodes[node].shareable - (supply.isPinningShared ? here + pinned : 0)
        lacks(
            Int64(book.nodeShared[node] + vCPUs), Int64((cpus * supply.overcommit).dividedDown(by: 1000)),
            .nodeSharedCPUs(node: node, host: host))
    }

    // MARK: Functions and devices

    /// The first need that has nothing once those before it have what is best for each.
    private mutating func addFunctions(_ member: Int, _ chosen: Candidate, _ book: borrowing Book) {
        let what = book.needs.members[member]
        var candidate = chosen
        var dice = Book.Dice()
        for (position, need) in what.functions.enumerated()
        where !book.chooseFunction(member, need, what, &candidate, &dice) {
            let best = book.supply.hosts[candidate.host].functions.compactMap {
                Self.parts($0, need, what, candidate, book)
            }.min { ($0.count, $0[0].share) < ($1.count, $1[0].share) }
            let node = need.affinity == .strict ? candidate.nodes.first : nil
            parts =
                best ?? [Part(what: .interface(member: member, position: position, node: node), amount: 1, share: 2)]
            return
        }
    }

    /// What a function would need to have more of; nil where no amount helps.
    private static func parts(
        _ function: Int, _ need: Needs.Function, _ what: Needs.Member, _ candidate: Candidate, _ book: borrowing Book
    ) -> [Part]? {
        guard book.supply.functions[function].network == need.network, need.isVirtual, !book.wholeTaken[function],
            book.supply.functions[function].mtu >= need.mtu,
            need.affinity != .strict || book.isNear(book.supply.functions[function].node, candidate)
        else { return nil }
        var taken = 1
        var bandwidth = need.bandwidth
        let line = book.supply.functions[function].line
        for (position, index) in candidate.functions.enumerated() where book.supply.functions[index].line == line {
            guard !what.functions[position].isWhole else { return nil }
            if index == function, what.functions[position].isVirtual { taken += 1 }
            bandwidth += what.functions[position].bandwidth
        }
        var shortage = Shortage()
        shortage.lacks(Int64(taken), Int64(book.functionsFree[function]), .functions(function))
        if need.bandwidth > 0 {
            shortage.lacks(bandwidth, book.bandwidthFree(function), .bandwidth(function: function))
        }
        return shortage.parts.isEmpty ? nil : shortage.parts
    }

    private mutating func addDevices(_ member: Int, _ chosen: Candidate, _ book: borrowing Book) {
        let what = book.needs.members[member]
        var candidate = chosen
        for (position, need) in what.devices.enumerated() {
            let had = candidate.pools
            guard !book.chooseDevices(member, position, need, &candidate) else { continue }
            let pools = book.supply.hosts[candidate.host].pools.filter {
                book.supply.pools[$0].meets(need)
                    && (need.affinity != .strict || book.isNear(book.supply.pools[$0].node, candidate))
            }
            let free = pools.reduce(0) { sum, pool in
                sum + max(book.devicesFree[pool] - had.count { $0 == pool }, 0)
            }
            if let pool = pools.first {
                lacks(Int64(need.count), Int64(free), .devices(pool: pool))
            } else {
                let node = need.affinity == .strict ? candidate.nodes.first : nil
                let what = Addition.ownDevices(member: member, position: position, node: node)
                parts = [Part(what: what, amount: Int64(need.count), share: 2)]
            }
            return
        }
    }
}

extension Int {
    /// The largest whole number that isn't above the quotient.
    fileprivate func dividedDown(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
