import Foundation
import Glibc
import MANOModel
import Testing

@testable import Descriptors

@Suite("What packages may not do, and what is said of it")
struct PackageDefenceTests {
    // MARK: - Names

    @Test("names that aren't ASCII are read, taken out and packed, whatever the process's locale is")
    func names() throws {
        try withTemporaryFolder { folder in
            let name = "Files/Größe 客.txt"
            var files = try PackageTests.files()
            files[name] = [1, 2, 3]
            PackageBench.list(&files)
            try PackageBench.zip(files, to: folder + "/p.csar")
            let result = try PackageBench.read(folder + "/p.csar")
            #expect(result.found.isEmpty, "\(result.found)")
            #expect(result.content?.facts.artifacts.contains { $0.path == name } == true)
            try PackageExtraction.extract(name, from: folder + "/p.csar", to: folder + "/out")
            #expect(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/out"))) == [1, 2, 3])
            for (name, bytes) in files {
                try write([name: ""], below: folder + "/p")
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/p/\(name)"))
            }
            #expect(try PackageWriter(folder: folder + "/p", isStrict: true).pack(to: folder + "/q.csar").isEmpty)
            let packed = try PackageBench.read(folder + "/q.csar")
            #expect(packed.content?.facts.artifacts.contains { $0.path == name } == true)
            try run("tar", ["czf", "q.tar.gz", "-C", "p", "."], in: folder)
            let tar = try PackageBench.read(folder + "/q.tar.gz")
            #expect(tar.content?.facts.artifacts.contains { $0.path == name } == true, "\(tar.found)")
        }
    }

    @Test("a name that is no UTF-8 is refused by what can be made of it", arguments: [true, false])
    func otherCharacterSets(isMarked: Bool) throws {
        try withTemporaryFolder { folder in
            var files = try PackageTests.files()
            files["Files/Gr__e.txt"] = []
            let path = folder + "/p.csar"
            try PackageBench.zip(files, to: path)
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            let name = Array("Files/Gr__e.txt".utf8)
            var places: [Int] = []
            for place in bytes.indices where bytes[place...].starts(with: name) { places.append(place) }
            for (place, header, flags) in [(places.first!, 30, 7), (places.last!, 46, 9)] {
                bytes[place + 8] = 0xF6
                bytes[place + 9] = 0xDF
                if !isMarked { bytes[place - header + flags] &= 0xF7 }
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let found = try PackageBench.read(path).found.filter { $0.severity == .error }
            #expect(found.map(\.rule) == [.packageEntryName], "\(found)")
            // libarchive keeps nothing of what is marked as UTF-8 and isn't.
            #expect(found.first?.file == (isMarked ? "entry 2" : "Files/Gr\\xF6\\xDFe.txt"))
        }
    }

    @Test("folders that differ only in case are refused, once for each of them")
    func folders() throws {
        var files = try PackageTests.files()
        files["FILES/a"] = []
        files["FILES/b"] = []
        let found = try PackageBench.read(files).listedFound
        #expect(found.map(\.rule) == [.packageEntryDuplicate], "\(found)")
        #expect(["FILES", "Files"].contains(found[0].file))
        files = try PackageTests.files()
        files["Files/Images/b"] = []
        #expect(try PackageBench.read(files).listedFound.map(\.rule) == [.packageEntryDuplicate])
        files = try PackageTests.files()
        files[String(repeating: "d/", count: FolderTree.depth) + "f"] = []
        #expect(try PackageBench.read(files).listedFound.map(\.rule) == [.packageEntryName])
    }

    // MARK: - One pass

    @Test("a refused entry doesn't keep the rest from being looked at")
    func onePass() throws {
        try withTemporaryFolder { folder in
            var files = try PackageTests.files()
            PackageBench.list(&files)
            files["Scripts/instantiate.sh"] = Array("#!/bin/false\n".utf8)
            files["Definitions/vnfd.yaml"] = Array(
                try replacing(
                    "num_virtual_cpu: { get_input: cpus }", "num_virtual_cpu: many",
                    in: String(decoding: files["Definitions/vnfd.yaml"]!, as: UTF8.self)
                ).utf8)
            var writer = try ZipWriter(folder + "/p.csar")
            try writer.add("Files/passwd", Array("/etc/passwd".utf8), mode: 0o120777)
            for (name, bytes) in files { try writer.add(name, bytes) }
            try writer.finish()
            let result = try PackageBench.read(folder + "/p.csar")
            let rules = Set(result.found.map(\.rule))
            #expect(rules.isSuperset(of: [.packageEntryKind, .propertyType, .manifestHash]), "\(result.found)")
            #expect(result.content == nil && result.staged.isEmpty)
        }
    }

    @Test("an image that is a link is not said to be missing as well, and is not read")
    func linkedImage() throws {
        try withTemporaryFolder { folder in
            let files = try PackageTests.files()
            var writer = try ZipWriter(folder + "/p.csar")
            for (name, bytes) in files {
                let isImage = name.hasSuffix(".qcow2")
                try writer.add(
                    name, isImage ? Array("/etc/hostname".utf8) : bytes, mode: isImage ? 0o120777 : 0o100644)
            }
            try writer.finish()
            let result = try PackageBench.read(folder + "/p.csar")
            #expect(result.listedFound.map(\.rule) == [.packageEntryKind] && result.staged.isEmpty, "\(result.found)")
        }
    }

    @Test("a package that isn't wanted is refused before its images are read")
    func screen() throws {
        try withTemporaryFolder { folder in
            try PackageBench.zip(
                PackageTests.files(hash: String(repeating: "0", count: 64)), to: folder + "/p.csar")
            var reader = PackageReader()
            reader.screen = { $0 == "sample-1" ? ("it is there", "delete it") : nil }
            let error = #expect(throws: PackageError.self) {
                try reader.read(at: folder + "/p.csar", staging: folder)
            }
            #expect(error?.diagnostics.map(\.rule) == [.descriptorIdentifier])
            reader.screen = { _ in nil }
            let other = #expect(throws: PackageError.self) { try reader.read(at: folder + "/p.csar", staging: folder) }
            #expect(other?.diagnostics.map(\.rule) == [.imageChecksum])
        }
    }

    // MARK: - Bombs

    @Test("what a signed archive may unpack to counts from what was uploaded, and the culprit is named")
    func nestedBombs() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in try PackageTests.files() {
                try write([name: ""], below: folder + "/p")
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/p/\(name)"))
            }
            let program = """
                import zipfile, os
                with zipfile.ZipFile('i.csar', 'w') as z:
                    for d, _, names in os.walk('p'):
                        for n in names: z.write(os.path.join(d, n), os.path.relpath(os.path.join(d, n), 'p'))
                    z.writestr('Files/zero', bytes(9000000), zipfile.ZIP_DEFLATED)
                    z.writestr('Files/padding', bytes(400000), zipfile.ZIP_STORED)
                with zipfile.ZipFile('o.zip', 'w', zipfile.ZIP_DEFLATED) as z: z.write('i.csar', 'i.csar')
                """
            try run("python3", ["-c", program], in: folder)
            var limits = PackageLimits()
            limits.freeBytes = 1 << 20
            let inner = try PackageBench.read(folder + "/i.csar", limits: limits)
            #expect(inner.content != nil, "\(inner.found)")
            for file in inner.staged { try FileManager.default.removeItem(atPath: "\(folder)/staging/\(file)") }
            let outer = try PackageBench.read(folder + "/o.zip", limits: limits)
            let errors = outer.found.filter { $0.severity == .error }
            #expect(errors.map(\.rule) == [.packageBomb] && outer.staged.isEmpty, "\(outer.found)")
            #expect(errors.first?.file == "Files/zero")
        }
    }

    // MARK: - Manifests and metadata

    private func manifest(_ change: (inout String) throws -> Void) throws -> [Diagnostic] {
        var files = try PackageTests.files()
        PackageBench.list(&files)
        var text = String(decoding: files["vnfd.mf"]!, as: UTF8.self)
        try change(&text)
        files["vnfd.mf"] = Array(text.utf8)
        return try PackageBench.read(files).found
    }

    @Test("a misspelt line of a manifest is an error with the name that is meant")
    func misspelt() throws {
        for (right, wrong) in [
            ("Source:", "Sorce:"), ("Hash:", "Hsh:"), ("Algorithm:", "Algoritm:"), ("metadata:", "metdata:"),
        ] {
            let found = try manifest { $0 = try replacing(right, wrong, in: $0) }
            #expect(found.map(\.rule) == [.manifestSyntax] && found[0].severity == .error, "\(wrong): \(found)")
            #expect(found[0].remedy == "did you mean `\(right.dropLast())`?")
        }
        let own = try manifest { $0 += "\nX-Vendor-Note: a\n" }
        #expect(own.map(\.rule) == [.manifestSyntax] && own[0].severity == .warning)
        let orphan = try manifest { $0 += "\nAlgorithm: SHA-256\nHash: 00\n" }
        #expect(orphan.map(\.rule) == [.manifestSyntax] && orphan[0].severity == .error)
        #expect(try manifest { $0 = "\u{FEFF}" + $0 }.isEmpty)
    }

    @Test("files that an unsigned manifest doesn't list are a warning, and so is one that lists none")
    func unlisted() throws {
        var files = try PackageTests.files()
        PackageBench.list(&files)
        files["Files/more.pem"] = []
        let some = try PackageBench.read(files)
        #expect(some.content != nil && some.found.map(\.rule) == [.manifestUnlisted])
        #expect(some.found[0].file == "Files/more.pem")
        try withTemporaryFolder { folder in
            var writer = try ZipWriter(folder + "/p.csar")
            for (name, bytes) in try PackageTests.files() { try writer.add(name, bytes) }
            try writer.finish()
            let none = try PackageBench.read(folder + "/p.csar")
            #expect(none.found.map(\.rule) == [.manifestUnlisted] && none.found[0].file == "vnfd.mf")
        }
    }

    @Test("metadata that isn't the descriptor's, or is no date, is a warning at its line")
    func metadata() throws {
        for (right, wrong) in [
            ("vnf_provider_id: Sample", "vnf_provider_id: Other"),
            ("vnf_product_name: sample", "vnf_product_name: 'x'"),
            ("2026-01-01T00:00:00Z", "yesterday"),
        ] {
            let found = try manifest { $0 = try replacing(right, wrong, in: $0) }
            #expect(found.map(\.rule) == [.manifestMetadata] && found[0].severity == .warning, "\(wrong): \(found)")
            #expect(found[0].line > 1)
        }
        #expect(try manifest { $0 = try replacing(": Sample", ": 'Sample'", in: $0) }.isEmpty)
    }

    private func meta(_ change: (inout String) -> Void) throws -> [Diagnostic] {
        var files = try PackageTests.files()
        var text = String(decoding: files[PackageLayout.metaPath]!, as: UTF8.self)
        change(&text)
        files[PackageLayout.metaPath] = Array(text.utf8)
        return try PackageBench.read(files).found
    }

    @Test("TOSCA.meta says each thing once, by its name, of files that are there")
    func metadataFile() throws {
        let twice = try meta { $0 += "Entry-Definitions: Definitions/other.yaml\n" }
        #expect(twice.map(\.rule) == [.packageMeta] && twice[0].severity == .error && twice[0].line == 6)
        for (line, hint) in [
            ("ETSI-Entry-Chnge-Log: a", "ETSI-Entry-Change-Log"), ("ETSI-Entry-Tests: Tests", "folder"),
            ("ETSI-Entry-Licenses: Files/none/", "folder"),
        ] {
            let found = try meta { $0 += line + "\n" }
            #expect(found.map(\.rule) == [.packageMeta] && found[0].severity == .warning, "\(line): \(found)")
            #expect(found.first?.remedy.contains(hint) == true)
        }
        #expect(try meta { $0 += "ETSI-Entry-Tests: Scripts/\nX-Vendor: a\n" }.isEmpty)
        for (right, wrong) in [
            ("CSAR-Version: 1.1", "CSAR-Version: 9.9"), ("CSAR-Version: 1.1\n", ""), ("Created-By: Sample\n", ""),
        ] {
            let found = try meta { $0 = $0.replacingOccurrences(of: right, with: wrong) }
            #expect(found.map(\.rule) == [.packageMeta] && found[0].severity == .warning, "\(wrong): \(found)")
        }
        #expect(try meta { $0 = $0.replacingOccurrences(of: "s: Def", with: "s: ./Def") }.isEmpty)
        #expect(try meta { $0 = "\u{FEFF}" + $0 }.isEmpty)
    }

    // MARK: - Artifacts

    @Test("a TOSCA artifact's checksum is that of its file")
    func artifactChecksums() throws {
        func found(_ lines: String) throws -> [Diagnostic] {
            var files = try PackageTests.files()
            var text = String(decoding: files["Definitions/vnfd.yaml"]!, as: UTF8.self)
            let place = try #require(text.range(of: "artifacts:\n")).upperBound
            let indent = text[place...].prefix { $0 == " " }
            text.insert(
                contentsOf:
                    "\(indent)start: { type: tosca.artifacts.Root, file: ../Scripts/instantiate.sh, \(lines) }\n",
                at: place)
            files["Definitions/vnfd.yaml"] = Array(text.utf8)
            return try PackageBench.read(files).found
        }
        let hash = PackageBench.sha256(Array("#!/bin/sh\n".utf8))
        for lines in [
            "checksum: '\(hash)', checksum_algorithm: SHA-256", "checksum: '\(hash.uppercased())'",
            "checksum: '\(FileDigests.md5(Array("#!/bin/sh\n".utf8)))', checksum_algorithm: md5",
        ] { #expect(try found(lines).isEmpty, "\(lines)") }
        for lines in [
            "checksum: '0000', checksum_algorithm: SHA-256", "checksum: '00\(hash.dropFirst(2))'",
            "checksum: '00\(hash.dropFirst(2))', checksum_algorithm: sha256",
        ] {
            let found = try found(lines)
            #expect(found.map(\.rule) == [.artifactChecksum] && found[0].severity == .error, "\(lines): \(found)")
        }
        let unknown = try found("checksum: '00', checksum_algorithm: SHA-1")
        #expect(unknown.map(\.rule) == [.artifactChecksum] && unknown[0].severity == .warning)
    }

    // MARK: - Folders and paths

    @Test("a pipe is refused at once, with nothing that could be looked at", .timeLimit(.minutes(1)))
    func pipes() throws {
        try withTemporaryFolder { folder in
            for name in ["p.csar", "p.yaml"] {
                try #require(mkfifo("\(folder)/\(name)", 0o600) == 0)
                let validation = DescriptorValidation(path: "\(folder)/\(name)")
                #expect(validation.isUnreadable && validation.findings.map(\.diagnostic.rule) == [.packageUnreadable])
            }
        }
    }

    @Test("files whose names begin with a dot are said not to be packed, but for those of version control")
    func hidden() throws {
        try withTemporaryFolder { folder in
            for (name, bytes) in try PackageTests.files() {
                try write([name: ""], below: folder + "/p")
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/p/\(name)"))
            }
            try write([".gitignore": "", "Files/.gitkeep": "", "Files/.config": ""], below: folder + "/p")
            let warnings = try PackageWriter(folder: folder + "/p").pack(to: folder + "/p.csar")
            #expect(warnings.map(\.file) == ["Files/.config"] && warnings[0].severity == .warning)
            let found = DescriptorValidation.validate(path: folder + "/p")
            #expect(found.map(\.rule) == [.packageEntryName] && found[0].file.hasSuffix("Files/.config"))
        }
    }
}
