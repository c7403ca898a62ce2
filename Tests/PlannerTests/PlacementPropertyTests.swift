import MANOModel
import Planner
import Testing

@Suite("Placement, properties")
struct PlacementPropertyTests {
    @Test("No core, page, byte or vCPU is given twice, rules hold, and every rejection has reasons", arguments: 0..<300)
    func invariants(seed: Int) {
        var random = SeededGenerator(seed + 1)
        let hosts = Self.hosts(&random)
        let demands = Self.demands(&random, hosts: hosts.map(\.host.id))
        let policy: PlacementPolicy = Bool.random(using: &random) ? .pack : .spread
        let result = PlacementPlanner.place(demands, on: hosts, policy: policy)

        switch result {
        case .placed(let placements):
            #expect(Set(placements.keys) == Set(demands.map(\.id)))
            expectSound(placements, demands, hosts)
        case .rejected(let rejections):
            #expect(!rejections.isEmpty)
            #expect(rejections.allSatisfy { !$0.reasons.isEmpty })
            for (_, ofOne) in Dictionary(grouping: rejections, by: \.demandID) {
                #expect(Set(ofOne.map(\.hostName)) == Set(hosts.map(\.host.name)))
            }
        }

        #expect(
            PlacementPlanner.place(demands.shuffled(using: &random), on: hosts.shuffled(using: &random), policy: policy)
                == result)
    }

    @Test("Whatever fits by trying everything is placed", arguments: 0..<100)
    func complete(seed: Int) {
        var random = SeededGenerator(seed + 1000)
        let hosts = (0..<2).map { capacity(host("h\($0)", cores: 64, memory: 10 * gibibyte)) }
        let sizes = (0..<6).map { _ in Int64.random(in: 1...6, using: &random) }
        let demands = sizes.enumerated().map { demand("v\($0.offset)", memory: $0.element * gibibyte) }
        let fits = (0..<(1 << sizes.count)).contains { choice in
            let left = sizes.indices.reduce(0) { choice >> $1 & 1 == 0 ? $0 + sizes[$1] : $0 }
            return left <= 10 && sizes.reduce(0, +) - left <= 10
        }
        #expect(PlacementPlanner.place(demands, on: hosts).isPlaced == fits)
    }

    private func expectSound(
        _ placements: [String: Placement], _ demands: [PlacementDemand], _ hosts: [HostCapacity]
    ) {
        var labels: Set<String> = []
        var groups: [String: Identifier<Host>] = [:]
        for capacity in hosts {
            let here = demands.filter { placements[$0.id]?.hostID == capacity.host.id }
            guard !here.isEmpty else { continue }
            #expect(capacity.host.state == .enabled)
            var after = capacity
            var cores = capacity.cores
            for demand in here {
                guard let placement = placements[demand.id] else { continue }
                #expect(placement.cores.count == (demand.dedicatedCores ? demand.vCPUs : 0))
                for core in placement.cores { #expect(cores.insert(core).inserted) }
                let added = HostCapacity(host: capacity.host, claims: demand.claims(at: placement))
                after.sharedCPUs += added.sharedCPUs
                after.memory += added.memory
                after.storage += added.storage
                after.cores.formUnion(added.cores)
                after.hugepages.merge(added.hugepages, uniquingKeysWith: +)
                for label in demand.antiAffinity {
                    #expect(labels.insert("\(label)@\(capacity.host.name)").inserted)
                    #expect(!capacity.labels.contains(label))
                }
                if let allowed = demand.hosts { #expect(allowed.contains(capacity.host.id)) }
                if let group = demand.group {
                    #expect(groups[group, default: capacity.host.id] == capacity.host.id)
                    groups[group] = capacity.host.id
                }
            }
            #expect(after.excesses == [])
        }
    }

    private static func hosts(_ random: inout SeededGenerator) -> [HostCapacity] {
        (0..<Int.random(in: 1...5, using: &random)).map { index in
            let nodes = Int.random(in: 1...2, using: &random)
            let made = host(
                "h\(index)", cores: 4 * nodes, nodes: nodes,
                memory: Int64(Int.random(in: 4...12, using: &random)) * gibibyte,
                storage: 50 * gibibyte, hugepages: Bool.random(using: &random) ? [2048: 512] : [:],
                state: Int.random(in: 0..<8, using: &random) == 0 ? .disabled : .enabled,
                overcommit: Bool.random(using: &random) ? 2 : 1)
            var claims: [Claim] = []
            if Bool.random(using: &random) {
                claims.append(Claim(kind: .core, scope: made.id.rawValue, key: "1", owner: "x"))
                claims.append(Claim(kind: .memory, scope: made.id.rawValue, amount: gibibyte / 2, owner: "x"))
            }
            return capacity(made, claims: claims, labels: Int.random(in: 0..<4, using: &random) == 0 ? ["l0"] : [])
        }
    }

    private static func demands(_ random: inout SeededGenerator, hosts: [Identifier<Host>]) -> [PlacementDemand] {
        (0..<Int.random(in: 1...10, using: &random)).map { index in
            demand(
                "v\(index)", vCPUs: Int.random(in: 1...4, using: &random),
                memory: Int64(Int.random(in: 1...1500, using: &random)) * mebibyte,
                storage: Int64(Int.random(in: 0...10, using: &random)) * gibibyte,
                dedicated: Int.random(in: 0..<3, using: &random) == 0,
                hugepages: Int.random(in: 0..<6, using: &random) == 0 ? 2048 : nil,
                on: Int.random(in: 0..<6, using: &random) == 0 ? Set(hosts.prefix(2)) : nil,
                group: Int.random(in: 0..<4, using: &random) == 0 ? "g\(index % 2)" : nil,
                apart: Int.random(in: 0..<3, using: &random) == 0 ? ["l\(index % 2)"] : [])
        }
    }
}
