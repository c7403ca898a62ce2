import MANOModel

/// Connection points and internal virtual links.
extension SOL006FlavourCompiler {
    func compileCps(_ vdus: [DataNode], _ flavour: inout DeploymentFlavour) {
        for (rank, vdu) in vdus.enumerated() {
            let trunks = vdu.list("trunk-port")
            var subPorts: [String: (trunk: DataNode, port: DataNode)] = [:]
            for trunk in trunks {
                for port in trunk.list("sub-port-list") { subPorts[port.string("sub-port-cpd") ?? ""] = (trunk, port) }
            }
            let parents = Set(trunks.compactMap { $0.string("parent-port-cpd") })
            var cps: [VduCp] = []
            for node in vdu.list("int-cpd") {
                if let (trunk, port) = subPorts[node.id] {
                    flavour.vduSubCps.append(subCp(node, of: vdu, trunk, port))
                } else {
                    cps.append(cp(node, of: vdu, isParent: parents.contains(node.id)))
                }
            }
            let ordered = cps.enumerated().sorted {
                ($0.element.order ?? .max, $0.offset) < ($1.element.order ?? .max, $1.offset)
            }
            flavour.vduCps += ordered.map(\.element)
            checkOrder(ordered.map(\.element), vdus[rank])
        }
        flavour.vipCps = vnfd.list("vip-cpd").filter { vip in
            vip.list("int-cpd").contains { $0.target?.parent.map { isUsed($0) } ?? false }
        }.map { vip in
            VipCp(
                id: vip.id,
                targetCpIDs: vip.list("int-cpd").compactMap { $0.target?.parent.map { parts.name(of: $0) } },
                virtualLinkID: vip.string("int-virtual-link-desc"),
                hasDedicatedAddress: vip.bool("dedicated-ip-address") ?? true,
                function: Self.vipFunctions[vip.string("vip-function") ?? ""] ?? "",
                layerProtocols: SOL006Data.layers(ofCp: vip), protocols: SOL006Data.protocols(vip, log),
                description: vip.string("description"), role: SOL006Data.role(vip), isTrunk: vip.bool("trunk-mode"))
        }
    }

    private static let vipFunctions = ["high-availability": "high_availability", "load-balancing": "load_balance"]

    private func isUsed(_ cp: DataNode) -> Bool { cp.parent.map { vduIDs.contains($0.id) } ?? false }

    private func cp(_ node: DataNode, of vdu: DataNode, isParent: Bool) -> VduCp {
        VduCp(
            id: parts.name(of: node), vduID: vdu.id, description: node.string("description") ?? "",
            order: order(of: node), vnicType: vnicType(node) ?? .normal, layerProtocols: SOL006Data.layers(ofCp: node),
            role: SOL006Data.role(node), protocols: SOL006Data.protocols(node, log), bitrate: bitrate(node),
            isTrunk: node.bool("trunk-mode") ?? isParent, interfaceRequirements: interfaceRequirements(node),
            virtualLinkID: node.string("int-virtual-link-desc"),
            securityGroupIDs: node.string("security-group-rule-id").map { [$0] } ?? [])
    }

    private func subCp(_ node: DataNode, of vdu: DataNode, _ trunk: DataNode, _ port: DataNode) -> VduSubCp {
        let parent = parts.cp(trunk.string("parent-port-cpd"), ofVDU: vdu.id)
        return VduSubCp(
            id: parts.name(of: node), trunkCpID: parent.map { parts.name(of: $0) } ?? "",
            segmentationType: port.string("segmentation-type"), segmentationID: port.int("segmentation-id"),
            layerProtocols: SOL006Data.layers(ofCp: node), protocols: SOL006Data.protocols(node, log),
            virtualLinkID: node.string("int-virtual-link-desc"), description: node.string("description"),
            order: order(of: node), vnicType: vnicType(node), role: SOL006Data.role(node), bitrate: bitrate(node),
            isTrunk: node.bool("trunk-mode"), interfaceRequirements: interfaceRequirements(node))
    }

    private func order(of cp: DataNode) -> Int? {
        cp.int("order") ?? cp.list("virtual-network-interface-requirement").lazy.compactMap { $0.int("position") }.first
    }

    private func bitrate(_ cp: DataNode) -> Int? {
        SOL006Data.bitrate(cp, named: "bitrate-requirement")
    }

    /// `vnic-type`, or the kind of virtual interface in Open Source MANO's words.
    private func vnicType(_ cp: DataNode) -> VNICType? {
        if let name = cp.string("vnic-type") { return VNICType(convention: name) }
        for requirement in cp.list("virtual-network-interface-requirement") {
            guard let type = requirement["virtual-interface"]?["type"], let text = type.value else { continue }
            if let known = VNICType(convention: text) { return known }
            if Self.model(requirement) != nil { return .normal }
            if text.uppercased() != "OM-MGMT" {
                log.report(
                    .sol006Unmapped, at: type.place, "the kind of interface `\(text)` becomes `normal`",
                    "write `vnic-type` with `normal`, `virtio` or `direct`")
            }
        }
        return nil
    }

    func interfaceRequirements(_ cp: DataNode) -> [InterfaceRequirement] {
        cp.list("virtual-network-interface-requirement").compactMap { node in
            let logical = node["nic-io-requirements"]?.target?.parent
            var requirements = node.pairs("standardized-network-interface-requirements").merging(
                node.pairs("network-interface-requirements")
            ) { _, own in own }
            if let model = Self.model(node) { requirements[InterfaceSetting.model.rawValue] = model.rawValue }
            let result = InterfaceRequirement(
                name: node.string("name"), description: node.string("description"), supportMandatory: false,
                requirements: requirements, nicIORequirements: logical?.pairs("requirement-detail") ?? [:])
            // A name alone requires nothing.
            return requirements.isEmpty && result.nicIORequirements.isEmpty && result.description == nil ? nil : result
        }
    }

    /// The card that Open Source MANO's kind of a virtual interface is; nil where it is none of the emulated ones.
    private static func model(_ requirement: DataNode) -> GuestInterface.Model? {
        requirement["virtual-interface"]?["type"]?.value.flatMap { GuestInterface.Model(rawValue: $0.lowercased()) }
            .flatMap { $0 == .virtio ? nil : $0 }
    }

    private func checkOrder(_ cps: [VduCp], _ vdu: DataNode) {
        for (first, second) in zip(cps, cps.dropFirst()) where first.order != nil && first.order == second.order {
            log.report(
                .cpOrder, at: vdu.place, severity: .warning,
                "the CPs `\(first.id)` and `\(second.id)` of the VDU `\(vdu.id)` have the same order \(first.order ?? 0), so the first named is first",
                "give each CP of a VDU its own")
        }
    }

    // MARK: - External CPs

    func compileExternalCps(_ vdus: [DataNode], _ flavour: inout DeploymentFlavour) {
        let management = vnfd.string("mgmt-cp")
        let inside = InnerCps(
            vips: Set(flavour.vipCps.map(\.id)),
            unconnected: Dictionary(
                grouping: vdus.flatMap { $0.list("int-cpd") }.filter { $0["int-virtual-link-desc"] == nil }, by: \.id))
        for node in vnfd.list("ext-cpd") {
            guard let attachment = attachment(of: node, inside, flavour) else { continue }
            flavour.externalCps.append(
                VnfExtCp(
                    id: node.id, attachment: attachment, requirementName: node.id,
                    description: node.string("description") ?? "", layerProtocols: SOL006Data.layers(ofCp: node),
                    role: SOL006Data.role(node), protocols: SOL006Data.protocols(node, log),
                    isTrunk: node.bool("trunk-mode") ?? false, interfaceRequirements: interfaceRequirements(node),
                    isManagement: node.id == management,
                    securityGroupIDs: node.string("security-group-rule-id").map { [$0] } ?? []))
        }
    }

    /// What external CPs may stand for.
    private struct InnerCps {
        var vips: Set<String>
        /// CPs of VDUs without a link, by their identifiers.
        var unconnected: [String: [DataNode]]
    }

    /// What an external CP stands for; nil where that is not in this flavour, or is reported.
    private func attachment(of node: DataNode, _ inside: InnerCps, _ flavour: DeploymentFlavour)
        -> VnfExtCp.Attachment?
    {
        if let link = node.string("int-virtual-link-desc") { return .virtualLink(link) }
        if let vip = node.string("vip-cpd") {
            return inside.vips.contains(vip) ? .vipCp(vip) : nil
        }
        if let inner = node["int-cpd"] {
            guard let cp = parts.cp(inner.string("cpd"), ofVDU: inner.string("vdu-id")) else {
                if inner["vdu-id"] == nil || inner["cpd"] == nil {
                    log.report(
                        .sol006Attachment, at: inner.place, "`int-cpd` of \(node.shown) names no CP",
                        "add both `vdu-id` and `cpd`")
                }
                return nil
            }
            guard isUsed(cp) else { return nil }
            if let link = cp["int-virtual-link-desc"], flavour.id == vnfd.list("df").first?.id {
                log.report(
                    .cpUnconnected, at: link.place,
                    "the CP `\(cp.id)` is exposed as `\(node.id)`, and connected to `\(link.value ?? "")`",
                    "remove its `int-virtual-link-desc`, or expose the link")
            }
            return .vduCp(parts.name(of: cp))
        }
        // Without a connection the name decides, where it can mean one CP only.
        let sameName = inside.unconnected[node.id] ?? []
        let isFound = sameName.count == 1
        log.report(
            .sol006Attachment, at: node.place, severity: isFound ? .warning : .error,
            "\(node.shown) is connected to nothing inside the VNF"
                + (isFound ? ", so the CP of a VDU with the same name is taken" : ""),
            "add `int-cpd` with `vdu-id` and `cpd`, `int-virtual-link-desc`, or `vip-cpd`")
        return isFound ? .vduCp(parts.name(of: sameName[0])) : nil
    }

    // MARK: - Virtual links

    /// Links that the flavour has a profile of, or that something in it is connected to.
    func compileLinks(_ flavour: inout DeploymentFlavour) {
        let profiles = Dictionary(df.list("virtual-link-profile").map { ($0.id, $0) }) { first, second in
            log.report(
                .sol006Unmapped, at: second.place,
                "the link `\(first.id)` has a second profile in this flavour, and the first one counts", "keep one")
            return first
        }
        var used = Set(profiles.keys)
        used.formUnion(flavour.vduCps.compactMap(\.virtualLinkID))
        used.formUnion(flavour.vduSubCps.compactMap(\.virtualLinkID))
        used.formUnion(flavour.vipCps.compactMap(\.virtualLinkID))
        for cp in flavour.externalCps { if case .virtualLink(let id) = cp.attachment { used.insert(id) } }
        for storage in flavour.virtualStorages {
            if case .file(_, _, let link?) = storage.kind { used.insert(link) }
        }
        for node in vnfd.list("int-virtual-link-desc") where used.contains(node.id) {
            let profile = profiles[node.id]
            let own = node.list("flavour").first { $0.id == profile?.string("flavour") } ?? node.list("flavour").first
            flavour.virtualLinks.append(
                VnfVirtualLink(
                    id: node.id, description: node.string("description") ?? "",
                    connectivity: SOL006Data.connectivity(node["connectivity-type"]),
                    profile: VirtualLinkProfile(
                        // IFA011 7.1.8.6: bits per second.
                        maxBitrate: SOL006Data.bitrate(profile?["max-bit-rate-requirements"], unit: 1),
                        minBitrate: SOL006Data.bitrate(profile?["min-bit-rate-requirements"], unit: 1),
                        qos: SOL006Data.qos(own?["qos"]),
                        protocols: SOL006Data.protocolData(profile?["virtual-link-protocol-data"], log)),
                    testAccess: node.strings("test-access"),
                    monitoringParameters: SOL006Data.monitoring(node.list("monitoring-parameters")),
                    externallyManaged: node.string("externally-managed").flatMap { .init(rawValue: $0) },
                    maintenance: SOL006Data.maintenance(node)))
        }
    }
}
