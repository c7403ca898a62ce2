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
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let text = line.trimmingSpaces
            if text.isEmpty { finish() }
            guard !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { continue }
            let key = String(text[..<colon].trimmingSpaces)
            // Blocks that are not parted by an empty line.
            if key == "Name", block["Name"] != nil || isFirst { finish() }
            if block[key] == nil {
                block[key] = Value(text: String(text[text.index(after: colon)...].trimmingSpaces), line: index + 1)
            }
        }
        finish()
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
