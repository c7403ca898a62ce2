import Foundation
import SwitchConnection
import SwitchTestBed
import Testing

@testable import OVSDB

@Suite(.enabled(if: SwitchTestBed.isAvailable, "a real Open vSwitch is needed"), .serialized)
struct RealServerTests {
    private static func bridge(_ name: String) -> [OVSDB.Operation] {
        [
            .insert(
                into: "Interface", row: ["name": .string(name), "type": .string("internal")], named: "interface"),
            .insert(
                into: "Port", row: ["name": .string(name), "interfaces": .namedUUID("interface")], named: "port"),
            .insert(
                into: "Bridge",
                row: [
                    "name": .string(name), "datapath_type": .string("netdev"), "fail_mode": .string("secure"),
                    "ports": .namedUUID("port"), "external_ids": .dictionary(["a": "1"]),
                ], named: "bridge"),
            .mutate(
                "Open_vSwitch", where: [], mutations: [Mutation("bridges", .insert, .set([.namedUUID("bridge")]))]),
        ]
    }

    @Test("a bridge made in one transaction is in effect when configure returns, and a monitor sees it")
    func configure() async throws {
        try await SwitchTestBed.with { bed in
            let client = OVSDBClient(address: .unix(path: bed.database))
            #expect(try await client.listDatabases().contains(OVSDBClient.openVSwitch))
            #expect(try await client.schema(of: OVSDBClient.openVSwitch)["name"] == .string("Open_vSwitch"))
            let updates = try await client.monitor(
                db: OVSDBClient.openVSwitch, ["Bridge": ["name", "external_ids"], "Interface": ["name", "ofport"]])
            var iterator = updates.makeAsyncIterator()
            #expect(try await iterator.next() == [])

            let results = try await client.configure(Self.bridge("br0"))
            #expect(results.count == 4)
            let id = try #require(results[2].insertedID)
            // In effect means: the switch answers on the bridge's own socket.
            #expect(FileManager.default.fileExists(atPath: bed.management(of: "br0")))

            let seen = try #require(try await iterator.next())
            let row = try #require(seen.first { $0.id == id })
            #expect(row.old == nil && row.new?["name"]?.string == "br0")
            #expect(row.new?["external_ids"]?.dictionary == ["a": "1"])

            let rows = try await client.transact(
                db: OVSDBClient.openVSwitch,
                [.select(from: "Interface", where: [Condition("name", .equal, .string("br0"))], columns: ["ofport"])])
            #expect(rows[0].rows[0]["ofport"]?.integer == 65534)
            await client.close()
        }
    }

    @Test("a dead or stopped server ends calls in time, and they work again once it lives")
    func deadServer() async throws {
        try await SwitchTestBed.with { bed in
            let client = OVSDBClient(address: .unix(path: bed.database))
            try await client.echo()
            bed.signalDatabase(SIGSTOP)
            await #expect(throws: OVSDBError.self) { try await client.echo(deadline: .milliseconds(200)) }
            bed.signalDatabase(SIGCONT)
            try await client.echo()
            bed.stopDatabase()
            try await Task.sleep(for: .milliseconds(50))
            do {
                try await client.echo()
                Issue.record("nobody answered, yet echo returned")
            } catch let error as OVSDBError {
                #expect(error.code == .unreachable)
            }
            try bed.startDatabase()
            try await client.echo()
        }
    }

    @Test("a dead switch leaves the configuration committed and the outcome unknown")
    func deadSwitch() async throws {
        try await SwitchTestBed.with { bed in
            bed.stopSwitch()
            let client = OVSDBClient(address: .unix(path: bed.database))
            do {
                _ = try await client.configure(Self.bridge("br0"), deadline: .milliseconds(300))
                Issue.record("nobody applied it, yet configure returned")
            } catch let error as OVSDBError {
                #expect(error.code == .unknown)
            }
            let rows = try await client.transact(
                db: OVSDBClient.openVSwitch, [.select(from: "Bridge", where: [], columns: ["name"])])
            #expect(rows[0].rows.count == 1)
        }
    }
}
