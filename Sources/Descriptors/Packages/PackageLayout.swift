import YAML

/// What tells a package's parts apart: TOSCA-Metadata, the files at its root (SOL004 4.1.2), or OSM's one folder.
struct PackageLayout {
    static let metaPath = PackageMeta.path

    var entry: String
    var manifest: String?
    /// OSM's digests in place of a manifest.
    var checksums: String?
    /// The signer's certificate, where it is a file of its own (SOL004 4.1.2.3, 5.1).
    var certificate: String?
    /// Digests that TOSCA.meta names.
    var metaEntries: [Manifest.Entry] = []

    /// nil where there is no descriptor to be found, which is reported.
    init?(_ files: DescriptorFiles, log: DiagnosticLog) {
        if let bytes = files.texts[Self.metaPath] {
            let meta = PackageMeta(bytes, log: log)
            if !files.isPartial { meta.check(log) }
            guard let entry = Self.entry(of: meta, files, log) else { return nil }
            self.entry = entry
            metaEntries = meta.entries
            func named(_ value: PackageMeta.Value?, _ isOptional: Bool, among suffix: String) -> String? {
                guard let value, !files.isPartial else { return nil }
                let path = Self.path(value.text)
                if files.contains(path) { return path }
                log.report(
                    .packageMeta, at: PackageMeta.place(value.line), severity: isOptional ? .warning : nil,
                    "the package has no file `\(value.text)`",
                    NearestName.remedy(
                        for: value.text, among: files.names.filter { $0.hasSuffix(suffix) }, else: "add the file"))
                return nil
            }
            _ = named(meta.value("ETSI-Entry-Change-Log", "Entry-Change-Log"), true, among: "")
            for name in ["Tests", "Licenses"] {
                // SOL004 4.1.2.3: folders.
                guard let value = meta.value("ETSI-Entry-\(name)", "Entry-\(name)"), !files.isPartial else { continue }
                let path = Self.path(value.text)
                guard !files.contains(path), !files.names.contains(where: { $0.hasPrefix(path + "/") }) else {
                    continue
                }
                log.report(
                    .packageMeta, at: PackageMeta.place(value.line), severity: .warning,
                    "the package has no folder `\(value.text)`",
                    "add the folder with what is in it, or take the line away"
                )
            }
            certificate = named(meta.value("ETSI-Entry-Certificate", "Entry-Certificate"), false, among: ".cert")
            if let value = meta.value("ETSI-Entry-Manifest", "Entry-Manifest") {
                manifest = named(value, false, among: ".mf")
                return
            }
        } else if let entry = Self.root(files, log) {
            self.entry = entry
        } else {
            return nil
        }
        let folder = files.texts[Self.metaPath] == nil ? PackagePath.folder(of: entry) : ""
        let stem = PackagePath.name(of: entry).split(separator: ".").first.map(String.init) ?? ""
        let beside = files.texts.keys.filter { PackagePath.folder(of: $0) == folder }
        let manifests = beside.filter { $0.hasSuffix(".mf") }
        manifest =
            manifests.contains(folder + stem + ".mf")
            ? folder + stem + ".mf" : manifests.count == 1 ? manifests.first : nil
        if manifest == nil, files.contains(folder + "checksums.txt") { checksums = folder + "checksums.txt" }
        if certificate == nil { certificate = beside.first { $0 == "\(folder)\(stem).cert" } }
    }

    private static func entry(of meta: PackageMeta, _ files: DescriptorFiles, _ log: DiagnosticLog) -> String? {
        guard let entry = meta.value("Entry-Definitions") else {
            let near = NearestName.nearest(to: "Entry-Definitions", among: meta.values.keys)
            log.report(
                .packageMeta, at: PackageMeta.place(near.flatMap { meta.values[$0]?.line } ?? 1),
                "there is no `Entry-Definitions`",
                near.map { "`\($0)` should be `Entry-Definitions`" } ?? "add `Entry-Definitions: Definitions/….yaml`")
            return nil
        }
        let path = path(entry.text)
        guard files.texts[path] != nil else {
            // Why is reported.
            if files.refused.contains(path) { return nil }
            log.report(
                .packageEntryDefinitions, at: PackageMeta.place(entry.line), "the package has no file `\(entry.text)`",
                NearestName.remedy(
                    for: entry.text, among: files.texts.keys.filter(isTemplate), else: "name the descriptor's main file"
                ))
            return nil
        }
        return path
    }

    /// A path as the package names its entries: `./a` is `a`.
    private static func path(_ text: String) -> String {
        text.hasPrefix("/") ? text : PackagePath.normalise(text) ?? text
    }

    /// The descriptor of a package without TOSCA-Metadata: the one template at the root, else of the one folder.
    private static func root(_ files: DescriptorFiles, _ log: DiagnosticLog) -> String? {
        if let other = files.names.first(where: { $0.lowercased() == metaPath.lowercased() }) {
            log.report(
                .packageMeta, file: other, "the file is called `\(other)`", "rename it to `\(metaPath)`")
            return nil
        }
        let roots = descriptors(in: "", files)
        if roots.count == 1 { return roots[0] }
        let tops = Set(files.names.map { String($0.prefix { $0 != "/" }) })
        if roots.isEmpty, tops.count == 1, let top = tops.first, !files.names.contains(top) {
            let folder = top + "/"
            if files.contains(folder + metaPath) {
                log.report(
                    .packageEntryDefinitions, file: folder + metaPath,
                    "all of the package is in the folder `\(top)`, where nobody looks for TOSCA-Metadata",
                    "pack the contents of the folder, not the folder itself")
                return nil
            }
            let inside = descriptors(in: folder, files)
            if inside.count == 1 { return inside[0] }
            if !inside.isEmpty { return reportSeveral(inside, log) }
        }
        guard roots.isEmpty else { return reportSeveral(roots, log) }
        log.report(
            .packageEntryDefinitions, file: metaPath,
            "the package has neither TOSCA-Metadata nor a template at its root",
            "add `TOSCA-Metadata/TOSCA.meta` with `Entry-Definitions`")
        return nil
    }

    private static func reportSeveral(_ paths: [String], _ log: DiagnosticLog) -> String? {
        log.report(
            .packageEntryDefinitions, file: metaPath,
            "the package has no TOSCA-Metadata, and several templates where one is expected: "
                + paths.prefix(12).joined(separator: ", ") + (paths.count > 12 ? " and others" : ""),
            "add `TOSCA-Metadata/TOSCA.meta` with `Entry-Definitions`")
        return nil
    }

    /// Files right in a folder that may be a descriptor, sorted: YAML, else XML or JSON.
    private static func descriptors(in folder: String, _ files: DescriptorFiles) -> [String] {
        let beside = files.texts.keys.filter { PackagePath.folder(of: $0) == folder }.sorted()
        let templates = beside.filter(isTemplate)
        return templates.isEmpty ? beside.filter(isDescriptor) : templates
    }

    static func isTemplate(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

    /// Whether a file is one that a descriptor may stand in by itself: XML and JSON are SOL006's.
    static func isDescriptor(_ path: String) -> Bool {
        isTemplate(path) || path.hasSuffix(".xml") || path.hasSuffix(".json")
    }

    /// Files that are read whatever their size, within the limit for texts.
    static func isDescription(_ path: String) -> Bool {
        isDescriptor(path) || path.hasSuffix(".mf") || path == metaPath
            || SignatureFiles.isSignature(path) || SignatureFiles.isCertificate(path)
    }
}
