import YAML

/// `TOSCA-Metadata/TOSCA.meta` (TOSCA 1.3 6.2, SOL004 4.1.2): blocks of `name: value`, the first about the package, the
/// others about one file each.
struct PackageMeta {
    static let path = "TOSCA-Metadata/TOSCA.meta"

    struct Value {
        var text: String
        var line: Int
    }

    /// Of the first block, as it is written.
    private(set) var values: [String: Value] = [:]
    /// Digests of files, as some tools write them into the blocks after the first.
    private(set) var entries: [Manifest.Entry] = []

    init(_ bytes: [UInt8], log: DiagnosticLog) {
        var block: [String: Value] = [:]
        var isFirst = true
        func finish() {
            defer { block = [:] }
            guard let name = block["Name"] else {
                if isFirst, !block.isEmpty {
                    values = block
                    isFirst = false
                }
                return
            }
            let digest = Manifest.digest(
                of: name.text, block["Algorithm"]?.text, block["Hash"]?.text,
                { key in Self.place((key == "hash" ? block["Hash"] : block["Algorithm"])?.line ?? name.line) }, log)
            if let digest {
                entries.append(
                    Manifest.Entry(
                        source: name.text, digest: digest, place: Self.place(block["Hash"]?.line ?? name.line)))
            }
        }
        let lines = String(decoding: bytes.withoutByteOrderMark, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let text = line.trimmingSpaces
            if text.isEmpty { finish() }
            guard !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { continue }
            let key = String(text[..<colon].trimmingSpaces)
            // Blocks that are not parted by an empty line.
            if key == "Name", block["Name"] != nil || isFirst { finish() }
            if let first = block[key] {
                // Readers take different ones.
                log.report(
                    .packageMeta, at: Self.place(index + 1), "`\(key)` is there twice, first in line \(first.line)",
                    "keep one of the two")
            } else {
                block[key] = Value(text: String(text[text.index(after: colon)...].trimmingSpaces), line: index + 1)
            }
        }
        finish()
    }

    private static let required = ["TOSCA-Meta-File-Version", "CSAR-Version", "Created-By"]
    private static let known =
        required + ["Entry-Definitions", "Other-Definitions"]
        + ["Manifest", "Change-Log", "Tests", "Licenses", "Certificate"].flatMap {
            ["ETSI-Entry-\($0)", "Entry-\($0)"]
        }
    /// TOSCA 1.3 6.2 has 1.1 for both, SOL004's examples 1.0 for the first.
    private static let versions = ["TOSCA-Meta-File-Version": ["1.0", "1.1"], "CSAR-Version": ["1.0", "1.1", "2.0"]]

    /// Reports names of the first block that somebody may have meant otherwise, and those that it lacks. Names of vendors'
    /// own are taken.
    func check(_ log: DiagnosticLog) {
        guard !values.isEmpty else { return }
        let names = Set(values.keys.map { $0.lowercased() })
        let absent = Self.known.filter { !names.contains($0.lowercased()) }
        var meant: Set<String> = []
        for (name, value) in values.sorted(by: { $0.value.line < $1.value.line }) {
            guard !Self.known.contains(where: { $0.lowercased() == name.lowercased() }),
                log.spend(50, at: Self.place(value.line)),
                let near = NearestName.nearest(to: name, among: absent)
            else { continue }
            meant.insert(near)
            // Its absence is an error of its own.
            guard near != "Entry-Definitions" else { continue }
            log.report(
                .packageMeta, at: Self.place(value.line), severity: .warning, "there is no name `\(name)`",
                "did you mean `\(near)`?")
        }
        for name in Self.required where absent.contains(name) && !meant.contains(name) {
            log.report(
                .packageMeta, at: Self.place(1), severity: .warning, "there is no `\(name)`",
                "add `\(name): \(name == "Created-By" ? "…" : "1.1")`")
        }
        for (name, versions) in Self.versions.sorted(by: { $0.key < $1.key }) {
            guard let value = values[name], !versions.contains(value.text) else { continue }
            log.report(
                .packageMeta, at: Self.place(value.line), severity: .warning,
                "there is no \(name) `\(value.text)`", "write `\(name): 1.1`")
        }
    }

    /// The value of the first of some names, for names that changed with the standard's version.
    func value(_ names: String...) -> Value? {
        for name in names {
            if let value = values[name] { return value }
        }
        return nil
    }

    static func place(_ line: Int) -> Place { Place(file: path, mark: YAMLMark(line: line, column: 1)) }
}
