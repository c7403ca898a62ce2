import MANOModel
import Planner
import SeededNumbers
import Testing

@Suite("Placement, properties")
struct PlacementPropertyTests {
    @Test(
        "Nothing is given twice, rules hold, the objective is what it says, every rejection has reasons",
        arguments: 0..<100)
    func invariants(seed: Int) {
        var random = SeededGenerator(seed + 1)
        let (hosts, claims) = Self.hosts(&random)
        let request = Self.request(&random, hosts: hosts.map(\.id))
        let result = PlacementPlanner.place(request, on: HostCapacity.of(hosts, claims: claims))

        switch result {
        case .placed(let plan):
            let check = PlacementCheck(request, hosts, claims: claims, plan)
            #expect(check.faults == [])
            #expect(check.objective == plan.objective)
        case .rejected(let rejection):
            #expect(!rejection.rejections.isEmpty)
            #expect(rejection.rejections.allSatisfy { !$0.reasons.isEmpty })
            for (_, ofOne) in Dictionary(grouping: rejection.rejections, by: \.demandID) {
                #expect(Set(ofOne.map(\.hostName)) == Set(hosts.map(\.name)))
            }
        }

        var shuffled = request
        shuffled.demands.shuffle(using: &random)
        shuffled.constraints.shuffle(using: &random)
        #expect(
            PlacementPlanner.place(
                shuffled, on: HostCapacity.of(hosts.shuffled(using: &random), claims: claims.shuffled(using: &random)))
                == result)
    }

    @Test("Whatever fits by trying everything is placed", arguments: 0..<100)
    func complete(seed: Int) {
        var random = SeededGenerator(seed + 1000)
        let hosts = (0..<2).map { host("h\($0)", cores: 64, memory: 10 * gibibyte) }
        let sizes = (0..<6).map { _ in Int64.random(in: 1...6, using: &random) }
        let demands = sizes.enumerated().map { demand("v\($0.offset)", memory: $0.element * gibibyte) }
        let fits = (0..<(1 << sizes.count)).contains { choice in
            let left = sizes.indices.reduce(0) { choice >> $1 & 1 == 0 ? $0 + sizes[$1] : $0 }
            return left <= 10 && sizes.reduce(0, +) - left <= 10
        }
        #expect(place(demands, on: hosts).isPlaced == fits)
    }

    private static func hosts(_ random: inout SeededGenerator) -> ([Host], [Claim]) {
        var claims: [Claim] = []
        let hosts = (0..<Int.random(in: 1...5, using: &random)).map { index in
            let nodes = Int.random(in: 1...2, using: &random)
            let threads = Int.random(in: 1...2, using: &random)
            let cards = (0..<Int.random(in: 0...2, using: &random)).map {
                card("ens\($0)", bus: $0, node: Bool.random(using: &random) ? $0 % nodes : nil, functions: 3)
            }
            var made = host(
                "h\(index)", cores: 8 * nodes, threads: threads, nodes: nodes,
                memory: Int64(Int.random(in: 4...12, using: &random)) * gibibyte, storage: 50 * gibibyte,
                hugepages: Bool.random(using: &random) ? [2048: 512] : [:], functions: cards,
                devices: (0..<Int.random(in: 0...1, using: &random)).map {
                    PCIDevice(
                        address: "0000:8\($0):00.0", vendorID: "8086", productID: "0001", classCode: 0x0b4000,
                        numaNode: 0)
                },
                networks: ["ens0": "red", "ens1": Bool.random(using: &random) ? "red" : "blue"],
                hasDPDK: Bool.random(using: &random), pmdCPUs: Bool.random(using: &random) ? [7] : [],
                isolated: Int.random(in: 0..<4, using: &random) == 0 ? [4, 5, 6] : [], zone: "z\(index % 2)",
                groups: index % 3 == 0 ? ["g"] : [],
                state: Int.random(in: 0..<8, using: &random) == 0 ? .disabled : .enabled,
                overcommit: Bool.random(using: &random) ? 2 : 1, reservedCPUs: [0])
            if Bool.random(using: &random) {
                made.facts?.vdpaDevices =
                    [vdpa("v0", of: cards.first?.pciAddress), vdpa("v1", of: nil)]
                    + (cards.first?.virtualFunctions.suffix(1) ?? []).map { vdpa("v2", of: $0.pciAddress) }
                made.physicalNetworks["v1"] = "red"
            }
            if Bool.random(using: &random) {
                let scope = made.id.rawValue
                claims.append(Claim(kind: .core, scope: scope, key: "4", owner: "x"))
                claims.append(Claim(kind: .memory, scope: scope, amount: gibibyte / 2, owner: "x"))
                if let address = cards.first?.virtualFunctions.first?.pciAddress {
                    claims.append(Claim(kind: .device, scope: scope, key: address, owner: "x"))
                }
            }
            return made
        }
        return (hosts, claims)
    }

    private static func request(
        _ random: inout SeededGenerator, hosts: [Identifier<Host>]
    ) -> PlacementRequest {
        func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }
        let count = Int.random(in: 1...10, using: &random)
        let demands = (0..<count).map { index in
            let vCPUs = Int.random(in: 1...4, using: &random)
            let memory = Int64(Int.random(in: 1...1500, using: &random)) * mebibyte
            let half = PlacementDemand.Cell(vCPUs: vCPUs, memory: memory / 2)
            let hasCells = chance(8)
            var made = demand(
                "v\(index)", vCPUs: hasCells ? vCPUs * 2 : vCPUs, memory: hasCells ? memory / 2 * 2 : memory,
                storage: Int64(Int.random(in: 0...10, using: &random)) * gibibyte, dedicated: chance(3),
                threads: [.prefer, .isolate, .require][Int.random(in: 0..<3, using: &random)],
                emulator: chance(4) ? .isolated : .shared, hugepages: chance(6) ? 2048 : nil,
                cells: hasCells ? [half, half] : [], nodes: chance(3) ? .strict : .preferred,
                functions: (0..<(chance(3) ? 2 : 0)).map {
                    let kind: FunctionDemand.Kind =
                        chance(3) ? .macvtap : chance(5) ? .bridge : chance(3) ? .vdpa : .function
                    return FunctionDemand(
                        id: "cp\($0)", physicalNetwork: chance(4) ? "blue" : "red",
                        bandwidth: chance(2) ? 2500 : kind.isCounted ? 0 : 1,
                        isWhole: chance(8) && kind.uplink == .interface, kind: kind,
                        affinity: chance(2) ? .strict : .preferred)
                }, devices: chance(6) ? [DeviceDemand(vendorID: "8086", affinity: chance(2) ? .strict : .none)] : [],
                vhostUserPorts: chance(6) ? 2 : 0, on: chance(6) ? Set(hosts.prefix(2)) : nil)
            made.switchPorts = chance(4) ? 2 : 0
            return made
        }
        var constraints: [PlacementConstraint] = []
        for index in 0..<Int.random(in: 0...3, using: &random) {
            constraints.append(
                PlacementConstraint(
                    id: "r\(index)", kind: Bool.random(using: &random) ? .together : .apart,
                    scope: [.host, .zone, .group][Int.random(in: 0..<3, using: &random)],
                    members: demands.indices.filter { _ in chance(3) }.map { "id-v\($0)" },
                    standing: chance(3) ? [hosts[0]] : [], isStrict: chance(2)))
        }
        return PlacementRequest(
            demands, constraints: constraints,
            neighbours: (1..<max(count, 2)).filter { _ in chance(2) }.map { .init("id-v\($0 - 1)", "id-v\($0)") },
            policy: Bool.random(using: &random) ? .pack : .spread)
    }
}
