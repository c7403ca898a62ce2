import MANOModel
import SimulatedVIM
import Testing
import VIM

@Suite("A world in a process of its own", .timeLimit(.minutes(1)))
struct RemoteWorldTests {
    @Test("The world outlives its users")
    func outlives() async throws {
        let path = socketPath()
        try await withServer(try SimulatedWorld(hosts: 1), path: path) {
            let first = try await SimulatedWorldClient.connect(path: path)
            try await first.host("sim-1").startGuest(guest("g", owner: "o"))
            await first.close()
            await expectError(.unknown) { _ = try await first.hosts() }
            let second = try await SimulatedWorldClient.connect(path: path)
            #expect(try await second.host("sim-1").inventory() == [OwnedResource(kind: .guest, name: "g", owner: "o")])
            await second.close()
        }
    }

    @Test("What was asked before a user went away is still done")
    func inFlight() async throws {
        let path = socketPath()
        let world = try SimulatedWorld(hosts: 1, settings: SimulationSettings(delays: ["createVolume": 500]))
        try await withServer(world, path: path) {
            let client = try await SimulatedWorldClient.connect(path: path)
            let call = Task { try await client.host("sim-1").createVolume(volume("v", owner: "o")) }
            try await Task.sleep(for: .milliseconds(250))
            await client.close()
            await expectError(.unknown) { try await call.value }
            for _ in 0..<500 {
                if case .present = try await world.host("sim-1").volume(name: "v") { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("the act was not done")
        }
    }

    @Test("A client comes back by itself, says what happened, and goes on")
    func reconnects() async throws {
        let path = socketPath()
        let world = try SimulatedWorld(hosts: 1)
        var client: SimulatedWorldClient?
        var stream: AsyncStream<VIMEvent>?
        try await withServer(world, path: path) {
            client = try await SimulatedWorldClient.connect(path: path)
            stream = client?.host("sim-1").events()
        }
        let other = try #require(client)
        var events = try #require(stream).makeAsyncIterator()
        guard case .disconnected = await events.next() else {
            Issue.record("it did not tell")
            return
        }
        await expectError(.unknown) { _ = try await other.hosts() }
        try await withServer(world, path: path) {
            #expect(await events.next() == .connected)
            #expect(await events.next() == .resync)
            try await other.host("sim-1").startGuest(guest("g", owner: "o"))
            #expect(await events.next() == .guestStarted(name: "g", owner: "o"))
            await other.close()
            #expect(await events.next() == nil)
        }
    }

    @Test("One path has one world; without one the error says how to start it")
    func paths() async throws {
        let path = socketPath()
        let nobody = await failure { _ = try await SimulatedWorldClient.connect(path: path) }
        #expect(nobody?.code == .unknown)
        #expect(nobody?.remedy?.contains("manifold simulate") == true)
        let world = try SimulatedWorld(hosts: 1)
        try await withServer(world, path: path) {
            let second = await failure { try await withServer(world, path: path) {} }
            #expect(second?.code == .conflict)
        }
        let folder = await failure { try await withServer(world, path: "/nowhere/at/all.sock") {} }
        #expect(folder?.code == .infrastructure)
    }

    @Test("Hundreds of calls at once are each answered, and large ones too")
    func concurrent() async throws {
        try await withWorld(.remote) { world in
            let vim = world.host("b")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<300 {
                    group.addTask {
                        try await vim.createVolume(volume("v\(index)", owner: "o\(index)", size: 1))
                        guard case .present("o\(index)", _) = try await vim.volume(name: "v\(index)") else {
                            throw ManifoldError(.internal, "the answer is another's")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let large = ConfigDriveSpec(
                name: "c", owner: "o", metaData: String(repeating: "x\n", count: 1 << 20), userData: "",
                networkConfig: "")
            try await vim.createConfigDrive(large)
            let inventory: [OwnedResource] = try await vim.inventory()
            #expect(inventory.count == 301)
            #expect(try await world.dump(.full).utf8.count > 2 << 20)
        }
    }
}
