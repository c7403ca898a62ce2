/// Simulated annealing over moves of one unit, exchanges of two, small groups that are seated anew, and hosts that are cleared.
extension PlacementSearch {
    /// Rounds of annealing look where good plans are, each from where the last one ended; a cooler one refines the best of theirs.
    mutating func improve() {
        guard book.supply.hosts.count > 1 || book.supply.nodes.count > 1 else { return }
        let units = book.needs.units.count
        let isSmall = units <= 100
        // A step of units with many members takes longer.
        let members = book.needs.members.count
        let steps = isSmall ? units * units * 220 / members : max(7_000_000 / members, 6_000)
        held = Array(repeating: [], count: 2)
        var best = Best(cost: book.cost)
        defer { scratch.dice.noise = 0 }
        for _ in 0..<(isSmall ? 4 : 1) { anneal(from: 40, steps: steps, &best) }
        revert(to: best)
        anneal(from: 10, steps: isSmall ? steps * 2 : steps, &best)
        revert(to: best)
    }

    private mutating func anneal(from hottest: Double, steps: Int, _ best: inout Best) {
        let cooling = pow(1 / hottest, steps: steps)
        var temperature = hottest
        for _ in 0..<steps {
            remember(&best)
            temperature *= cooling
            scratch.dice.noise = 1 + Int(temperature)
            step(temperature)
        }
        remember(&best)
    }

    /// Of equals the first: what was constructed stays where nothing is better.
    private mutating func revert(to best: Best) {
        guard book.cost >= best.cost else { return }
        for member in book.needs.members.indices { book.leave(member, &scratch.left) }
        for (member, candidate) in best.seats.enumerated() { book.take(member, candidate) }
    }

    /// The best plan so far.
    private struct Best {
        var cost: Int
        var seats: [Candidate] = []
    }

    private func remember(_ best: inout Best) {
        guard book.cost < best.cost || best.seats.isEmpty else { return }
        best.cost = book.cost
        if best.seats.isEmpty { best.seats = book.needs.members.map { _ in Candidate() } }
        for member in book.needs.members.indices { book.read(member, into: &best.seats[member]) }
    }

    private mutating func step(_ temperature: Double) {
        let unit = random.next(below: book.needs.units.count)
        switch random.next(below: 64) {
        case 0..<31: move(unit, temperature)
        case 31..<47: exchange(unit, random.next(below: book.needs.units.count), temperature)
        case 47: clear(unit, temperature)
        default: rebuild(unit, temperature)
        }
    }

    /// Takes a unit off its seats and remembers them.
    private mutating func hold(_ unit: Int, _ slot: Int) {
        let members = book.needs.units[unit].members
        while held[slot].count < members.count { held[slot].append(Candidate()) }
        for index in members.indices { book.leave(members[index], &held[slot][index]) }
    }

    private mutating func restore(_ unit: Int, _ slot: Int) {
        let members = book.needs.units[unit].members
        for index in members.indices { book.take(members[index], held[slot][index]) }
    }

    private func host(of unit: Int) -> Int { book.seats.host[book.needs.units[unit].members[0]] }

    private mutating func move(_ unit: Int, _ temperature: Double) {
        let first = book.needs.units[unit].members[0]
        var host = random.next(below: book.supply.hosts.count)
        if random.next(below: 3) == 0, let neighbour = randomNeighbour(of: unit) { host = neighbour }
        guard book.needs.eligible[book.needs.members[first].eligibility][host] else { return }
        let before = book.cost
        hold(unit, 0)
        guard let least = leastPrice(unit, on: host), Double(book.cost + least - before) < 12 * temperature,
            tryUnit(unit, on: host, keeping: true) != nil
        else { return restore(unit, 0) }
        if !accepts(book.cost - before, temperature) {
            leave(unit)
            restore(unit, 0)
        }
    }

    private mutating func randomNeighbour(of unit: Int) -> Int? {
        let members = book.needs.units[unit].members
        let neighbours = book.needs.neighboursOf[members[random.next(below: members.count)]]
        guard !neighbours.isEmpty else { return nil }
        let host = book.seats.host[neighbours[random.next(below: neighbours.count)]]
        return host >= 0 ? host : nil
    }

    private mutating func exchange(_ left: Int, _ right: Int, _ temperature: Double) {
        guard left != right else { return }
        let (leftHost, rightHost) = (host(of: left), host(of: right))
        let before = book.cost
        hold(left, 0)
        hold(right, 1)
        if leastPrice(left, on: rightHost) != nil, leastPrice(right, on: leftHost) != nil,
            tryUnit(left, on: rightHost, keeping: true) != nil
        {
            if tryUnit(right, on: leftHost, keeping: true) != nil {
                if accepts(book.cost - before, temperature) { return }
                leave(right)
            }
            leave(left)
        }
        restore(right, 1)
        restore(left, 0)
    }

    /// Moves all units of one's host elsewhere.
    private mutating func clear(_ unit: Int, _ temperature: Double) {
        let cleared = host(of: unit)
        taken.removeAll(keepingCapacity: true)
        for other in book.needs.units.indices where host(of: other) == cleared { taken.append(other) }
        guard taken.count <= 8 else { return rebuild(unit, temperature) }
        resettle(except: cleared, temperature)
    }

    /// Takes a few units away that are in each other's way or belong together, and seats them anew.
    private mutating func rebuild(_ unit: Int, _ temperature: Double) {
        taken.removeAll(keepingCapacity: true)
        taken.append(unit)
        for member in book.needs.units[unit].members {
            for other in book.needs.neighboursOf[member] where taken.count < 3 { add(unitOf[other]) }
        }
        // Two hosts: its own, and one that it may want to go to.
        let hosts = (host(of: unit), random.next(below: book.supply.hosts.count))
        let count = book.needs.units.count
        let offset = random.next(below: count)
        let most = 4 + random.next(below: 5)
        for step in 0..<count where taken.count < most {
            let other = (offset + step) % count
            if host(of: other) == hosts.0 || host(of: other) == hosts.1 { add(other) }
        }
        if random.next(below: 2) == 0 {
            // Hard ones first.
            taken.sort()
        } else {
            for index in taken.indices.dropFirst() { taken.swapAt(index, random.next(below: index + 1)) }
        }
        resettle(except: -1, temperature)
    }

    private mutating func add(_ unit: Int) {
        if !taken.contains(unit) { taken.append(unit) }
    }

    /// Seats those that are taken away one after the other where each costs least.
    private mutating func resettle(except: Int, _ temperature: Double) {
        let before = book.cost
        while held.count < taken.count { held.append([]) }
        for (slot, unit) in taken.enumerated() { hold(unit, slot) }
        var seated = 0
        while seated < taken.count, let place = cheapest(taken[seated], except: except),
            tryUnit(taken[seated], on: place, keeping: true) != nil
        {
            seated += 1
        }
        if seated == taken.count, accepts(book.cost - before, temperature) { return }
        for unit in taken.prefix(seated) { leave(unit) }
        for (slot, unit) in taken.enumerated() { restore(unit, slot) }
    }

    /// The host, of twenty, where the unit costs least.
    private mutating func cheapest(_ unit: Int, except: Int) -> Int? {
        var best: (host: Int, price: Int)?
        let count = book.supply.hosts.count
        let offset = random.next(below: count)
        for step in 0..<min(count, 20) {
            let host = (offset + step) % count
            guard host != except, let price = leastPrice(unit, on: host) else { continue }
            let seeming = price + scratch.dice.roll()
            if best.map({ seeming < $0.price }) ?? true { best = (host, seeming) }
        }
        return best?.host
    }

    private mutating func accepts(_ difference: Int, _ temperature: Double) -> Bool {
        guard difference > 0 else { return true }
        guard Double(difference) < 12 * temperature else { return false }
        return random.nextUnit() < exponential(-Double(difference) / temperature)
    }
}
