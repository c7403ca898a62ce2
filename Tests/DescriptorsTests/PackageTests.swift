import Foundation
import MANOModel
import Testing

@testable import Descriptors

@Suite("Packages")
struct PackageTests {
    static let image: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3] + Array(repeating: 0, count: 504)

    /// A VNF package's files; the manifest has no hashes.
    static func files(image: [UInt8] = image, hash: String? = nil, size: Int? = nil) throws -> [String: [UInt8]] {
        var digest = FileDigest([.sha256])
        image.withUnsafeBytes { digest.update($0) }
        var template = try replacing(
            "file: http://images.example/vdu.qcow2", "file: ../Files/images/vdu.qcow2", in: Sample.vnfd)
        template = try replacing("hash: \(Sample.hash)", "hash: \(hash ?? digest.finish()[.sha256]!)", in: template)
        template = try replacing("size: 100 MB", "size: \(size ?? image.count) B", in: template)
        return [
            "TOSCA-Metadata/TOSCA.meta": Array(
                "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: Sample\nEntry-Definitions: Definitions/vnfd.yaml\nETSI-Entry-Manifest: vnfd.mf\n"
                    .utf8),
            "Definitions/vnfd.yaml": Array(template.utf8),
            "Scripts/instantiate.sh": Array("#!/bin/sh\n".utf8),
            "vnfd.mf": Array(
                "metadata:\n  vnf_product_name: sample\n  vnf_provider_id: Sample\n  vnf_package_version: '1.0'\n  vnf_release_date_time: 2026-01-01T00:00:00Z\n"
                    .utf8),
            "Files/images/vdu.qcow2": image,
        ]
    }

    private func zip(_ files: [String: [UInt8]], to path: String) throws { try PackageBench.zip(files, to: path) }

    /// What is found in a package of these files, and what is left in its staging folder.
    private func read(_ files: [String: [UInt8]]) throws -> (
        content: PackageContent?, found: [Diagnostic], staged: [String]
    ) {
        try withTemporaryFolder { folder in
            try zip(files, to: folder + "/p.csar")
            return try read(folder)
        }
    }

    private func read(
        _ folder: String, limits: PackageLimits = PackageLimits()
    ) throws -> (content: PackageContent?, found: [Diagnostic], staged: [String]) {
        let staging = folder + "/staging"
        try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
        func staged() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: staging) }
        do {
            let content = try PackageReader(limits: limits).read(at: folder + "/p.csar", staging: staging)
            return (content, content.warnings.filter { $0.rule != .manifestUnlisted }, try staged())
        } catch let error as PackageError {
            return (nil, error.diagnostics.filter { $0.rule != .manifestUnlisted }, try staged())
        }
    }

    @Test("a script that is neither an artifact nor a file is a warning")
    func script() throws {
        var files = try Self.files()
        #expect(try !read(files).found.contains { $0.rule == .lcmScript })
        files["Scripts/instantiate.sh"] = nil
        let found = try read(files)
        #expect(found.found.filter { $0.rule == .lcmScript }.map(\.severity) == [.warning] && found.content != nil)
    }

    @Test("a valid package gives its descriptor, its artifacts and its image")
    func valid() throws {
        try withTemporaryFolder { folder in
            try zip(Self.files(), to: folder + "/p.csar")
            let result = try read(folder)
            guard case .vnf(let content)? = result.content else {
                Issue.record("\(result.found)")
                return
            }
            #expect(content.warnings.isEmpty, "\(content.warnings)")
            #expect(content.vnfd.id == "sample-1")
            #expect(content.facts.descriptorPath == "Definitions/vnfd.yaml" && content.facts.manifestPath == "vnfd.mf")
            #expect(
                content.facts.artifacts.map(\.path) == [
                    "Definitions/vnfd.yaml", "Files/images/vdu.qcow2", "Scripts/instantiate.sh", "vnfd.mf",
                ])
            let image = try #require(content.images.first)
            #expect(image.path == "Files/images/vdu.qcow2" && image.sizeBytes == Self.image.count)
            #expect(content.vnfd.flavours[0].vdus[0].softwareImage?.location == image.path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: #require(image.file))) == Data(Self.image))
            let artifact = try #require(content.facts.artifacts.first { $0.path == image.path })
            #expect(artifact.algorithm == "SHA-256" && artifact.hash == image.sha256 && artifact.size == 512)
        }
    }

    @Test("a package without TOSCA-Metadata has its one template at the root")
    func noMeta() throws {
        var files = try Self.files()
        files["TOSCA-Metadata/TOSCA.meta"] = nil
        files["vnfd.yaml"] = files.removeValue(forKey: "Definitions/vnfd.yaml").map {
            Array(String(decoding: $0, as: UTF8.self).replacingOccurrences(of: "../Files", with: "Files").utf8)
        }
        let result = try read(files)
        #expect(result.content != nil && result.found.isEmpty, "\(result.found)")
        files["other.yaml"] = files["vnfd.yaml"]
        #expect(try read(files).found.map(\.rule) == [.packageEntryDefinitions])
        files["other.yaml"] = nil
        files["vnfd.yaml"] = nil
        #expect(try read(files).found.map(\.rule) == [.packageEntryDefinitions])
    }

    @Test("TOSCA.meta that leads nowhere is refused with the nearest name")
    func meta() throws {
        var files = try Self.files()
        files["TOSCA-Metadata/TOSCA.meta"] = Array(
            "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: me\nEntry-Definitions: Definitions/vnf.yaml\n"
                .utf8
        )
        let wrong = try read(files).found
        #expect(wrong.map(\.rule) == [.packageEntryDefinitions] && wrong[0].remedy.contains("`Definitions/vnfd.yaml`"))
        files["TOSCA-Metadata/TOSCA.meta"] = Array(
            "CSAR-Version: 1.1\nEntry-Definition: Definitions/vnfd.yaml\nTOSCA-Meta-File-Version: 1.1\nCreated-By: me\n"
                .utf8
        )
        let missing = try read(files).found
        #expect(missing.map(\.rule) == [.packageMeta] && missing[0].line == 2)
    }

    @Test("a missing image is refused by name and place, and nothing is left")
    func missingImage() throws {
        var files = try Self.files()
        files["Files/images/vdu.qcow"] = files.removeValue(forKey: "Files/images/vdu.qcow2")
        let result = try read(files)
        #expect(result.found.map(\.rule) == [.artifactMissing] && result.staged.isEmpty)
        #expect(result.found[0].file == "Definitions/vnfd.yaml" && result.found[0].line > 0)
        #expect(
            result.found[0].message.contains("../Files/images/vdu.qcow2")
                && result.found[0].remedy.contains("vdu.qcow`"))
    }

    @Test("a wrong checksum is refused at the line that has it, and nothing is left")
    func wrongChecksum() throws {
        let result = try read(Self.files(hash: String(repeating: "0", count: 64)))
        #expect(result.found.map(\.rule) == [.imageChecksum] && result.staged.isEmpty)
        let line =
            Sample.vnfd.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("hash: ") }!
            + 1
        #expect(result.found[0].file == "Definitions/vnfd.yaml" && result.found[0].line == line)
    }

    @Test("a wrong size is a warning")
    func wrongSize() throws {
        let result = try read(Self.files(size: 7))
        #expect(result.content != nil && result.found.map(\.rule) == [.imageSize])
    }

    @Test("images are what they say, and lead to no other file")
    func imageFormat() throws {
        #expect(try read(Self.files(image: Array("not an image".utf8))).found.map(\.rule) == [.imageFormat])
        var backed = Self.image
        backed[15] = 1
        #expect(try read(Self.files(image: backed)).found.map(\.rule) == [.imageFormat])
        var external = Self.image
        external[79] = 4
        #expect(try read(Self.files(image: external)).found.map(\.rule) == [.imageFormat])
    }

    // MARK: - Manifest

    private func manifest(_ lines: String) throws -> (found: [Diagnostic], staged: [String]) {
        var files = try Self.files()
        files["vnfd.mf"]! += Array("\n\(lines)\n".utf8)
        let result = try read(files)
        return (result.found, result.staged)
    }

    @Test("hashes of the manifest are verified, by each algorithm")
    func manifestHashes() throws {
        var digest = FileDigest(Set(HashAlgorithm.allCases.map(DigestAlgorithm.init)))
        Array("#!/bin/sh\n".utf8).withUnsafeBytes { digest.update($0) }
        for (algorithm, hash) in digest.finish() {
            let name = algorithm.title
            #expect(
                try manifest("Source: Scripts/instantiate.sh\nAlgorithm: \(name)\nHash: \(hash.uppercased())").found
                    .isEmpty)
            let wrong = try manifest("Source: Scripts/instantiate.sh\nAlgorithm: \(name)\nHash: 00\(hash.dropFirst(2))")
            #expect(wrong.found.map(\.rule) == [.manifestHash] && wrong.found[0].line == 9 && wrong.staged.isEmpty)
        }
    }

    @Test("a manifest that lists what isn't there, or in no known way, is refused")
    func manifestEntries() throws {
        let hash = String(repeating: "0", count: 64)
        let missing = try manifest("Source: Scripts/instantiat.sh\nAlgorithm: SHA-256\nHash: \(hash)").found
        #expect(missing.map(\.rule) == [.manifestSource] && missing[0].remedy.contains("Scripts/instantiate.sh"))
        for name in ["SHA256", "sha_256", "Sha256"] {
            let odd = try manifest(
                "Source: Scripts/instantiate.sh\nAlgorithm: \(name)\nHash: \(PackageBench.sha256(Array("#!/bin/sh\n".utf8)))"
            )
            #expect(odd.found.map(\.rule) == [.manifestAlgorithm] && odd.found[0].severity == .warning, "\(odd.found)")
            #expect(odd.found[0].remedy == "write `SHA-256`")
        }
        let unknown = try manifest("Source: Scripts/instantiate.sh\nAlgorithm: SHA-257\nHash: \(hash)").found
        #expect(unknown.map(\.rule) == [.manifestAlgorithm] && unknown[0].remedy.contains("SHA-256"))
        #expect(
            try manifest("Source: Scripts/instantiate.sh\nAlgorithm: SHA-224\nHash: 00").found.map(\.rule) == [
                .manifestHash
            ])
        #expect(
            try manifest("Source: Scripts/instantiate.sh\nAlgorithm: SHA-256").found.map(\.rule) == [.manifestSyntax])
        #expect(try manifest("nonsense").found.map(\.rule) == [.manifestSyntax])
        let broken = try manifest("-----BEGIN CMS-----\nMIIB\n-----END CMS-----").found
        #expect(broken.filter { $0.severity == .error }.map(\.rule) == [.signatureDamaged])
    }

    @Test("metadata that is missing is a warning, metadata of another VNF an error")
    func manifestMetadata() throws {
        var files = try Self.files()
        files["vnfd.mf"] = Array("metadata:\n  vnf_product_name: sample\n".utf8)
        let few = try read(files)
        #expect(
            few.content != nil && few.found.map(\.rule) == [.manifestMetadata, .manifestMetadata, .manifestMetadata])
        files["vnfd.mf"] = try Self.files()["vnfd.mf"]! + Array("  vnfd_id: other\n".utf8)
        #expect(try read(files).found.map(\.rule) == [.manifestMetadata] && read(files).content == nil)
        files["vnfd.mf"] = nil
        files["TOSCA-Metadata/TOSCA.meta"] = Array(
            "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: me\nEntry-Definitions: Definitions/vnfd.yaml\n"
                .utf8)
        let none = try read(files)
        #expect(none.content != nil && none.found.map(\.rule) == [.manifestMissing])
    }

    // MARK: - Entries

    @Test(
        "names that lead out of the package are refused",
        arguments: [
            "../evil", "a/../../evil", "/etc/passwd", "a//b", "./a", "a\\..\\b", "C:/x", "a/./b", "x\u{7}y",
            "\u{1B}[31m",
            String(repeating: "n", count: 1025),
        ])
    func names(name: String) throws {
        var files = try Self.files()
        files[name] = Array("x".utf8)
        let result = try read(files)
        #expect(result.found.map(\.rule) == [.packageEntryName] && result.staged.isEmpty, "\(result.found)")
        #expect(!(result.found.first?.file.unicodeScalars.contains { $0.value < 32 } ?? true))
    }

    @Test("names that differ only in case are refused, and the same name twice")
    func duplicates() throws {
        var files = try Self.files()
        files["scripts/Instantiate.sh"] = []
        #expect(try read(files).found.map(\.rule) == [.packageEntryDuplicate])
        try withTemporaryFolder { folder in
            var writer = try ZipWriter(folder + "/p.csar")
            for (name, bytes) in try Self.files() { try writer.add(name, bytes) }
            try writer.add("Scripts/instantiate.sh", [])
            try writer.finish()
            #expect(try read(folder).found.map(\.rule) == [.packageEntryDuplicate])
        }
    }

    @Test("links and devices are refused", arguments: [0o120777, 0o020644, 0o060644] as [UInt32])
    func kinds(mode: UInt32) throws {
        try withTemporaryFolder { folder in
            var writer = try ZipWriter(folder + "/p.csar")
            for (name, bytes) in try Self.files() { try writer.add(name, bytes) }
            try writer.add("Files/thing", Array("/etc/passwd".utf8), mode: mode)
            try writer.finish()
            let found = try read(folder).found
            #expect(found.map(\.rule) == [.packageEntryKind], "\(found)")
        }
    }

    /// A deflate stream of many zeros: a literal zero, then copies of 258 bytes from one before (fixed codes).
    private func zeros(copies: Int) -> (stream: [UInt8], size: Int) {
        var bits: [UInt8] = []
        var byte: UInt8 = 0
        var count: UInt8 = 0
        func put(_ bit: Int) {
            byte |= UInt8(bit) << count
            count += 1
            if count == 8 {
                bits.append(byte)
                byte = 0
                count = 0
            }
        }
        for bit in [1, 1, 0] { put(bit) }
        for bit in [0, 0, 1, 1, 0, 0, 0, 0] { put(bit) }
        for _ in 0..<copies { for bit in [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] { put(bit) } }
        for _ in 0..<7 { put(0) }
        while count > 0 { put(0) }
        return (bits, 1 + copies * 258)
    }

    private func bomb(declared: Int?, to path: String) throws {
        let (stream, size) = zeros(copies: 40_000)
        var crc = CRC32()
        [UInt8](repeating: 0, count: size).withUnsafeBytes { crc.update($0) }
        var writer = try ZipWriter(path)
        for (name, bytes) in try Self.files() { try writer.add(name, bytes) }
        try writer.add(
            "Files/zeros", size: stream.count, crc: crc.value, method: 8, unpackedSize: declared ?? size
        ) { (write) throws(SourceError) in
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: stream.count, alignment: 1)
            defer { copy.deallocate() }
            copy.copyBytes(from: stream)
            try write(UnsafeRawBufferPointer(copy))
        }
        try writer.finish()
    }

    @Test(
        "a package that unpacks to far more than its size is refused, whatever its headers say",
        arguments: [nil, 100, 1_000_000])
    func bombs(declared: Int?) throws {
        try withTemporaryFolder { folder in
            try bomb(declared: declared, to: folder + "/p.csar")
            var limits = PackageLimits()
            limits.freeBytes = 1 << 20
            let result = try read(folder, limits: limits)
            #expect(result.content == nil && result.staged.isEmpty)
            #expect([[.packageBomb], [.packageDamaged]].contains(result.found.map(\.rule)), "\(result.found)")
        }
    }

    @Test("a package with too many entries, or too much in it, is refused")
    func limits() throws {
        try withTemporaryFolder { folder in
            try zip(Self.files(), to: folder + "/p.csar")
            var limits = PackageLimits()
            limits.entries = 4
            #expect(try read(folder, limits: limits).found.map(\.rule) == [.packageBomb])
            limits = PackageLimits()
            limits.totalBytes = 1000
            #expect(try read(folder, limits: limits).found.map(\.rule) == [.packageBomb])
            limits = PackageLimits()
            limits.textBytes = 1000
            #expect(try read(folder, limits: limits).found.contains { $0.rule == .packageBomb })
        }
    }

    @Test("what is no zip file, is cut short, or isn't there, is refused")
    func damaged() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.csar"
            #expect(try read(folder).found.map(\.rule) == [.packageUnreadable])
            try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try read(folder).found.map(\.rule) == [.packageDamaged])
            try zip(Self.files(), to: folder + "/whole")
            let whole = try Data(contentsOf: URL(fileURLWithPath: folder + "/whole"))
            for part in stride(from: 0, to: whole.count, by: 97) {
                try whole.prefix(part).write(to: URL(fileURLWithPath: path))
                let result = try read(folder)
                #expect(result.content == nil && !result.found.isEmpty && result.staged.isEmpty)
            }
            // A byte that is turned over somewhere: refused, or nothing that matters.
            for place in stride(from: 0, to: whole.count, by: 61) {
                var bytes = whole
                bytes[place] ^= 0x55
                try bytes.write(to: URL(fileURLWithPath: path))
                let result = try read(folder)
                #expect(result.content != nil || (!result.found.isEmpty && result.staged.isEmpty))
                for file in result.staged { try FileManager.default.removeItem(atPath: folder + "/staging/" + file) }
            }
        }
    }

    @Test("an NSD is no VNF package, nor the other way round")
    func kinds() throws {
        try withTemporaryFolder { folder in
            try write(["nsd.yaml": Sample.nsd, "vnfd.yaml": Sample.vnfd], below: folder)
            let wrong = #expect(throws: PackageError.self) {
                try PackageReader().readVNFPackage(at: folder + "/nsd.yaml")
            }
            #expect(wrong?.diagnostics.map(\.rule) == [.descriptorKind])
            #expect(throws: PackageError.self) { try PackageReader().readNSDPackage(at: folder + "/vnfd.yaml") }
        }
    }

    // MARK: - Folders and packing

    @Test("a folder with a link in it is refused")
    func folderLinks() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in try Self.files() {
                try write([name: ""], below: folder + "/p");
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/p/" + name))
            }
            #expect(DescriptorValidation.validate(path: folder + "/p").isEmpty)
            #expect(DescriptorValidation.validate(path: folder + "/p/Definitions/vnfd.yaml").isEmpty)
            try FileManager.default.createSymbolicLink(atPath: folder + "/p/link", withDestinationPath: "/etc/passwd")
            #expect(DescriptorValidation.validate(path: folder + "/p").map(\.rule) == [.packageEntryKind])
            #expect(throws: PackageError.self) { try PackageWriter(folder: folder + "/p").pack(to: folder + "/p.csar") }
        }
    }

    @Test("findings in a folder begin with the path that was given")
    func shownPaths() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in try Self.files(hash: String(repeating: "0", count: 64)) {
                try write([name: ""], below: folder + "/p")
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/p/" + name))
            }
            for path in ["\(folder)/p", "\(folder)/p/Definitions/vnfd.yaml"] {
                #expect(DescriptorValidation.validate(path: path).map(\.file) == ["\(folder)/p/Definitions/vnfd.yaml"])
            }
        }
    }

    @Test("packing fills in digests, lists every file in the manifest, and leaves nothing when it fails")
    func packing() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in try Self.files() where name != "Files/images/vdu.qcow2" {
                try write([name: ""], below: folder + "/p")
                var text = String(decoding: bytes, as: UTF8.self)
                if name.hasSuffix("vnfd.yaml") {
                    text = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                        line.contains("checksum:")
                            ? "            checksum: { algorithm: sha-256, hash: '${sha256:Files/images/vdu.qcow2}' }"
                            : String(line)
                    }.joined(separator: "\n")
                }
                try write([name: text], below: folder + "/p")
            }
            let writer = PackageWriter(folder: folder + "/p")
            let error = #expect(throws: PackageError.self) { try writer.pack(to: folder + "/p.csar") }
            #expect(error?.diagnostics.map(\.rule) == [.artifactMissing])
            #expect(!FileManager.default.fileExists(atPath: folder + "/p.csar"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/p.csar.part"))
            try Data(Self.image).write(to: URL(fileURLWithPath: folder + "/built"))
            #expect(
                try PackageWriter(folder: folder + "/p", images: ["Files/images/vdu.qcow2": folder + "/built"]).pack(
                    to: folder + "/p.csar"
                ).isEmpty)
            let content = try PackageReader().readVNFPackage(at: folder + "/p.csar")
            #expect(
                content.images.map(\.sha256) == content.vnfd.flavours[0].vdus.map { $0.softwareImage?.checksum.hash })
            #expect(content.facts.artifacts.count == 4)
        }
    }
}
