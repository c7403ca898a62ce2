import Foundation
import MANOModel
import Store
import Testing

@Suite("Migrations", .timeLimit(.minutes(1)))
struct MigrationTests {
    @Test("a host of a database from before groups and devices can be read, and is asked again what it is")
    func hosts() async throws {
        try await TemporaryStore.run { bench in
            try await bench.store.transact { try $0.insert(TemporaryStore.host("h1")) }
            try bench.store.close()
            let before = """
                DELETE FROM grdb_migrations WHERE identifier LIKE '5 %';
                DROP INDEX claim_exclusive;
                CREATE UNIQUE INDEX claim_exclusive ON claim(kind, scope, key) WHERE kind = 'core';
                UPDATE host SET model = CAST(json_set(json_remove(CAST(model AS TEXT), '$.groups', '$.traits',
                    '$.reservedCPUs', '$.physicalNetworks'),
                    '$.facts', json('{"cpuModel":"old","numaNodes":[{"id":0,"cores":[0,1],"memory":1024}]}')) AS BLOB)
                """
            #expect(try bench.sqlite3(before) == "")

            let store = try StateStore(path: bench.path, views: StandardBodies())
            var expected = TemporaryStore.host("h1")
            expected.facts = nil
            let wanted = expected
            #expect(try await store.read { try $0.host("h1").value } == wanted)
            try store.close()
            #expect(
                try bench.sqlite3(
                    "SELECT count(*) FROM sqlite_schema WHERE name = 'claim_exclusive' AND sql LIKE '%device%'")
                    == "1")
        }
    }
}
