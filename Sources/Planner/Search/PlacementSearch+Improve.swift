/// Simulated annealing over moves of one unit, exchanges of two, and hosts that are cleared.
extension PlacementSearch {
    mutating func improve() {
        let units = book.needs.units.count
        guard book.supply.hosts.count > 1 || book.supply.nodes.count > 1 else { return }
        let steps = units <= 100 ? units * 3000 : max(100_000 * 100 / units, 20_000)
        held = Array(repeating: [], count: 2)
        var best = book.cost
        var bestSeats: [Candidate] = []
        var isBestStale = true
        var temperature = 60.0
        let cooling = pow(0.5 / temperature, steps: steps)
        defer { scratch.dice.noise = 0 }
        for _ in 0..<steps {
            let before = book.cost
            // What is about to be left behind is the best so far: remember it before it goes.
            if before < best || (isBestStale && before == best) {
                best = before
                copySeats(to: &bestSeats)
                isBestStale = false
            }
            temperature *= cooling
            scratch.dice.noise = 1 + Int(2 * temperature)
            let unit = random.next(below: units)
            switch random.next(below: 12) {
            case 0..<7: move(unit, temperature)
            case 7..<11: exchange(unit, random.next(below: units), temperature)
            default: clear(unit, temperature)
            }
        }
        guard book.cost > best, !bestSeats.isEmpty else { return }
        for member in book.needs.members.indices { book.leave(member, &scratch.left) }
        for (member, candidate) in bestSeats.enumerated() { book.take(member, candidate) }
    }

    private func copySeats(to seats: inout [Candidate]) {
        if seats.isEmpty { seats = book.needs.members.map { _ in Candidate() } }
        for member in book.needs.members.indices { book.read(member, into: &seats[member]) }
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
        if tryUnit(unit, on: host, keeping: true) == nil {
            restore(unit, 0)
        } else if !accepts(book.cost - before, temperature) {
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
        if tryUnit(left, on: rightHost, keeping: true) != nil {
            if tryUnit(right, on: leftHost, keeping: true) != nil {
                if accepts(book.cost - before, temperature) { return }
                leave(right)
            }
            leave(left)
        }
        restore(right, 1)
        restore(left, 0)
    }

    /// Moves all units of one's host elsewhere, wherever each costs least.
    private mutating func clear(_ unit: Int, _ temperature: Double) {
        let cleared = host(of: unit)
        let units = book.needs.units.indices.filter { host(of: $0) == cleared }
        guard units.count <= 8 else { return move(unit, temperature) }
        let before = book.cost
        let seats = units.map { unseat($0) }
        var seated = 0
        for other in units {
            guard let place = cheapest(other, except: cleared) else { break }
            guard tryUnit(other, on: place, keeping: true) != nil else { break }
            seated += 1
        }
        if seated == units.count, accepts(book.cost - before, temperature) { return }
        for other in units.prefix(seated) { leave(other) }
        for (other, candidates) in zip(units, seats) { reseat(other, candidates) }
    }

    /// The host, of some that are in use, where the unit costs least.
    private mutating func cheapest(_ unit: Int, except: Int) -> Int? {
        var best: (host: Int, price: Int)?
        let count = book.supply.hosts.count
        let offset = random.next(below: count)
        for step in 0..<min(count, 20) {
            let host = (offset + step) % count
            guard host != except, let price = tryUnit(unit, on: host, keeping: false) else { continue }
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
