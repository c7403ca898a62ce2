import Testing
import YAML

@testable import Descriptors

/// Packages whose parts say more than there is, or stand in each other's way.
@Suite("Packages that are not what they say")
struct HostilePackageTests {
    private func findings(_ entries: [String]) throws -> [Diagnostic] {
        let log = DiagnosticLog()
        var survey = PackageSurvey(limits: PackageLimits(), log: log)
        for name in entries { try survey.take(SourceEntry(name: name, kind: .file, size: 0)) { _ in 0 } }
        survey.checkFolders()
        return log.sorted
    }

    /// The sum of what two headers said went beyond what an integer holds.
    @Test("sizes beyond all bounds are refused, whatever they add up to")
    func sizes() throws {
        try withTemporaryFolder { folder in
            var zip = try ZipWriter(folder + "/p.csar")
            for name in ["a.bin", "b.bin"] {
                try zip.add(name, size: 0xFFFF_FFFF, crc: 0, unpackedSize: .max) { _ in }
            }
            try zip.finish()
            #expect(DescriptorValidation.validate(path: folder + "/p.csar").map(\.rule) == [.packageBomb])
        }
    }

    @Test("a package is refused as soon as its headers say too much, not when all of it has been unpacked")
    func early() throws {
        var limits = PackageLimits()
        limits.totalBytes = 1000
        var survey = PackageSurvey(limits: limits, log: DiagnosticLog(), archiveBytes: 10)
        try survey.take(SourceEntry(name: "a", kind: .file, size: 900)) { _ in 0 }
        #expect(throws: SourceError.self) {
            try survey.take(SourceEntry(name: "b", kind: .file, size: 900)) { _ in 0 }
        }
        #expect(throws: SourceError.self) {
            try survey.take(SourceEntry(name: "c", kind: .file, size: .max)) { _ in 0 }
        }
    }

    @Test("files that stand where others need a folder are found, at any depth and in any case")
    func folders() throws {
        let found = try findings(["a/b", "A/B/c/d", "a/b.c", "a/b-c/d", "e", "f/e/g"])
        #expect(found.map(\.file) == ["A", "A/B/c/d"])
        #expect(found.map(\.rule) == [.packageEntryDuplicate, .packageEntryDuplicate])
        #expect(try findings(["a", "a/b", "a/b/c"]).map(\.file) == ["a/b", "a/b/c", "a/b/c"])
    }

    @Test("a signature belongs to the one file of its name")
    func subjects() {
        let names: Set = [
            "a.sh", "a.sh.cms", "b.sh", "b.cms", "c.sh", "c.txt", "c.cms", "d.CMS", "d.sh", "e/f.sh", "e.cms",
        ]
        let subjects = SignatureFiles.Subjects(names)
        #expect(subjects.subject(of: "a.sh.cms") == "a.sh")
        #expect(subjects.subject(of: "b.cms") == "b.sh")
        #expect(subjects.subject(of: "c.cms") == nil)
        #expect(subjects.subject(of: "d.CMS") == "d.sh")
        #expect(subjects.subject(of: "e.cms") == nil)
        #expect(
            SignatureFiles.isSignature("d.CMS") && !SignatureFiles.isSignature("cms")
                && !SignatureFiles.isSignature("a.cmsx"))
        #expect(SignatureFiles.isCertificate("a.Cert") && !SignatureFiles.isCertificate("a.cert/b"))
    }

    @Test("certificates that many files name are read once, and signatures as long as that costs little")
    func certificates() {
        let log = DiagnosticLog(work: WorkBudget(steps: 50_000))
        let signatures = PackageSignatures(policy: SignaturePolicy(), log: log)
        var files = DescriptorFiles(sizes: [:])
        files.texts["all.cert"] = Array(repeating: 0x20, count: 10_000)
        for index in 0..<20 {
            files.texts["f\(index)"] = []
            files.texts["f\(index).cms"] = RuleSample.signature
        }
        files.sizes = files.texts.mapValues(\.count)
        signatures.find(files, nil, certificate: "all.cert")
        let checked = (0..<20).count { signatures.check(of: "f\($0)") != nil }
        // 40,000 steps for the certificates, and about 2,000 for each signature.
        #expect((3..<8).contains(checked))
        #expect(log.sorted.map(\.rule) == [.yamlBudget])
    }

    @Test("a line is shown unless it is longer than anybody reads")
    func longLines() throws {
        try withTemporaryFolder { folder in
            for (count, isShown) in [(100, true), (10_000, false)] {
                let line = "x: " + String(repeating: "y", count: count)
                try write(["sample.yaml": "tosca_definitions_version: tosca_simple_yaml_1_3\n\(line)\n"], below: folder)
                let found = DescriptorValidation(path: folder + "/sample.yaml").findings
                let unknown = try #require(found.first { $0.diagnostic.rule == .toscaKeyUnknown })
                #expect(unknown.line == (isShown ? line : nil))
            }
        }
    }
}
