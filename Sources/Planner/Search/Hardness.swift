/// How hard a unit is to place: by the choice of hosts that it has, then by its share of what is scarce.
struct Hardness {
    struct Measure: Equatable {
        let choice: Int
        let share: Double

        func isHarder(than other: Measure) -> Bool {
            choice != other.choice ? choice < other.choice : share > other.share
        }
    }

    private let choices: [Int]
    private var cpus = 1.0
    private var memory = 1.0
    private var storage = 1.0
    private var pages = 1.0
    private var functions = 1.0
    private var devices = 1.0

    init(_ needs: Needs, _ supply: Supply) {
        choices = needs.eligible.map { $0.count(where: \.self) }
        for host in supply.hosts where host.closedBecause == nil {
            cpus += Double(host.loadCapacity - host.loadUsed)
            memory += Double(max(host.memoryFree, 0))
            storage += Double(max(host.storageFree, 0))
            functions += host.functions.reduce(0) { $0 + Double(supply.functions[$1].free) }
            devices += host.pools.reduce(0) { $0 + Double(supply.pools[$1].free.count) }
        }
        pages += supply.pagesFree.reduce(0) { $0 + Double(max($1, 0)) }
    }

    func of(_ unit: Needs.Unit, _ needs: Needs) -> Measure {
        var choice = Int.max
        var share = 0.0
        for index in unit.members {
            let member = needs.members[index]
            let demand = member.demand
            choice = min(choice, choices[member.eligibility])
            var own = Double(demand.vCPUs) * (member.isDedicated ? 4000 : 1000) / cpus
            own += Double(demand.storage) / storage
            own += demand.pages == .normal ? Double(demand.memory) / memory : Double(demand.memory) / pages
            own += Double(demand.functions.count) / functions
            own += Double(demand.devices.reduce(0) { $0 + $1.count }) / devices
            share += own
        }
        // Few hosts are a hardship where they are few indeed.
        return Measure(choice: choice > 3 ? .max : choice, share: share)
    }

    /// Within a unit: what binds to nodes and devices first, then by size.
    static func ofMember(_ member: Needs.Member) -> Int64 {
        let demand = member.demand
        var weight = Int64(demand.cells.count * 1000 + member.functions.count * 100 + member.devices.count * 100)
        if member.isDedicated { weight += Int64(demand.vCPUs) * 10_000 }
        if demand.pages != .normal { weight += 1000 }
        return weight * 1_000_000 + demand.memory >> 20
    }
}
