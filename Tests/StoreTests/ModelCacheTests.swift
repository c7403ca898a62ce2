import Foundation
import MANOModel
import Store
import SeededNumbers
import Testing

@Suite("What is kept decoded", .timeLimit(.minutes(1)))
struct ModelCacheTests {
    @Test(
        "reading gives what is in the database, whatever was written, taken back and deleted before", arguments: 0..<8)
    func neverStale(seed: UInt64) async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            var random = SeededGenerator(seed)
            for step in 0..<80 {
                let id = "h\(Int.random(in: 0..<6, using: &random))"
                let name = "\(id)-\(step)"
                let fails = Int.random(in: 0..<4, using: &random) == 0
                let deletes = Int.random(in: 0..<4, using: &random) == 0
                do {
                    try await store.transact { transaction in
                        if var host = try transaction.all(MANOModel.Host.self).first(where: {
                            $0.value.id.rawValue == id
                        }) {
                            if deletes {
                                try transaction.delete(host.value.id)
                            } else {
                                host.value.name = name
                                try transaction.update(host)
                            }
                        } else {
                            var host = TemporaryStore.host(id)
                            host.name = name
                            try transaction.insert(host)
                        }
                        // What isn't committed yet is read as it is, and isn't kept.
                        for host in try transaction.all(MANOModel.Host.self) {
                            #expect(try transaction.get(host.value.id) == host)
                            #expect(host.value.id.rawValue != id || host.value.name == name)
                        }
                        if fails { throw ManifoldError(.conflict, "taken back") }
                    }
                } catch is ManifoldError {
                    #expect(fails)
                }
                let seen = try await store.read { reading in
                    (
                        try reading.all(MANOModel.Host.self),
                        try reading.all(MANOModel.Host.self).compactMap {
                            try reading.get($0.value.id)
                        }
                    )
                }
                let inside = try await store.transact { try $0.all(MANOModel.Host.self) }
                // Another store has nothing decoded.
                let fresh = try StateStore(path: bench.path, views: StandardBodies())
                let there = try await fresh.read { try $0.all(MANOModel.Host.self) }
                try fresh.close()
                #expect(inside == there)
                #expect(seen.0 == there)
                #expect(seen.1 == there)
            }
        }
    }

    @Test("a snapshot that was taken before a change gives what was there then")
    func snapshots() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            try await store.transact { try $0.insert(TemporaryStore.host("h")) }
            let (isOpen, opened) = AsyncStream.makeStream(of: Void.self)
            let isChanged = DispatchSemaphore(value: 0)
            async let old = store.read { reading in
                _ = try reading.get(Identifier<MANOModel.Host>("h"))
                opened.yield()
                isChanged.wait()
                return try reading.get(Identifier<MANOModel.Host>("h")).value.name
            }
            for await _ in isOpen { break }
            try await store.transact { transaction in
                var host = try transaction.host("h")
                host.value.name = "new"
                try transaction.update(host)
            }
            let new = try await store.read { try $0.get(Identifier<MANOModel.Host>("h")).value.name }
            isChanged.signal()
            #expect(new == "new")
            #expect(try await old == "h")
        }
    }

    @Test("keys of claims are told apart by scope")
    func claimedKeys() async throws {
        try await TemporaryStore.run { bench in
            let (read, empty) = try await bench.store.transact { transaction in
                let empty = try transaction.claimedKeys(.address)
                try transaction.claim(
                    (1...300).map {
                        Claim(kind: .address, scope: "n\($0 % 2)", key: "10.0.0.\($0)", owner: "o\($0)")
                    })
                return (try transaction.claimedKeys(.address), empty)
            }
            #expect(empty.isEmpty)
            #expect(read.keys.sorted() == ["n0", "n1"])
            var (even, odd) = (read["n0"], read["n1"])
            for number in 1...301 {
                #expect(even?.contains("10.0.0.\(number)") == (number <= 300 && number.isMultiple(of: 2)))
                #expect(odd?.contains("10.0.0.\(number)") == (number <= 300 && !number.isMultiple(of: 2)))
            }
            even?.insert("10.0.0.1")
            #expect(even?.contains("10.0.0.1") == true)
        }
    }
}
