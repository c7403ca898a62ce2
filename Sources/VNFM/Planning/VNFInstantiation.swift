package import MANOModel
import Planner
package import SOL

/// What an instantiation asks for, checked against the descriptor.
package enum VNFInstantiation {
    /// Throws `.unprocessable` that names the attribute and what it could be.
    package static func request(
        _ request: SOL003.InstantiateVnfRequest, instance: VNFInstance, package: VNFPackage, flavour: DeploymentFlavour
    ) throws -> VNFRequest {
        let size: ScaleTarget
        switch ScalePlanner.initial(flavour, levelID: request.instantiationLevelId) {
        case .target(let target): size = target
        case .refused(let error): throw error
        }
        let findings = package.vnfd?.findings(flavour: flavour) ?? []
        // What a descriptor may ask for and Manifold can't do is refused here, by name.
        if let refusal = FieldFinding.refusal(findings, of: "flavour \(flavour.id) of VNFD \(instance.vnfdID)") {
            throw refusal
        }
        let parameters = request.additionalParams ?? [:]
        for input in flavour.inputs where input.isRequired && input.defaultValue == nil && parameters[input.name] == nil
        {
            throw ManifoldError(
                .unprocessable, "additionalParams has no \(input.name), which VNFD \(instance.vnfdID) requires",
                remedy: input.description.isEmpty ? "add it" : "add it: \(input.description)")
        }
        _ = try ZoneChoice.zones(of: parameters)
        let target = InstantiatedVNF(
            flavourID: flavour.id,
            instantiationLevelID: request.instantiationLevelId ?? flavour.defaultInstantiationLevelID,
            scaleLevels: size.scaleLevels, externalLinks: try links(request.extVirtualLinks ?? [], instance, flavour),
            additionalParameters: parameters)
        var planned = VNFRequest(
            instance: instance, package: package, flavour: flavour, target: target, counts: size.instances)
        planned.warnings = FieldFinding.warnings(findings)
        let inputs = Set(flavour.inputs.map(\.name))
        for name in parameters.keys.sorted() where !inputs.contains(name) && name != ZoneChoice.key {
            planned.warnings.append(
                "additionalParams has \(name), which nothing in VNFD \(instance.vnfdID) reads"
                    + (inputs.isEmpty ? "" : "; it reads \(inputs.sorted().joined(separator: ", "))"))
        }
        for vdu in flavour.vdus {
            if let image = vdu.softwareImage { _ = try planned.hash(of: image) }
        }
        return planned
    }

    private static func links(
        _ data: [SOL003.ExtVirtualLinkData], _ instance: VNFInstance, _ flavour: DeploymentFlavour
    ) throws -> [InstantiatedVNF.ExternalLink] {
        var links: [InstantiatedVNF.ExternalLink] = []
        for link in data {
            for cp in link.extCps {
                guard let external = flavour.externalCp(cp.cpdId) else {
                    throw ManifoldError(
                        .unprocessable,
                        "extVirtualLinks names the external CPD \(cp.cpdId), which VNFD \(instance.vnfdID) doesn't have",
                        remedy: "it has \(flavour.externalCps.map(\.id).joined(separator: ", "))")
                }
                let fixed = (cp.cpConfig ?? [:]).sorted { $0.key < $1.key }.flatMap { config in
                    (config.value.cpProtocolData ?? []).flatMap { data in
                        (data.ipOverEthernet?.ipAddresses ?? []).flatMap { $0.fixedAddresses ?? [] }
                    }
                }
                links.append(
                    .init(
                        id: link.id, cpdID: external.id, networkID: Identifier(link.resourceId), fixedAddresses: fixed))
            }
        }
        for external in flavour.externalCps where !links.contains(where: { $0.cpdID == external.id }) {
            throw ManifoldError(
                .unprocessable, "the external CPD \(external.id) of VNFD \(instance.vnfdID) is on no network",
                remedy: "name one in extVirtualLinks")
        }
        return links
    }
}
