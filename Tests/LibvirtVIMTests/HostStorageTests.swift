import Crypto
import FoundationEssentials
import Glibc
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

@Suite("HostStorage")
struct HostStorageTests {
    private func withStorage(_ body: (HostStorage, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let storage = HostStorage(layout: StorageLayout(root: "\(folder)/pool"), hostName: "h1")
            try storage.prepare()
            try await body(storage, folder)
        }
    }

    private func image(_ bytes: [UInt8], in folder: String, format: String = "raw") throws -> ImageSource {
        let path = "\(folder)/image-\(bytes.count)"
        try FileSystem.replace(path, with: bytes, staging: folder)
        let hash = SHA256.hash(data: bytes).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        return ImageSource(hash: hash, path: path, format: format, size: Int64(bytes.count))
    }

    private func disk(_ name: String, owner: String = "o1", size: Int64 = 0, image: ImageSource?) -> VolumeSpec {
        VolumeSpec(name: name, owner: owner, size: size, imageHash: image?.hash, imageFormat: image?.format)
    }

    @Test("an image is cached once by its hash, read-only, and nothing unfinished stays behind")
    func cacheImage() async throws {
        try await withStorage { storage, folder in
            let image = try image([UInt8](repeating: 7, count: 3_000_000), in: folder)
            try storage.ensureImage(image)
            try storage.ensureImage(image)
            #expect(try storage.images() == [image.hash])
            let path = storage.layout.image(hash: image.hash, format: "raw")
            #expect(try FileSystem.read(path, limit: 4_000_000).count == 3_000_000)
            #expect(try FileSystem.names(in: storage.layout.staging).isEmpty)
            try storage.removeImage(hash: image.hash)
            try storage.removeImage(hash: image.hash)
            #expect(try storage.images().isEmpty)
        }
    }

    @Test("an image whose bytes have another hash never becomes visible")
    func wrongHash() async throws {
        try await withStorage { storage, folder in
            var image = try image([1, 2, 3], in: folder)
            image.hash = String(repeating: "0", count: 64)
            let error = #expect(throws: ManifoldError.self) { try storage.ensureImage(image) }
            #expect(error?.message.contains(image.hash) == true)
            #expect(try storage.images().isEmpty)
            #expect(try FileSystem.names(in: storage.layout.staging).isEmpty)
        }
    }

    @Test("a qcow2 that leads to other files is put under no disk, even where it is in the pool already")
    func danger() async throws {
        try await withStorage { storage, folder in
            var bytes = [UInt8](repeating: 0, count: 512)
            bytes.replaceSubrange(0..<8, with: [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3])
            bytes[26] = 1
            for place in [14, 79] {
                var bytes = bytes
                bytes[place] = 4
                let image = try image(bytes, in: folder, format: "qcow2")
                let error = #expect(throws: ManifoldError.self) { try storage.ensureImage(image) }
                #expect(error?.message.contains(image.hash) == true)
                #expect(try storage.images().isEmpty)
                try FileSystem.replace(
                    storage.layout.image(hash: image.hash, format: "qcow2"), with: bytes,
                    staging: storage.layout.staging)
                #expect(throws: ManifoldError.self) { try storage.createDisk(disk("d\(place)", image: image)) }
                try FileSystem.remove(storage.layout.image(hash: image.hash, format: "qcow2"))
            }
        }
    }

    @Test("an overlay is made once, observed with owner and digest, and removed with its mark")
    func overlay() async throws {
        try await withStorage { storage, folder in
            let image = try image([UInt8](repeating: 1, count: 100_000), in: folder)
            try storage.ensureImage(image)
            let spec = disk("mfdisk", image: image)
            #expect(try storage.observe("mfdisk") == .absent)
            try storage.createDisk(spec)
            let before = try FileSystem.read(storage.layout.disk("mfdisk"))
            try storage.createDisk(spec)
            #expect(try FileSystem.read(storage.layout.disk("mfdisk")) == before)
            let digest = try SpecificationDigest.of(spec)
            #expect(try storage.observe("mfdisk") == .present(owner: "o1", digest: digest))
            #expect(Qcow2.virtualSize(header: before) == 100_000)
            #expect(throws: ManifoldError.self) { try storage.removeImage(hash: image.hash) }
            try storage.removeVolume("mfdisk")
            try storage.removeVolume("mfdisk")
            #expect(try storage.observe("mfdisk") == .absent)
            #expect(try storage.marks().isEmpty)
            #expect(try FileSystem.names(in: storage.layout.volumes).count == 1)
        }
    }

    @Test("a volume of another owner, of another specification or of nobody is left alone and named")
    func conflicts() async throws {
        try await withStorage { storage, folder in
            try storage.createDisk(disk("mfone", size: 1 << 20, image: nil))
            let other = #expect(throws: ManifoldError.self) {
                try storage.createDisk(disk("mfone", owner: "o2", size: 1 << 20, image: nil))
            }
            #expect(other?.message == "volume mfone on host h1 belongs to o1, not to o2")
            #expect(throws: ManifoldError.self) { try storage.createDisk(disk("mfone", size: 2 << 20, image: nil)) }

            let path = storage.layout.disk("mftheirs")
            try FileSystem.replace(path, with: [1], staging: folder)
            #expect(try storage.observe("mftheirs") == .foreign(path))
            let foreign = #expect(throws: ManifoldError.self) {
                try storage.createDisk(disk("mftheirs", size: 1 << 20, image: nil))
            }
            #expect(foreign?.message.contains(path) == true)
            #expect(throws: ManifoldError.self) { try storage.removeVolume("mftheirs") }
            #expect(try FileSystem.read(path) == [1])
        }
    }

    @Test("a mark whose volume was never made counts as absent and does not stand in the way")
    func interrupted() async throws {
        try await withStorage { storage, folder in
            try storage.createDisk(disk("mfone", size: 1 << 20, image: nil))
            try FileSystem.remove(storage.layout.disk("mfone"))
            #expect(try storage.observe("mfone") == .absent)
            try storage.createDisk(disk("mfone", size: 2 << 20, image: nil))
            guard case .present(owner: "o1", _) = try storage.observe("mfone") else {
                Issue.record("the volume was not made")
                return
            }
        }
    }

    @Test("unfinished files of processes that are gone are cleared away, those of living ones stay")
    func orphans() async throws {
        try await withStorage { storage, folder in
            let staging = storage.layout.staging
            // No process has a number as high as this (pid_max is 2^22 at most).
            for name in ["99999999-abc", "1-abc", "\(getpid())-abc", "other"] {
                try FileSystem.replace("\(staging)/\(name)", with: [1], staging: folder)
            }
            try storage.prepare()
            #expect(try Set(FileSystem.names(in: staging)) == ["1-abc", "\(getpid())-abc", "other"])
        }
    }

    @Test("a disk smaller than its image, and one without its image, are refused with the reason")
    func refusals() async throws {
        try await withStorage { storage, folder in
            let image = try image([UInt8](repeating: 1, count: 100_000), in: folder)
            let missing = #expect(throws: ManifoldError.self) { try storage.createDisk(disk("mfa", image: image)) }
            #expect(missing?.message == "image \(image.hash) is not on host h1")
            try storage.ensureImage(image)
            let small = #expect(throws: ManifoldError.self) {
                try storage.createDisk(disk("mfb", size: 99_999, image: image))
            }
            #expect(small?.message.contains("smaller than its image") == true)
            #expect(try storage.observe("mfb") == .absent)
        }
    }

    @Test(
        "names that would mean something to a path are refused",
        arguments: [
            "", "../x", "a/b", ".hidden", "-x", "a b", "a\"b", String(repeating: "x", count: 64), "\u{e9}",
        ])
    func names(name: String) async throws {
        try await withStorage { storage, _ in
            #expect(throws: ManifoldError.self) { try storage.createDisk(disk(name, size: 1, image: nil)) }
            #expect(throws: ManifoldError.self) { try storage.removeVolume(name) }
            #expect(throws: ManifoldError.self) { _ = try storage.observe(name) }
        }
    }

    @Test("two makers of one volume at the same time leave one whole volume")
    func race() async throws {
        try await withStorage { storage, _ in
            let spec = disk("mfrace", size: 1 << 30, image: nil)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try? storage.createDisk(spec) } }
            }
            let expected = try Qcow2.empty(size: 1 << 30, backing: nil)
            #expect(try FileSystem.size(storage.layout.disk("mfrace")) == Int64(expected.length))
            #expect(try FileSystem.names(in: storage.layout.staging).isEmpty)
        }
    }
}
