import YAML

/// What tells a package's parts apart: TOSCA-Metadata, or the files at its root (SOL004 4.1.2).
struct PackageLayout {
    static let metaPath = "TOSCA-Metadata/TOSCA.meta"

    var entry: String
    var manifest: String?

    /// nil where there is no descriptor to be found, which is reported.
    init?(_ files: DescriptorFiles, log: DiagnosticLog) {
        if let bytes = files.texts[Self.metaPath] {
            var keys: [String: (text: String, line: Int)] = [:]
            let lines = String(decoding: bytes, as: UTF8.self).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            for (index, line) in lines.enumerated() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                let key = String(line[..<colon].trimmingSpaces)
                if keys[key] == nil {
                    keys[key] = (String(line[line.index(after: colon)...].trimmingSpaces), index + 1)
                }
            }
            func place(_ line: Int) -> Place { Place(file: Self.metaPath, mark: YAMLMark(line: line, column: 1)) }
            guard let entry = keys["Entry-Definitions"] else {
                let near = NearestName.nearest(to: "Entry-Definitions", among: keys.keys)
                log.report(
                    .packageMeta, at: place(near.flatMap { keys[$0]?.line } ?? 1), "there is no `Entry-Definitions`",
                    near.map { "`\($0)` should be `Entry-Definitions`" }
                        ?? "add `Entry-Definitions: Definitions/….yaml`")
                return nil
            }
            guard files.texts[entry.text] != nil else {
                let templates = files.texts.keys.filter(Self.isTemplate)
                log.report(
                    .packageEntryDefinitions, at: place(entry.line), "the package has no file `\(entry.text)`",
                    NearestName.remedy(for: entry.text, among: templates, else: "name the descriptor's main file"))
                return nil
            }
            self.entry = entry.text
            if let key = ["ETSI-Entry-Manifest", "Entry-Manifest"].first(where: { keys[$0] != nil }),
                let named = keys[key]
            {
                if files.contains(named.text) {
                    manifest = named.text
                } else {
                    log.report(
                        .packageMeta, at: place(named.line), "the package has no file `\(named.text)`",
                        NearestName.remedy(
                            for: named.text, among: files.texts.keys.filter { $0.hasSuffix(".mf") },
                            else: "add the manifest"))
                }
                return
            }
        } else {
            let roots = files.texts.keys.filter { !$0.contains("/") && Self.isTemplate($0) }.sorted()
            guard roots.count == 1 else {
                log.report(
                    .packageEntryDefinitions, file: Self.metaPath,
                    roots.isEmpty
                        ? "the package has neither TOSCA-Metadata nor a template at its root"
                        : "the package has no TOSCA-Metadata, and several templates at its root: \(roots.joined(separator: ", "))",
                    "add `TOSCA-Metadata/TOSCA.meta` with `Entry-Definitions`")
                return nil
            }
            entry = roots[0]
        }
        let stem = PackagePath.name(of: entry).split(separator: ".").first.map(String.init) ?? ""
        let manifests = files.texts.keys.filter { !$0.contains("/") && $0.hasSuffix(".mf") }
        manifest = manifests.contains(stem + ".mf") ? stem + ".mf" : manifests.count == 1 ? manifests.first : nil
    }

    static func isTemplate(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }
}
