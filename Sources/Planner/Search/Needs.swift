import MANOModel

/// The demands as flat arrays, with indices in place of names.
struct Needs {
    final class Member: Sendable {
        let demand: PlacementDemand
        let variants: [Variant]
        let isDedicated: Bool
        let threadPolicy: PlacementDemand.ThreadPolicy
        let emulatorThreads: Int
        let functions: [Function]
        let devices: [DeviceDemand]
        /// Index among the distinct sets of hosts.
        let eligibility: Int
        let wantsFunctions: Bool
        /// Single devices of all its device demands.
        let deviceCount: Int

        /// Whole cores and single threads that a cell with CPUs of its own takes on a host with so many threads a core.
        func cpus(of vCPUs: Int, isFirst: Bool, threads: Int) -> (whole: Int, single: Int) {
            let emulator = isFirst ? emulatorThreads : 0
            return switch threadPolicy {
            case .prefer: (0, vCPUs + emulator)
            case .isolate: (vCPUs, emulator)
            case .require: ((vCPUs + threads - 1) / threads, emulator)
            }
        }

        init(
            demand: PlacementDemand, variants: [Variant], isDedicated: Bool, threadPolicy: PlacementDemand.ThreadPolicy,
            emulatorThreads: Int, functions: [Function], devices: [DeviceDemand], eligibility: Int,
            wantsFunctions: Bool, deviceCount: Int
        ) {
            self.demand = demand
            self.variants = variants
            self.isDedicated = isDedicated
            self.threadPolicy = threadPolicy
            self.emulatorThreads = emulatorThreads
            self.functions = functions
            self.devices = devices
            self.eligibility = eligibility
            self.wantsFunctions = wantsFunctions
            self.deviceCount = deviceCount
        }
    }

    /// One way to lay the guest on host nodes.
    final class Variant: Sendable {
        /// Empty: the guest floats.
        let cells: [PlacementDemand.Cell]
        /// Index among the sizes; nil: normal pages.
        let pageSize: Int?
        /// Bytes by cell, in whole pages.
        let memory: [Int64]
        /// Nodes beyond the fewest.
        let split: Int

        init(cells: [PlacementDemand.Cell], pageSize: Int?, memory: [Int64], split: Int) {
            self.cells = cells
            self.pageSize = pageSize
            self.memory = memory
            self.split = split
        }
    }

    struct Function {
        /// Nil: no host comes to it in this way.
        let network: Int?
        let bandwidth: Int64
        let isWhole: Bool
        let kind: FunctionDemand.Kind
        let affinity: DeviceAffinity
        /// Bytes.
        let mtu: Int

        /// It is one of several of its uplink's.
        var isVirtual: Bool { !isWhole && kind.isCounted }
    }

    final class Constraint: Sendable {
        let isTogether: Bool
        let isStrict: Bool
        let members: [Int]
        /// By host, the index of its domain.
        let domains: [Int]
        let domainCount: Int
        /// Domains of those that are there already.
        let standing: [Int]
        let source: PlacementConstraint

        init(
            isTogether: Bool, isStrict: Bool, members: [Int], domains: [Int], domainCount: Int, standing: [Int],
            source: PlacementConstraint
        ) {
            self.isTogether = isTogether
            self.isStrict = isStrict
            self.members = members
            self.domains = domains
            self.domainCount = domainCount
            self.standing = standing
            self.source = source
        }
    }

    /// Members that share a host.
    struct Unit {
        /// The hardest first.
        let members: [Int]
        let id: String
        let title: String
        /// Reasons that hold on every host.
        let contradictions: [String]
    }

    private(set) var members: [Member] = []
    private(set) var units: [Unit] = []
    private(set) var constraints: [Constraint] = []
    /// By member.
    private(set) var constraintsOf: [[Int]] = []
    private(set) var neighboursOf: [[Int]] = []
    /// The distinct sets of hosts that are fit at all.
    private(set) var eligible: [[Bool]] = []
    let policy: PlacementPolicy

    var maxCells: Int { members.reduce(1) { max($0, $1.variants.reduce(1) { max($0, $1.cells.count) }) } }
    var maxFunctions: Int { members.reduce(1) { max($0, $1.functions.count) } }
    var maxDevices: Int { members.reduce(1) { max($0, $1.devices.reduce(0) { $0 + $1.count }) } }

    init(_ request: PlacementRequest, _ supply: Supply) {
        policy = request.policy
        let demands = request.demands.sorted { $0.id < $1.id }
        let indices = Dictionary(demands.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let maxNodes = supply.hosts.reduce(1) { max($0, $1.nodes.count) }
        var eligibilities: [Eligibility: Int] = [:]
        for demand in demands {
            let key = Eligibility(demand)
            let index = eligibilities[key, default: eligible.count]
            if index == eligible.count {
                eligibilities[key] = index
                eligible.append(supply.hosts.map { key.refusals(by: $0, stopping: true).isEmpty })
            }
            members.append(Self.member(demand, supply, eligibility: index, maxNodes: maxNodes))
        }
        constraintsOf = members.map { _ in [] }
        neighboursOf = members.map { _ in [] }
        for constraint in request.constraints.sorted(by: { $0.id < $1.id }) {
            add(constraint, indices, supply)
        }
        for pair in request.neighbours {
            guard let first = indices[pair.first], let second = indices[pair.second], first != second else { continue }
            neighboursOf[first].append(second)
            neighboursOf[second].append(first)
        }
        for index in neighboursOf.indices { neighboursOf[index].sort() }
        makeUnits(supply)
    }

    private static func member(
        _ demand: PlacementDemand, _ supply: Supply, eligibility: Int, maxNodes: Int
    ) -> Member {
        var threadPolicy = PlacementDemand.ThreadPolicy.prefer
        if case .dedicated(let policy) = demand.cpuPolicy { threadPolicy = policy }
        let isDedicated = demand.cpuPolicy.isDedicated
        return Member(
            demand: demand, variants: variants(of: demand, supply, maxNodes: maxNodes), isDedicated: isDedicated,
            threadPolicy: threadPolicy, emulatorThreads: isDedicated && demand.emulatorThreads == .isolated ? 1 : 0,
            functions: demand.functions.map {
                Function(
                    network: supply.networks[$0.reach], bandwidth: $0.bandwidth, isWhole: $0.isWhole,
                    kind: $0.kind, affinity: $0.affinity, mtu: $0.mtu)
            },
            devices: demand.devices, eligibility: eligibility, wantsFunctions: !demand.functions.isEmpty,
            deviceCount: demand.devices.reduce(0) { $0 + $1.count })
    }

    private static func variants(of demand: PlacementDemand, _ supply: Supply, maxNodes: Int) -> [Variant] {
        var sizes: [Int?] = []
        switch demand.pages {
        case .normal: sizes = [nil]
        case .size(let size): sizes = supply.pageSizes.firstIndex(of: size).map { [$0] } ?? []
        case .huge:
            // Those that the memory fills come first, the largest of them at the head.
            let all = supply.pageSizes.indices.reversed()
            let isFilled = { (index: Int) in demand.memory % (Int64(supply.pageSizes[index]) * 1024) == 0 }
            sizes = all.filter(isFilled) + all.filter { !isFilled($0) }
        }
        guard demand.cells.isEmpty else {
            return sizes.map { variant(demand.cells, pageSize: $0, split: 0, supply) }
        }
        guard demand.cpuPolicy.isDedicated || demand.pages != .normal else {
            return [Variant(cells: [], pageSize: nil, memory: [], split: 0)]
        }
        let most = demand.nodePolicy == .strict ? 1 : max(1, min(maxNodes, demand.vCPUs))
        return (1...most).flatMap { count in
            sizes.map { size in
                let cells = (0..<count).map { demand.share($0, of: count) }
                return variant(cells, pageSize: size, split: count - 1, supply)
            }
        }
    }

    private static func variant(
        _ cells: [PlacementDemand.Cell], pageSize: Int?, split: Int, _ supply: Supply
    ) -> Variant {
        let page = pageSize.map { Int64(supply.pageSizes[$0]) * 1024 } ?? 1
        return Variant(
            cells: cells, pageSize: pageSize, memory: cells.map { ($0.memory + page - 1) / page * page }, split: split)
    }

    private mutating func add(_ source: PlacementConstraint, _ indices: [String: Int], _ supply: Supply) {
        let domains: [Int]
        let count: Int
        switch source.scope {
        case .host: (domains, count) = (Array(supply.hosts.indices), supply.hosts.count)
        case .zone: (domains, count) = (supply.hosts.map(\.zone), supply.zones.count)
        case .group: (domains, count) = (supply.hosts.map(\.group), supply.groups.count)
        }
        let ofSource = Set(source.members).compactMap { indices[$0] }.sorted()
        guard !ofSource.isEmpty else { return }
        for member in ofSource { constraintsOf[member].append(constraints.count) }
        constraints.append(
            Constraint(
                isTogether: source.kind == .together, isStrict: source.isStrict, members: ofSource, domains: domains,
                domainCount: count, standing: source.standing.compactMap { supply.hostIndices[$0] }.map { domains[$0] },
                source: source))
    }

    /// Members that a strict rule keeps on one host are one unit.
    private mutating func makeUnits(_ supply: Supply) {
        var root = Array(members.indices)
        func find(_ index: Int) -> Int {
            var index = index
            while root[index] != index { index = root[index] }
            return index
        }
        for constraint in constraints
        where constraint.isTogether && constraint.isStrict && constraint.source.scope == .host {
            for member in constraint.members.dropFirst() {
                let (left, right) = (find(constraint.members[0]), find(member))
                root[max(left, right)] = min(left, right)
            }
        }
        var ofRoot: [Int: [Int]] = [:]
        for index in members.indices { ofRoot[find(index), default: []].append(index) }
        let weights = members.map { Hardness.ofMember($0) }
        let made = ofRoot.sorted { $0.key < $1.key }.map { _, unit in
            Unit(
                members: unit.sorted { (weights[$0], $1) > (weights[$1], $0) }, id: members[unit[0]].demand.id,
                title: Amount.list(unit.map { members[$0].demand.title }), contradictions: contradictions(in: unit))
        }
        let hardness = Hardness(self, supply)
        let order = made.indices.sorted {
            let (left, right) = (hardness.of(made[$0], self), hardness.of(made[$1], self))
            return left != right ? left.isHarder(than: right) : $0 < $1
        }
        units = order.map { made[$0] }
    }

    private func contradictions(in unit: [Int]) -> [String] {
        guard unit.count > 1 else { return [] }
        let together = constraints.first {
            $0.isTogether && $0.isStrict && $0.source.scope == .host && $0.members.contains(unit[0])
        }
        return constraints.filter { !$0.isTogether && $0.isStrict }.compactMap { rule in
            let apart = rule.members.filter(unit.contains)
            guard apart.count > 1 else { return nil }
            let titles = Amount.list(apart.map { members[$0].demand.title })
            return "\(titles) must be together (\(together?.source.id ?? "")) and apart (\(rule.source.id))"
        }
    }
}
