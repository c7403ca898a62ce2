import MANOModel
import YAML

/// Connection points and internal virtual links.
extension FlavourCompiler {
    func compileVirtualLinks(_ flavour: inout DeploymentFlavour) {
        flavour.virtualLinks = topology.nodes(of: "tosca.nodes.nfv.VnfVirtualLink").map { node in
            VnfVirtualLink(
                id: node.name, description: node.properties["description"]?.string ?? "",
                connectivity: SharedData.connectivity(node.properties["connectivity_type"]),
                profile: SharedData.linkProfile(node.properties["vl_profile"], log),
                testAccess: node.properties["test_access"]?.strings ?? [],
                monitoringParameters: SharedData.monitoringParameters(node.properties["monitoring_parameters"]),
                externallyManaged: node.properties["externally_managed"]?.string.flatMap { .init(rawValue: $0) },
                maintenance: SharedData.maintenance(node.properties["nfvi_maintenance_info"]))
        }
    }

    func compileCps(_ flavour: inout DeploymentFlavour) {
        let vdus = flavour.vdus.map(\.id)
        for node in topology.nodes(of: "tosca.nodes.nfv.VduCp") {
            if node.type.derives(from: "tosca.nodes.nfv.VduSubCp") {
                flavour.vduSubCps.append(
                    VduSubCp(
                        id: node.name, trunkCpID: node.requirement("trunk_binding")?.target ?? "",
                        segmentationType: node.properties["segmentation_type"]?.string,
                        segmentationID: node.properties["segmentation_id"]?.int,
                        layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                        protocols: SharedData.protocols(node.properties["protocol"], log),
                        virtualLinkID: node.requirement("virtual_link")?.target,
                        description: node.properties["description"]?.string, order: node.properties["order"]?.int,
                        vnicType: vnicType(node),
                        role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                        bitrate: node.properties["bitrate_requirement"]?.int,
                        isTrunk: node.properties["trunk_mode"]?.bool,
                        interfaceRequirements: interfaceRequirements(node.properties),
                        ipStackMode: SharedData.ipStackMode(node.properties)))
                continue
            }
            guard let vdu = node.requirement("virtual_binding")?.target else {
                guard log.knowsAll(of: node.name) else { continue }
                log.report(
                    .cpUnbound, at: node.place, "the CP `\(node.name)` belongs to no VDU",
                    "add `- virtual_binding: VDU` to its requirements")
                continue
            }
            flavour.vduCps.append(cp(node, of: vdu))
        }
        let rank = Dictionary(uniqueKeysWithValues: vdus.enumerated().map { ($1, $0) })
        let positions = Dictionary(uniqueKeysWithValues: flavour.vduCps.enumerated().map { ($1.id, $0) })
        flavour.vduCps.sort {
            (rank[$0.vduID] ?? 0, $0.order ?? .max, positions[$0.id] ?? 0) < (
                rank[$1.vduID] ?? 0, $1.order ?? .max, positions[$1.id] ?? 0
            )
        }
        checkOrder(flavour.vduCps)
        flavour.vipCps = topology.nodes(of: "tosca.nodes.nfv.VipCp").map { node in
            VipCp(
                id: node.name, targetCpIDs: node.targets(of: "target"),
                virtualLinkID: node.requirement("virtual_link")?.target,
                hasDedicatedAddress: node.properties["dedicated_ip_address"]?.bool ?? true,
                function: node.properties["vip_function"]?.string ?? "",
                layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                protocols: SharedData.protocols(node.properties["protocol"], log),
                description: node.properties["description"]?.string,
                role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                isTrunk: node.properties["trunk_mode"]?.bool, ipStackMode: SharedData.ipStackMode(node.properties))
        }
    }

    private func cp(_ node: CheckedNode, of vdu: String) -> VduCp {
        let properties = node.properties
        warnOfQueues(properties)
        return VduCp(
            id: node.name, vduID: vdu, description: properties["description"]?.string ?? "",
            order: properties["order"]?.int,
            vnicType: vnicType(node) ?? .normal,
            layerProtocols: SharedData.layerProtocols(properties["layer_protocols"]),
            role: properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
            protocols: SharedData.protocols(properties["protocol"], log),
            bitrate: properties["bitrate_requirement"]?.int, isTrunk: properties["trunk_mode"]?.bool ?? false,
            interfaceRequirements: interfaceRequirements(properties),
            virtualLinkID: node.requirement("virtual_link")?.target, ipStackMode: SharedData.ipStackMode(properties))
    }

    /// Keys of `network_interface_requirements` under which the field writes the kind of an interface; a kind may also be
    /// a key itself, such as `SR-IOV: true`.
    private static let interfaceKeys = ["vnic_type", "vnicType", "interface_type", "interfaceType", "vif_type", "type"]

    /// `vnic_type`, else what the interface requirements say by the field's conventions; nil where nothing does.
    private func vnicType(_ node: CheckedNode) -> VNICType? {
        if let name = node.properties["vnic_type"]?.string { return VNICType(convention: name) }
        for requirement in interfaceRequirements(node.properties) {
            for key in Self.interfaceKeys {
                if let type = requirement.requirements[key].flatMap({ VNICType(convention: $0) }) { return type }
            }
            for (key, value) in requirement.requirements.sorted(by: { $0.key < $1.key })
            where ["true", "yes", "required", "mandatory"].contains(value.lowercased()) {
                if let type = VNICType(convention: key) { return type }
            }
        }
        return nil
    }

    private func warnOfQueues(_ properties: CheckedValue) {
        guard let (key, text) = interfaceRequirements(properties).misreadQueues else { return }
        let requirements = properties["virtual_network_interface_requirements"]
        log.report(
            .propertyConstraint, at: requirements?.place ?? topology.place, severity: .warning,
            "`\(key)` is `\(text)`, which is no number of queues",
            "write a number up to \(InterfaceQueues.most), `true` for one a vCPU, or `false`")
    }

    private func interfaceRequirements(_ properties: CheckedValue) -> [InterfaceRequirement] {
        properties["virtual_network_interface_requirements"]?.list.map { value in
            var requirement = InterfaceRequirement(
                name: value["name"]?.string, description: value["description"]?.string,
                supportMandatory: value["support_mandatory"]?.bool ?? false,
                requirements: value["network_interface_requirements"]?.stringMap ?? [:],
                nicIORequirements: value["nic_io_requirements"]?["logical_node_requirements"]?.stringMap ?? [:])
            // What is done in any case needs no refusal.
            if requirement.isKnown { requirement.supportMandatory = false }
            return requirement
        } ?? []
    }

    private func checkOrder(_ cps: [VduCp]) {
        var seen: [String: String] = [:]
        for cp in cps {
            guard let order = cp.order else { continue }
            let key = "\(cp.vduID)\n\(order)"
            guard let other = seen[key] else {
                seen[key] = cp.id
                continue
            }
            let node = topology.node(cp.id)
            log.report(
                .cpOrder, at: node?.properties["order"]?.place ?? node?.place ?? topology.place, severity: .warning,
                "the CPs `\(other)` and `\(cp.id)` of the VDU `\(cp.vduID)` have the same order \(order), so the first named is first",
                "give each CP of a VDU its own")
        }
    }

    // MARK: - External CPs

    func compileExternalCps(_ flavour: inout DeploymentFlavour) {
        var names: [String: String] = [:]
        for mapping in topology.substitution?.requirements ?? [] {
            guard let node = topology.node(mapping.node), node.type.derives(from: "tosca.nodes.nfv.Cp") else {
                continue
            }
            // One CP may be mapped once only: an external CP has one name.
            if let other = names[node.name] {
                log.report(
                    .substitutionMapping, at: mapping.place, severity: .error,
                    "the CP `\(node.name)` is exposed as `\(mapping.name)` and as `\(other)`", "keep one of the two")
                continue
            }
            names[node.name] = mapping.name
        }
        for node in topology.nodes(of: "tosca.nodes.nfv.Cp") {
            let name = names[node.name]
            var metadata = OwnMetadata(of: node, log: log)
            let isManagement = management(&metadata, node)
            _ = metadata.rest()
            let attachment: VnfExtCp.Attachment
            if node.type.derives(from: "tosca.nodes.nfv.VnfExtCp") {
                guard let link = node.requirement("internal_virtual_link")?.target else { continue }
                attachment = .virtualLink(link)
            } else if name != nil, node.type.derives(from: "tosca.nodes.nfv.VipCp") {
                attachment = .vipCp(node.name)
            } else if name != nil, node.type.derives(from: "tosca.nodes.nfv.VduCp") {
                if let link = node.requirement("virtual_link") {
                    log.report(
                        .cpUnconnected, at: link.place,
                        "the CP `\(node.name)` is exposed, and connected to `\(link.target)`",
                        "remove its `virtual_link`, or the mapping `\(name ?? "")`")
                }
                attachment = .vduCp(node.name)
            } else {
                continue
            }
            flavour.externalCps.append(
                VnfExtCp(
                    id: node.name, attachment: attachment, requirementName: name,
                    description: node.properties["description"]?.string ?? "",
                    layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                    role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                    protocols: SharedData.protocols(node.properties["protocol"], log),
                    isTrunk: node.properties["trunk_mode"]?.bool ?? false,
                    interfaceRequirements: interfaceRequirements(node.properties), isManagement: isManagement,
                    ipStackMode: SharedData.ipStackMode(node.properties)))
        }
        let managed = flavour.externalCps.filter(\.isManagement)
        if let second = managed.dropFirst().first, let node = topology.node(second.id) {
            log.report(
                .cpManagement, at: node.place, "both `\(managed[0].id)` and `\(second.id)` are management CPs",
                "keep `manifold.management` on one")
        }
    }

    private func management(_ metadata: inout OwnMetadata, _ node: CheckedNode) -> Bool {
        guard let value = metadata.take("manifold.management") else { return false }
        if !["true", "false"].contains(value.text) {
            log.report(
                .cpManagement, at: value.place, "`manifold.management` of `\(node.name)` is `\(value.text)`",
                "write `true` or `false`")
        }
        return value.text == "true"
    }
}
