import BlockingPool
import Crypto
import FoundationEssentials
import Glibc
import Libvirt
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

/// A libvirtd with QEMU that tests may start guests on.
private let uri = ProcessInfo.processInfo.environment["MANIFOLD_LIBVIRT_URI"]

@Suite(
    "LibvirtDriver on QEMU", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: uri != nil, "MANIFOLD_LIBVIRT_URI names no libvirtd: start one with Deploy/lab"))
struct RealGuestTests {
    private func withDriver(_ body: (LibvirtDriver, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "lab", uri: try #require(uri), storageFolder: "\(folder)/pool")
            do {
                try await body(driver, folder)
                try await clean(driver)
            } catch {
                try? await clean(driver)
                throw error
            }
        }
    }

    private func clean(_ driver: LibvirtDriver) async throws {
        let volumes = driver.storage.layout.volumes
        for resource in try await driver.inventory() where resource.name.hasPrefix("mfreal-") {
            try await driver.removeGuest(name: resource.name, grace: nil)
        }
        try await driver.releaseStorage()
        try await driver.releaseStorage()
        let pool = ExternalName.make(kind: "pool", owner: volumes)
        await #expect(throws: LibvirtError.self, "the pool is still there") {
            try await driver.host.query { _ = try $0.storagePool(named: pool) }
        }
        await driver.close()
    }

    /// A kernel that prints `ready`, in the host's pool.
    private func tiny(_ driver: LibvirtDriver, _ folder: String) async throws -> GuestSpec.Boot {
        let bytes = TinyKernel.image(printing: "FIRST LINE\nGUEST-READY tiny\n")
        let hash = SHA256.hash(data: bytes).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        let path = "\(folder)/tiny"
        try FileSystem.replace(path, with: bytes, staging: folder)
        try await driver.ensureImage(ImageSource(hash: hash, path: path, format: "kernel", size: Int64(bytes.count)))
        return .kernel(imageHash: hash, arguments: "console=ttyS0")
    }

    private func guest(_ name: String, _ boot: GuestSpec.Boot, pattern: String = "^GUEST-READY") -> GuestSpec {
        var guest = GuestSpec.plain(name, readiness: Readiness(probe: .serial(pattern: pattern), timeout: 60))
        guest.boot = boot
        return guest
    }

    /// The process of a guest that this test started.
    private func process(of guest: String) throws -> pid_t? {
        for entry in try FileSystem.names(in: "/proc") {
            guard let pid = pid_t(entry), let line = try? FileSystem.read("/proc/\(pid)/cmdline") else { continue }
            if String(decoding: line, as: UTF8.self).contains("guest=\(guest),") { return pid }
        }
        return nil
    }

    @Test("a guest boots, prints its line, is seen running, and leaves nothing")
    func lifecycle() async throws {
        try await withDriver { driver, folder in
            let guest = guest("mfreal-life", try await tiny(driver, folder))
            try await driver.startGuest(guest)
            try await driver.awaitReady(guest: guest, deadline: .seconds(60))
            let digest = try SpecificationDigest.of(guest)
            #expect(
                try await driver.guest(name: guest.name)
                    == .present(owner: guest.owner, digest: digest, state: .running, reason: ""))
            try await driver.startGuest(guest)
            try await driver.removeGuest(name: guest.name, grace: nil)
            #expect(try await driver.guest(name: guest.name) == .absent)
            #expect(try FileSystem.names(in: driver.storage.layout.logs).isEmpty)
            #expect(try FileSystem.names(in: driver.storage.layout.run).isEmpty)
            #expect(try process(of: guest.name) == nil)
        }
    }

    @Test("the death of a guest's QEMU is told at once, as a crash, and the guest can be started again")
    func crash() async throws {
        try await withDriver { driver, folder in
            var events = driver.events().makeAsyncIterator()
            #expect(await events.next() == .connected)
            #expect(await events.next() == .resync)
            let guest = guest("mfreal-crash", try await tiny(driver, folder))
            try await driver.startGuest(guest)
            try await driver.awaitReady(guest: guest, deadline: .seconds(60))
            #expect(await events.next() == .guestStarted(name: guest.name, owner: guest.owner))
            let pid = try #require(try process(of: guest.name))
            let clock = ContinuousClock()
            let killed = clock.now
            kill(pid, SIGKILL)
            guard case .guestStopped(guest.name, guest.owner, crashed: true, _) = await events.next() else {
                Issue.record("no word of the crash")
                return
            }
            #expect(clock.now - killed < .seconds(5))
            guard case .present(_, _, .crashed, let reason) = try await driver.guest(name: guest.name) else {
                Issue.record("the guest is not seen as crashed")
                return
            }
            #expect(reason == "its QEMU process ended unexpectedly" || reason == "the guest crashed")
            try await driver.startGuest(guest)
            try await driver.awaitReady(guest: guest, deadline: .seconds(60))
        }
    }

    @Test("libvirt accepts the domain with every device that needs nothing of the host")
    func everyDevice() async throws {
        try await withDriver { driver, folder in
            var guest = guest("mfreal-full", try await tiny(driver, folder))
            guest.title = "quotes \" ' <&> and \u{e9}"
            guest.vCPUs = 2
            guest.memory = 32 << 20
            guest.cells = [Placement.Cell(node: 0, vCPUs: 2, cpus: [0, 1], memory: guest.memory)]
            guest.disks = [.volume("mfreal-root")]
            guest.ioThreads = 1
            guest.hasRandom = true
            guest.watchdog = .reset
            guest.configDrive = "mfreal-seed"
            guest.interfaces = [
                GuestInterface(.tap("mfrealport01"), macAddress: "02:00:00:00:00:01", mtu: 1400, cpdID: "left"),
                GuestInterface(.tap("mfrealport02"), macAddress: "02:00:00:00:00:02", model: .e1000, cpdID: "right"),
            ]
            guest.readiness.probe = .serial(pattern: "GUEST-READY tiny")
            try await driver.createVolume(
                VolumeSpec(name: "mfreal-root", owner: guest.owner, size: 1 << 20, imageHash: nil, imageFormat: nil))
            try await driver.createConfigDrive(
                ConfigDriveSpec(
                    name: "mfreal-seed", owner: guest.owner, metaData: "a", userData: "b", networkConfig: "c"))
            try await driver.startGuest(guest)
            try await driver.awaitReady(guest: guest, deadline: .seconds(60))
            let xml = try await driver.host.query { try $0.domain(named: "mfreal-full").xml() }
            let domain = try XMLNode.parse(xml)
            #expect(domain["title"]?.text == guest.title)
            let devices = try #require(domain["devices"])
            #expect(
                devices.all("interface").map { $0["target"]?.attributes["dev"] } == ["mfrealport01", "mfrealport02"])
            #expect(devices.all("disk").count == 2)

            // Once libvirt lists the volumes, their removal takes them from its list too.
            try await driver.host.change { connection in
                try connection.storagePool(
                    named: ExternalName.make(kind: "pool", owner: driver.storage.layout.volumes)
                ).refresh()
            }
            try await driver.removeGuest(name: guest.name, grace: .milliseconds(200))
            try await driver.removeVolume(name: "mfreal-root")
            try await driver.removeVolume(name: "mfreal-seed")
            let listed = try await driver.host.query { connection in
                try connection.storagePool(
                    named: ExternalName.make(kind: "pool", owner: driver.storage.layout.volumes)
                ).volumes().map(\.name)
            }
            #expect(listed.allSatisfy { $0.hasPrefix("base-") })
            #expect(try await driver.inventory().isEmpty)
        }
    }

    @Test("the probe guest answers where its instructions are executed")
    func probe() async throws {
        try await withDriver { driver, _ in
            let answers = try await driver.probe(virtualization: "qemu", patience: .seconds(30))
            #expect(answers)
            #expect(try FileSystem.names(in: driver.storage.layout.staging).isEmpty)
        }
    }

    @Test("eight guests start side by side")
    func eight() async throws {
        try await withDriver { driver, folder in
            let boot = try await tiny(driver, folder)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        let guest = self.guest("mfreal-eight\(index)", boot)
                        try await driver.startGuest(guest)
                        try await driver.awaitReady(guest: guest, deadline: .seconds(120))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await driver.inventory().count == 8)
        }
    }
}
