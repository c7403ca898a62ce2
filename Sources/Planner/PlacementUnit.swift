import MANOModel

/// The demands that go to one host together: a group, or one demand alone.
struct PlacementUnit {
    let members: [PlacementDemand]
    /// Members that need cores or huge pages of one NUMA node, the largest first.
    let bound: [PlacementDemand]
    /// Nil: any.
    let hosts: Set<Identifier<Host>>?
    /// Sorted.
    let labels: [String]
    let sharedCPUs: Int64
    /// Bytes in normal pages.
    let memory: Int64
    let storage: Int64
    /// Reasons that hold on every host.
    let contradictions: [String]

    init(_ demands: [PlacementDemand]) {
        members = demands.sorted { $0.id < $1.id }
        bound = members.filter { $0.dedicatedCores || $0.hugepageSize != nil }
            .sorted {
                ($0.dedicatedCores ? $0.vCPUs : 0, $0.memory, $1.id) > (
                    $1.dedicatedCores ? $1.vCPUs : 0, $1.memory, $0.id
                )
            }
        var hosts: Set<Identifier<Host>>?
        for allowed in members.compactMap(\.hosts) { hosts = hosts?.intersection(allowed) ?? allowed }
        self.hosts = hosts
        sharedCPUs = members.reduce(0) { $0 + ($1.dedicatedCores ? 0 : Int64($1.vCPUs)) }
        memory = members.reduce(0) { $0 + ($1.hugepageSize == nil ? $1.memory : 0) }
        storage = members.reduce(0) { $0 + $1.storage }

        var titles: [String: [String]] = [:]
        for member in members {
            for label in Set(member.antiAffinity) { titles[label, default: []].append(member.title) }
        }
        labels = titles.keys.sorted()
        let group = members.first?.group ?? ""
        contradictions = labels.compactMap { label in
            guard let apart = titles[label], apart.count > 1 else { return nil }
            return "\(Amount.list(apart)) must be together (\(group)) and apart (\(label))"
        }
    }

    var id: String { members[0].id }
    var title: String { Amount.list(members.map(\.title)) }

    /// Why only `hosts` come into question.
    var hostsReasons: [String] {
        var reasons: [String] = []
        for reason in members.compactMap(\.hostsReason) where !reasons.contains(reason) { reasons.append(reason) }
        return reasons
    }

    /// The demands as units; the hardest to place first, in an order that doesn't depend on that of the demands.
    static func units(of demands: [PlacementDemand]) -> [PlacementUnit] {
        var groups: [String: [PlacementDemand]] = [:]
        var units: [PlacementUnit] = []
        for demand in demands {
            if let group = demand.group {
                groups[group, default: []].append(demand)
            } else {
                units.append(.init([demand]))
            }
        }
        units += groups.values.map(PlacementUnit.init)
        return units.sorted { $0.isHarder(than: $1) }
    }

    private func isHarder(than other: PlacementUnit) -> Bool {
        let choice = hosts?.count ?? .max
        let otherChoice = other.hosts?.count ?? .max
        if choice != otherChoice { return choice < otherChoice }
        if boundCores != other.boundCores { return boundCores > other.boundCores }
        if bound.isEmpty != other.bound.isEmpty { return other.bound.isEmpty }
        if memory != other.memory { return memory > other.memory }
        if sharedCPUs != other.sharedCPUs { return sharedCPUs > other.sharedCPUs }
        if storage != other.storage { return storage > other.storage }
        return id < other.id
    }

    private var boundCores: Int { bound.reduce(0) { $0 + ($1.dedicatedCores ? $1.vCPUs : 0) } }
}
