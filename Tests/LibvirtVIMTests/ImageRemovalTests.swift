import Crypto
import Foundation
import Infrastructure
import Logging
import MANOModel
import SOL
import Store
import Synchronization
import Testing
import VIM

@testable import LibvirtVIM

extension ResourceViews: ResourceRendering {}

/// From the host's settings and the store's rows down to the files of a real folder: which base images go, and that nothing
/// that is in use does.
@Suite("Base images that go", .timeLimit(.minutes(2)))
struct ImageRemovalTests {
    private struct Bench: Sendable {
        let store: StateStore
        let hosts: HostService
        let driver: LibvirtDriver
        let folder: String
        let id = Identifier<MANOModel.Host>("h1")

        /// An image of that many KiB, in the pool; the least recently used first.
        func add(_ byte: UInt8, kibibytes: Int = 64) async throws -> String {
            let source = try source(byte, kibibytes: kibibytes)
            try await driver.ensureImage(source)
            return source.hash
        }

        func source(_ byte: UInt8, kibibytes: Int = 64) throws -> ImageSource {
            let bytes = [UInt8](repeating: byte, count: kibibytes << 10)
            let hash = HostStorage.hexadecimal(SHA256.hash(data: bytes))
            let path = "\(folder)/\(hash)"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return ImageSource(hash: hash, path: path, format: "raw", size: Int64(bytes.count))
        }

        func set(space: Int64?, age: Double?) async throws {
            try await store.transact { transaction in
                var host = try transaction.host(id.rawValue)
                host.value.imageCache = ImageCacheSettings(maximumBytes: space, maximumAge: age)
                try transaction.update(host)
            }
        }

        /// - Parameter later: seconds from now.
        func tidy(later: Double) async throws -> [String] {
            try await hosts.tidyImages(id, now: Date(timeIntervalSinceNow: later))
        }

        /// Files of images in the pool's folder, by hash.
        func files() throws -> Set<String> {
            Set(
                try FileManager.default.contentsOfDirectory(atPath: driver.storage.layout.volumes)
                    .compactMap { StorageLayout.image(fileName: $0)?.hash })
        }

        /// Sixty of each image, the images at the same time.
        func makeDisks(of sources: [ImageSource]) async throws {
            try await withThrowingTaskGroup(of: Void.self) { makers in
                for source in sources {
                    makers.addTask { for turn in 0..<60 { try await makeDisk(of: source, turn) } }
                }
                try await makers.waitForAll()
            }
        }

        private func makeDisk(of source: ImageSource, _ turn: Int) async throws {
            let disk = VolumeSpec(
                name: "mfi-\(source.hash.prefix(8))-\(turn)", owner: "o", size: 1 << 20, imageHash: source.hash,
                imageFormat: "raw")
            do {
                try await driver.ensureImage(source)
                try await driver.createVolume(disk)
                guard try files().contains(source.hash) else { throw Vanished() }
            } catch let error as ManifoldError {
                // The image went between the two: nothing is there of the disk but its mark.
                guard error.message.contains("is not on host h1") else { throw error }
                let path = driver.storage.layout.disk(disk.name)
                guard !FileManager.default.fileExists(atPath: path) else { throw Vanished() }
            }
            try await driver.removeVolume(name: disk.name)
        }

        func marks() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: driver.storage.layout.marks)
                .count { $0.hasPrefix(StorageLayout.imagePrefix) }
        }
    }

    private struct Vanished: Error {}

    private final class Gone: Sendable {
        private let number = Mutex(0)

        var count: Int { number.withLock { $0 } }
        func add(_ more: Int) { number.withLock { $0 += more } }
    }

    /// libvirt's test driver has no switch.
    private func withBench(_ body: (Bench) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "h1", uri: "test:///default", storageFolder: "\(folder)/pool", document: .minimal)
            let store = try StateStore(path: folder + "/state.sqlite", views: ResourceViews())
            var log = Logger(label: "test")
            log.logLevel = .critical
            let registry = HostRegistry(store: store, log: log) { _ in
                HostDrivers(vim: driver, dataplane: NoSwitch())
            }
            let hosts = HostService(
                store: store, registry: registry, networks: NetworkService(store: store, registry: registry, log: log),
                log: log)
            let bench = Bench(store: store, hosts: hosts, driver: driver, folder: folder)
            try await store.transact { transaction in
                try transaction.insert(
                    MANOModel.Host(
                        id: bench.id, name: "h1",
                        connection: .libvirt(
                            uri: "test:///default", ovsdb: "unix:/x", switchRunFolder: "/x",
                            storageFolder: "\(folder)/pool")))
            }
            try await body(bench)
            await registry.close()
            try store.close()
        }
    }

    @Test("what nobody used for too long goes from the folder, with its mark; what was used meanwhile stays")
    func age() async throws {
        try await withBench { bench in
            let (old, again) = (try await bench.add(1), try await bench.add(2))
            try await bench.set(space: nil, age: 3600)
            #expect(try await bench.tidy(later: 3000) == [])
            #expect(try bench.files() == [old, again])
            #expect(try await bench.tidy(later: 3700).count == 2)
            #expect(try bench.files().isEmpty)
            #expect(try bench.marks() == 0)
            // One that is gone comes again.
            #expect(try await bench.add(1) == old)
            #expect(try bench.files() == [old])
        }
    }

    @Test("where they take too much room the least recently used go, and no more than it takes")
    func space() async throws {
        try await withBench { bench in
            var hashes: [String] = []
            for byte in 1...4 { hashes.append(try await bench.add(UInt8(byte))) }
            // The first one is used once more: it is the youngest now.
            _ = try await bench.add(1)
            try await bench.set(space: 150 << 10, age: nil)
            #expect(try await bench.tidy(later: 700) == [hashes[1], hashes[2]])
            #expect(try bench.files() == [hashes[0], hashes[3]])
            #expect(try await bench.tidy(later: 700) == [])
        }
    }

    @Test("what a disk is made on stays, however old, and goes after the disk")
    func inUse() async throws {
        try await withBench { bench in
            let (used, free) = (try await bench.add(1), try await bench.add(2))
            let disk = VolumeSpec(
                name: "mfi-disk", owner: "o", size: 1 << 20, imageHash: used, imageFormat: "raw")
            try await bench.driver.createVolume(disk)
            try await bench.set(space: 0, age: 0)
            #expect(try await bench.tidy(later: 1e9) == [free])
            #expect(try bench.files() == [used])
            let refused = await #expect(throws: ManifoldError.self) { try await bench.driver.removeImage(hash: used) }
            #expect(refused?.message.contains("mfi-disk") == true)
            try await bench.driver.removeVolume(name: "mfi-disk")
            #expect(try await bench.tidy(later: 1e9) == [used])
            #expect(try bench.files().isEmpty)
        }
    }

    @Test("what an open occurrence is about, and what a VNFC of the host is made of, stays")
    func needed() async throws {
        try await withBench { bench in
            let (coming, present, free) = (try await bench.add(1), try await bench.add(2), try await bench.add(3))
            try await bench.store.transact { transaction in
                let package = VNFPackage(id: "p", imageHashes: ["vnf.qcow2": present], createdAt: Date())
                try transaction.insert(package)
                var vnf = VNFInstance(
                    id: "v", vnfdID: "vnfd", packageID: "p", provider: "p", productName: "n", softwareVersion: "1",
                    vnfdVersion: "1", createdAt: Date())
                vnf.instantiated = InstantiatedVNF(
                    flavourID: "f",
                    vnfcs: [
                        VNFC(
                            id: "c", vduID: "vdu", index: 0, hostID: bench.id, domainName: "mfi", vCPUs: 1,
                            memory: 1 << 20)
                    ], isComplete: true)
                try transaction.insert(vnf)
                try transaction.insert(
                    OperationOccurrence(
                        id: "o", subject: .vnf("v"), operation: .heal, state: .processing, startedAt: Date(),
                        parameters: .null))
                try transaction.save([
                    Step(
                        operationID: "o", number: 0, phase: 0, kind: "image.ensure", title: "image", resourceID: "c",
                        payload: .object(["image": .object(["hash": .string(coming)])]), timeLimit: 10)
                ])
            }
            try await bench.set(space: 0, age: 0)
            #expect(try await bench.tidy(later: 1e9) == [free])
            #expect(try bench.files() == [coming, present])
        }
    }

    @Test("disks that are made while images go: each has its image, or was refused and left nothing")
    func atTheSameTime() async throws {
        try await withBench { bench in
            try await bench.set(space: 0, age: 0)
            let sources = try (1...3).map { try bench.source(UInt8($0), kibibytes: 16) }
            // In its view all is so old that nothing but use keeps it.
            let gone = Gone()
            let removal = Task {
                while !Task.isCancelled { gone.add(try await bench.tidy(later: 1e6).count) }
            }
            try await bench.makeDisks(of: sources)
            removal.cancel()
            // What it asks of the store when it is cancelled is taken back.
            _ = await removal.result
            #expect(gone.count > 0)
        }
    }

    @Test("an image that was used since they were listed stays, and users wait for a removal's end")
    func turns() async throws {
        try await withBench { bench in
            let hash = try await bench.add(1)
            let error = await #expect(throws: ManifoldError.self) {
                try await bench.driver.removeImage(hash: hash, unlessUsedSince: Date(timeIntervalSinceNow: -600))
            }
            #expect(error?.code == .conflict)
            #expect(try bench.files() == [hash])
            let turns = ImageTurns()
            let order = Mutex<[String]>([])
            let removal = Task {
                await turns.removing("x") {
                    order.withLock { $0.append("removal begins") }
                    try? await Task.sleep(for: .milliseconds(100))
                    order.withLock { $0.append("removal ends") }
                }
            }
            while order.withLock({ $0.isEmpty }) { await Task.yield() }
            #expect(await turns.removing("x") { true } == nil)
            await turns.using("y") { order.withLock { $0.append("another") } }
            await turns.using("x") {
                order.withLock { $0.append("use") }
                #expect(await turns.removing("x") { true } == nil)
            }
            await removal.value
            #expect(order.withLock { $0 } == ["removal begins", "another", "removal ends", "use"])
            #expect(await turns.removing("x") { true } == true)
        }
    }
}
