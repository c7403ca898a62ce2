import Dataplane
import MANOModel
import SimulatedVIM
import Testing
import VIM

@Suite("Dumps of a world")
struct WorldDumpTests {
    /// A guest with everything around it, its ids made from a seed.
    private func fill(_ world: SimulatedWorld, seed: String, memory: Int64 = gibibyte) async throws {
        let host = world.host("sim-1")
        let owner = "vnfc-\(seed)"
        try await host.ensureImage(image)
        try await host.createVolume(volume("mfv\(seed)", owner: owner, image: image.hash))
        try await host.createConfigDrive(drive("mfc\(seed)", owner: owner))
        try await host.ensureBridge()
        try await host.attachPorts([port("mfp\(seed)", owner: owner, number: 10)])
        try await host.ensureEndpoint(endpoint("mfe\(seed)", owner: "net-\(seed)", number: 1))
        var spec = guest(
            "mfg\(seed)", owner: owner, memory: memory, disks: ["mfv\(seed)"], configDrive: "mfc\(seed)",
            ports: ["mfp\(seed)"])
        spec.title = "vfw-0 of secure-access"
        try await host.startGuest(spec)
        try await host.applyGraph(graph("fg-\(seed)", instances: [owner]))
    }

    @Test("Worlds that differ in ids only have one normalised dump")
    func normalised() async throws {
        let (one, two, other) = (
            try SimulatedWorld(hosts: 3), try SimulatedWorld(hosts: 3), try SimulatedWorld(hosts: 3)
        )
        try await fill(one, seed: "1")
        try await fill(two, seed: "2")
        try await fill(other, seed: "1", memory: 2 * gibibyte)
        let text = try await one.dump()
        #expect(try await two.dump() == text)
        #expect(try await other.dump() != text)
        #expect(text.contains("vfw-0 of secure-access"))
        #expect(!text.contains("mfg1"))
        #expect(!text.contains("sim-2"))
        #expect(try await one.dump(.full).contains("mfg1"))
    }

    @Test("What is taken away leaves nothing behind, what is left is seen")
    func leftovers() async throws {
        let world = try SimulatedWorld(hosts: 2)
        #expect(try await world.dump() == "{\n\n}")
        let host = world.host("sim-1")
        try await fill(world, seed: "1")
        try await host.removeGraph(id: "fg-1")
        try await host.removeGuest(name: "mfg1", grace: nil)
        try await host.removeEndpoint(endpoint("mfe1", owner: "net-1", number: 1))
        #expect(try await world.dump().contains("unusedVolumes"))
        #expect(try await world.dump().contains("unusedPorts"))
        try await host.detachPorts(names: ["mfp1"])
        try await host.removeVolume(name: "mfv1")
        try await host.removeVolume(name: "mfc1")
        let left = try await world.dump()
        for part in ["unusedVolumes", "unusedPorts", "guests", "graphs", "endpoints"] { #expect(!left.contains(part)) }
    }
}
