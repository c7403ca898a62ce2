import MANOModel

/// Compiles PNFDs.
struct SOL006PNFDCompiler {
    let log: DiagnosticLog

    func compile(_ node: DataNode) -> PNFD {
        if let location = node["geographical-location-info"] {
            log.report(
                .sol006Unmapped, at: location.namePlace,
                "`geographical-location-info` is a text here, and a country, an address and coordinates in SOL001",
                "write the PNFD in SOL001 where its place matters")
        }
        if let rule = node["security-group-rule"] {
            log.report(
                .sol006Unmapped, at: rule.namePlace, "no CP of a PNFD can name a security group rule",
                "write the PNFD in SOL001 where rules matter")
        }
        return PNFD(
            id: node.id, invariantID: node.string("invariant-id") ?? node.id, name: node.string("name") ?? node.id,
            functionDescription: node.string("function-description") ?? "", provider: node.string("provider") ?? "",
            version: node.string("version") ?? "",
            externalCps: node.list("ext-cpd").map { cp in
                PnfExtCp(
                    id: cp.id, requirementName: cp.id, description: cp.string("description") ?? "",
                    layerProtocols: SOL006Data.layers(ofCp: cp), role: SOL006Data.role(cp),
                    protocols: SOL006Data.protocols(cp, log), isTrunk: cp.bool("trunk-mode") ?? false)
            }, securityGroupRules: SOL006Data.securityGroupRules(node, targets: [:]))
    }
}
