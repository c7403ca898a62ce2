import MANOModel
import SimulatedVIM
import Testing
import VIM

/// What every `VIMDriver` does; nothing here looks behind the protocol.
@Suite("A hypervisor's driver", .timeLimit(.minutes(1)))
struct HypervisorParityTests {
    @Test("Images come once by hash and go where nothing stands on them", arguments: Backend.allCases)
    func images(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            try await vim.ensureImage(image)
            try await vim.ensureImage(image)
            #expect(try await vim.images() == [image.hash])
            try await vim.createVolume(volume("v", owner: "o", image: image.hash))
            let error = await failure { try await vim.removeImage(hash: image.hash) }
            #expect(error?.code == .infrastructure)
            try await vim.removeVolume(name: "v")
            try await vim.removeImage(hash: image.hash)
            try await vim.removeImage(hash: image.hash)
            #expect(try await vim.images() == [])
        }
    }

    @Test("A volume made twice is one; another owner's is refused and named", arguments: Backend.allCases)
    func volumes(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            #expect(try await vim.volume(name: "v") == .absent)
            try await vim.createVolume(volume("v", owner: "o"))
            try await vim.createVolume(volume("v", owner: "o"))
            #expect(
                try await vim.volume(name: "v")
                    == .present(owner: "o", digest: try SpecificationDigest.of(volume("v", owner: "o"))))
            let other = await failure { try await vim.createVolume(volume("v", owner: "somebody")) }
            #expect(other?.code == .infrastructure)
            #expect(other?.message.contains("belongs to o") == true)
            let different = await failure { try await vim.createVolume(volume("v", owner: "o", size: 7)) }
            #expect(different?.code == .infrastructure)
            #expect(try await vim.inventory() == [OwnedResource(kind: .volume, name: "v", owner: "o")])
            try await vim.removeVolume(name: "v")
            try await vim.removeVolume(name: "v")
            #expect(try await vim.volume(name: "v") == .absent)
        }
    }

    @Test("A volume needs its image and room", arguments: Backend.allCases)
    func room(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            let noImage = await failure { try await vim.createVolume(volume("v", owner: "o", image: "ff")) }
            #expect(noImage?.message == "host a: volume v: image ff is not there")
            try await vim.createVolume(volume("v", owner: "o", size: 6 * gibibyte))
            let full = await failure { try await vim.createVolume(volume("w", owner: "o", size: 6 * gibibyte)) }
            #expect(full?.code == .infrastructure)
            #expect(try await vim.volume(name: "w") == .absent)
            #expect(try await vim.facts().storageFree == 4 * gibibyte)
        }
    }

    @Test("A guest goes from absent to running to absent, and tells it", arguments: Backend.allCases)
    func life(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            var events = vim.events().makeAsyncIterator()
            // A round trip, after which a remote world knows of the listener.
            _ = try await vim.facts()
            try await vim.createVolume(volume("v", owner: "o"))
            try await vim.createConfigDrive(drive("c", owner: "o"))
            let spec = guest("g", owner: "o", disks: ["v"], configDrive: "c")
            #expect(try await vim.guest(name: "g") == .absent)
            try await vim.startGuest(spec)
            try await vim.startGuest(spec)
            try await vim.awaitReady(guest: spec, deadline: .seconds(5))
            #expect(await events.next() == .guestStarted(name: "g", owner: "o"))
            let digest = try SpecificationDigest.of(spec)
            #expect(
                try await vim.guest(name: "g")
                    == .present(owner: "o", digest: digest, state: .running, reason: "booted"))
            #expect(Set(try await vim.inventory().map(\.name)) == ["g", "v", "c"])
            let inUse = await failure { try await vim.removeVolume(name: "v") }
            #expect(inUse?.message.contains("in use by guest g") == true)
            try await vim.removeGuest(name: "g", grace: .seconds(1))
            try await vim.removeGuest(name: "g", grace: nil)
            #expect(
                await events.next() == .guestStopped(name: "g", owner: "o", crashed: false, reason: "destroyed"))
            #expect(try await vim.guest(name: "g") == .absent)
            try await vim.removeVolume(name: "v")
            try await vim.removeVolume(name: "c")
            #expect(try await vim.inventory() == [])
        }
    }

    @Test("A guest that died is seen so, told so, and started again", arguments: Backend.allCases)
    func crash(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            let spec = guest("g", owner: "o")
            try await vim.startGuest(spec)
            var events = vim.events().makeAsyncIterator()
            _ = try await vim.facts()
            try await world.crashGuest(host: "a", name: "g", reason: "killed")
            #expect(await events.next() == .guestStopped(name: "g", owner: "o", crashed: true, reason: "killed"))
            guard case .present(_, _, .crashed, "killed") = try await vim.guest(name: "g") else {
                Issue.record("it is not seen as crashed")
                return
            }
            let error = await failure { try await vim.awaitReady(guest: spec, deadline: .seconds(1)) }
            #expect(error?.code == .infrastructure)
            try await vim.startGuest(spec)
            guard case .present(_, _, .running, _) = try await vim.guest(name: "g") else {
                Issue.record("it does not run again")
                return
            }
            let larger = guest("g", owner: "o", memory: 512 * mebibyte)
            await expectError(.infrastructure) { try await vim.startGuest(larger) }
            try await world.crashGuest(host: "a", name: "g", reason: "killed")
            try await vim.startGuest(larger)
            guard case .present("o", try SpecificationDigest.of(larger), .running, _) = try await vim.guest(name: "g")
            else {
                Issue.record("one that is stopped is not defined anew")
                return
            }
        }
    }

    @Test(
        "A guest is refused where its disks or bridges are missing, or its disks or name another's",
        arguments: Backend.allCases
    )
    func refusals(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            let missing = await failure { try await vim.startGuest(guest("g", owner: "o", disks: ["v"])) }
            #expect(missing?.message.contains("volume v is not there") == true)
            try await vim.createVolume(volume("v", owner: "somebody"))
            let stolen = await failure { try await vim.startGuest(guest("g", owner: "o", disks: ["v"])) }
            #expect(stolen?.message.contains("volume v belongs to somebody") == true)
            #expect(try await vim.guest(name: "g") == .absent)
            try await vim.startGuest(guest("g", owner: "o"))
            let taken = await failure { try await vim.startGuest(guest("g", owner: "p")) }
            #expect(taken?.message.contains("belongs to o, not to p") == true)
            var bridged = guest("b", owner: "o")
            bridged.interfaces = [
                GuestInterface(.linuxBridge("br9", port: "mfb"), macAddress: "02:00:00:00:00:01", cpdID: "cp")
            ]
            let unjoined = await failure { [bridged] in try await vim.startGuest(bridged) }
            #expect(unjoined?.message.contains("there is no bridge br9") == true)
            _ = try await world.call(.plant(host: "a", thing: .guest(name: "f")))
            _ = try await world.call(.plant(host: "a", thing: .volume(name: "w")))
            guard case .foreign = try await vim.guest(name: "f"), case .foreign = try await vim.volume(name: "w") else {
                Issue.record("what is not ours is not seen as foreign")
                return
            }
            await expectError(.infrastructure) { try await vim.startGuest(guest("f", owner: "o")) }
            await expectError(.infrastructure) { try await vim.removeGuest(name: "f", grace: nil) }
            await expectError(.infrastructure) { try await vim.createVolume(volume("w", owner: "o")) }
            await expectError(.infrastructure) { try await vim.removeVolume(name: "w") }
            #expect(!(try await vim.inventory().map(\.name)).contains { $0 == "f" || $0 == "w" })
        }
    }

    @Test("Memory, huge pages and cores are given to running guests once", arguments: Backend.allCases)
    func capacity(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            try await vim.startGuest(guest("g", owner: "o", memory: 2 * gibibyte, pinning: [1]))
            let memory = await failure { try await vim.startGuest(guest("h", owner: "p", memory: 2 * gibibyte)) }
            #expect(memory?.message.contains("1073741824 are free") == true)
            let core = await failure { try await vim.startGuest(guest("h", owner: "p", pinning: [1])) }
            #expect(core?.message.contains("core 1 belongs to guest g") == true)
            await expectError { try await vim.startGuest(guest("h", owner: "p", pinning: [4])) }
            try await vim.startGuest(guest("h", owner: "p", memory: gibibyte, hugepages: 2048))
            await expectError { try await vim.startGuest(guest("i", owner: "q", memory: 1, hugepages: 2048)) }
            try await vim.removeGuest(name: "g", grace: nil)
            try await vim.startGuest(guest("i", owner: "q", memory: 2 * gibibyte, pinning: [1]))
        }
    }

    @Test("A guest is ready after its time, and not before", arguments: Backend.allCases)
    func readiness(_ backend: Backend) async throws {
        try await withWorld(backend, settings: SimulationSettings(readyAfter: 60_000)) { world in
            let vim: any VIMDriver = world.host("a")
            let clock = ContinuousClock()
            let spec = guest("g", owner: "o")
            let start = clock.now
            try await vim.startGuest(spec)
            let early = await failure { try await vim.awaitReady(guest: spec, deadline: .milliseconds(10)) }
            #expect(early?.code == .timeout)
            try await world.configure(SimulationSettings(readyAfter: 100))
            try await vim.awaitReady(guest: spec, deadline: .seconds(5))
            #expect(clock.now - start >= .milliseconds(99))
            let quick = guest("q", owner: "p", probe: .none)
            try await vim.startGuest(quick)
            try await vim.awaitReady(guest: quick, deadline: .zero)
        }
    }

    @Test("A guest that isn't there is never ready and has no counters", arguments: Backend.allCases)
    func absent(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let vim: any VIMDriver = world.host("a")
            let error = await failure {
                try await vim.awaitReady(guest: guest("g", owner: "o"), deadline: .seconds(1))
            }
            #expect(error?.code == .infrastructure)
            await expectError(.unknown) { _ = try await vim.guestCounters(name: "g") }
        }
    }
}
