import YAML

/// A service template: one file, parsed.
struct ServiceTemplate {
    var path: String
    var root: YAMLNode
}

/// Loads a service template and everything that it imports.
struct TemplateLoader {
    let files: DescriptorFiles
    let log: DiagnosticLog
    private(set) var templates: [ServiceTemplate] = []
    /// Prefixes that imports give to the names of what they bring.
    private(set) var prefixes: Set<String> = []
    /// Versions of SOL001 that names of imported type files give, and where.
    private var declared: [(release: [Int], place: Place)] = []
    private var seen: Set<String> = []
    private var imports = 0

    init(files: DescriptorFiles, log: DiagnosticLog) {
        self.files = files
        self.log = log
    }

    private static let keys: Set<String> = [
        "tosca_definitions_version", "namespace", "metadata", "template_name", "template_author", "template_version",
        "description", "dsl_definitions", "repositories", "imports", "artifact_types", "data_types", "capability_types",
        "interface_types", "relationship_types", "node_types", "group_types", "policy_types", "topology_template",
        "tosca_default_namespace",
    ]

    /// An import that is yet to be followed.
    private struct Import {
        var node: YAMLNode
        var importer: ServiceTemplate
    }

    /// Loads a template and its imports, each once and each with its own behind it; the entry is the first of `templates`.
    mutating func load(_ path: String, budget: YAMLBudget) {
        // Files may import each other in a row that is longer than any stack.
        var pending = open(path, budget)
        while let next = pending.popLast() {
            imports += 1
            guard imports <= Self.mostImports else {
                return log.report(
                    .importMissing, at: Place(file: next.importer.path, mark: next.node.mark), severity: .error,
                    "the descriptor's files have more than \(Self.mostImports) imports", "import each file once")
            }
            if let path = target(of: next) { pending += open(path, budget) }
        }
    }

    /// Parses a template, unless it is there.
    ///
    /// - Returns: its imports, the last one first.
    private mutating func open(_ path: String, _ budget: YAMLBudget) -> [Import] {
        guard seen.insert(path).inserted, let bytes = files.texts[path] else { return [] }
        guard templates.count < Self.mostTemplates else {
            log.report(
                .importMissing, file: path, "the descriptor imports more than \(Self.mostTemplates) files",
                "import fewer files")
            return []
        }
        var root: YAMLNode
        do {
            root = try YAMLNode(parsing: bytes, budget: budget)
        } catch {
            log.report(error, file: path)
            return []
        }
        let reader = StructureReader(file: path, log: log)
        root = TemplateMending(reader: reader).keys(of: root, Self.keys)
        guard let pairs = root.mapping else {
            log.report(
                .toscaStructure, at: reader.place(root), "the file is \(root.kindName), no service template",
                "begin with `tosca_definitions_version: tosca_simple_yaml_1_3`")
            return []
        }
        reader.checkKeys(pairs, Self.keys, of: "a service template")
        checkVersion(root, reader)
        let template = ServiceTemplate(path: path, root: root)
        templates.append(template)
        return imports(of: root, reader).reversed().map { Import(node: $0, importer: template) }
    }

    /// A list; TOSCA's metamodel has a map of names too (Simple Profile 1.2 and 1.3, 3.10.1), which the field writes.
    private func imports(of root: YAMLNode, _ reader: StructureReader) -> [YAMLNode] {
        guard let node = root["imports"] else { return [] }
        guard let pairs = node.mapping else { return reader.list(node, "`imports`") }
        // One import without a dash before it.
        if pairs.contains(where: { ["file", "url"].contains($0.name) && $0.value.text != nil }) { return [node] }
        return pairs.map { YAMLNode(.mapping([$0]), at: $0.key.mark) }
    }

    private static let mostTemplates = 1000
    /// Files may import each other, and each of them all others.
    private static let mostImports = 10_000

    /// Loads the templates beside the entry that TOSCA.meta names (`Other-Definitions`, TOSCA 1.3, 6.2).
    mutating func loadOthers(budget: YAMLBudget) {
        guard let bytes = files.texts[PackageLayout.metaPath] else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].trimmingSpaces == "Other-Definitions" else {
                continue
            }
            for name in line[line.index(after: colon)...].split(whereSeparator: { " ,\"\t".contains($0) }) {
                guard let path = PackagePath.normalise(String(name)), files.texts[path] != nil else {
                    log.report(
                        .importMissing, file: PackageLayout.metaPath,
                        "`Other-Definitions` names `\(name)`, which the package hasn't got",
                        NearestName.remedy(
                            for: String(name), among: files.texts.keys.filter(PackageLayout.isTemplate),
                            else: "add the file, or remove the name"))
                    continue
                }
                load(path, budget: budget)
            }
        }
    }

    // MARK: - Versions

    /// The version of SOL001 whose types the templates are written for: what names of imported type files say, else what
    /// those files in the package say, else the entry's own `tosca_definitions_version`, `metadata` or
    /// `template_version`.
    func version() -> SOL001Version {
        if let first = declared.first {
            for other in declared.dropFirst() where other.release != first.release {
                log.report(
                    .typesVersion, at: other.place,
                    "type files of SOL001 \(Self.text(other.release)) and \(Self.text(first.release)) are imported together",
                    "import type files of one version; \(Self.text(first.release)) counts")
            }
            if !SOL001Version.isPublished(first.release) {
                log.report(
                    .typesVersion, at: first.place, "SOL001 \(Self.text(first.release)) is not known here",
                    "its types are taken as those of \(SOL001Version(standingFor: first.release).rawValue)")
            }
            return SOL001Version(standingFor: first.release)
        }
        for template in templates where BuiltInTypes.answersImport(template.path) {
            if let release = published(template.root["metadata"]?["template_version"]) {
                return SOL001Version(standingFor: release)
            }
        }
        guard let root = templates.first?.root else { return .reference }
        for node in [
            root["tosca_definitions_version"], root["metadata"]?["template_version"], root["template_version"],
        ] {
            if let release = published(node) { return SOL001Version(standingFor: release) }
        }
        return .reference
    }

    /// A release that a text names; numbers that ETSI has not published are the author's own.
    private func published(_ node: YAMLNode?) -> [Int]? {
        node?.text.flatMap { SOL001Version.release(in: $0) }.flatMap { SOL001Version.isPublished($0) ? $0 : nil }
    }

    private static func text(_ release: [Int]) -> String { release.map(String.init).joined(separator: ".") }

    private func checkVersion(_ root: YAMLNode, _ reader: StructureReader) {
        let known = [
            "tosca_simple_yaml_1_0", "tosca_simple_yaml_1_1", "tosca_simple_yaml_1_2", "tosca_simple_yaml_1_3",
        ]
        guard let node = root["tosca_definitions_version"] else {
            return log.report(
                .toscaVersion, at: reader.place(root), "the template does not say which TOSCA it is written in",
                "begin with `tosca_definitions_version: tosca_simple_yaml_1_3`")
        }
        guard let version = node.text, known.contains(version) else {
            return log.report(
                .toscaVersion, at: reader.place(node), "the version `\(node.text ?? "")` of TOSCA is not known",
                log.slip(of: node.text ?? "", among: known).map { "did you mean `\($0)`?" } ?? "write one of "
                    + known.map { "`\($0)`" }.joined(separator: ", ")
                    + ": SOL001 is written in the Simple Profile up to 1.3")
        }
    }

    // MARK: - Imports

    private static let importKeys: Set<String> = [
        "file", "repository", "namespace_prefix", "namespace_uri", "description", "url",
    ]

    /// The file in the package that an import names; nil where there is none, which is reported unless it is one of ETSI's.
    /// An import is a path, a map with `file`, or (TOSCA 1.0) a name with either.
    private mutating func target(of entry: Import) -> String? {
        let (node, root, path) = (entry.node, entry.importer.root, entry.importer.path)
        let reader = StructureReader(file: path, log: log)
        var body = node
        if let pairs = node.mapping, node["file"] == nil, pairs.count == 1, !Self.importKeys.contains(pairs[0].name) {
            // `- fle: types.yaml` names a file too, under a key that is a slip.
            let isSlip = pairs[0].value.text != nil && log.slip(of: pairs[0].name, among: Self.importKeys) != nil
            if !isSlip { body = pairs[0].value }
        }
        body = reader.mended(body, Self.importKeys, of: "an import")
        if let pairs = body.mapping {
            reader.checkKeys(pairs, Self.importKeys, of: "an import")
            if let prefix = reader.text(body["namespace_prefix"], "`namespace_prefix`") { prefixes.insert(prefix) }
        }
        let target = body.mapping == nil ? body : body["file"] ?? body["url"]
        guard let target, !target.isNull else {
            log.report(
                .toscaKeyMissing, at: reader.place(body), "an import names no file", "write `- file: other.yaml`")
            return nil
        }
        guard var name = reader.text(target, "an import") else { return nil }
        if let repository = body["repository"], let key = reader.text(repository, "the repository of an import") {
            guard let url = url(of: key, root, at: reader.place(repository), reader) else { return nil }
            name = url.hasSuffix("/") ? url + name : url + "/" + name
        }
        let isRemote = name.contains("://")
        let resolved = isRemote ? nil : PackagePath.resolve(name, from: path)
        if BuiltInTypes.answersImport(name), let release = SOL001Version.release(in: name) {
            declared.append((release, reader.place(target)))
        }
        if let resolved, files.texts[resolved] != nil { return resolved }
        // Some packages count their paths from the package's root.
        if !isRemote, let whole = PackagePath.normalise(name), files.texts[whole] != nil { return whole }
        if BuiltInTypes.answersImport(name) { return nil }
        if isRemote {
            log.report(
                .importMissing, at: reader.place(target), "the import `\(name)` is outside the package",
                "put the file into the package and import it by its path")
            return nil
        }
        log.report(
            .importMissing, at: reader.place(target), "the package has no file `\(resolved ?? name)` to import",
            NearestName.remedy(
                for: name, among: files.texts.keys.map { PackagePath.relative($0, from: path) },
                else: "add the file, or correct the path (it counts from the importing file's folder)"))
        return nil
    }

    /// The URL of a repository; nil where it isn't declared, which is reported.
    private func url(of name: String, _ root: YAMLNode, at place: Place, _ reader: StructureReader) -> String? {
        let repositories = reader.map(root["repositories"], "`repositories`")
        guard log.spend(repositories.count, at: place) else { return nil }
        guard let repository = repositories.first(where: { $0.name == name })?.value else {
            log.report(
                .repositoryUnknown, at: place, "there is no repository `\(name)`",
                NearestName.remedy(for: name, among: repositories.map(\.name), else: "declare it under `repositories`"))
            return nil
        }
        return repository.text ?? reader.text(repository["url"], "the URL of the repository `\(name)`")
    }
}
