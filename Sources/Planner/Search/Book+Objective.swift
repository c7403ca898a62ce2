import MANOModel

extension Book {
    /// What the plan costs by term, hosts counted as they are with it.
    var objective: PlacementObjective {
        var sum = PlacementObjective()
        var candidate = Candidate()
        for member in needs.members.indices where seats.host[member] >= 0 {
            read(member, into: &candidate)
            let what = needs.members[member]
            sum.split += what.variants[candidate.variant].split * PlacementObjective.Weight.split
            sum.remote += candidate.remote * PlacementObjective.Weight.remote
            if !what.wantsFunctions, supply.hosts[candidate.host].hasVirtualFunctions {
                sum.waste += PlacementObjective.Weight.waste
            }
            for other in needs.neighboursOf[member] where other > member {
                sum.distance += distance(candidate.host, seats.host[other])
            }
        }
        for host in supply.hosts.indices {
            switch needs.policy {
            case .pack: if guests[host] > 0, !supply.hosts[host].wasUsed { sum.hosts += PlacementObjective.Weight.host }
            case .spread: sum.load += loadCost(host)
            }
        }
        for node in supply.nodes.indices { sum.node += nodeCost(node) }
        for function in supply.functions.indices {
            sum.function += functionCost(function, free: functionsFree[function])
        }
        for (index, constraint) in needs.constraints.enumerated() where !constraint.isStrict {
            let together = inDomain[index].reduce(0) { $0 + $1 * ($1 - 1) / 2 }
            let pairs = constraint.isTogether ? placed[index] * (placed[index] - 1) / 2 - together : together
            sum.wish += pairs * PlacementObjective.Weight.wish
        }
        return sum
    }

    private func distance(_ left: Int, _ right: Int) -> Int {
        if left == right { return 0 }
        return supply.hosts[left].zone == supply.hosts[right].zone
            ? PlacementObjective.Weight.otherHost : PlacementObjective.Weight.otherZone
    }
}
