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
            VNFDCompiler.checkIdentifier(ns[name], name, log)
        }
        let flavours = selection.flavours.map {
            NSFlavourCompiler(topology: $0.topology, log: log, ns: $0.node).compile($0)
        }
        return NSD(
            id: ns["descriptor_id"]?.string ?? "", invariantID: ns["invariant_id"]?.string ?? "",
            name: ns["name"]?.string ?? "", designer: ns["designer"]?.string ?? "",
            version: ns["version"]?.string ?? "",
            defaultFlavourID: selection.defaultFlavourID,
            flavours: flavours, externalInvariantID: ns["ext_invariant_id"]?.string,
            requiresConstituents: ns["strict_nsd_constituent_onboarding"]?.bool)
    }
}
