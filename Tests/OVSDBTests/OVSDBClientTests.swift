import Foundation
import SwitchConnection
import Testing

@testable import OVSDB

@Suite struct OVSDBClientTests {
    private static func code(_ body: () async throws -> Void) async -> OVSDBError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? OVSDBError)?.code
        }
    }

    @Test("a server that isn't there is unreachable, not unknown")
    func absent() async {
        let client = OVSDBClient(address: .unix(path: "/tmp/mft-nobody.sock"))
        #expect(await Self.code { try await client.echo() } == .unreachable)
    }

    @Test("a silent server ends the call as unknown at its deadline")
    func silent() async throws {
        try await FakeServer.with({ _ in [] }) { server in
            let client = OVSDBClient(address: server.address)
            let start = ContinuousClock.now
            #expect(await Self.code { try await client.echo(deadline: .milliseconds(100)) } == .unknown)
            #expect(start.duration(to: .now) < .seconds(60))
        }
    }

    @Test("a cut connection ends the call as unknown, and the next call connects again")
    func reconnect() async throws {
        let answer: FakeServer.Answer = { message in
            switch message {
            case .request(_, "list_dbs", _): [.notification(method: "hang up", params: [])]
            case .request(let id, _, let params): [.response(id: id, result: .array(params), error: .null)]
            default: []
            }
        }
        try await FakeServer.with(answer) { server in
            let client = OVSDBClient(address: server.address)
            #expect(await Self.code { _ = try await client.listDatabases() } == .unknown)
            try await client.echo()
        }
    }

    @Test("calls side by side share the connection and get their own answers")
    func sideBySide() async throws {
        let answer: FakeServer.Answer = { message in
            guard case .request(let id, _, let params) = message else { return [] }
            return [.response(id: id, result: .array([.object(["rows": .array([params[1]])])]), error: .null)]
        }
        try await FakeServer.with(answer) { server in
            let client = OVSDBClient(address: server.address)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let results = try await client.transact(db: "D", [.comment("\(index)")])
                        #expect(results[0].rows[0]["comment"]?.string == "\(index)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("an error in a transaction names the operation and keeps the server's word")
    func refused() async throws {
        let answer: FakeServer.Answer = { message in
            guard case .request(let id, _, _) = message else { return [] }
            let error = JSONValue.object(["error": .string("constraint violation"), "details": .string("why")])
            return [.response(id: id, result: .array([.object([:]), error, .null]), error: .null)]
        }
        try await FakeServer.with(answer) { server in
            let client = OVSDBClient(address: server.address)
            do {
                _ = try await client.transact(db: "D", [.comment("a"), .comment("b"), .comment("c")])
                Issue.record("it did not throw")
            } catch let error as OVSDBError {
                #expect(error.code == .refused && error.reason == "constraint violation")
                #expect(error.message.contains("operation 2 of 3") && error.message.contains("why"))
            }
        }
    }

    @Test("an answer that isn't JSON ends the call as malformed")
    func garbage() async throws {
        let answer: FakeServer.Answer = { message in
            guard case .request(let id, _, _) = message else { return [] }
            return [.response(id: id, result: .string("no array"), error: .null)]
        }
        try await FakeServer.with(answer) { server in
            let client = OVSDBClient(address: server.address)
            #expect(await Self.code { _ = try await client.transact(db: "D", []) } == .malformed)
        }
    }

    @Test("a closed client takes nothing more")
    func closed() async throws {
        let answer: FakeServer.Answer = { message in
            guard case .request(let id, "list_dbs", _) = message else { return [] }
            return [.response(id: id, result: .array([]), error: .null)]
        }
        try await FakeServer.with(answer) { server in
            let client = OVSDBClient(address: server.address)
            _ = try await client.listDatabases()
            async let pending = Self.code { try await client.echo() }
            try await Task.sleep(for: .milliseconds(200))
            await client.close()
            #expect(await pending == .unknown)
            #expect(await Self.code { try await client.echo() } == .unreachable)
        }
    }
}
