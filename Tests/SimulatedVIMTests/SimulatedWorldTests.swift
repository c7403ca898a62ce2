import MANOModel
import SimulatedVIM
import Testing
import VIM

@Suite("A simulated world")
struct SimulatedWorldTests {
    @Test("A number makes that many standard hosts; none and two of one name are refused")
    func hosts() async throws {
        #expect(try await SimulatedWorld(hosts: 3).hosts().map(\.name) == ["sim-1", "sim-2", "sim-3"])
        await expectError(.unprocessable) { _ = try SimulatedWorld(hosts: 0) }
        await expectError(.unprocessable) { _ = try SimulatedWorld(hosts: [.standard("a"), .standard("a")]) }
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
