import MANOModel
import Planner
import Testing

@Suite("Placement")
struct PlacementTests {
    @Test("Packing fills one host, spreading uses all")
    func policies() {
        let hosts = ["a", "b", "c"].map { capacity(host($0)) }
        let demands = (0..<3).map { demand("vfw-\($0)") }
        let packed = PlacementPlanner.place(demands, on: hosts, policy: .pack)
        let spread = PlacementPlanner.place(demands, on: hosts, policy: .spread)
        #expect(Set(packed.placements.values.map(\.hostID)).count == 1)
        #expect(Set(spread.placements.values.map(\.hostID)).count == 3)
    }

    @Test("A group shares a host, a label keeps apart")
    func rules() {
        let hosts = ["a", "b"].map { capacity(host($0)) }
        let demands = [
            demand("x0", group: "left", apart: ["x"]), demand("y0", group: "left", apart: ["y"]),
            demand("x1", group: "right", apart: ["x"]), demand("y1", group: "right", apart: ["y"]),
        ]
        let result = PlacementPlanner.place(demands, on: hosts)
        #expect(result.isPlaced)
        #expect(result.hostName("x0") == result.hostName("y0"))
        #expect(result.hostName("x1") == result.hostName("y1"))
        #expect(result.hostName("x0") != result.hostName("x1"))
    }

    @Test("Dedicated cores come from the node with the least left that suffices")
    func nodes() {
        let big = host("a", cores: 8, nodes: 2)
        let taken = [Claim(kind: .core, scope: "id-a", key: "4", owner: "x")]
        let result = PlacementPlanner.place(
            [demand("v", vCPUs: 3, dedicated: true)], on: [capacity(big, claims: taken)])
        #expect(result.placements["id-v"] == Placement(hostID: "id-a", cores: [5, 6, 7], numaNode: 1))
    }

    @Test("Cores come from several nodes where one hasn't enough")
    func acrossNodes() {
        let result = PlacementPlanner.place(
            [demand("v", vCPUs: 6, dedicated: true)], on: [capacity(host("a", cores: 8, nodes: 2))])
        #expect(result.placements["id-v"] == Placement(hostID: "id-a", cores: [0, 1, 2, 3, 4, 5]))
    }

    @Test("A pinned demand gets its host although a freer one comes first")
    func pinned() {
        let hosts = ["a", "b"].map { capacity(host($0)) }
        let result = PlacementPlanner.place([demand("v", on: ["id-b"])], on: hosts)
        #expect(result.hostName("v") == "b")
    }

    @Test("Spellings of one architecture are the same")
    func architecture() {
        let result = PlacementPlanner.place([demand("v", architecture: "AMD64")], on: [capacity(host("a"))])
        #expect(result.isPlaced)
    }

    @Test("What only an exchange makes fit is found")
    func exchange() {
        // Taking the fullest host for the large ones first leaves no room for the last; 5+3 and 4+4 fit exactly.
        let sizes: [Int64] = [5, 4, 4, 3]
        let demands = sizes.enumerated().map { demand("v\($0.offset)", memory: $0.element * gibibyte) }
        let result = PlacementPlanner.place(demands, on: ["a", "b"].map { capacity(host($0)) })
        #expect(result.isPlaced)
    }

    @Test("Claims of a placement, read back, are what is taken")
    func claims() {
        let big = host("a", cores: 8, nodes: 2, hugepages: [2048: 1024])
        let demands = [
            demand("d", vCPUs: 2, memory: gibibyte - 1, storage: gibibyte, dedicated: true, hugepages: 2048),
            demand("s", vCPUs: 3, memory: gibibyte),
        ]
        let placements = PlacementPlanner.place(demands, on: [capacity(big)]).placements
        let claims = demands.flatMap { demand in placements[demand.id].map(demand.claims) ?? [] }
        let after = capacity(big, claims: claims)
        #expect(after.cores.count == 2)
        #expect(after.sharedCPUs == 3)
        #expect(after.memory == gibibyte)
        #expect(after.hugepages == [HugepagePool(node: 0, size: 2048): gibibyte])
        #expect(after.storage == gibibyte)
        #expect(after.excesses.isEmpty)
        #expect(Set(claims.map(\.owner)) == ["id-d", "id-s"])
    }

    @Test("An overfull host says by how much")
    func excesses() {
        let claims = [
            Claim(kind: .sharedCPU, scope: "id-a", amount: 5, owner: "x"),
            Claim(kind: .memory, scope: "id-a", amount: 9 * gibibyte, owner: "x"),
            Claim(kind: .core, scope: "id-a", key: "77", owner: "x"),
        ]
        #expect(
            capacity(host("a"), claims: claims).excesses == [
                "5 of 4 shared vCPUs are claimed", "9216 MiB of 8192 MiB of memory are claimed",
                "cores that the host doesn't have are claimed: 77",
            ])
    }

    /// Unoptimised code gets a fifth of it.
    #if DEBUG
        static let size = (demands: 100, hosts: 200)
    #else
        static let size = (demands: 500, hosts: 1000)
    #endif

    @Test(
        "Five hundred demands on a thousand hosts are placed within a second",
        arguments: [PlacementPolicy.pack, .spread])
    func large(policy: PlacementPolicy) {
        let hosts = (0..<Self.size.hosts).map { capacity(host("h\($0)", cores: 32, memory: 128 * gibibyte)) }
        let demands = (0..<Self.size.demands).map {
            demand(
                "v\($0)", vCPUs: 4, memory: 8 * gibibyte, dedicated: $0.isMultiple(of: 3),
                group: $0.isMultiple(of: 10) ? "g\($0 / 20)" : nil, apart: $0.isMultiple(of: 7) ? ["apart"] : [])
        }
        var result: PlacementResult?
        let time = ContinuousClock().measure {
            result = PlacementPlanner.place(demands, on: hosts, policy: policy)
        }
        #expect(result?.isPlaced == true)
        #expect(time < .seconds(1))
    }
}
