import MANOModel
import YAML

/// What a package describes.
enum CompiledDescriptor: Sendable, Equatable {
    case vnfd(VNFD)
    case nsd(NSD)
    case pnfd(PNFD)

    /// The descriptor's identifier.
    var id: String {
        switch self {
        case .vnfd(let vnfd): vnfd.id
        case .nsd(let nsd): nsd.id
        case .pnfd(let pnfd): pnfd.id
        }
    }
}

/// Compiles a descriptor: a SOL001 service template with what it imports, or a text in SOL006. Its content tells which.
struct DescriptorCompiler {
    let files: DescriptorFiles
    let log: DiagnosticLog
    private(set) var registry: TypeRegistry
    /// Filled by `compile`.
    let images = ImageReferences()
    private(set) var templates: [ServiceTemplate] = []

    init(files: DescriptorFiles, log: DiagnosticLog) {
        self.files = files
        self.log = log
        registry = TypeRegistry(log: log)
    }

    /// Compiles the template at a path; nil where it has errors, which are in the log.
    mutating func compile(_ entry: String, budget: YAMLBudget = YAMLBudget()) -> CompiledDescriptor? {
        if case .compiled(let descriptor) = SOL006Compiler(files: files, log: log, images: images).compile(
            entry, budget: budget)
        {
            return log.hasErrors ? nil : descriptor
        }
        var loader = TemplateLoader(files: files, log: log)
        loader.load(entry, budget: budget)
        // What the entry names comes first: it is the descriptor.
        loader.loadOthers(budget: budget)
        templates = loader.templates
        registry = TypeRegistry(log: log, version: loader.version())
        for prefix in loader.prefixes { registry.add(prefix: prefix) }
        var definitions: [TypeDefinition] = []
        for template in templates {
            definitions += TypeParser(reader: StructureReader(file: template.path, log: log), registry: registry).parse(
                template.root)
        }
        registry.checkReferences(of: definitions)
        for (index, template) in templates.enumerated()
        where template.path == entry || template.root["topology_template"]?["substitution_mappings"] != nil {
            let reader = StructureReader(file: template.path, log: log)
            templates[index].root = TemplateMending(reader: reader).types(of: template.root, registry)
        }
        guard let main = templates.first, main.path == entry else { return nil }
        let descriptor: CompiledDescriptor?
        switch kind(of: main) {
        case .node(.ns):
            descriptor = NSDCompiler(registry: registry, log: log, files: files).compile(main, templates).map {
                .nsd($0)
            }
        case .node(.vnf):
            descriptor = VNFDCompiler(registry: registry, log: log, files: files, images: images).compile(
                main, templates
            ).map {
                .vnfd($0)
            }
        case .node(.pnf):
            descriptor = PNFDCompiler(registry: registry, log: log).compile(main).map { .pnfd($0) }
        case .unknown:
            descriptor = nil
        case .none:
            log.report(
                .descriptorKind, file: entry, "the template describes neither a VNF nor a network service nor a PNF",
                "give it `substitution_mappings` or a node whose type derives from `tosca.nodes.nfv.VNF`, `.NS` or `.PNF`"
            )
            descriptor = nil
        }
        return log.hasErrors ? nil : descriptor
    }

    private enum Kind {
        case node(NodeKind)
        /// The type that would say so is unknown, and reported.
        case unknown
        case none
    }

    /// In the order in which a template that has several is taken.
    private enum NodeKind: String, CaseIterable {
        case ns = "tosca.nodes.nfv.NS"
        case vnf = "tosca.nodes.nfv.VNF"
        case pnf = "tosca.nodes.nfv.PNF"
    }

    private func kind(of template: ServiceTemplate) -> Kind {
        guard let topology = template.root["topology_template"] else { return .none }
        let kinds = NodeKind.allCases
        if let node = topology["substitution_mappings"]?["node_type"], let type = node.text {
            if let kind = kinds.first(where: { registry.derives(.node, type, from: $0.rawValue) }) {
                return .node(kind)
            }
            guard registry.type(.node, type) == nil else { return .none }
            registry.reportUnknown(.node, type, at: Place(file: template.path, mark: node.mark))
            return .unknown
        }
        let types = (topology["node_templates"]?.mapping ?? []).compactMap { pair in
            pair.value["type"]?.text.map {
                ($0, Place(file: template.path, mark: (pair.value["type"] ?? pair.key).mark))
            }
        }
        if let kind = kinds.first(where: { kind in types.contains { registry.derives(.node, $0.0, from: kind.rawValue) }
        }) {
            return .node(kind)
        }
        let unknown = types.filter { registry.type(.node, $0.0) == nil }
        for (type, place) in unknown { registry.reportUnknown(.node, type, at: place) }
        return unknown.isEmpty ? .none : .unknown
    }
}
