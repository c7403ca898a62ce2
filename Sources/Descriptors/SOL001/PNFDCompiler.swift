import MANOModel
import YAML

/// Compiles PNFDs (SOL001 clause 8).
struct PNFDCompiler {
    let registry: TypeRegistry
    let log: DiagnosticLog

    func compile(_ main: ServiceTemplate) -> PNFD? {
        let selector = FlavourSelector(registry: registry, log: log, nodeType: "tosca.nodes.nfv.PNF")
        guard let selection = selector.select(main, [main]), let topology = selection.flavours.first?.topology else {
            return nil
        }
        let pnf = selection.properties
        for name in ["descriptor_id", "descriptor_invariant_id"] {
            VNFDCompiler.checkIdentifier(pnf[name], name, log)
        }
        let rules = topology.policies(of: "tosca.policies.nfv.PnfSecurityGroupRule")
        let exposed = Dictionary(
            (topology.substitution?.requirements ?? []).map { ($0.node, $0.name) }
        ) { first, _ in first }
        return PNFD(
            id: pnf["descriptor_id"]?.string ?? "", invariantID: pnf["descriptor_invariant_id"]?.string ?? "",
            name: pnf["name"]?.string ?? "", functionDescription: pnf["function_description"]?.string ?? "",
            provider: pnf["provider"]?.string ?? "", version: pnf["version"]?.string ?? "",
            location: pnf["geographical_location_info"].map(location),
            externalCps: topology.nodes(of: "tosca.nodes.nfv.PnfExtCp").map { node in
                PnfExtCp(
                    id: node.name, requirementName: exposed[node.name],
                    description: node.properties["description"]?.string ?? "",
                    layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                    role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                    protocols: SharedData.protocols(node.properties["protocol"], log),
                    isTrunk: node.properties["trunk_mode"]?.bool ?? false,
                    ipStackMode: SharedData.ipStackMode(node.properties),
                    securityGroupIDs: rules.filter { $0.targets.contains { $0.text == node.name } }.map(\.name))
            },
            securityGroupRules: rules.map { SharedData.securityGroupRule($0, log) },
            externalInvariantID: pnf["ext_invariant_id"]?.string,
            versionDependencies: SharedData.versionDependencies(pnf["version_dependency"]))
    }

    private func location(_ value: CheckedValue) -> PNFLocation {
        PNFLocation(
            countryCode: value["country_code"]?.string ?? "",
            civicAddress: (value["civic_address_element"]?.list ?? []).map {
                CivicAddressElement(type: $0["ca_type"]?.string ?? "", value: $0["ca_value"]?.string ?? "")
            },
            coordinates: value["geographic_coordinates"].map {
                GeographicCoordinates(
                    latitude: $0["latitude"]?.string ?? "", longitude: $0["longitude"]?.string ?? "",
                    altitude: $0["altitude"]?.string ?? "", altitudeType: $0["altitude_type"]?.string ?? "",
                    latitudeUncertainty: $0["latitude_uncertainty"]?.string,
                    longitudeUncertainty: $0["longitude_uncertainty"]?.string,
                    altitudeUncertainty: $0["altitude_uncertainty"]?.string)
            })
    }
}
