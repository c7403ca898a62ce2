import MANOModel
import YAML

/// Compiles SOL006 descriptors: YAML, JSON or XML.
struct SOL006Compiler {
    let files: DescriptorFiles
    let log: DiagnosticLog
    let images: ImageReferences

    enum Outcome {
        /// The text is in SOL006, or in what is refused by name; nil where it has errors, which are in the log.
        case compiled(CompiledDescriptor?)
        /// It is in another language.
        case foreign
    }

    func compile(_ path: String, budget: YAMLBudget) -> Outcome {
        guard let bytes = files.texts[path] else { return .foreign }
        let language = SOL006Document.language(of: bytes)
        let yaml: YAMLNode
        do throws(YAMLError) {
            switch language {
            case .tosca: return .foreign
            case .xml: yaml = try XMLNodeReader.parse(bytes, budget: budget)
            case .json: yaml = try YAMLNode(parsingJSON: bytes, budget: budget)
            case .yaml: yaml = try YAMLNode(parsing: bytes, budget: budget)
            }
        } catch {
            report(error, language, path)
            return .compiled(nil)
        }
        // JSON and XML are no TOSCA; YAML may be a broken template.
        if language == .yaml, !SOL006Document.isSOL006(yaml) { return .foreign }
        guard let document = SOL006Document(yaml, file: path, isXML: language == .xml, log: log) else {
            return .compiled(nil)
        }
        return .compiled(compile(document))
    }

    private func report(_ error: YAMLError, _ language: SOL006Document.Language, _ path: String) {
        for problem in error.problems {
            let rule: DiagnosticRule
            switch (language, problem.kind) {
            case (.json, .syntax): rule = .jsonSyntax
            case (.xml, .syntax): rule = .xmlSyntax
            case (.xml, .alias): rule = .xmlDocumentType
            default:
                log.report(YAMLError(problems: [problem]), file: path)
                continue
            }
            log.report(rule, at: Place(file: path, mark: problem.mark), problem.message, problem.remedy)
        }
    }

    // MARK: - Descriptors

    /// Compiles every descriptor of a text, so that all of them are checked, and answers the one that the package is
    /// about: its only one, or an NSD that stands beside what it uses.
    func compile(_ document: SOL006Document) -> CompiledDescriptor? {
        let all = compileAll(document)
        let nsds = all.filter { if case .nsd = $0 { true } else { false } }
        guard all.count > 1 else {
            if all.isEmpty {
                log.report(
                    .sol006Several, at: document.place, "the text holds no descriptor",
                    "write `vnfd:`, `nsd:` or `pnfd:` with a descriptor below it")
            }
            return all.first
        }
        let others = document.vnfds + document.pnfds
        guard nsds.count == 1 else {
            log.report(
                .sol006Several, at: document.place,
                "the text holds \(document.vnfds.count) VNFDs, \(document.nsds.count) NSDs and \(document.pnfds.count) PNFDs",
                "write each into a package of its own")
            return nil
        }
        for other in others {
            log.report(
                .sol006Several, at: other.place, severity: .warning,
                "\(other.shown) stands beside the NSD, and only the NSD is onboarded",
                "onboard a package of its own for it")
        }
        return nsds.first
    }

    func compileAll(_ document: SOL006Document) -> [CompiledDescriptor] {
        // Images of a descriptor that is not onboarded are none of the package's.
        let isNSD = !document.nsds.isEmpty
        return document.vnfds.map { .vnfd(vnfdCompiler(document, isReference: isNSD).compile($0)) }
            + document.nsds.map { .nsd(SOL006NSDCompiler(log: log, isOSM: document.isOSM).compile($0)) }
            + document.pnfds.map { .pnfd(SOL006PNFDCompiler(log: log).compile($0)) }
    }

    private func vnfdCompiler(_ document: SOL006Document, isReference: Bool) -> SOL006VNFDCompiler {
        SOL006VNFDCompiler(
            files: files, log: log, images: isReference ? ImageReferences() : images, isOSM: document.isOSM)
    }
}
