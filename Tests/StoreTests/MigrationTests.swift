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

    @Test("a database from before revisions of hosts keeps its hosts with what they are, and takes revisions")
    func hostChanges() async throws {
        try await TemporaryStore.run { bench in
            let host = TemporaryStore.host("h1")
            try await bench.store.transact { try $0.insert(host) }
            try bench.store.close()
            let before = """
                DELETE FROM grdb_migrations WHERE identifier LIKE '6 %';
                DROP TABLE host_change;
                UPDATE host SET model = CAST(json_remove(CAST(model AS TEXT), '$.facts.offlineCPUs', '$.facts.bonds',
                    '$.facts.neighbours', '$.facts.mediatedDevices', '$.facts.vdpaDevices', '$.facts.storagePools',
                    '$.facts.notKnown', '$.facts.networkSwitch.ports', '$.facts.networkSwitch.bonds',
                    '$.facts.networkSwitch.notKnown') AS BLOB)
                """
            #expect(try bench.sqlite3(before) == "")

            let store = try StateStore(path: bench.path, views: StandardBodies())
            #expect(try await store.read { try $0.host("h1").value } == host)
            #expect(try await store.read { try $0.hostChanges("h1") }.isEmpty)
            try await store.transact { try $0.addChange(["one", "two"], of: "h1") }
            #expect(try await store.read { try $0.hostChanges("h1").map(\.changes) } == [["one", "two"]])
            try store.close()
        }
    }
}
