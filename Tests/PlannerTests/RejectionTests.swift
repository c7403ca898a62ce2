import MANOModel
import Planner
import Testing

@Suite("Rejections")
struct RejectionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var host: HostCapacity
        var demand: PlacementDemand
        var constraints: [PlacementConstraint] = []
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

    /// A host with a card of an MTU; nil: not known.
    static func jumbo(_ mtu: Int?) -> HostCapacity {
        var jumbo = host("a", functions: [card("ens1", bus: 1, node: 0, functions: 4)], networks: ["ens1": "red"])
        jumbo.facts?.interfaceMTUs["ens1"] = mtu
        return capacity(jumbo)
    }

    @Test("an interface that carries the MTU, or whose MTU isn't known, is taken", arguments: [9000, 9216, nil])
    func takenMTU(mtu: Int?) {
        let demand = demand("vfw-0", functions: [FunctionDemand(id: "cp0", physicalNetwork: "red", mtu: 9000)])
        #expect(PlacementPlanner.place(PlacementRequest([demand]), on: [Self.jumbo(mtu)]).isPlaced)
    }

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
                "needs 2048 MiB in 2 MiB pages on one NUMA node, "
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
                "needs 2 dedicated cores and 1024 MiB in 1 GiB pages on one NUMA node, "
                    + "node 0 has 1 core and 2048 MiB free and node 1 has 2 cores and 0 MiB free"
            ]),
        Row(
            name: "architecture", host: capacity(host("a")), demand: demand("vfw-0", architecture: "aarch64"),
            reasons: ["is x86_64, vfw-0 needs aarch64"]),
        Row(
            name: "somebody who is there", host: capacity(host("a")), demand: demand("vfw-1"),
            constraints: [apart("vfw", "vfw-1", standing: ["id-a"])],
            reasons: ["has another instance, which must be apart (vfw)"]),
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
            name: "a zone", host: capacity(host("a", zone: "north")), demand: demand("vfw-0", zones: ["east", "west"]),
            reasons: ["is in zone north, not in east or west"]),
        Row(
            name: "traits and features", host: capacity(host("a", traits: ["x"], features: ["avx"])),
            demand: demand("vfw-0", features: ["avx", "avx512f"], traits: ["x", "y", "z"]),
            reasons: ["lacks the traits y and z", "its CPU lacks the feature avx512f"]),
        Row(
            name: "vhost-user", host: capacity(host("a")), demand: demand("vfw-0", vhostUserPorts: 1),
            reasons: ["its switch has no DPDK, which vfw-0 needs for vhost-user ports"]),
        Row(
            name: "a page size that the host has not", host: capacity(host("a")),
            demand: demand("vfw-0", hugepages: 1_048_576), reasons: ["has no pages of 1 GiB"]),
        Row(
            name: "whole cores", host: capacity(host("a", cores: 8, threads: 2, nodes: 2)),
            demand: demand("vfw-0", vCPUs: 3, dedicated: true, threads: .isolate, nodes: .strict),
            reasons: [
                "needs 3 dedicated cores (isolate) and 1024 MiB of memory on one NUMA node, "
                    + "node 0 has 2 whole cores and 4096 MiB free and node 1 has 2 whole cores and 4096 MiB free"
            ]),
        Row(
            name: "an unknown physical network", host: capacity(host("a")),
            demand: demand("vfw-0", functions: [FunctionDemand(id: "cp", physicalNetwork: "red")]),
            reasons: ["has no interface on physical network red"]),
        Row(
            name: "VFs",
            host: capacity(
                host("a", functions: [card("ens1", bus: 1, node: 0, functions: 1)], networks: ["ens1": "red"])),
            demand: demand(
                "vfw-0",
                functions: [
                    FunctionDemand(id: "cp0", physicalNetwork: "red"),
                    FunctionDemand(id: "cp1", physicalNetwork: "red"),
                ]),
            reasons: ["needs 2 VFs on physical network red, 1 is free"]),
        Row(
            name: "bandwidth",
            host: capacity(
                host("a", functions: [card("ens1", bus: 1, node: 0, functions: 4)], networks: ["ens1": "red"]),
                claims: [Claim(kind: .bandwidth, scope: "id-a", key: "ens1", amount: 6000, owner: "x")]),
            demand: demand(
                "vfw-0", functions: [FunctionDemand(id: "cp0", physicalNetwork: "red", bandwidth: 5000)]),
            reasons: ["needs 5000 Mbit/s on physical network red, 4000 are free on one interface"]),
        Row(
            name: "MTU", host: jumbo(1500),
            demand: demand("vfw-0", functions: [FunctionDemand(id: "cp0", physicalNetwork: "red", mtu: 9000)]),
            reasons: ["needs an MTU of 9000 on physical network red, 1500 is the most that interfaces there have"]),
        Row(
            name: "devices", host: capacity(host("a")),
            demand: demand("vfw-0", devices: [DeviceDemand(vendorID: "8086", deviceClass: 0x0b40)]),
            reasons: ["has no device 8086:* of class 0x0b40"]),
        Row(
            name: "all of it", host: capacity(host("a", cores: 1, memory: gibibyte, storage: gibibyte)),
            demand: demand(
                "vfw-0", vCPUs: 9, memory: 2 * gibibyte, storage: 2 * gibibyte, on: [], architecture: "arm64"),
            constraints: [apart("x", "vfw-0", standing: ["id-a"])],
            reasons: [
                "is not one of the hosts that come into question", "is x86_64, vfw-0 needs arm64",
                "has another instance, which must be apart (x)", "needs 2048 MiB of memory, 1024 MiB are free",
                "needs 2048 MiB of storage, 1024 MiB are free", "needs 9 shared vCPUs, 1 is free",
            ]),
    ]

    @Test("A host gives all its reasons", arguments: rows)
    func reasons(_ row: Row) {
        let result = PlacementPlanner.place(
            PlacementRequest([row.demand], constraints: row.constraints), on: [row.host])
        #expect(
            result.rejections == [
                Rejection(
                    demandID: row.demand.id, title: row.demand.title, hostID: "id-a", hostName: "a",
                    reasons: row.reasons)
            ])
    }

    @Test("Without hosts that is the reason")
    func noHosts() {
        let result = place([demand("vfw-0")], on: [])
        #expect(
            result.rejections == [
                Rejection(
                    demandID: "id-vfw-0", title: "vfw-0", hostID: nil, hostName: "", reasons: ["there are no hosts"])
            ])
        #expect(result.rejection?.error.message == "no host takes vfw-0: there are no hosts")
    }

    @Test("What doesn't fit together is rejected with who took the room")
    func beside() {
        let result = place(
            [demand("vfw-0", memory: 6 * gibibyte), demand("vmon-0", memory: 4 * gibibyte)], on: [host("a")])
        #expect(result.rejections.map(\.title) == ["vmon-0"])
        #expect(
            result.rejections.first?.reasons == ["needs 4096 MiB of memory, 2048 MiB are free beside vfw-0"])
    }

    @Test("A group is rejected as one, with what it needs together")
    func group() {
        let result = place(
            [demand("b", memory: 5 * gibibyte), demand("a", memory: 5 * gibibyte)], [together("g", "a", "b")],
            on: [host("h"), host("i")])
        #expect(result.rejections.map(\.hostName) == ["h", "i"])
        #expect(result.rejections.first?.title == "a and b")
        #expect(result.rejections.first?.demandID == "id-a")
        #expect(result.rejections.first?.reasons == ["needs 10240 MiB of memory, 8192 MiB are free"])
    }

    @Test("Together and apart at once is refused everywhere")
    func contradiction() {
        let result = place(
            [demand("a"), demand("b")], [together("g", "a", "b"), apart("x", "a", "b")], on: [host("h")])
        #expect(result.rejections.first?.reasons == ["a and b must be together (g) and apart (x)"])
    }

    @Test("The error names every host and reason")
    func error() {
        let result = place(
            [demand("vfw-0", memory: 9 * gibibyte, storage: 101 * gibibyte)],
            on: [host("b", state: .disabled), host("a")])
        #expect(result.rejection?.error.code == .noCapacity)
        #expect(
            result.rejection?.error.message
                == "no host takes vfw-0: a: needs 9216 MiB of memory, 8192 MiB are free, "
                + "and needs 101 GiB of storage, 100 GiB are free; b: is disabled")
    }

    @Test("The nearest change is on the host and node where least is missing")
    func nearest() {
        let result = place(
            [demand("v", vCPUs: 2, memory: 4 * gibibyte, dedicated: true, hugepages: 1_048_576, nodes: .strict)],
            on: [
                host("a", nodes: 2, hugepages: [1_048_576: 1]), host("b", nodes: 2, hugepages: [1_048_576: 2]),
                host("c", hugepages: [1_048_576: 3], state: .disabled),
            ])
        #expect(result.rejection?.nearestChanges.map(\.text) == ["2 more 1 GiB pages on node 0 of host b for v"])
        #expect(result.rejection?.error.remedy?.contains("2 more 1 GiB pages on node 0 of host b for v") == true)
    }

    @Test("What is there brings the plan about", arguments: [1, 2, 3])
    func nearestIsTrue(pages: Int) {
        let wanted = [demand("v", vCPUs: 2, memory: 4 * gibibyte, hugepages: 1_048_576, nodes: .strict)]
        #expect(!place(wanted, on: [host("a", hugepages: [1_048_576: pages])]).isPlaced)
        let nearest = place(wanted, on: [host("a", hugepages: [1_048_576: pages])]).rejection?.nearestChanges.first?
            .text
        #expect(nearest?.hasPrefix("\(4 - pages) more 1 GiB page") == true)
        #expect(place(wanted, on: [host("a", hugepages: [1_048_576: 4])]).isPlaced)
    }
}
