/// Whether a member fits, and where best.
extension Book {
    /// The refusals that need no node, quickly.
    func mayTake(_ member: Int, on host: Int) -> Bool {
        let what = needs.members[member]
        let demand = what.demand
        guard needs.eligible[what.eligibility][host], demand.storage <= storageFree[host] || demand.storage == 0,
            demand.pages != .normal || demand.memory <= memoryFree[host] || demand.memory == 0
        else { return false }
        if !what.isDedicated, !hasShared(demand.vCPUs, beside: 0, on: host) { return false }
        return breaksNoRule(member, on: host)
    }

    func breaksNoRule(_ member: Int, on host: Int) -> Bool {
        for index in needs.constraintsOf[member] {
            let constraint = needs.constraints[index]
            guard constraint.isStrict else { continue }
            let here = inDomain[index][constraint.domains[host]]
            if constraint.isTogether ? here != placed[index] : here > 0 { return false }
        }
        return true
    }

    /// Whether the host carries so many more shared vCPUs where so many more of its CPUs are pinned.
    func hasShared(_ vCPUs: Int, beside pinned: Int, on host: Int) -> Bool {
        let what = supply.hosts[host]
        let used = sharedUsed[host] + vCPUs
        guard used > 0, vCPUs > 0 || pinned > 0 else { return true }
        let cpus = what.shareable - (what.isPinningShared ? pinnedHere[host] + pinned : 0)
        return used * 1000 <= cpus * what.overcommit
    }

    func nodeHasShared(_ vCPUs: Int, beside pinned: Int, on node: Int, _ host: Int) -> Bool {
        let what = supply.hosts[host]
        let used = nodeShared[node] + vCPUs
        guard used > 0, vCPUs > 0 || pinned > 0 else { return true }
        let here = wholeUsed[node] * what.threads + threadsUsed[node]
        let cpus = supply.nodes[node].shareable - (what.isPinningShared ? here + pinned : 0)
        return used * 1000 <= cpus * what.overcommit
    }

    /// Whether the node takes a cell of the member, nothing else of it being there.
    func nodeTakes(_ member: Int, _ variant: Int, cell: Int, _ node: Int, _ host: Int) -> Bool {
        let what = needs.members[member]
        let layout = what.variants[variant]
        let vCPUs = layout.cells[cell].vCPUs
        if what.isDedicated {
            let threads = supply.nodes[node].threads
            let (whole, single) = what.cpus(of: vCPUs, isFirst: cell == 0, threads: threads)
            guard hasCPUs(whole, single, on: node),
                nodeHasShared(0, beside: whole * threads + single, on: node, host)
            else { return false }
        } else if !nodeHasShared(vCPUs, beside: 0, on: node, host) {
            return false
        }
        let memory = layout.memory[cell]
        guard let size = layout.pageSize else { return memory <= nodeMemoryFree[node] || memory == 0 }
        return memory <= pagesFree[node * supply.pageSizes.count + size]
    }

    func hasCPUs(_ whole: Int, _ single: Int, on node: Int) -> Bool {
        let what = supply.nodes[node]
        let wholeLeft = what.whole - wholeUsed[node] - whole
        return wholeLeft >= 0 && threadsUsed[node] + single <= what.threads * wholeLeft + what.single
    }

    /// The cheapest seat of the member on the host; nil where it has none.
    ///
    /// - Parameter best: gets the seat.
    func bestSeat(_ member: Int, on host: Int, _ scratch: inout Scratch) -> Int? {
        guard mayTake(member, on: host) else { return nil }
        let what = needs.members[member]
        var bestPrice: Int?
        for variant in what.variants.indices {
            let layout = what.variants[variant]
            // A layout on more nodes never costs less.
            if bestPrice != nil, scratch.bestSeeming <= layout.split * PlacementObjective.Weight.split { break }
            scratch.candidate.host = host
            scratch.candidate.variant = variant
            scratch.candidate.nodes.truncate(to: 0)
            tryCells(member, variant, &scratch, &bestPrice, pinned: 0)
        }
        return bestPrice.map { $0 + ties(of: member, on: host) }
    }

    private func tryCells(
        _ member: Int, _ variant: Int, _ scratch: inout Scratch, _ bestPrice: inout Int?, pinned: Int
    ) {
        let what = needs.members[member]
        let layout = what.variants[variant]
        let host = scratch.candidate.host
        let cell = scratch.candidate.nodes.count
        guard cell < layout.cells.count else {
            guard !what.isDedicated || hasShared(0, beside: pinned, on: host),
                chooseDevices(member, &scratch.candidate, &scratch.dice)
            else { return }
            let price = price(member, scratch.candidate)
            let seeming = price + scratch.dice.roll()
            if bestPrice == nil || seeming < scratch.bestSeeming {
                bestPrice = price
                scratch.bestSeeming = seeming
                scratch.best.copy(scratch.candidate)
            }
            return
        }
        // Cells that are alike are tried in one order only.
        let isLikeTheLast =
            cell > 0 && !(cell == 1 && what.emulatorThreads > 0)
            && layout.cells[cell] == layout.cells[cell - 1] && layout.memory[cell] == layout.memory[cell - 1]
        let nodes = supply.hosts[host].nodes
        let first = isLikeTheLast ? scratch.candidate.nodes[cell - 1] + 1 : nodes.lowerBound
        guard first < nodes.upperBound else { return }
        for node in first..<nodes.upperBound
        where !scratch.candidate.nodes.contains(node) && nodeTakes(member, variant, cell: cell, node, host) {
            var taken = 0
            if what.isDedicated {
                let threads = supply.nodes[node].threads
                let (whole, single) = what.cpus(of: layout.cells[cell].vCPUs, isFirst: cell == 0, threads: threads)
                taken = whole * threads + single
            }
            scratch.candidate.nodes.append(node)
            tryCells(member, variant, &scratch, &bestPrice, pinned: pinned + taken)
            scratch.candidate.nodes.truncate(to: cell)
        }
    }

    /// Seats all members on the host; what that costs, or nil where it can't be.
    ///
    /// - Parameter keeping: whether they stay there.
    mutating func seat(_ members: [Int], on host: Int, keeping: Bool, _ scratch: inout Scratch) -> Int? {
        var order = members
        // Whoever finds nothing comes first the next time.
        for _ in 0..<min(members.count, 4) {
            var seated = 0
            var price = 0
            while seated < order.count, let own = bestSeat(order[seated], on: host, &scratch) {
                take(order[seated], scratch.best)
                price += own
                seated += 1
            }
            let isDone = seated == order.count
            if !isDone || !keeping {
                for index in 0..<seated { leave(order[index], &scratch.left) }
            }
            if isDone { return price }
            guard seated > 0 else { return nil }
            let late = order.remove(at: seated)
            order.insert(late, at: 0)
        }
        return nil
    }

    /// Whether the host's nodes hold the member's cells in some layout, interfaces and devices left aside.
    func mayHoldCells(_ member: Int, _ host: Int) -> Bool {
        let what = needs.members[member]
        return what.variants.indices.contains { variant in
            let layout = what.variants[variant]
            func hold(_ cell: Int, _ used: [Int], pinned: Int) -> Bool {
                guard cell < layout.cells.count else {
                    return !what.isDedicated || hasShared(0, beside: pinned, on: host)
                }
                return supply.hosts[host].nodes.contains { node in
                    guard !used.contains(node), nodeTakes(member, variant, cell: cell, node, host) else { return false }
                    let threads = supply.nodes[node].threads
                    let (whole, single) = what.cpus(
                        of: layout.cells[cell].vCPUs, isFirst: cell == 0, threads: threads)
                    return hold(cell + 1, used + [node], pinned: pinned + whole * threads + single)
                }
            }
            return hold(0, [], pinned: 0)
        }
    }

    /// Chance in the choice among the seats on a host: without it guests that are alike would crowd the first node.
    struct Dice {
        var random = SearchGenerator()
        /// Up to so much is added to what a seat costs; 0: the cheapest is taken.
        var noise = 0

        mutating func roll() -> Int { noise > 0 ? random.next(below: noise) : 0 }

        /// Whether the function is to be any that will do.
        var isAny: Bool {
            mutating get { noise > 0 && random.next(below: 8) == 0 }
        }
    }

    /// Room for the search's own use, so that a step allocates nothing.
    struct Scratch {
        var candidate = Candidate()
        var best = Candidate()
        var left = Candidate()
        /// What the best seat seemed to cost.
        var bestSeeming = 0
        var dice = Dice()
    }
}

extension Supply.PoolSupply {
    func meets(_ need: DeviceDemand) -> Bool {
        (need.vendorID.map { $0.lowercased() == vendorID } ?? true)
            && (need.productID.map { $0.lowercased() == productID } ?? true)
            && (need.deviceClass.map { $0 == deviceClass } ?? true)
    }
}
