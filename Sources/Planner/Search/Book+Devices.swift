/// Which functions and devices of a host a guest gets.
extension Book {
    /// Chooses functions and devices for the nodes of the candidate; false where there are not enough.
    func chooseDevices(_ member: Int, _ candidate: inout Candidate, _ dice: inout Dice) -> Bool {
        let what = needs.members[member]
        candidate.functions.truncate(to: 0)
        candidate.pools.truncate(to: 0)
        candidate.remote = 0
        let demand = what.demand
        guard what.wantsFunctions || what.deviceCount > 0 || demand.vhostUserPorts + demand.switchPorts > 0 else {
            return true
        }
        guard chooseFunctions(member, &candidate, &dice), chooseDevices(member, &candidate) else { return false }
        let isPolled = supply.hosts[candidate.host].isDPDK
        if demand.vhostUserAffinity != .none, !candidate.nodes.isEmpty, demand.vhostUserPorts > 0 || isPolled,
            !hasPMD(candidate.nodes)
        {
            guard demand.vhostUserPorts == 0 || demand.vhostUserAffinity == .preferred else { return false }
            candidate.remote += demand.vhostUserPorts + (isPolled ? demand.switchPorts : 0)
        }
        return true
    }

    /// Choices that are looked at where the best for each by itself don't go together.
    private static let steps = 4096

    func hasPMD(_ nodes: some Sequence<Int>) -> Bool {
        nodes.contains { supply.nodes[$0].hasPMD || !given.isEmpty && given.contains(.pollingCore(node: $0)) }
    }

    /// Whether what a demand needs was given to it (`Addition`), where the candidate is.
    private func isGiven(_ candidate: Candidate, _ addition: (Int?) -> Addition) -> Bool {
        guard !given.isEmpty else { return false }
        return given.contains(addition(nil)) || candidate.nodes.contains { given.contains(addition($0)) }
    }

    func isNear(_ node: Int?, _ candidate: Candidate) -> Bool {
        candidate.nodes.isEmpty || node == nil || candidate.nodes.contains(node ?? -1)
    }

    // MARK: Functions

    /// The lower, the better.
    private typealias Rank = (remote: Int, untouched: Int, bandwidth: Int64)

    /// Each gets what is best for it; where one is left without, all that go together are looked for.
    private func chooseFunctions(_ member: Int, _ candidate: inout Candidate, _ dice: inout Dice) -> Bool {
        let what = needs.members[member]
        for (position, need) in what.functions.enumerated()
        where !chooseFunction(member, need, what, &candidate, &dice) {
            guard position > 0 else { return false }
            candidate.functions.truncate(to: 0)
            candidate.remote = 0
            var steps = Self.steps
            // One that even an empty guest couldn't have makes the search pointless.
            guard hasFunction(need, what, candidate) else { return false }
            return searchFunctions(member, what, &candidate, &steps)
        }
        return true
    }

    func chooseFunction(
        _ member: Int, _ need: Needs.Function, _ what: Needs.Member, _ candidate: inout Candidate, _ dice: inout Dice
    ) -> Bool {
        let position = candidate.functions.count
        if isGiven(candidate, { .interface(member: member, position: position, node: $0) }) {
            candidate.functions.append(supply.anyFunction)
            return true
        }
        guard let network = need.network else { return false }
        let isAny = dice.isAny
        var best = -1
        var bestRank: Rank = (2, 2, Int64.max)
        for index in supply.hosts[candidate.host].functions where supply.functions[index].network == network {
            guard var rank = rank(index, need, what, candidate) else { continue }
            if isAny { (rank.untouched, rank.bandwidth) = (0, Int64(dice.random.next(below: 1 << 20))) }
            if rank < bestRank { (best, bestRank) = (index, rank) }
        }
        guard best >= 0 else { return false }
        candidate.functions.append(best)
        candidate.remote += bestRank.remote
        return true
    }

    private func hasFunction(_ need: Needs.Function, _ what: Needs.Member, _ candidate: Candidate) -> Bool {
        guard let network = need.network else { return false }
        return supply.hosts[candidate.host].functions.contains {
            supply.functions[$0].network == network && rank($0, need, what, candidate) != nil
        }
    }

    /// The first of all choices, the better ones before, in which each need has its function.
    private func searchFunctions(
        _ member: Int, _ what: Needs.Member, _ candidate: inout Candidate, _ steps: inout Int
    ) -> Bool {
        let position = candidate.functions.count
        guard position < what.functions.count else { return true }
        if isGiven(candidate, { .interface(member: member, position: position, node: $0) }) {
            candidate.functions.append(supply.anyFunction)
            if searchFunctions(member, what, &candidate, &steps) { return true }
            candidate.functions.truncate(to: position)
            return false
        }
        let need = what.functions[position]
        guard let network = need.network else { return false }
        var choices: [(rank: Rank, index: Int)] = []
        for index in supply.hosts[candidate.host].functions where supply.functions[index].network == network {
            if let rank = rank(index, need, what, candidate) { choices.append((rank, index)) }
        }
        choices.sort { $0.rank < $1.rank || ($0.rank == $1.rank && $0.index < $1.index) }
        for choice in choices {
            guard steps > 0 else { return false }
            steps -= 1
            candidate.functions.append(choice.index)
            candidate.remote += choice.rank.remote
            if searchFunctions(member, what, &candidate, &steps) { return true }
            candidate.functions.truncate(to: position)
            candidate.remote -= choice.rank.remote
        }
        return false
    }

    /// How good a function is for the next need of the guest; nil: it won't do. On the guest's nodes if possible; then one that
    /// is in use already; then where least bandwidth is left.
    @inline(__always)
    private func rank(
        _ index: Int, _ need: Needs.Function, _ what: Needs.Member, _ candidate: Candidate
    ) -> Rank? {
        let function = supply.functions[index]
        guard function.mtu >= need.mtu else { return nil }
        // What earlier functions of the same guest take.
        var taken = 0
        var bandwidth: Int64 = 0
        var isTakenWhole = wholeTaken[index]
        var isShared = sharers[index] > 0
        for (position, chosen) in candidate.functions.enumerated()
        where supply.functions[chosen].line == function.line {
            bandwidth += what.functions[position].bandwidth
            guard chosen == index else { continue }
            if what.functions[position].isVirtual { taken += 1 } else { isShared = true }
            isTakenWhole = isTakenWhole || what.functions[position].isWhole
        }
        let free = bandwidthFree(index)
        guard !isTakenWhole, free - bandwidth >= need.bandwidth else { return nil }
        if need.isWhole {
            guard taken == 0, functionsFree[index] == function.total, !isShared,
                need.kind == .macvtap || function.isPCI,
                given.isEmpty || !given.contains(.functions(index))
            else { return nil }
        } else if need.isVirtual {
            guard functionsFree[index] - taken > 0 else { return nil }
        } else if need.kind == .macvtap {
            guard !function.isBridgePort else { return nil }
        }
        let isNear = isNear(function.node, candidate)
        if need.affinity == .strict, !isNear { return nil }
        let isTouched = functionsFree[index] - taken < function.total
        return (
            isNear || need.affinity == .none ? 0 : 1, isTouched != need.isWhole ? 0 : 1,
            free == .max ? 0 : free - bandwidth
        )
    }

    // MARK: Devices

    /// Like functions: each gets the best for it, or else all that go together are looked for.
    private func chooseDevices(_ member: Int, _ candidate: inout Candidate) -> Bool {
        let what = needs.members[member]
        let remote = candidate.remote
        for (position, need) in what.devices.enumerated() where !chooseDevices(member, position, need, &candidate) {
            guard position > 0 else { return false }
            candidate.pools.truncate(to: 0)
            candidate.remote = remote
            var steps = Self.steps
            return searchDevices(member, what, 0, 0, &candidate, &steps)
        }
        return true
    }

    /// - Parameter position: of the demand among the member's.
    func chooseDevices(_ member: Int, _ position: Int, _ need: DeviceDemand, _ candidate: inout Candidate) -> Bool {
        if isGiven(candidate, { .ownDevices(member: member, position: position, node: $0) }) {
            for _ in 0..<need.count { candidate.pools.append(supply.anyPool) }
            return true
        }
        for _ in 0..<need.count {
            var best = -1
            var isBestNear = false
            for index in supply.hosts[candidate.host].pools where mayTake(index, need, candidate) {
                let isNear = isNear(supply.pools[index].node, candidate)
                if best < 0 || isNear && !isBestNear { (best, isBestNear) = (index, isNear) }
            }
            guard best >= 0 else { return false }
            candidate.pools.append(best)
            if need.affinity == .preferred, !isBestNear { candidate.remote += 1 }
        }
        return true
    }

    private func mayTake(_ pool: Int, _ need: DeviceDemand, _ candidate: Candidate) -> Bool {
        let supply = supply.pools[pool]
        guard supply.meets(need), devicesFree[pool] - candidate.pools.count(where: { $0 == pool }) > 0 else {
            return false
        }
        return need.affinity != .strict || isNear(supply.node, candidate)
    }

    /// - Parameter taken: how many of the need's count have their pool.
    private func searchDevices(
        _ member: Int, _ what: Needs.Member, _ position: Int, _ taken: Int, _ candidate: inout Candidate,
        _ steps: inout Int
    ) -> Bool {
        guard position < what.devices.count else { return true }
        let need = what.devices[position]
        guard taken < need.count else { return searchDevices(member, what, position + 1, 0, &candidate, &steps) }
        let start = candidate.pools.count
        if taken == 0, isGiven(candidate, { .ownDevices(member: member, position: position, node: $0) }) {
            for _ in 0..<need.count { candidate.pools.append(supply.anyPool) }
            if searchDevices(member, what, position + 1, 0, &candidate, &steps) { return true }
            candidate.pools.truncate(to: start)
            return false
        }
        let pools = supply.hosts[candidate.host].pools
        for wantsNear in [true, false] {
            for pool in pools where mayTake(pool, need, candidate) {
                guard isNear(supply.pools[pool].node, candidate) == wantsNear else { continue }
                guard steps > 0 else { return false }
                steps -= 1
                let cost = need.affinity == .preferred && !wantsNear ? 1 : 0
                candidate.pools.append(pool)
                candidate.remote += cost
                if searchDevices(member, what, position, taken + 1, &candidate, &steps) { return true }
                candidate.pools.truncate(to: start)
                candidate.remote -= cost
            }
        }
        return false
    }
}
