import MANOModel

/// Looks for seats for all units together: constructs, ejects where something has none, and improves what it found.
/// Deterministic: steps are counted, and the generator's seed is constant.
struct PlacementSearch: ~Copyable {
    var book: Book
    var scratch = Book.Scratch()
    var random = SearchGenerator()
    /// Seats that units had before a step, so that they can have them again.
    var held: [[Candidate]] = []
    private var memory: PriceMemory
    /// Units of a step.
    var taken: [Int] = []
    /// By unit: how often it was left without a seat.
    private var weights: [Int]
    let unitOf: [Int]
    /// By host: hosts with the same number answer alike while nothing of the plan is on them.
    private let kinds: [Int]

    init(_ book: consuming Book) {
        weights = Array(repeating: 1, count: book.needs.units.count)
        var unitOf = Array(repeating: 0, count: book.needs.members.count)
        for (index, unit) in book.needs.units.enumerated() {
            for member in unit.members { unitOf[member] = index }
        }
        self.unitOf = unitOf
        kinds = HostKinds.of(book)
        memory = PriceMemory(members: book.needs.members.count, hosts: book.supply.hosts.count)
        self.book = book
    }

    /// Gives every unit a seat; returns the unit for which nothing was left, and the book as it was when it was first
    /// without one.
    mutating func run() -> (unit: Int, book: SharedBook)? {
        var homeless: [Int] = []
        var firstFailure: (unit: Int, book: SharedBook)?
        for unit in book.needs.units.indices where !construct(unit) {
            if firstFailure == nil { firstFailure = (unit, SharedBook(book.copy())) }
            homeless.append(unit)
        }
        if !homeless.isEmpty, !eject(&homeless) { return firstFailure }
        improve()
        return nil
    }

    /// Units that no host takes even alone.
    mutating func impossibleUnits() -> [Int] {
        var representatives: [Int] = []
        var seen: Set<Int> = []
        for host in kinds.indices where seen.insert(kinds[host]).inserted { representatives.append(host) }
        return book.needs.units.indices.filter { unit in
            !book.needs.units[unit].contradictions.isEmpty
                || !representatives.contains { tryUnit(unit, on: $0, keeping: false) != nil }
        }
    }

    // MARK: Constructing

    private mutating func construct(_ unit: Int) -> Bool {
        var best: (host: Int, price: Int)?
        var seen: Set<Int> = []
        for host in book.supply.hosts.indices {
            if book.guests[host] == 0, !seen.insert(kinds[host]).inserted { continue }
            guard let price = tryUnit(unit, on: host, keeping: false) else { continue }
            if best.map({ price < $0.price || price == $0.price && isEmptier(host, than: $0.host) }) ?? true {
                best = (host, price)
            }
        }
        guard let best else { return false }
        return tryUnit(unit, on: best.host, keeping: true) != nil
    }

    /// What a small guest adds to the load of a large host costs nothing: of such hosts the policy spread takes the emptier.
    private func isEmptier(_ host: Int, than other: Int) -> Bool {
        book.needs.policy == .spread && book.load(host, of: 1_000_000) < book.load(other, of: 1_000_000)
    }

    /// Seats a unit on a host and says what it costs; nil where it doesn't fit.
    ///
    /// - Parameter keeping: otherwise all is as before afterwards.
    mutating func tryUnit(_ unit: Int, on host: Int, keeping: Bool) -> Int? {
        let members = book.needs.units[unit].members
        if members.count == 1 {
            guard let price = book.bestSeat(members[0], on: host, &scratch) else { return nil }
            if keeping { book.take(members[0], scratch.best) }
            return price
        }
        guard members.allSatisfy({ book.needs.eligible[book.needs.members[$0].eligibility][host] }) else { return nil }
        return book.seat(members, on: host, keeping: keeping, &scratch)
    }

    /// What the unit would cost at least on the host; nil where it doesn't fit. Nothing is changed.
    mutating func leastPrice(_ unit: Int, on host: Int) -> Int? {
        let members = book.needs.units[unit].members
        guard members.count == 1 else { return tryUnit(unit, on: host, keeping: false) }
        let member = members[0]
        guard book.needs.eligible[book.needs.members[member].eligibility][host], book.breaksNoRule(member, on: host)
        else { return nil }
        var mixer = Mixer(member)
        mixer.add(host)
        mixer.add(book.states[host])
        let key = mixer.value
        let ties = book.ties(of: member, on: host)
        if let known = memory[key] { return known == PriceMemory.none ? nil : known + ties }
        let noise = scratch.dice.noise
        scratch.dice.noise = 0
        defer { scratch.dice.noise = noise }
        let price = book.bestSeat(member, on: host, &scratch)
        memory[key] = price.map { $0 - ties }
        return price
    }

    mutating func leave(_ unit: Int) {
        for member in book.needs.units[unit].members { book.leave(member, &scratch.left) }
    }

    // MARK: Ejecting

    private mutating func eject(_ homeless: inout [Int]) -> Bool {
        var rounds = 60 * book.needs.units.count + 200
        if book.needs.units.count * book.supply.hosts.count > 100_000 { rounds = 500 }
        while let unit = homeless.popLast() {
            if construct(unit) { continue }
            rounds -= 1
            guard rounds > 0, let displaced = displace(for: unit) else { return false }
            weights[unit] += 1
            for other in displaced where !construct(other) {
                weights[other] += 1
                homeless.append(other)
            }
        }
        return true
    }

    /// Seats the unit on the host where it displaces the least weight; nil where no host takes it even when it is empty.
    private mutating func displace(for unit: Int) -> [Int]? {
        var best: (host: Int, weight: Int, displaced: [Int])?
        let hosts = book.supply.hosts.count
        let offset = random.next(below: hosts)
        var asked = 0
        for step in 0..<hosts where asked < 64 {
            let host = (step + offset) % hosts
            guard let displaced = displaced(by: unit, on: host, below: best?.weight ?? .max) else { continue }
            asked += 1
            let weight = displaced.reduce(0) { $0 + weights[$1] }
            if best.map({ weight < $0.weight }) ?? true { best = (host, weight, displaced) }
        }
        guard let best else { return nil }
        for other in best.displaced { leave(other) }
        _ = tryUnit(unit, on: best.host, keeping: true)
        return best.displaced
    }

    /// The units that have to go so that this one fits on the host: those that a rule keeps from it, then the lightest
    /// until there is room; those that would have fitted beside it stay.
    private mutating func displaced(by unit: Int, on host: Int, below limit: Int) -> [Int]? {
        let members = book.needs.units[unit].members
        guard members.allSatisfy({ book.needs.eligible[book.needs.members[$0].eligibility][host] }) else { return nil }
        var gone: [(unit: Int, seats: [Candidate])] = []
        func isSeated(_ other: Int) -> Bool { book.seats.host[book.needs.units[other].members[0]] >= 0 }
        for other in obstacles(to: unit, on: host) where isSeated(other) { gone.append((other, unseat(other))) }
        let here = Set(book.needs.members.indices.filter { book.seats.host[$0] == host }.map { unitOf[$0] })
            .sorted { (weights[$0], -$0) < (weights[$1], -$1) }
        var fits = tryUnit(unit, on: host, keeping: false) != nil
        var weight = gone.reduce(0) { $0 + weights[$1.unit] }
        for other in here where !fits && weight < limit && isSeated(other) {
            gone.append((other, unseat(other)))
            weight += weights[other]
            fits = tryUnit(unit, on: host, keeping: false) != nil
        }
        var needed = gone.map(\.unit)
        if fits {
            // Heavy ones first: what fits beside the unit after all, stays.
            for index in gone.indices.sorted(by: { weights[gone[$0].unit] > weights[gone[$1].unit] }) {
                let other = gone[index]
                guard book.needs.units[other.unit].members.allSatisfy({ book.breaksNoRule($0, on: host) }) else {
                    continue
                }
                reseat(other.unit, other.seats)
                if tryUnit(unit, on: host, keeping: false) != nil {
                    needed.removeAll { $0 == other.unit }
                } else {
                    _ = unseat(other.unit)
                }
            }
        }
        for other in gone where !isSeated(other.unit) { reseat(other.unit, other.seats) }
        return fits ? needed : nil
    }

    /// Units that strict rules keep from the host while they are where they are.
    private func obstacles(to unit: Int, on host: Int) -> [Int] {
        var found: Set<Int> = []
        for member in book.needs.units[unit].members {
            for index in book.needs.constraintsOf[member] where book.needs.constraints[index].isStrict {
                let constraint = book.needs.constraints[index]
                for other in constraint.members where unitOf[other] != unit && book.seats.host[other] >= 0 {
                    let isHere = constraint.domains[book.seats.host[other]] == constraint.domains[host]
                    if isHere != constraint.isTogether { found.insert(unitOf[other]) }
                }
            }
        }
        return found.sorted()
    }

    mutating func unseat(_ unit: Int) -> [Candidate] {
        book.needs.units[unit].members.map { member in
            var candidate = Candidate()
            book.leave(member, &candidate)
            return candidate
        }
    }

    mutating func reseat(_ unit: Int, _ seats: [Candidate]) {
        for (member, candidate) in zip(book.needs.units[unit].members, seats) { book.take(member, candidate) }
    }
}
