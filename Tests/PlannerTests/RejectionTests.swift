import MANOModel
import Planner
import Testing

@Suite("Rejections")
struct RejectionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var host: HostCapacity
        var demand: PlacementDemand
        var reasons: [String]
        var testDescription: String { name }
    }

    static let unreported: Host = {
        var unreported = host("a")
        unreported.facts = nil
        return unreported
    }()

    static let lost: Host = {
        var lost = host("a", state: .unreachable)
        lost.problem = "connection refused"
        return lost
    }()

    static let rows = [
        Row(
            name: "memory", host: capacity(host("a", memory: gibibyte, reserved: 512 * mebibyte)),
            demand: demand("vfw-0", memory: 4 * gibibyte),
            reasons: ["needs 4096 MiB of memory, 512 MiB are free"]),
        Row(
            name: "memory that is claimed",
            host: capacity(
                host("a"),
                claims: [
                    Claim(kind: .memory, scope: "id-a", amount: 7 * gibibyte, owner: "x"),
                    Claim(kind: .memory, scope: "id-b", amount: gibibyte, owner: "y"),
                ]),
            demand: demand("vfw-0", memory: gibibyte + 1), reasons: ["needs 1025 MiB of memory, 1024 MiB are free"]),
        Row(
            name: "storage", host: capacity(host("a", storage: 10 * gibibyte)),
            demand: demand("vfw-0", storage: 200 * gibibyte),
            reasons: ["needs 200 GiB of storage, 10240 MiB are free"]),
        Row(
            name: "shared vCPUs", host: capacity(host("a", cores: 2, overcommit: 1.5)),
            demand: demand("vfw-0", vCPUs: 4), reasons: ["needs 4 shared vCPUs, 3 are free"]),
        Row(
            name: "shared vCPUs beside dedicated cores",
            host: capacity(
                host("a", cores: 2, overcommit: 4),
                claims: [
                    Claim(kind: .core, scope: "id-a", key: "1", owner: "x"),
                    Claim(kind: .sharedCPU, scope: "id-a", amount: 3, owner: "y"),
                ]),
            demand: demand("vfw-0", vCPUs: 2), reasons: ["needs 2 shared vCPUs, 1 is free"]),
        Row(
            name: "dedicated cores",
            host: capacity(host("a", cores: 2), claims: [Claim(kind: .core, scope: "id-a", key: "0", owner: "x")]),
            demand: demand("vfw-0", vCPUs: 2, dedicated: true), reasons: ["needs 2 dedicated cores, 1 is free"]),
        Row(
            name: "dedicated cores that shared vCPUs need",
            host: capacity(
                host("a", cores: 2), claims: [Claim(kind: .sharedCPU, scope: "id-a", amount: 2, owner: "x")]),
            demand: demand("vfw-0", dedicated: true),
            reasons: ["needs 1 dedicated core, which would leave 1 shared vCPUs for the 2 that are in use"]),
        Row(
            name: "huge pages", host: capacity(host("a", nodes: 2, hugepages: [2048: 512])),
            demand: demand("vfw-0", memory: 2 * gibibyte, hugepages: 2048),
            reasons: [
                "needs 2048 MiB in 2048 KiB pages on one NUMA node, "
                    + "node 0 has 1024 MiB free and node 1 has 1024 MiB free"
            ]),
        Row(
            name: "cores and huge pages of one node",
            host: capacity(
                host("a", nodes: 2, hugepages: [1_048_576: 2]),
                claims: [
                    Claim(kind: .core, scope: "id-a", key: "0", owner: "x"),
                    Claim(kind: .memory, scope: "id-a", key: "pages/1048576/1", amount: 2 * gibibyte, owner: "y"),
                ]),
            demand: demand("vfw-0", vCPUs: 2, memory: gibibyte, dedicated: true, hugepages: 1_048_576),
            reasons: [
                "needs 2 dedicated cores and 1024 MiB in 1048576 KiB pages on one NUMA node, "
                    + "node 0 has 1 core and 2048 MiB free and node 1 has 2 cores and 0 MiB free"
            ]),
        Row(
            name: "architecture", host: capacity(host("a")), demand: demand("vfw-0", architecture: "aarch64"),
            reasons: ["is x86_64, vfw-0 needs aarch64"]),
        Row(
            name: "a label that is there", host: capacity(host("a"), labels: ["vfw"]),
            demand: demand("vfw-1", apart: ["vfw"]), reasons: ["has another instance, which must be apart (vfw)"]),
        Row(
            name: "a network elsewhere", host: capacity(host("a")),
            demand: demand("vfw-0", on: ["id-b"], because: "network client is on host b"),
            reasons: ["network client is on host b"]),
        Row(
            name: "disabled", host: capacity(host("a", state: .disabled)), demand: demand("vfw-0"),
            reasons: ["is disabled"]),
        Row(
            name: "unreachable", host: capacity(lost), demand: demand("vfw-0"),
            reasons: ["is unreachable (connection refused)"]),
        Row(
            name: "no facts", host: capacity(unreported), demand: demand("vfw-0"),
            reasons: ["has not reported what it has"]),
        Row(
            name: "all of it", host: capacity(host("a", cores: 1, memory: gibibyte, storage: gibibyte), labels: ["x"]),
            demand: demand(
                "vfw-0", vCPUs: 9, memory: 2 * gibibyte, storage: 2 * gibibyte, on: [], apart: ["x"],
                architecture: "arm64"),
            reasons: [
                "is not one of the hosts that come into question", "is x86_64, vfw-0 needs arm64",
                "has another instance, which must be apart (x)", "needs 2048 MiB of memory, 1024 MiB are free",
                "needs 2048 MiB of storage, 1024 MiB are free", "needs 9 shared vCPUs, 1 is free",
            ]),
    ]

    @Test("A host gives all its reasons", arguments: rows)
    func reasons(_ row: Row) {
        let result = PlacementPlanner.place([row.demand], on: [row.host])
        #expect(
            result
                == .rejected([
                    Rejection(
                        demandID: row.demand.id, title: row.demand.title, hostID: "id-a", hostName: "a",
                        reasons: row.reasons)
                ]))
    }

    @Test("Without hosts that is the reason")
    func noHosts() {
        let result = PlacementPlanner.place([demand("vfw-0")], on: [])
        #expect(
            result.rejections == [
                Rejection(
                    demandID: "id-vfw-0", title: "vfw-0", hostID: nil, hostName: "", reasons: ["there are no hosts"])
            ])
        #expect(result.error?.message == "no host takes vfw-0: there are no hosts")
    }

    @Test("What doesn't fit together is rejected with who took the room")
    func together() {
        let result = PlacementPlanner.place(
            [demand("vfw-0", memory: 6 * gibibyte), demand("vmon-0", memory: 4 * gibibyte)], on: [capacity(host("a"))])
        #expect(result.rejections.map(\.title) == ["vmon-0"])
        #expect(
            result.rejections.first?.reasons == ["needs 4096 MiB of memory, 2048 MiB are free beside vfw-0"])
    }

    @Test("A group is rejected as one, with what it needs together")
    func group() {
        let result = PlacementPlanner.place(
            [demand("b", memory: 5 * gibibyte, group: "g"), demand("a", memory: 5 * gibibyte, group: "g")],
            on: [capacity(host("h")), capacity(host("i"))])
        #expect(result.rejections.map(\.hostName) == ["h", "i"])
        #expect(result.rejections.first?.title == "a and b")
        #expect(result.rejections.first?.demandID == "id-a")
        #expect(result.rejections.first?.reasons == ["needs 10240 MiB of memory, 8192 MiB are free"])
    }

    @Test("Together and apart at once is refused everywhere")
    func contradiction() {
        let result = PlacementPlanner.place(
            [demand("a", group: "g", apart: ["x"]), demand("b", group: "g", apart: ["x"])], on: [capacity(host("h"))])
        #expect(result.rejections.first?.reasons == ["a and b must be together (g) and apart (x)"])
    }

    @Test("The error names every host and reason")
    func error() {
        let result = PlacementPlanner.place(
            [demand("vfw-0", memory: 9 * gibibyte, storage: 101 * gibibyte)],
            on: [capacity(host("b", state: .disabled)), capacity(host("a"))])
        #expect(result.error?.code == .noCapacity)
        #expect(
            result.error?.message
                == "no host takes vfw-0: a: needs 9216 MiB of memory, 8192 MiB are free, "
                + "and needs 101 GiB of storage, 100 GiB are free; b: is disabled")
    }
}
