import Crypto
import FoundationEssentials
import Glibc
import Libvirt
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

private let uri = ProcessInfo.processInfo.environment["MANIFOLD_LIBVIRT_URI"]

/// Where Deploy/images/build puts its images.
private func image(_ name: String) -> String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/.build/images/\(name).qcow2"
}

private func isThere(_ name: String) -> Bool {
    uri != nil && FileManager.default.fileExists(atPath: image(name))
}

@Suite("Images on QEMU", .serialized, .timeLimit(.minutes(10)))
struct RealImageTests {
    private func withGuest(
        _ name: String, image imageName: String, memory: Int64, readiness: Readiness, userData: String,
        _ body: (LibvirtDriver, GuestSpec) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "lab", uri: try #require(uri), storageFolder: "\(folder)/pool")
            let path = image(imageName)
            let bytes = try FileSystem.read(path, limit: 1 << 30)
            let hash = SHA256.hash(data: bytes).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
            var guest = GuestSpec.plain(name, readiness: readiness)
            guest.memory = memory
            guest.disks = [.volume("\(name)-root")]
            guest.configDrive = "\(name)-seed"
            guest.interfaces = [
                GuestInterface(.tap("mfimgport01"), macAddress: "02:00:00:00:01:01", cpdID: "left"),
                GuestInterface(.tap("mfimgport02"), macAddress: "02:00:00:00:01:02", cpdID: "right"),
            ]
            let network = """
                version: 2
                ethernets:
                  left: {match: {macaddress: "02:00:00:00:01:01"}, set-name: left}
                  right: {match: {macaddress: "02:00:00:00:01:02"}, set-name: right}
                bridges:
                  br0: {interfaces: [left, right]}
                """
            try await driver.ensureImage(
                ImageSource(hash: hash, path: path, format: "qcow2", size: Int64(bytes.count)))
            try await driver.createVolume(
                VolumeSpec(
                    name: guest.volumes[0], owner: guest.owner, size: 0, imageHash: hash, imageFormat: "qcow2"))
            try await driver.createConfigDrive(
                ConfigDriveSpec(
                    name: "\(name)-seed", owner: guest.owner,
                    metaData: "instance-id: \(name)\nlocal-hostname: \(name)\n", userData: userData,
                    networkConfig: network))
            do {
                try await driver.startGuest(guest)
                try await body(driver, guest)
            } catch {
                try? await driver.removeGuest(name: name, grace: nil)
                throw error
            }
            try await driver.removeGuest(name: name, grace: nil)
            try await driver.host.change { connection in
                let pool = try connection.storagePool(
                    named: ExternalName.make(kind: "pool", owner: driver.storage.layout.volumes))
                try pool.destroy()
                try pool.undefine()
            }
            await driver.close()
        }
    }

    @Test(
        "our image reads the config drive, says ready over its agent, counts, and powers off when asked",
        .enabled(if: isThere("manifold-vnf"), "needs MANIFOLD_LIBVIRT_URI and Deploy/images/build"))
    func agent() async throws {
        try await withGuest(
            "mfimg-vfw", image: "manifold-vnf", memory: 128 << 20,
            readiness: Readiness(probe: .agent, timeout: 120),
            userData: "#cloud-config\nmanifold: {role: vfw, block: [tcp/5001]}\n"
        ) { driver, guest in
            try await driver.awaitReady(guest: guest, deadline: .seconds(120))
            let counters = try await driver.guestCounters(name: guest.name)
            #expect(counters.keys.contains { $0.hasPrefix("if:left:") })
            #expect(counters.keys.contains { $0.hasPrefix("nft:vfw:dropped") })
            let log = String(
                decoding: try FileSystem.read(driver.storage.layout.serialLog(guest.name)), as: UTF8.self)
            #expect(log.contains("instance=mfimg-vfw"))

            var events = driver.events().makeAsyncIterator()
            try await driver.removeGuest(name: guest.name, grace: .seconds(60))
            while let event = await events.next() {
                guard case .guestStopped(guest.name, _, let crashed, let reason) = event else { continue }
                #expect(!crashed)
                #expect(reason == "the guest shut down")
                break
            }
        }
    }

    @Test(
        "a stock Debian is ready when its guest agent answers, and shuts down when asked",
        .enabled(if: isThere("debian"), "needs MANIFOLD_LIBVIRT_URI and Deploy/images/build"))
    func guestAgent() async throws {
        try await withGuest(
            "mfimg-debian", image: "debian", memory: 512 << 20,
            readiness: Readiness(probe: .guestAgent, timeout: 480), userData: "#cloud-config\n{}\n"
        ) { driver, guest in
            try await driver.awaitReady(guest: guest, deadline: .seconds(480))
            let host = try await driver.host.query { connection in
                try connection.domain(named: "mfimg-debian").guestAgentCommand(
                    #"{"execute":"guest-get-host-name"}"#, seconds: 10)
            }
            #expect(host.contains("mfimg-debian"))
            var events = driver.events().makeAsyncIterator()
            try await driver.removeGuest(name: guest.name, grace: .seconds(120))
            while let event = await events.next() {
                guard case .guestStopped(guest.name, _, let crashed, let reason) = event else { continue }
                #expect(!crashed)
                #expect(reason == "the guest shut down")
                break
            }
        }
    }
}
