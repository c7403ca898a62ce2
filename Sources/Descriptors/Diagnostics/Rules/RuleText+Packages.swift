extension RuleText {
    static let packages = [
        RuleText(
            .packageUnreadable, "The file is there, and may be read", "Nothing is known of what can't be opened.",
            RuleExample(
                wrong: "a path that leads nowhere", right: "a path of a package", language: "text",
                wrongInput: { .nothing },
                rightInput: { .archive(RuleExample.entries(RuleSample.packageFiles())) })),
        RuleText(
            .packageDamaged, "An archive is whole",
            "What is cut short or turned over is found by the archive's own checksums.",
            RuleExample(
                wrong: "a file of text named sample.csar", right: "a zip file named sample.csar", language: "text",
                wrongInput: { .bytes(Array("hello".utf8)) },
                rightInput: { .archive(RuleExample.entries(RuleSample.packageFiles())) })),
        RuleText(
            .packageEntryName, "Names of entries are relative, and stay in the package",
            "A name that leads elsewhere would write over files of the host.",
            .entry(
                wrong: .init(name: "../evil", bytes: []), right: .init(name: "Files/good", bytes: []))),
        RuleText(
            .packageEntryKind, "Entries are files and folders", "A link or a device leads out of the package.",
            .entry(
                wrong: .init(name: "Files/passwd", bytes: Array("/etc/passwd".utf8), mode: 0o120777),
                right: .init(name: "Files/passwd", bytes: Array("none".utf8)))),
        RuleText(
            .packageEntryDuplicate, "A name is there once, whatever its case, and so is a folder's",
            "Of two entries of one name readers take different ones.",
            .entry(
                wrong: .init(name: "scripts/Instantiate.sh", bytes: []),
                right: .init(name: "Scripts/terminate.sh", bytes: []))),
        RuleText(
            .packageEncrypted, "Entries are not encrypted by the archive",
            "SOL004 5.5 encrypts artifacts by CMS, so that names and hashes can be read.",
            RuleExample(
                wrong: "zip --encrypt", right: "zip", language: "text",
                wrongInput: { .archive(RuleExample.entries(RuleSample.packageFiles()).map(encrypted)) },
                rightInput: { .archive(RuleExample.entries(RuleSample.packageFiles())) })),
        RuleText(
            .packageBomb, "A package stays within limits of entries, bytes and packing ratio",
            "What unpacks to far more than it is would fill the disk.",
            .package(wrong: "10,001 entries", right: "5 entries") { files in
                for index in 0..<10_001 { files["Files/\(index)"] = [] }
            }),
        RuleText(
            .packageMeta, "TOSCA.meta names the entry definitions, and files that are there", "SOL004 4.1.2.3.",
            .package(
                wrong: "Entry-Definition: Definitions/vnfd.yaml", right: "Entry-Definitions: Definitions/vnfd.yaml"
            ) { $0[PackageLayout.metaPath] = Array("Entry-Definition: Definitions/vnfd.yaml\n".utf8) }),
        RuleText(
            .packageEntryDefinitions, "The package's main template is there, and there is one",
            "SOL004 4.1.2: named by TOSCA.meta, or the one template at the root.",
            .package(
                wrong: "Entry-Definitions: Definitions/vnf.yaml", right: "Entry-Definitions: Definitions/vnfd.yaml"
            ) { $0[PackageLayout.metaPath] = Array("Entry-Definitions: Definitions/vnf.yaml\n".utf8) }),
        RuleText(
            .packageImageAbsent, "A folder that is to be packed has its images",
            "They may be built or handed in when it is packed.",
            RuleExample(
                wrong: "no file Files/images/vdu.qcow2", right: "Files/images/vdu.qcow2", language: "text",
                wrongInput: {
                    var files = RuleSample.packageFiles()
                    files["Files/images/vdu.qcow2"] = nil
                    return .folder(files, read: "")
                }, rightInput: { .folder(RuleSample.packageFiles(), read: "") })),
        RuleText(
            .artifactMissing, "A file that the descriptor names is in the package", "SOL004 4.1.1.",
            .package(wrong: "no entry Files/images/vdu.qcow2", right: "Files/images/vdu.qcow2") {
                $0["Files/images/vdu.qcow2"] = nil
            }),
        RuleText(
            .artifactChecksum, "An artifact's file is the one that its template has the checksum of",
            "TOSCA 1.3 3.6.7: `checksum` with `checksum_algorithm`.",
            .package(
                wrong:
                    "file: ../Scripts/instantiate.sh\nchecksum_algorithm: SHA-256\nchecksum: \(String(repeating: "0", count: 64))",
                right:
                    "file: ../Scripts/instantiate.sh\nchecksum_algorithm: SHA-256\nchecksum: \(RuleSample.digest(RuleSample.script))"
            ) { files in
                let name = "Definitions/vnfd.yaml"
                var text = String(decoding: files[name] ?? [], as: UTF8.self)
                guard let place = text.firstRange(of: "artifacts:\n")?.upperBound else { return }
                let script =
                    String(text[place...].prefix { $0 == " " }) + "start: { type: tosca.artifacts.Root, "
                    + "file: ../Scripts/instantiate.sh, checksum_algorithm: SHA-256, "
                    + "checksum: '\(String(repeating: "0", count: 64))' }\n"
                text.insert(contentsOf: script, at: place)
                files[name] = Array(text.utf8)
            }),
    ]

    /// One of the entries says that it is encrypted.
    private static func encrypted(_ entry: RuleExample.Entry) -> RuleExample.Entry {
        var entry = entry
        entry.isEncrypted = entry.name.hasPrefix("Scripts/")
        return entry
    }
}
