import MANOModel
import YAML

/// Compiles NSDs (SOL001 clause 7).
struct NSDCompiler {
    let registry: TypeRegistry
    let log: DiagnosticLog
    let files: DescriptorFiles

    func compile(_ main: ServiceTemplate, _ templates: [ServiceTemplate]) -> NSD? {
        let selector = FlavourSelector(registry: registry, log: log, nodeType: "tosca.nodes.nfv.NS")
        guard let selection = selector.select(main, templates) else { return nil }
        let ns = selection.properties
        for name in ["descriptor_id", "invariant_id"] {
            if let value = ns[name], let id = value.string, !VNFDCompiler.isIdentifier(id) {
                log.report(
                    .descriptorIdentifier, at: value.place, "`\(name)` is `\(id)`, which can't be an identifier",
                    "write a UUID, or up to 255 letters, digits, `-`, `_`, `.` and `:`")
            }
        }
        return NSD(
            id: ns["descriptor_id"]?.string ?? "", invariantID: ns["invariant_id"]?.string ?? "",
            name: ns["name"]?.string ?? "", designer: ns["designer"]?.string ?? "",
            version: ns["version"]?.string ?? "",
            defaultFlavourID: selection.defaultFlavourID,
            flavours: selection.flavours.map {
                NSFlavourCompiler(topology: $0.topology, log: log, ns: $0.node).compile($0)
            })
    }
}
