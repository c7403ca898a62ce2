import Crypto
import Foundation
import Libvirt
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

@Suite(
    "A host whose files are its own", .serialized, .timeLimit(.minutes(5)), .enabled(if: HiddenHost.obstacle == nil))
struct RemoteStorageTests {
    private func withHost(_ body: (LibvirtDriver, HiddenHost, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let host = try await HiddenHost.start(in: folder)
            // A libvirtd that has just been started looks at every emulator first.
            let driver = try LibvirtDriver(
                name: "hidden", uri: host.uri, storageFolder: host.storageFolder,
                limits: .init(queryDeadline: .seconds(120)))
            do {
                try await body(driver, host, folder)
            } catch {
                await driver.close()
                throw error
            }
            await driver.close()
        }
    }

    private func image(_ bytes: [UInt8], _ folder: String, format: String) throws -> ImageSource {
        let hash = HostStorage.hexadecimal(SHA256.hash(data: bytes))
        let path = "\(folder)/\(hash)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return ImageSource(hash: hash, path: path, format: format, size: Int64(bytes.count))
    }

    @Test("a guest boots from an image that came as a stream, with an overlay and a config drive that libvirt made")
    func boots() async throws {
        try await withHost { driver, host, folder in
            #expect(try await driver.prepare())
            // A disk whose boot sector prints a line.
            var disk = [UInt8](KVMProbe.bootSector)
            disk += [UInt8](repeating: 0, count: (1 << 20) - disk.count)
            let source = try image(disk, folder, format: "raw")
            try await driver.ensureImage(source)
            try await driver.ensureImage(source)
            #expect(try await driver.images() == [source.hash])
            let cached = try #require(try await driver.cachedImages().first)
            #expect(cached.size == 1 << 20 && cached.format == "raw" && cached.received == nil)
            // On the host it lies where it belongs, and here nothing does.
            let layout = driver.storage.layout
            let there = layout.image(hash: source.hash, format: "raw").replacing(
                "\(folder)/host", with: "\(folder)/libvirtd/fs")
            #expect(FileManager.default.contents(atPath: there) == Data(disk))
            #expect(!FileManager.default.fileExists(atPath: layout.image(hash: source.hash, format: "raw")))

            let volume = VolumeSpec(
                name: "mfr-disk", owner: "vnfc-1", size: 4 << 20, imageHash: source.hash, imageFormat: "raw")
            try await driver.createVolume(volume)
            try await driver.createVolume(volume)
            let drive = ConfigDriveSpec(
                name: "mfr-drive", owner: "vnfc-1", metaData: "m", userData: "u", networkConfig: "n")
            try await driver.createConfigDrive(drive)
            try await driver.createConfigDrive(drive)
            #expect(
                try await driver.volume(name: "mfr-drive")
                    == .present(owner: "vnfc-1", digest: try SpecificationDigest.of(drive)))
            #expect(try await driver.cachedImages().first?.users == ["mfr-disk"])
            let inUse = await #expect(throws: ManifoldError.self) { try await driver.removeImage(hash: source.hash) }
            #expect(inUse?.code == .conflict)

            var guest = GuestSpec.plain(
                "mfr-guest", readiness: Readiness(probe: .serial(pattern: KVMProbe.answer), timeout: 60))
            guest.owner = "vnfc-1"
            guest.boot = .disk
            guest.disks = [.volume("mfr-disk")]
            guest.configDrive = "mfr-drive"
            try await driver.startGuest(guest)
            try await driver.awaitReady(guest: guest, deadline: .seconds(60))
            let names = try await driver.inventory().map(\.name)
            #expect(names == ["mfr-guest", "mfr-disk", "mfr-drive"])
            #expect(try await driver.facts().storageCapacity > 0)

            try await driver.removeGuest(name: "mfr-guest", grace: nil)
            for name in ["mfr-disk", "mfr-drive"] {
                try await driver.removeVolume(name: name)
                try await driver.removeVolume(name: name)
                #expect(try await driver.volume(name: name) == .absent)
            }
            try await driver.removeImage(hash: source.hash)
            #expect(try await driver.images().isEmpty)
            #expect(try await driver.inventory().isEmpty)
            try await driver.releaseStorage()
        }
    }

    @Test("an image with another hash, or one that didn't come whole, is never used")
    func broken() async throws {
        try await withHost { driver, host, folder in
            var wrong = try image([UInt8](repeating: 7, count: 300_000), folder, format: "raw")
            let right = wrong.hash
            wrong.hash = String(repeating: "0", count: 64)
            let error = await #expect(throws: ManifoldError.self) { try await driver.ensureImage(wrong) }
            #expect("\(try #require(error))".contains(right))
            #expect(try await driver.images().isEmpty)
            // An upload that a manager left halfway has a mark that says so: it is done again.
            wrong.hash = right
            try await driver.ensureImage(wrong)
            let mark = driver.storage.layout.mark("base-\(right)").replacing(
                "\(folder)/host", with: "\(folder)/libvirtd/fs")
            var halfway = VolumeMark(kind: .image, owner: "", digest: right, imageHash: nil)
            halfway.isComplete = false
            try JSONEncoder().encode(halfway).write(to: URL(fileURLWithPath: mark))
            #expect(try await driver.images().isEmpty)
            try await driver.ensureImage(wrong)
            #expect(try await driver.images() == [right])
        }
    }

    @Test("a volume of somebody else's, or of another specification, is refused")
    func foreign() async throws {
        try await withHost { driver, host, folder in
            try await driver.createVolume(
                VolumeSpec(name: "mfr-a", owner: "one", size: 1 << 20, imageHash: nil, imageFormat: nil))
            for other in [("two", 1 << 20), ("one", 2 << 20)] {
                await #expect(throws: ManifoldError.self) {
                    try await driver.createVolume(
                        VolumeSpec(
                            name: "mfr-a", owner: other.0, size: Int64(other.1), imageHash: nil, imageFormat: nil))
                }
            }
            try await driver.removeVolume(name: "mfr-a")
        }
    }
}
