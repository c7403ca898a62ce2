import MANOModel
import Store
import Testing

@Suite("Revisions of hosts", .timeLimit(.minutes(1)))
struct HostChangeTests {
    @Test("facts that changed are a revision, the same facts are none, and a host that is removed takes its own along")
    func revisions() async throws {
        try await TemporaryStore.run { bench in
            for name in ["h1", "h2"] { try await bench.store.transact { try $0.insert(TemporaryStore.host(name)) } }
            for memory in [Int64(8) << 30, 4 << 30, 4 << 30] {
                try await bench.store.transact { transaction in
                    var stored = try transaction.host("h1")
                    var facts = try #require(stored.value.facts)
                    facts.numaNodes[0].memory = memory
                    try transaction.setFacts(facts, of: &stored)
                    try transaction.update(stored)
                }
            }
            let changes = try await bench.store.read { try $0.hostChanges("h1") }
            #expect(changes.map(\.revision) == [1])
            #expect(changes.map(\.changes) == [["NUMA node 0 memory: 8192 MiB → 4096 MiB"]])
            #expect(try await bench.store.read { try $0.hostChanges("h2") }.isEmpty)
            try await bench.store.transact { try $0.delete(Identifier<Host>("h1")) }
            #expect(try await bench.store.read { try $0.hostChanges("h1") }.isEmpty)
        }
    }

    @Test("the last hundred are kept, and numbers go on")
    func bound() async throws {
        try await TemporaryStore.run { bench in
            try await bench.store.transact { transaction in
                try transaction.insert(TemporaryStore.host("h1"))
                for number in 1...130 { try transaction.addChange(["\(number)"], of: "h1") }
            }
            let changes = try await bench.store.read { try $0.hostChanges("h1") }
            #expect(changes.count == HostChange.kept)
            #expect(changes.first?.revision == 130)
            #expect(changes.last?.changes == ["31"])
        }
    }
}
