import FoundationEssentials
import MANOModel
import SimulatedVIM
import Testing
import VIM

@Suite("Where a world comes from")
struct WorldSourceTests {
    @Test("A number, a file and a socket are told apart")
    func kinds() {
        #expect(SimulatedWorldSource("12") == .count(12))
        #expect(SimulatedWorldSource("unix:/run/w.sock") == .socket(path: "/run/w.sock"))
        #expect(SimulatedWorldSource("HOSTS.yaml") == .file(path: "HOSTS.yaml"))
    }

    @Test("A number makes that many hosts, a file those in it")
    func opened() async throws {
        #expect(try await SimulatedWorldSource("3").open().hosts().map(\.name) == ["sim-1", "sim-2", "sim-3"])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        try Data("hosts: [{ name: edge, count: 2 }]".utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        #expect(try await SimulatedWorldSource(path.path).open().hosts().map(\.name) == ["edge-1", "edge-2"])
    }

    @Test("What isn't there is told")
    func missing() async {
        await expectError(.unprocessable) { _ = try await SimulatedWorldSource("0").open() }
        await expectError(.notFound) { _ = try await SimulatedWorldSource("/nowhere/HOSTS.yaml").open() }
        await expectError(.unknown) { _ = try await SimulatedWorldSource("unix:/nowhere/w.sock").open() }
        await expectError(.unprocessable) { _ = try await SimulatedWorldSource("unix:/w.sock").makeWorld() }
    }

    @Test("Thousands of hosts answer in microseconds")
    func fast() async throws {
        let world = try SimulatedWorld(hosts: 5000)
        let clock = ContinuousClock()
        let calls = 5000
        let time = try await clock.measure {
            for index in 0..<calls {
                try await world.host("sim-\(index + 1)").createVolume(volume("v", owner: "o"))
            }
        }
        print("a call of a simulated host: \(time / calls)")
        #expect(time / calls < .milliseconds(1))
    }
}
