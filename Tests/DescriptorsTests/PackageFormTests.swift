import Foundation
import MANOModel
import Testing

@testable import Descriptors

@Suite("Forms of packages, and what is in them")
struct PackageFormTests {
    /// Makes a tar.gz by Python: `members` are pairs of a name and a dictionary of what else is set.
    private func tar(_ script: String, to path: String) throws {
        let program = """
            import tarfile, io, sys
            t = tarfile.open(sys.argv[1], 'w:gz')
            def add(name, data=b'', **more):
                i = tarfile.TarInfo(name)
                i.size = len(data)
                for key, value in more.items(): setattr(i, key, value)
                t.addfile(i, io.BytesIO(data))
            \(script)
            t.close()
            """
        try run("python3", ["-c", program, path], in: "/")
    }

    /// Files as Python's bytes, for `tar`.
    private func adding(_ files: [String: [UInt8]], below folder: String = "") -> String {
        files.sorted { $0.key < $1.key }.map { name, bytes in
            "add('\(folder)\(name)', bytes([\(bytes.map(String.init).joined(separator: ","))]))"
        }.joined(separator: "\n")
    }

    // MARK: - tar.gz

    /// A package as OSM lays it out, with a template of TOSCA.
    private func folderPackage(checksum: (String, String) -> String) throws -> [String: [UInt8]] {
        let template = try PackageTests.files()["Definitions/vnfd.yaml"]!
        let image = PackageTests.image
        let text = String(decoding: template, as: UTF8.self).replacingOccurrences(of: "../Files/images", with: "images")
        var files: [String: [UInt8]] = [
            "sample_vnf/sample_vnfd.yaml": Array(text.utf8), "sample_vnf/images/vdu.qcow2": image,
            "sample_vnf/Scripts/instantiate.sh": Array("#!/bin/sh\n".utf8),
        ]
        let sums = files.keys.sorted().map { checksum($0, FileDigests.md5(files[$0]!)) }
        files["sample_vnf/checksums.txt"] = Array((sums.joined(separator: "\n") + "\n").utf8)
        return files
    }

    @Test(
        "a tar.gz with one folder is read, its checksums verified, whatever its names begin with",
        arguments: ["", "./"])
    func folder(prefix: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.tar.gz"
            let files = try folderPackage { "\($1)  \($0)" }
            try tar(adding(files, below: prefix), to: path)
            let result = try PackageBench.read(path)
            #expect(result.found.isEmpty, "\(result.found)")
            let facts = try #require(result.content?.facts)
            #expect(
                facts.descriptorPath == "sample_vnf/sample_vnfd.yaml"
                    && facts.manifestPath == "sample_vnf/checksums.txt")
            #expect(facts.artifacts.map(\.path).contains("sample_vnf/images/vdu.qcow2") && result.staged.count == 1)
            // MD5 is not an algorithm of SOL005's.
            #expect(Set(facts.artifacts.map(\.algorithm)) == ["SHA-256"])
            try PackageExtraction.extract("sample_vnf/Scripts/instantiate.sh", from: path, to: folder + "/out")
            #expect(try String(contentsOfFile: folder + "/out", encoding: .utf8) == "#!/bin/sh\n")
        }
    }

    @Test(
        "a CSAR as a tar.gz is read as its zip is, with a signed archive around it or without", arguments: ["", "./"])
    func compressedTar(prefix: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.csar"
            let files = try PackageTests.files()
            try tar(adding(files, below: prefix), to: path)
            let (zip, read) = (try PackageBench.read(files), try PackageBench.read(path))
            #expect(read.found.allSatisfy { $0.severity == .warning }, "\(read.found)")
            let descriptor = try #require(read.content?.facts.descriptorPath)
            #expect(descriptor == zip.content?.facts.descriptorPath)
            // The archive around it says what is inside by names alone.
            let inner = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
            try tar(adding(["inner.csar": inner], below: prefix), to: folder + "/outer.tgz")
            let outer = try PackageBench.read(folder + "/outer.tgz")
            #expect(outer.content?.facts.descriptorPath == descriptor, "\(outer.found)")
        }
    }

    @Test("checksums of a tar.gz that aren't those of its files are refused at their lines")
    func wrongChecksums() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.tar.gz"
            try tar(
                adding(folderPackage { "\($0.hasSuffix(".sh") ? String(repeating: "0", count: 32) : $1)  \($0)" }),
                to: path)
            let result = try PackageBench.read(path)
            #expect(result.found.map(\.rule) == [.manifestHash] && result.staged.isEmpty)
            #expect(result.found[0].file == "sample_vnf/checksums.txt" && result.found[0].line == 1)
        }
    }

    @Test(
        "links, devices and names that lead elsewhere are refused in a tar.gz as well",
        arguments: [
            ("add('sample_vnf/x', type=tarfile.SYMTYPE, linkname='/etc/passwd')", DiagnosticRule.packageEntryKind),
            (
                "add('sample_vnf/x', type=tarfile.LNKTYPE, linkname='sample_vnf/Scripts/instantiate.sh')",
                .packageEntryKind
            ),
            ("add('sample_vnf/x', type=tarfile.CHRTYPE, devmajor=1, devminor=5)", .packageEntryKind),
            ("add('sample_vnf/x', type=tarfile.BLKTYPE)", .packageEntryKind),
            ("add('sample_vnf/x', type=tarfile.FIFOTYPE)", .packageEntryKind),
            ("add('/etc/passwd', b'x')", .packageEntryName), ("add('sample_vnf/../../x', b'x')", .packageEntryName),
            ("add('sample_vnf/SCRIPTS/instantiate.sh', b'x')", .packageEntryDuplicate),
            ("add('sample_vnf/Scripts/instantiate.sh', b'x')", .packageEntryDuplicate),
            ("add('sample_vnf/images/vdu.qcow2/x', b'x')", .packageEntryDuplicate),
        ])
    func refusedMembers(script: String, rule: DiagnosticRule) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.tar.gz"
            try tar(adding(folderPackage { "\($1)  \($0)" }) + "\n" + script, to: path)
            let result = try PackageBench.read(path)
            #expect(result.found.map(\.rule) == [rule] && result.staged.isEmpty, "\(result.found)")
        }
    }

    @Test("a tar.gz that is cut short is refused, and nothing of it left")
    func truncated() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.tar.gz"
            try tar(
                adding(folderPackage { "\($1)  \($0)" }) + "\nimport os\nadd('sample_vnf/z', os.urandom(40000))",
                to: path)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for part in stride(from: 0, to: whole.count - 8, by: 1511) {
                try whole.prefix(part).write(to: URL(fileURLWithPath: path))
                let result = try PackageBench.read(path)
                #expect(result.content == nil && !result.found.isEmpty && result.staged.isEmpty, "\(part)")
            }
        }
    }

    @Test("a tar.gz that unpacks to far more than its size is refused")
    func bomb() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.tar.gz"
            try tar(adding(folderPackage { "\($1)  \($0)" }) + "\nadd('sample_vnf/zeros', bytes(30000000))", to: path)
            var limits = PackageLimits()
            limits.freeBytes = 1 << 20
            let result = try PackageBench.read(path, limits: limits)
            #expect(result.found.map(\.rule) == [.packageBomb] && result.staged.isEmpty)
        }
    }

    // MARK: - Layout

    @Test("a package that was packed with its folder is refused, saying so")
    func packedFolder() throws {
        let files = try Dictionary(uniqueKeysWithValues: PackageTests.files().map { ("sample/" + $0.key, $0.value) })
        let result = try PackageBench.read(files)
        #expect(result.found.map(\.rule) == [.packageEntryDefinitions])
        #expect(result.found[0].remedy.contains("contents of the folder"))
    }

    @Test("TOSCA-Metadata in other letters is refused by name")
    func metaCase() throws {
        var files = try PackageTests.files()
        files["TOSCA-METADATA/Tosca.meta"] = files.removeValue(forKey: "TOSCA-Metadata/TOSCA.meta")
        #expect(try PackageBench.read(files).found.map(\.rule) == [.packageMeta])
    }

    @Test("digests in TOSCA.meta are verified, too")
    func metaDigests() throws {
        func meta(_ lines: String) throws -> [Diagnostic] {
            var files = try PackageTests.files()
            files["TOSCA-Metadata/TOSCA.meta"]! += Array("\nName: Scripts/instantiate.sh\n\(lines)\n".utf8)
            return try PackageBench.read(files).found
        }
        let hash = PackageBench.sha256(Array("#!/bin/sh\n".utf8))
        #expect(try meta("Content-Type: text/plain").isEmpty)
        #expect(try meta("Algorithm: SHA-256\nHash: \(hash)").isEmpty)
        let unknown = try meta("Algorithm: SHA-255\nHash: \(hash)")
        #expect(unknown.map(\.rule) == [.manifestAlgorithm] && unknown[0].line == 8)
        #expect(try meta("Algorithm: SHA-256\nHash: 00\(hash.dropFirst(2))").map(\.rule) == [.manifestHash])
    }

    @Test("sets of files that aren't for the manager are read, and what isn't there is refused")
    func nonMANOSets() throws {
        var files = try PackageTests.files()
        files["vnfd.mf"]! += Array(
            "\nnon_mano_artifact_sets:\n  vendor_docs:\n    Source: Scripts/instantiate.sh\n".utf8)
        #expect(try PackageBench.read(files).listedFound.isEmpty)
        files["vnfd.mf"]! += Array("    Source: Files/none.txt\n".utf8)
        let missing = try PackageBench.read(files).listedFound
        #expect(missing.map(\.rule) == [.manifestSource] && missing[0].line == 10)
        files = try PackageTests.files()
        files["vnfd.mf"]! += Array("\nnon_mano_artifact_sets:\n  Source: Scripts/instantiate.sh\n".utf8)
        #expect(try PackageBench.read(files).listedFound.map(\.rule) == [.manifestSyntax])
    }

    @Test("an encrypted entry is refused by name")
    func encrypted() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.csar"
            try PackageBench.zip(PackageTests.files(), to: path)
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            // The flag in both headers of one entry.
            let name = Array("Scripts/instantiate.sh".utf8)
            for (signature, flags, start) in [([0x50, 0x4B, 3, 4], 6, 30), ([0x50, 0x4B, 1, 2], 8, 46)]
                as [([UInt8], Int, Int)]
            {
                let place = try #require(
                    bytes.indices.first {
                        bytes[$0...].starts(with: signature) && bytes.count >= $0 + start + name.count
                            && bytes[($0 + start)...].starts(with: name)
                    })
                bytes[place + flags] |= 1
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let result = try PackageBench.read(path)
            #expect(result.found.map(\.rule) == [.packageEncrypted] && result.staged.isEmpty)
            #expect(result.found[0].file == "Scripts/instantiate.sh")
        }
    }

    // MARK: - Parts

    @Test("a part of a file is taken out of a package without the rest, and several files as a zip file")
    func extraction() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/p.csar"
            var files = try PackageTests.files()
            files["Files/large"] = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try PackageBench.zip(files, to: path)
            for range in [0..<1, 262_143..<262_145, 2_999_999..<3_000_000, 100..<2_000_000] as [Range<Int64>] {
                try PackageExtraction.extract("Files/large", from: path, to: folder + "/out", range: range)
                let part = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/out")))
                #expect(part == Array(files["Files/large"]![Int(range.lowerBound)..<Int(range.upperBound)]))
            }
            #expect(throws: ManifoldError.self) {
                try PackageExtraction.extract("none", from: path, to: folder + "/out")
            }
            try PackageExtraction.bundle(
                ["TOSCA-Metadata/TOSCA.meta", "Definitions/vnfd.yaml"], from: path, to: folder + "/d.zip")
            let content = try PackageReader(isPartial: true).readVNFPackage(at: folder + "/d.zip")
            #expect(content.vnfd.id == "sample-1" && content.facts.descriptorFiles == ["Definitions/vnfd.yaml"])
            #expect(throws: ManifoldError.self) {
                try PackageExtraction.bundle(["none"], from: path, to: folder + "/e.zip")
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/e.zip"))
        }
    }

    @Test("a large file is hashed and copied as it is, whichever way its bytes come")
    func relay() throws {
        final class Collector: ChunkConsumer {
            var digest = FileDigest([.sha256])
            var limit = Int.max
            func take(_ bytes: UnsafeRawBufferPointer) throws(SourceError) {
                digest.update(bytes)
                if digest.size > limit {
                    throw SourceError(rule: .packageBomb, file: "x", message: "full", remedy: "none")
                }
            }
        }
        let bytes: [UInt8] = (0..<9_000_001).map { UInt8(truncatingIfNeeded: $0 &* 131 >> 3) }
        for size in [1 << 20, 65_536, 10_007] {
            let collector = Collector()
            var offset = 0
            func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
                let count = min(buffer.count, size, bytes.count - offset)
                buffer.copyBytes(from: bytes[offset..<offset + count])
                offset += count
                return count
            }
            do throws(SourceError) { try ChunkRelay.run(read, to: collector) } catch { Issue.record("\(error)") }
            #expect(collector.digest.finish()[.sha256] == PackageBench.sha256(bytes))
            offset = 0
            let full = Collector()
            full.limit = 3_000_000
            var isRefused = false
            do throws(SourceError) { try ChunkRelay.run(read, to: full) } catch { isRefused = error.message == "full" }
            #expect(isRefused)
            #expect(offset < bytes.count)
        }
    }
}

enum FileDigests {
    static func md5(_ bytes: [UInt8]) -> String {
        var digest = FileDigest([.md5])
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()[.md5]!
    }
}
