import Artifacts
import FileServer
import Foundation
import Infrastructure
import Logging
import MANOModel
import SOL
import SmallDisk
import Store
import Testing

@testable import Descriptors
@testable import NFVO

@Suite("Onboarding")
struct CatalogueTests {
    /// A catalogue of packages on real files.
    struct Catalogue {
        let folder: String
        let store: StateStore
        let packages: VNFPackageService
        let nsds: NSDService

        /// Files below the data folder, but for the database.
        var files: [String] {
            get throws {
                try ["packages", "images", "staging", "uploads"].flatMap { name in
                    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").map { "\(name)/\($0)" }
                }.sorted()
            }
        }

        func upload(_ id: Identifier<VNFPackage>, _ bytes: Data) async throws {
            let file = "\(folder)/uploads/\(UUID().uuidString)"
            try bytes.write(to: URL(fileURLWithPath: file))
            let count = try await packages.beginContent(id, size: Int64(bytes.count))
            count(Int64(bytes.count))
            try await packages.receiveContent(id, file: file, hash: RuleSample.digest(Array(bytes)))
        }

        /// The package once it is onboarded or refused.
        func onboard(_ bytes: Data) async throws -> VNFPackage {
            let id = try await packages.create(userDefinedData: nil)
            try await upload(id, bytes)
            return try await settled(id)
        }

        func settled(_ id: Identifier<VNFPackage>) async throws -> VNFPackage {
            for _ in 0..<1000 {
                let package = try await store.read { try $0.get(id).value }
                if [.onboarded, .error].contains(package.onboardingState), packages.transfers[id.rawValue] == nil {
                    return package
                }
                try await Task.sleep(for: .milliseconds(10))
            }
            throw ManifoldError(.timeout, "package \(id) isn't onboarded")
        }

        func delete(_ id: Identifier<VNFPackage>) async throws {
            try await packages.modify(id, operationalState: .disabled, userDefinedData: nil, ifRevision: nil)
            try await packages.delete(id, ifRevision: nil)
        }

        func bytes(_ file: PackageFile, _ range: Range<Int64>? = nil) async throws -> Data {
            switch file.source {
            case .data(let data): return data
            case .file(let path): return try Data(contentsOf: URL(fileURLWithPath: path))
            case .entry(let archive, let path, let staging):
                let part = try await PackageFile.extract(
                    range ?? 0..<file.size, of: path, from: archive, staging: staging)
                defer { try? FileManager.default.removeItem(atPath: part) }
                return try Data(contentsOf: URL(fileURLWithPath: part))
            }
        }
    }

    /// - Parameter disk: bytes of a file system of its own for all of it; nil: it is on the one of all temporary files.
    func with(
        _ intake: PackageIntake = PackageIntake(), disk: Int? = nil, _ body: (Catalogue) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("catalogue-\(UUID().uuidString)")
            .path
        if let disk {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try #require(SmallDisk.mount(folder, bytes: disk))
        }
        defer { if disk != nil { SmallDisk.unmount(folder) } }
        let artifacts = try ArtifactStore(root: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(path: folder + "/state.sqlite", views: ResourceViews())
        var log = Logger(label: "test")
        log.logLevel = .critical
        let registry = HostRegistry(store: store, log: log) { _ in throw ManifoldError(.unsupported, "no hosts") }
        try await body(
            Catalogue(
                folder: folder, store: store,
                packages: VNFPackageService(
                    store: store, artifacts: artifacts, registry: registry, intake: intake, log: log),
                nsds: NSDService(store: store, artifacts: artifacts, registry: registry, intake: intake, log: log)))
        await registry.close()
        try store.close()
    }

    /// A package with another VNFD id; `change` may change its files.
    func package(_ id: String = "sample-1", change: (inout [String: [UInt8]]) throws -> Void = { _ in }) throws
        -> Data
    {
        var files = RuleSample.packageFiles()
        files["Definitions/vnfd.yaml"] = Array(
            String(decoding: files["Definitions/vnfd.yaml"]!, as: UTF8.self)
                .replacingOccurrences(of: "descriptor_id: sample-1", with: "descriptor_id: \(id)").utf8)
        try change(&files)
        let own = Set(RuleSample.packageFiles().keys).subtracting(["vnfd.mf"])
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) where own.contains(name) {
            files["vnfd.mf"]! += Array(
                "\nSource: \(name)\nAlgorithm: SHA-256\nHash: \(RuleSample.digest(bytes))\n".utf8)
        }
        return try zip(files)
    }

    func zip(_ files: [String: [UInt8]]) throws -> Data {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("zip-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var writer = try ZipWriter(path)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try writer.add(name, bytes) }
        try writer.finish()
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    @Test(
        "a URL is shown without what may open it",
        arguments: [
            ("https://u:p@h.example/a?token=x#y", "https://h.example/a"),
            ("https://u:p?q@h.example/a", "https://h.example/a"), ("file:/a?b", "file:/a"),
            ("https://h.example/a", "https://h.example/a"),
        ])
    func shownURLs(url: String, shown: String) {
        #expect(ImageFetcher.shown(url) == shown)
    }

    // MARK: - Packages

    @Test("an image that two packages carry is in the store once, until the last of them goes")
    func sharedImages() async throws {
        try await with { catalogue in
            let first = try await catalogue.onboard(package("one"))
            let second = try await catalogue.onboard(package("two"))
            #expect(first.onboardingState == .onboarded && second.onboardingState == .onboarded)
            let image = "images/\(RuleSample.digest(RuleSample.image))"
            #expect(first.imageHashes == second.imageHashes)
            #expect(try catalogue.files == [image, "packages/\(first.id).zip", "packages/\(second.id).zip"].sorted())
            try await catalogue.delete(first.id)
            #expect(try catalogue.files == [image, "packages/\(second.id).zip"])
            try await catalogue.delete(second.id)
            #expect(try catalogue.files.isEmpty)
        }
    }

    @Test("what is refused leaves nothing but its reason, and its resource takes another content")
    func refused() async throws {
        try await with { catalogue in
            let first = try await catalogue.onboard(package("one"))
            let kept = try catalogue.files
            let id = try await catalogue.packages.create(userDefinedData: nil)
            for (bytes, reason) in [
                (Data("no archive".utf8), "package-damaged"), (try package("one"), "has the same vnfdId"),
                (try package("two") { $0["Files/images/vdu.qcow2"]![4] ^= 1 }, "image-checksum"),
                (try package("two").prefix(900), "package-damaged"),
            ] {
                try await catalogue.upload(id, bytes)
                let failed = try await catalogue.settled(id)
                #expect(
                    failed.onboardingState == .error && failed.failure?.message.contains(reason) == true, "\(failed)")
                let findings = try await catalogue.packages.progress(id).diagnostics ?? []
                #expect(findings.isEmpty == (reason == "has the same vnfdId"), "\(findings)")
                #expect(findings.allSatisfy { $0.rule == reason && !$0.file.hasPrefix("/") }, "\(findings)")
                #expect(failed.contentHash == nil)
                #expect(try catalogue.files == kept)
            }
            try await catalogue.upload(id, package("two"))
            #expect(try await catalogue.settled(id).onboardingState == .onboarded)
            await #expect(throws: ManifoldError.self) { try await catalogue.upload(first.id, Data("x".utf8)) }
        }
    }

    @Test(
        "a full disk is the manager's own error and not the package's, and the upload can be made again",
        .enabled(if: SmallDisk.isPossible, "file systems can't be mounted: it takes root"))
    func fullDisk() async throws {
        try await with(disk: 24 << 20) { catalogue in
            let image = RuleSample.image + (0..<(6 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }
            let bytes = try package("large") { files in
                files["Files/images/vdu.qcow2"] = image
                let text = String(decoding: files["Definitions/vnfd.yaml"]!, as: UTF8.self)
                    .replacingOccurrences(
                        of: RuleSample.digest(RuleSample.image), with: RuleSample.digest(image))
                files["Definitions/vnfd.yaml"] = Array(text.utf8)
            }
            let id = try await catalogue.packages.create(userDefinedData: nil)
            // Room for the upload, and not for its image.
            let other = catalogue.folder + "/other"
            try Data(count: 12 << 20).write(to: URL(fileURLWithPath: other))
            try await catalogue.upload(id, bytes)
            let failed = try await catalogue.settled(id)
            #expect(failed.onboardingState == .error && failed.failure?.code == .noSpace, "\(failed)")
            #expect(failed.failure?.message.contains("\(catalogue.folder)/staging") == true, "\(failed)")
            #expect(failed.failure?.findings == nil)
            #expect(try catalogue.files.isEmpty)
            try FileManager.default.removeItem(atPath: other)
            try await catalogue.upload(id, bytes)
            let onboarded = try await catalogue.settled(id)
            #expect(onboarded.onboardingState == .onboarded && onboarded.failure == nil, "\(onboarded)")
        }
    }

    @Test(
        "a disk that an image from elsewhere fills is the manager's own error, too",
        .enabled(if: SmallDisk.isPossible, "file systems can't be mounted: it takes root"))
    func fullDiskByImage() async throws {
        let image = RuleSample.image + [UInt8](repeating: 7, count: 12 << 20)
        let server = try FileServer(content: Data(image))
        try await with(disk: 8 << 20) { catalogue in
            let url = server.http("whole")
            let failed = try await catalogue.onboard(package(imageAt: url, hash: RuleSample.digest(image)))
            #expect(failed.onboardingState == .error && failed.failure?.code == .noSpace, "\(failed)")
            #expect(failed.failure?.message.contains("\(catalogue.folder)/staging") == true, "\(failed)")
            #expect(try catalogue.files.isEmpty)
        }
    }

    @Test("of two uploads to one package at the same time one is refused, and one that breaks off is an error")
    func uploads() async throws {
        try await with { catalogue in
            let id = try await catalogue.packages.create(userDefinedData: nil)
            let count = try await catalogue.packages.beginContent(id, size: 5 << 20)
            count(3 << 20)
            let progress = try await catalogue.packages.progress(id)
            #expect(
                progress.state == "UPLOADING" && progress.receivedBytes == 3 << 20 && progress.expectedBytes == 5 << 20)
            await #expect(throws: ManifoldError.self) { try await catalogue.packages.beginContent(id, size: 1) }
            await #expect(throws: ManifoldError.self) { try await catalogue.packages.delete(id, ifRevision: nil) }
            await catalogue.packages.abandonContent(id, CancellationError())
            #expect(try await catalogue.settled(id).failure?.message == "the upload broke off")
            // A small one is over before anybody could ask.
            _ = try await catalogue.packages.beginContent(id, size: 10)
            await catalogue.packages.abandonContent(id, CancellationError())
            try await catalogue.upload(id, package())
            #expect(try await catalogue.settled(id).onboardingState == .onboarded)
        }
    }

    @Test("a package stays as it was uploaded; its descriptor, artifacts and parts of them come out of it")
    func contents() async throws {
        try await with { catalogue in
            let large: [UInt8] = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let bytes = try package { $0["Files/large"] = large }
            let id = try await catalogue.onboard(bytes).id
            let service = catalogue.packages
            let content = try await service.content(id)
            #expect(try await catalogue.bytes(content) == bytes && content.mediaType == "application/zip")
            let descriptor = try #require(try await service.descriptor(id))
            #expect(try await catalogue.bytes(descriptor).starts(with: Data("tosca_definitions_version".utf8)))
            let artifact = try await service.artifact(id, path: "Files/large", withSignatures: false)
            #expect(artifact.size == 2_000_000)
            #expect(try await catalogue.bytes(artifact, 1_999_990..<2_000_000) == Data(large.suffix(10)))
            #expect(try await catalogue.bytes(artifact) == Data(large))
            // An image comes from the store.
            let image = try await service.artifact(id, path: "Files/images/vdu.qcow2", withSignatures: false)
            guard case .file(let path) = image.source else { throw ManifoldError(.internal, "\(image)") }
            #expect(path.contains("/images/"))
            let archive = try await service.descriptorArchive(id, withSignatures: false)
            let file = catalogue.folder + "/d.zip"
            try await catalogue.bytes(archive).write(to: URL(fileURLWithPath: file))
            #expect(try PackageReader(isPartial: true).readVNFPackage(at: file).vnfd.id == "sample-1")
            await #expect(throws: ManifoldError.self) {
                try await service.artifact(id, path: "none", withSignatures: false)
            }
            #expect(try catalogue.files.filter { $0.hasPrefix("staging") || $0.hasPrefix("uploads") }.isEmpty)
        }
    }

    @Test("a package in a signed archive is kept as it came, and read from what is in it")
    func wrapped() async throws {
        try await with { catalogue in
            let inner = try package { files in
                files["Scripts/instantiate.sh.cms"] = RuleSample.signature
            }
            let bytes = try zip(["sample.csar": Array(inner)])
            let package = try await catalogue.onboard(bytes)
            #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
            #expect(package.inventory?.isWrapped == true && package.inventory?.findings.count == 1)
            let service = catalogue.packages
            let progress = try await service.progress(package.id)
            #expect(progress.diagnostics?.map(\.isWarning) == [true] && progress.warnings.count == 1)
            #expect(try await catalogue.bytes(service.content(package.id)) == bytes)
            let script = try await service.artifact(package.id, path: "Scripts/instantiate.sh", withSignatures: false)
            #expect(try await catalogue.bytes(script) == Data(RuleSample.script))
            let signed = try await service.artifact(package.id, path: "Scripts/instantiate.sh", withSignatures: true)
            #expect(signed.mediaType == "application/zip")
            let text = String(decoding: try await catalogue.bytes(signed), as: UTF8.self)
            #expect(text.contains("Scripts/instantiate.sh.cms") && text.contains("BEGIN CMS"))
            try await catalogue.delete(package.id)
            #expect(try catalogue.files.isEmpty)
        }
    }

    @Test("a server that requires signatures takes none without")
    func required() async throws {
        let policy = SignaturePolicy(mode: .required)
        try await with(PackageIntake(signatures: policy)) { catalogue in
            let refused = try await catalogue.onboard(package())
            #expect(refused.onboardingState == .error && refused.failure?.message.contains("signature-missing") == true)
        }
    }

    // MARK: - Images from elsewhere

    /// A package whose image is at a URL.
    private func package(imageAt url: String, hash: String, id: String = "remote") throws -> Data {
        try package(id) { files in
            files["Files/images/vdu.qcow2"] = nil
            let text = String(decoding: files["Definitions/vnfd.yaml"]!, as: UTF8.self)
                .replacingOccurrences(of: "../Files/images/vdu.qcow2", with: url)
                .replacingOccurrences(of: RuleSample.digest(RuleSample.image), with: hash)
            files["Definitions/vnfd.yaml"] = Array(text.utf8)
        }
    }

    @Test("an image at a URL is fetched into the store, once for all packages that name it")
    func fetched() async throws {
        let server = try FileServer(content: Data(RuleSample.image))
        let hash = RuleSample.digest(RuleSample.image)
        try await with { catalogue in
            for (number, url) in [
                server.http("whole"), server.http("broken"), server.ftp("whole"), server.http("none"),
            ].enumerated() {
                // The last is not asked for: the store has it.
                let package = try await catalogue.onboard(package(imageAt: url, hash: hash, id: "remote-\(number)"))
                #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
                #expect(package.imageHashes == [url: hash])
            }
            #expect(try catalogue.files.filter { $0.hasPrefix("images") } == ["images/\(hash)"])
            #expect(try catalogue.files.filter { $0.hasPrefix("staging") }.isEmpty)
        }
    }

    @Test(
        "an image comes by sftp from a server that the operator knows, with the operator's key",
        .enabled(if: SFTPServer.obstacle == nil, "\(SFTPServer.obstacle ?? "")"))
    func overSFTP() async throws {
        let server = try await SFTPServer.start(content: Data(RuleSample.image))
        let hash = RuleSample.digest(RuleSample.image)
        let sources = ImageSources(knownHostsFile: server.knownHosts, keyFile: server.keyFile)
        var unknown = sources
        unknown.knownHostsFile = server.wrongHosts
        var closed = sources
        closed.reach = .public
        var keyless = sources
        keyless.keyFile = nil
        let other = String(repeating: "b", count: 64)
        for (sources, url, hash, reason) in [
            (sources, server.url(), hash, nil), (sources, server.url(), other, "its sha-256 is"),
            (unknown, server.url(), hash, "can't be fetched"), (closed, server.url(), hash, "private network"),
            (keyless, server.url(), hash, "no key to show"), (sources, server.url(user: ""), hash, "names no user"),
            (sources, server.url(user: "root:secret"), hash, "has a password"),
        ] as [(ImageSources, String, String, String?)] {
            try await with(PackageIntake(images: sources)) { catalogue in
                let package = try await catalogue.onboard(package(imageAt: url, hash: hash))
                if let reason {
                    #expect(package.onboardingState == .error, "\(reason)")
                    #expect(package.failure?.message.contains(reason) == true, "\(package)")
                    #expect(package.failure?.description.contains("secret") == false, "\(package)")
                } else {
                    #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
                    #expect(try catalogue.files.contains("images/\(hash)"))
                }
            }
        }
    }

    @Test(
        "an image that isn't what the descriptor says, or that the operator doesn't want, is refused, and nothing left")
    func notFetched() async throws {
        let hash = RuleSample.digest(RuleSample.image)
        let backed = RuleSample.image.enumerated().map { $0 == 15 ? 1 : $1 } as [UInt8]
        let server = try FileServer(content: Data(backed))
        let cases: [(ImageSources, String, String, String)] = [
            (ImageSources(), server.http("whole"), hash, "its sha-256 is"),
            (ImageSources(), server.http("whole"), RuleSample.digest(backed), "has a backing file"),
            (ImageSources(), server.http("none"), hash, "404"),
            (ImageSources(reach: .none), server.http("whole"), hash, "fetches no images"),
            (ImageSources(reach: .public), server.http("whole"), hash, "private network"),
            (ImageSources(maximumBytes: 100), server.http("whole"), hash, "can't be fetched"),
            (ImageSources(), "file:///etc/passwd", hash, "has no folder"),
            (ImageSources(folder: "/usr"), "file:///etc/passwd", hash, "no such file in the folder"),
            (ImageSources(folder: "/usr"), "file:///usr/../etc/passwd", hash, "no such file in the folder"),
            (ImageSources(), "sftp://127.0.0.1/x", hash, "trusts no host key"),
            (ImageSources(), "gopher://127.0.0.1/x", hash, "no scheme `gopher`"),
        ]
        for (sources, url, hash, reason) in cases {
            try await with(PackageIntake(images: sources)) { catalogue in
                let refused = try await catalogue.onboard(package(imageAt: url, hash: hash))
                #expect(
                    refused.onboardingState == .error && refused.failure?.message.contains(reason) == true, "\(refused)"
                )
                #expect(try catalogue.files.isEmpty)
            }
        }
    }

    @Test("an image may be a file in the operator's folder, and a link out of it is none")
    func fromFolder() async throws {
        let images = FileManager.default.temporaryDirectory.appendingPathComponent("images-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: images) }
        try Data(RuleSample.image).write(to: URL(fileURLWithPath: images + "/a b.qcow2"))
        try FileManager.default.createSymbolicLink(atPath: images + "/link", withDestinationPath: "/etc/passwd")
        try await with(PackageIntake(images: ImageSources(folder: images))) { catalogue in
            let hash = RuleSample.digest(RuleSample.image)
            let package = try await catalogue.onboard(package(imageAt: "file://\(images)/a%20b.qcow2", hash: hash))
            #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
            let link = try await catalogue.onboard(
                self.package(imageAt: "file://\(images)/link", hash: String(repeating: "b", count: 64), id: "link"))
            #expect(link.failure?.message.contains("no such file") == true)
        }
    }
}
