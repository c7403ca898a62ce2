import FoundationEssentials
import Glibc
import Libvirt
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

/// On libvirt's test driver: everything of a guest but the guest. Domains of the driver are shared by all tests of the
/// process, so each test has names of its own.
@Suite("LibvirtDriver on test:///default", .timeLimit(.minutes(1)))
struct LibvirtDriverTests {
    private func withDriver(_ body: (LibvirtDriver) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "h1", uri: "test:///default", storageFolder: "\(folder)/pool/", document: .minimal)
            try await body(driver)
            await driver.close()
        }
    }

    private func define(_ name: String, _ driver: LibvirtDriver) async throws {
        let xml = "<domain type='test'><name>\(name)</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        try await driver.host.change { _ = try $0.defineDomain(xml: xml) }
    }

    @Test("a guest is started once, seen with its mark, and removed without a trace")
    func lifecycle() async throws {
        try await withDriver { driver in
            let guest = GuestSpec.plain("mflife")
            #expect(try await driver.guest(name: "mflife") == .absent)
            try await driver.startGuest(guest)
            try await driver.startGuest(guest)
            let digest = try SpecificationDigest.of(guest)
            #expect(
                try await driver.guest(name: "mflife")
                    == .present(owner: "owner-of-mflife", digest: digest, state: .running, reason: ""))
            #expect(
                try await driver.inventory().contains(
                    OwnedResource(kind: .guest, name: "mflife", owner: "owner-of-mflife")))
            try await driver.removeGuest(name: "mflife", grace: nil)
            try await driver.removeGuest(name: "mflife", grace: nil)
            #expect(try await driver.guest(name: "mflife") == .absent)
        }
    }

    @Test("a guest that is defined but stopped is started; one with another specification is replaced while it is off")
    func restart() async throws {
        try await withDriver { driver in
            var guest = GuestSpec.plain("mfrestart")
            try await driver.startGuest(guest)
            try await driver.host.change { try $0.domain(named: "mfrestart").destroy() }
            guard case .present(_, _, .stopped, let reason) = try await driver.guest(name: "mfrestart") else {
                Issue.record("the guest is not seen as stopped")
                return
            }
            #expect(reason == "stopped from outside")
            try await driver.startGuest(guest)
            guest.vCPUs = 2
            let error = await #expect(throws: ManifoldError.self) { try await driver.startGuest(guest) }
            #expect(error?.message == "guest mfrestart on host h1 runs with another specification")
            try await driver.host.change { try $0.domain(named: "mfrestart").destroy() }
            try await driver.startGuest(guest)
            let digest = try SpecificationDigest.of(guest)
            #expect(
                try await driver.guest(name: "mfrestart")
                    == .present(owner: "owner-of-mfrestart", digest: digest, state: .running, reason: ""))
            try await driver.removeGuest(name: "mfrestart", grace: nil)
        }
    }

    @Test("a domain that isn't ours is named and left alone")
    func foreign() async throws {
        try await withDriver { driver in
            try await define("mfforeign", driver)
            #expect(try await driver.guest(name: "mfforeign") == .foreign("mfforeign"))
            for act in [
                { try await driver.startGuest(.plain("mfforeign")) },
                { try await driver.removeGuest(name: "mfforeign", grace: nil) },
            ] {
                let error = await #expect(throws: ManifoldError.self) { try await act() }
                #expect(error?.message == "domain mfforeign on host h1 is there and is not Manifold's")
            }
            #expect(try await driver.inventory().allSatisfy { $0.name != "mfforeign" })
            try await driver.host.change { try $0.domain(named: "mfforeign").undefine() }
        }
    }

    @Test("a guest of another owner is named and left alone")
    func otherOwner() async throws {
        try await withDriver { driver in
            try await driver.startGuest(.plain("mfowned", owner: "a"))
            let error = await #expect(throws: ManifoldError.self) {
                try await driver.startGuest(.plain("mfowned", owner: "b"))
            }
            #expect(error?.message == "guest mfowned on host h1 belongs to a, not to b")
            #expect(error?.code == .infrastructure)
            try await driver.removeGuest(name: "mfowned", grace: nil)
        }
    }

    @Test("a host that gives no answer is unknown, not absent")
    func unreachable() async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "h2", uri: "qemu+unix:///system?socket=\(folder)/none", storageFolder: folder,
                document: .minimal)
            let error = await #expect(throws: ManifoldError.self) { try await driver.guest(name: "mfx") }
            #expect(error?.code == .unknown)
            #expect(error?.message.contains("h2") == true)
            await driver.close()
        }
    }

    @Test("events tell of our guests and of no others")
    func events() async throws {
        await TestDriverEvents.keepFlowing()
        try await withDriver { driver in
            var events = driver.events().makeAsyncIterator()
            #expect(await events.next() == .connected)
            #expect(await events.next() == .resync)
            try await define("mfnotours", driver)
            try await driver.host.change {
                let domain = try $0.domain(named: "mfnotours")
                try domain.create()
                try domain.destroy()
                try domain.undefine()
            }
            let guest = GuestSpec.plain("mfevents", owner: "owner-e")
            try await driver.startGuest(guest)
            try await driver.host.change { try $0.domain(named: "mfevents").destroy() }
            var seen: [VIMEvent] = []
            while seen.count < 2, let event = await events.next() {
                switch event {
                case .guestStarted("mfnotours", _), .guestStopped("mfnotours", _, _, _),
                    .guestStarted("mfevents", _), .guestStopped("mfevents", _, _, _):
                    seen.append(event)
                default: continue
                }
            }
            #expect(
                seen == [
                    .guestStarted(name: "mfevents", owner: "owner-e"),
                    .guestStopped(
                        name: "mfevents", owner: "owner-e", crashed: false, reason: "stopped from outside"),
                ])
            try await driver.removeGuest(name: "mfevents", grace: nil)
        }
    }

    @Test("volumes, config drives and images go through the driver as through the storage")
    func volumes() async throws {
        try await withDriver { driver in
            let volume = VolumeSpec(name: "mfvol", owner: "o", size: 1 << 20, imageHash: nil, imageFormat: nil)
            let drive = ConfigDriveSpec(
                name: "mfseed", owner: "o", metaData: "instance-id: i", userData: "#!", networkConfig: "version: 2")
            try await driver.createVolume(volume)
            try await driver.createConfigDrive(drive)
            #expect(
                try await driver.volume(name: "mfseed")
                    == .present(owner: "o", digest: try SpecificationDigest.of(drive)))
            let names = try await driver.inventory().filter { $0.kind == .volume }.map(\.name)
            #expect(names == ["mfseed", "mfvol"])
            try await driver.removeVolume(name: "mfvol")
            try await driver.removeVolume(name: "mfseed")
            try await driver.removeVolume(name: "mfseed")
            #expect(try await driver.inventory().allSatisfy { $0.kind != .volume })
            #expect(try await driver.images().isEmpty)
            let missing = ImageSource(hash: String(repeating: "0", count: 64), path: "/none", format: "raw", size: 1)
            let error = await #expect(throws: ManifoldError.self) { try await driver.ensureImage(missing) }
            #expect(error?.code == .infrastructure)
            #expect(error?.cause?.contains("/none") == true)
        }
    }

    @Test("facts come from the host itself")
    func facts() async throws {
        try await withDriver { driver in
            let facts = try await driver.facts()
            #expect(facts.cores > 0)
            #expect(facts.memory > 0)
            #expect(facts.storageCapacity >= facts.storageFree && facts.storageFree > 0)
            #expect(!facts.kvm)
            #expect(facts.hypervisorVersion.hasPrefix("libvirt "))
        }
    }

    @Test(
        "a URI that names another machine is not local",
        arguments: [
            ("qemu:///system", true), ("qemu+unix:///system?socket=/x", true), ("test:///default", true),
            ("qemu+ssh://root@h/system", false), ("qemu+tcp:///system", false), ("qemu://h/system", false), ("", false),
        ])
    func local(uri: String, isLocal: Bool) {
        #expect(LibvirtDriver.isLocal(uri) == isLocal)
    }
}
