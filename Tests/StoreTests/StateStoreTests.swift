import Foundation
import MANOModel
import Store
import Testing

@Suite("StateStore", .timeLimit(.minutes(1)))
struct StateStoreTests {
    @Test("a commit is on disk when the caller hears of it: WAL, synchronous FULL")
    func durability() async throws {
        try await TemporaryStore.run { bench in
            try await bench.store.transact { try $0.insert(TemporaryStore.package("p1")) }
            #expect(try bench.sqlite3("PRAGMA journal_mode; SELECT count(*) FROM vnf_package") == "wal\n1")
            #expect(try await bench.store.synchronous() == 2)
        }
    }

    @Test("bodies that wait at the same time share a commit, and each fails alone")
    func batches() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            let before = store.commits
            let failed = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await store.transact { transaction in
                                try transaction.insert(TemporaryStore.package("p\(number)"))
                                if number.isMultiple(of: 10) { throw ManifoldError(.conflict, "number \(number)") }
                            }
                            return false
                        } catch {
                            return (error as? ManifoldError)?.message == "number \(number)"
                        }
                    }
                }
                var failed = 0
                for await isFailed in group where isFailed { failed += 1 }
                return failed
            }
            #expect(failed == 20)
            let count = try await store.read { try $0.all(VNFPackage.self).count }
            #expect(count == 180)
            #expect(store.commits - before < 200)
        }
    }

    @Test("a caller that is cancelled doesn't take its body back")
    func cancelled() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await store.transact { try $0.insert(TemporaryStore.package("p1")) }
            }
            try await task.value
            let count = try await store.read { try $0.all(VNFPackage.self).count }
            #expect(count == 1)
        }
    }

    @Test("a write over somebody else's change is refused, and changes nothing")
    func revisions() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            try await store.transact { try $0.insert(TemporaryStore.package("p1")) }
            let seen = try await store.read { try $0.get(Identifier<VNFPackage>("p1")) }
            try await store.transact { transaction in
                var mine = seen
                mine.value.userDefinedData["by"] = .string("one")
                try transaction.update(mine)
            }
            await #expect(throws: StoreConflict.self) {
                try await store.transact { transaction in
                    var mine = seen
                    mine.value.userDefinedData["by"] = .string("two")
                    try transaction.update(mine)
                }
            }
            let after = try await store.read { try $0.get(Identifier<VNFPackage>("p1")) }
            #expect(after.value.userDefinedData == ["by": .string("one")])
            #expect(after.revision == seen.revision + 1)
        }
    }

    @Test("a database of a newer program is refused, and left as it is")
    func newer() async throws {
        try await TemporaryStore.run { bench in
            _ = try bench.sqlite3("INSERT INTO grdb_migrations VALUES ('999 what comes later')")
            let error = #expect(throws: ManifoldError.self) {
                try StateStore(path: bench.path, views: StandardBodies())
            }
            #expect(error?.message.contains("newer Manifold") == true)
            #expect(try bench.sqlite3("SELECT count(*) FROM grdb_migrations WHERE identifier LIKE '999%'") == "1")
        }
    }

    @Test("what can't be decoded is named and stays")
    func undecodable() async throws {
        try await TemporaryStore.run { bench in
            try await bench.store.transact { try $0.insert(TemporaryStore.package("p1")) }
            _ = try bench.sqlite3("UPDATE vnf_package SET model = CAST('{}' AS BLOB)")
            let error = await #expect(throws: ManifoldError.self) {
                try await bench.store.read { try $0.get(Identifier<VNFPackage>("p1")) }
            }
            #expect(error?.message.contains("VNF package p1") == true)
            #expect(try bench.sqlite3("SELECT count(*) FROM vnf_package") == "1")
        }
    }

    @Test("what is in use can't be deleted, and what is gone can't be referred to")
    func references() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            try await store.transact { transaction in
                try transaction.insert(TemporaryStore.package("p1"))
                try transaction.insert(TemporaryStore.instance("v1", of: "p1", name: "one"))
            }
            let inUse = await #expect(throws: ManifoldError.self) {
                try await store.transact { try $0.delete(Identifier<VNFPackage>("p1")) }
            }
            #expect(inUse?.message == "VNF package p1 is in use")
            let gone = await #expect(throws: ManifoldError.self) {
                try await store.transact {
                    try $0.insert(TemporaryStore.instance("v2", of: "p2", name: "two"))
                }
            }
            #expect(gone?.message.contains("VNF instance v2 refers to something that is gone") == true)
        }
    }
}
