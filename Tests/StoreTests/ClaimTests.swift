import Foundation
import MANOModel
import Store
import Testing

@Suite("Claims", .timeLimit(.minutes(1)))
struct ClaimTests {
    @Test("of some that race for the last core one gets it, and the others change nothing")
    func lastCore() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            try await store.transact { try $0.insert(TemporaryStore.host("h1")) }
            let winners = await withTaskGroup(of: Bool.self) { group in
                for owner in ["one", "two", "three", "four"] {
                    group.addTask {
                        let claims = [
                            Claim(kind: .memory, scope: "h1", amount: 1 << 20, owner: owner),
                            Claim(kind: .core, scope: "h1", key: "3", owner: owner),
                        ]
                        return (try? await store.transact { try $0.claim(claims) }) != nil
                    }
                }
                var winners = 0
                for await isWinner in group where isWinner { winners += 1 }
                return winners
            }
            #expect(winners == 1)
            let claims = try await store.read { try $0.claims() }
            #expect(claims.count == 2)
            #expect(Set(claims.map(\.owner)).count == 1)
        }
    }

    @Test("a host that has gone, or takes no guests any more, is no place for what was planned there")
    func gone() async throws {
        try await TemporaryStore.run { bench in
            let claims = [Claim(kind: .memory, scope: "h1", amount: 1 << 20, owner: "one")]
            await #expect(throws: StoreConflict.self) { try await bench.store.transact { try $0.claim(claims) } }
            for state in [MANOModel.Host.State.disabled, .draining, .maintenance, .unreachable] {
                await #expect(throws: StoreConflict.self) {
                    try await bench.store.transact { transaction in
                        var host = TemporaryStore.host("h1")
                        host.state = state
                        try transaction.insert(host)
                        try transaction.claim(claims)
                    }
                }
            }
            let (hosts, left) = try await bench.store.read { (try $0.all(MANOModel.Host.self), try $0.claims()) }
            #expect(hosts.isEmpty && left.isEmpty)
        }
    }

    @Test("a host gives what it has and no byte more")
    func sums() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            try await store.transact { try $0.insert(TemporaryStore.host("h1", memory: 1 << 30)) }
            let half = Int64(1 << 29)
            for owner in ["a", "b"] {
                try await store.transact {
                    try $0.claim([Claim(kind: .memory, scope: "h1", amount: half, owner: owner)])
                }
            }
            let conflict = await #expect(throws: StoreConflict.self) {
                try await store.transact { try $0.claim([Claim(kind: .memory, scope: "h1", amount: 1, owner: "c")]) }
            }
            #expect(
                conflict?.description.contains("host h1 has no room: 1025 MiB of 1024 MiB of memory are claimed")
                    == true)
            try await store.transact { try $0.release(owner: "a") }
            try await store.transact {
                try $0.claim([Claim(kind: .memory, scope: "h1", amount: half, owner: "c")])
            }
            #expect(try await store.read { try Set($0.claims().map(\.owner)) } == ["b", "c"])
        }
    }

    @Test("pages of one node don't stand in for another's, and a device has one owner")
    func parts() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            var host = TemporaryStore.host("h1")
            host.facts?.numaNodes = [0, 1].map {
                NUMANode(id: $0, cores: [$0], memory: 4 << 30, hugepages: [2048: 512])
            }
            host.facts?.physicalFunctions = [PhysicalFunction(name: "ens1", pciAddress: "0000:01:00.0", speed: 10_000)]
            let known = host
            try await store.transact { try $0.insert(known) }
            func claim(_ kind: Claim.Kind, _ key: String, _ amount: Int64, _ owner: String) async throws {
                try await store.transact {
                    try $0.claim([Claim(kind: kind, scope: "h1", key: key, amount: amount, owner: owner)])
                }
            }
            let pages = HugepagePool(node: 0, size: 2048).claimKey
            try await claim(.memory, pages, 1 << 30, "a")
            let full = await #expect(throws: StoreConflict.self) { try await claim(.memory, pages, 2 << 20, "b") }
            #expect(full?.description.contains("2048 KiB pages on NUMA node 0") == true)
            try await claim(.memory, HugepagePool(node: 1, size: 2048).claimKey, 2 << 20, "b")

            try await claim(.bandwidth, "ens1", 6000, "a")
            let slow = await #expect(throws: StoreConflict.self) { try await claim(.bandwidth, "ens1", 6000, "b") }
            #expect(slow?.description.contains("12000 of 10000 Mbit/s of ens1") == true)

            try await claim(.device, "0000:01:10.0", 1, "a")
            await #expect(throws: StoreConflict.self) { try await claim(.device, "0000:01:10.0", 1, "b") }
            let usage = try await store.read { try $0.hostUsage() }
            #expect(usage.count == 4 && usage.allSatisfy { $0.owner.isEmpty })
            #expect(try await store.read { try $0.hostUsage(of: "h1") } == usage)
        }
    }

    @Test("an address has one owner in its network, and may be had again in another")
    func addresses() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            func claim(_ network: String, _ owner: String) async throws {
                try await store.transact {
                    try $0.claim([Claim(kind: .address, scope: network, key: "10.0.0.5", owner: owner)])
                }
            }
            try await claim("n1", "a")
            try await claim("n2", "b")
            await #expect(throws: StoreConflict.self) { try await claim("n1", "b") }
        }
    }
}
