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
    private var seen: Set<String> = []

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

    /// Loads a template and its imports, each once; the entry is the first of `templates`.
    mutating func load(_ path: String, budget: YAMLBudget) {
        guard seen.insert(path).inserted, let bytes = files.texts[path] else { return }
        let root: YAMLNode
        do {
            root = try YAMLNode(parsing: bytes, budget: budget)
        } catch {
            return log.report(error, file: path)
        }
        let reader = StructureReader(file: path, log: log)
        guard let pairs = root.mapping else {
            return log.report(
                .toscaStructure, at: reader.place(root), "the file is \(root.kindName), no service template",
                "begin with `tosca_definitions_version: tosca_simple_yaml_1_3`")
        }
        reader.checkKeys(pairs, Self.keys, of: "a service template")
        checkVersion(root, reader)
        templates.append(ServiceTemplate(path: path, root: root))
        for node in reader.list(root["imports"], "`imports`") { load(import: node, from: path, reader, budget) }
    }

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
                NearestName.remedy(for: node.text ?? "", among: known, else: "write `tosca_simple_yaml_1_3`"))
        }
    }

    /// An import is a path, a map with `file`, or (TOSCA 1.0) a name with either.
    private mutating func load(
        import node: YAMLNode, from path: String, _ reader: StructureReader, _ budget: YAMLBudget
    ) {
        var target = node
        if let pairs = node.mapping, node["file"] == nil, pairs.count == 1 { target = pairs[0].value }
        target = target["file"] ?? target
        guard let name = reader.text(target, "an import") else { return }
        let resolved = name.contains("://") ? nil : PackagePath.resolve(name, from: path)
        if let resolved, files.texts[resolved] != nil { return load(resolved, budget: budget) }
        if BuiltInTypes.answersImport(name) { return }
        if name.contains("://") {
            return log.report(
                .importMissing, at: reader.place(target), "the import `\(name)` is outside the package",
                "put the file into the package and import it by its path")
        }
        let near = files.texts.keys.map { PackagePath.relative($0, from: path) }
        log.report(
            .importMissing, at: reader.place(target), "the package has no file `\(resolved ?? name)` to import",
            NearestName.remedy(
                for: name, among: near,
                else: "add the file, or correct the path (it counts from the importing file's folder)"))
    }
}
