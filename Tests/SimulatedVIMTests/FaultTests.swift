import Dataplane
import MANOModel
import SimulatedVIM
import Testing
import VIM

@Suite("Delays and faults", .timeLimit(.minutes(1)))
struct FaultTests {
    private func one(_ kind: SimulatedFault.Kind, action: String = "createVolume", times: Int? = 1)
        -> SimulationSettings
    {
        SimulationSettings(faults: [SimulatedFault(action: action, kind: kind, error: "no", times: times)])
    }

    @Test("A refusal is told, does nothing, and is over after its times", arguments: Backend.allCases)
    func fail(_ backend: Backend) async throws {
        try await withWorld(backend, settings: one(.fail, times: 2)) { world in
            let vim = world.host("a")
            for _ in 0..<2 {
                let error = await failure { try await vim.createVolume(volume("v", owner: "o")) }
                #expect(error?.code == .infrastructure)
                #expect(error?.message == "host a: createVolume: no")
                #expect(try await vim.volume(name: "v") == .absent)
            }
            try await vim.createVolume(volume("v", owner: "o"))
            #expect(try await world.settings().faults == [])
        }
    }

    @Test("A host that can't be asked does nothing", arguments: Backend.allCases)
    func unknown(_ backend: Backend) async throws {
        try await withWorld(backend, settings: one(.unknown)) { world in
            let vim = world.host("a")
            await expectError(.unknown) { try await vim.createVolume(volume("v", owner: "o")) }
            let seen = try await vim.volume(name: "v")
            #expect(seen == .absent)
        }
    }

    @Test("A lost answer leaves the act done", arguments: Backend.allCases)
    func answerLost(_ backend: Backend) async throws {
        try await withWorld(backend, settings: one(.answerLost)) { world in
            let vim = world.host("a")
            await expectError(.unknown) { try await vim.createVolume(volume("v", owner: "o")) }
            guard case .present = try await vim.volume(name: "v") else {
                Issue.record("the act was not done")
                return
            }
            try await vim.createVolume(volume("v", owner: "o"))
        }
    }

    @Test("A hanging host has acted and never answers", arguments: Backend.allCases)
    func hang(_ backend: Backend) async throws {
        try await withWorld(backend, settings: one(.hang)) { world in
            let vim = world.host("a")
            let answered = await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    // Not part of the group: it never ends, and no cancellation reaches it.
                    let call = Task { try? await vim.createVolume(volume("v", owner: "o")) }
                    let (answer, signal) = AsyncStream.makeStream(of: Void.self)
                    Task {
                        _ = await call.value
                        signal.yield()
                    }
                    for await _ in answer { return true }
                    return false
                }
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(150))
                    return false
                }
                let first = await group.next() ?? true
                group.cancelAll()
                return first
            }
            #expect(!answered)
            guard case .present = try await vim.volume(name: "v") else {
                Issue.record("the act was not done")
                return
            }
        }
    }

    @Test("A guest that is to crash starts, and dies later", arguments: Backend.allCases)
    func crashAfter(_ backend: Backend) async throws {
        let fault = SimulatedFault(action: "startGuest", name: "title of g", kind: .crashAfter, times: 1, after: 30)
        try await withWorld(backend, settings: SimulationSettings(faults: [fault])) { world in
            let vim = world.host("a")
            var events = vim.events().makeAsyncIterator()
            let _: HostFacts = try await vim.facts()
            try await vim.startGuest(guest("h", owner: "p"))
            try await vim.startGuest(guest("g", owner: "o"))
            #expect(await events.next() == .guestStarted(name: "h", owner: "p"))
            #expect(await events.next() == .guestStarted(name: "g", owner: "o"))
            guard case .guestStopped("g", "o", true, _) = await events.next() else {
                Issue.record("it did not crash")
                return
            }
        }
    }

    @Test("A fault meets only its host and name")
    func matching() async throws {
        let fault = SimulatedFault(action: "*", host: "a", name: "vict", kind: .fail)
        try await withWorld(.inProcess, settings: SimulationSettings(faults: [fault])) { world in
            try await world.host("b").createVolume(volume("victim", owner: "o"))
            try await world.host("a").createVolume(volume("v", owner: "o"))
            for _ in 0..<3 {
                await expectError { try await world.host("a").createVolume(volume("victim", owner: "o")) }
            }
        }
    }

    @Test("Delays hold a call back without holding others", arguments: Backend.allCases)
    func delays(_ backend: Backend) async throws {
        try await withWorld(backend, settings: SimulationSettings(delays: ["createVolume": 500, "*": 1])) { world in
            let vim = world.host("b")
            let clock = ContinuousClock()
            let time = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<20 {
                        group.addTask { try await vim.createVolume(volume("v\(index)", owner: "o")) }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(time >= .milliseconds(500))
            #expect(time < .seconds(8))
        }
    }

    @Test("A caller that gives up doesn't undo what is on its way")
    func cancelled() async throws {
        try await withWorld(.inProcess, settings: SimulationSettings(delays: ["createVolume": 50])) { world in
            let vim = world.host("a")
            let call = Task { try await vim.createVolume(volume("v", owner: "o")) }
            try await Task.sleep(for: .milliseconds(10))
            call.cancel()
            try await call.value
            guard case .present = try await vim.volume(name: "v") else {
                Issue.record("the act was not done")
                return
            }
        }
    }

    @Test("An unreachable host is unknown, tells it, and keeps what it has", arguments: Backend.allCases)
    func unreachable(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim = world.host("a")
            try await vim.createVolume(volume("v", owner: "o"))
            var events = vim.events().makeAsyncIterator()
            let _: HostFacts = try await vim.facts()
            _ = try await world.call(.setReachable(host: "a", isReachable: false))
            await expectError(.unknown) { _ = try await vim.volume(name: "v") }
            await expectError(.unknown) { try await vim.ensureBridge() }
            guard case .disconnected = await events.next() else {
                Issue.record("it did not tell")
                return
            }
            _ = try await world.call(.setReachable(host: "a", isReachable: true))
            #expect(await events.next() == .connected)
            #expect(await events.next() == .resync)
            guard case .present = try await vim.volume(name: "v") else {
                Issue.record("it lost what it had")
                return
            }
        }
    }

    @Test("Listeners that are cancelled while events come hold nothing up", arguments: Backend.allCases)
    func comingAndGoing(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim = world.host("a")
            let flood = Task {
                for _ in 0..<200 {
                    _ = try await world.call(.setReachable(host: "a", isReachable: false))
                    _ = try await world.call(.setReachable(host: "a", isReachable: true))
                }
            }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    let listener = Task { for await _ in vim.events() {} }
                    group.addTask {
                        await Task.yield()
                        listener.cancel()
                        await listener.value
                    }
                }
            }
            try await flood.value
        }
    }

    @Test("A host that isn't in the world is not found", arguments: Backend.allCases)
    func noHost(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            await expectError(.notFound) { let _: HostFacts = try await world.host("z").facts() }
            let hosts = try await world.hosts()
            #expect(hosts.map(\.name) == ["a", "b"])
        }
    }

    @Test(
        "Settings are replaced while the world runs; wrong ones are refused with every reason",
        arguments: Backend.allCases)
    func settings(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let good = SimulationSettings(
                delays: ["startGuest": 1], readyAfter: 2,
                faults: [SimulatedFault(action: "*", host: "b", kind: .unknown)])
            try await world.configure(good)
            #expect(try await world.settings() == good)
            let bad = SimulationSettings(
                delays: ["start": 1, "facts": -1], readyAfter: -1,
                faults: [SimulatedFault(action: "stop", host: "z", kind: .fail, times: 0)])
            let error = await failure { try await world.configure(bad) }
            #expect(error?.code == .unprocessable)
            #expect(
                error?.message == "delays: facts can't take -1 ms; delays: there is no action start; "
                    + "readyAfter: -1 ms is before the start; faults[0]: there is no action stop; "
                    + "faults[0]: there is no host z; faults[0]: 0 times is never")
            #expect(try await world.settings() == good)
        }
    }
}
