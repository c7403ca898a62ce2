import MANOModel
import YAML

/// Forwarding graphs, paths and their rules.
extension NSFlavourCompiler {
    func compileGraphs(_ flavour: inout NSDeploymentFlavour) {
        let references = cpReferences()
        let rules = compileRules()
        var graphOfPath: [String: String] = [:]
        for group in topology.groups(of: "tosca.groups.nfv.VNFFG") {
            var graph = VNFFG(id: group.name, description: group.properties["description"]?.string ?? "")
            for member in group.members {
                guard let node = topology.node(member.text) else { continue }
                if node.type.derives(from: "tosca.nodes.nfv.VNF") {
                    graph.vnfProfileIDs.append(node.name)
                } else if node.type.derives(from: "tosca.nodes.nfv.PNF") {
                    graph.pnfProfileIDs.append(node.name)
                } else if node.type.derives(from: "tosca.nodes.nfv.NS") {
                    graph.nestedNSProfileIDs.append(node.name)
                } else if node.type.derives(from: "tosca.nodes.nfv.NsVirtualLink") {
                    graph.virtualLinkIDs.append(node.name)
                } else if node.type.derives(from: "tosca.nodes.nfv.NFP") {
                    if let other = graphOfPath.updateValue(group.name, forKey: node.name) {
                        log.report(
                            .forwardingGraph, at: member.place,
                            "the path `\(node.name)` is in the graphs `\(other)` and `\(group.name)`",
                            "keep it in one")
                    }
                    graph.nfps.append(path(node, references, rules[node.name] ?? [], as: member))
                }
            }
            checkMembers(graph, group)
            checkPrecedence(graph, group)
            flavour.vnffgs.append(graph)
        }
        for node in topology.nodes(of: "tosca.nodes.nfv.NFP")
        where graphOfPath[node.name] == nil && log.knowsAll(.groups) {
            log.report(
                .forwardingGraph, at: node.place, "the path `\(node.name)` is in no forwarding graph",
                "name it among the members of a group of type `tosca.groups.nfv.VNFFG`")
        }
    }

    /// What `Forwarding` nodes and SAPs stand for on a path, by the node's name.
    private func cpReferences() -> [String: CpReference] {
        var references: [String: CpReference] = [:]
        for node in topology.nodes {
            let kind: CpReference.Kind
            if node.type.derives(from: "tosca.nodes.nfv.Sap") {
                references[node.name] = CpReference(kind: .sap, profileID: node.name)
                continue
            } else if node.type.derives(from: "tosca.nodes.nfv.VNF") {
                kind = .vnf
            } else if node.type.derives(from: "tosca.nodes.nfv.PNF") {
                kind = .pnf
            } else if node.type.derives(from: "tosca.nodes.nfv.NS"), node.name != ns?.name {
                kind = .ns
            } else {
                continue
            }
            for requirement in node.requirements {
                guard topology.node(requirement.target)?.type.derives(from: "tosca.nodes.nfv.Forwarding") == true else {
                    continue
                }
                if let other = references[requirement.target] {
                    log.report(
                        .forwardingPath, at: requirement.place,
                        "`\(requirement.target)` already stands for `\(other.cpdID ?? "")` of `\(other.profileID)`",
                        "give each CP a `Forwarding` node of its own")
                }
                references[requirement.target] = CpReference(kind: kind, profileID: node.name, cpdID: requirement.name)
            }
        }
        return references
    }

    private func path(
        _ node: CheckedNode, _ references: [String: CpReference], _ rules: [NfpRule],
        as member: (text: String, place: Place)
    ) -> NFP {
        var path = NFP(id: node.name, rules: rules)
        for position in node.targets(of: "nfp_position").compactMap({ topology.node($0) }) {
            // A position may be named more than once, and so may its elements.
            guard log.spend((position.requirements.count + 1) * 64, at: member.place) else { break }
            let elements = position.targets(of: "element").compactMap { topology.node($0) }
            path.positions.append(
                NfpPosition(
                    id: position.name, elements: elements.compactMap { element($0, references) },
                    forwardingBehaviour: position.properties["forwarding_behaviour"]?.string.flatMap {
                        .init(rawValue: $0)
                    } ?? .lb,
                    forwardingParameters: position.properties["forwarding_behaviour_input_parameters"]?.stringMap ?? [:]
                ))
        }
        var seen: Set<CpReference> = []
        for element in path.positions.flatMap(\.elements) {
            for cp in Set([element.ingress, element.egress]) where !seen.insert(cp).inserted {
                log.report(
                    .forwardingPath, at: node.place, "the path `\(node.name)` passes \(Self.describe(cp)) twice",
                    "let each CP be on a path once")
            }
        }
        if path.positions.count < 2, log.knowsAll(of: node.name) {
            log.report(
                .forwardingPath, at: node.place, "the path `\(node.name)` has one position, so it leads nowhere",
                "add the position where it ends")
        }
        if rules.isEmpty, log.knowsAll(.policies), log.knowsAll(.groups) {
            log.report(
                .pathRule, at: node.place, severity: .warning, "no rule leads traffic onto the path `\(node.name)`",
                "add a policy of type `tosca.policies.nfv.NfpRule`; one without criteria takes everything")
        }
        return path
    }

    private static func describe(_ cp: CpReference) -> String {
        cp.cpdID.map { "`\($0)` of `\(cp.profileID)`" } ?? "the SAP `\(cp.profileID)`"
    }

    private func element(_ node: CheckedNode, _ references: [String: CpReference]) -> NfpPositionElement? {
        let targets = node.requirements.filter { $0.name == "profile_element" }
        let cps = targets.compactMap { target -> CpReference? in
            if let reference = references[target.target] { return reference }
            // The requirement that leads to it may be what was left out.
            guard topology.nodes.allSatisfy({ log.knowsAll(of: $0.name) }) else { return nil }
            log.report(
                .forwardingPath, at: target.place, "`\(target.target)` stands for no CP",
                "name a SAP, or a `Forwarding` node to which a requirement of a VNF leads")
            return nil
        }
        guard let first = cps.first, cps.count == targets.count else { return nil }
        return NfpPositionElement(id: node.name, ingress: first, egress: cps.last ?? first)
    }

    private func checkMembers(_ graph: VNFFG, _ group: CheckedGroup) {
        guard log.knowsAll(.groups) else { return }
        let members = Set(graph.vnfProfileIDs)
        for path in graph.nfps {
            for cp in path.positions.flatMap(\.elements).flatMap({ [$0.ingress, $0.egress] })
            where cp.kind == .vnf && !members.contains(cp.profileID) {
                log.report(
                    .forwardingGraph, at: group.place,
                    "the path `\(path.id)` leads through `\(cp.profileID)`, which is not a member of `\(graph.id)`",
                    "add it to the members")
            }
        }
    }

    /// Where two paths begin at one CP, precedence has to say which is looked at first.
    private func checkPrecedence(_ graph: VNFFG, _ group: CheckedGroup) {
        var seen: [String: String] = [:]
        for path in graph.nfps {
            let precedences = Set(path.rules.map(\.precedence))
            let elements = path.positions.first?.elements ?? []
            guard log.spend(elements.count * precedences.count * 8, at: group.place) else { return }
            for element in elements {
                for precedence in precedences {
                    let key = "\(precedence) \(Self.describe(element.ingress))"
                    if let other = seen[key] {
                        log.report(
                            .pathPrecedence, at: topology.node(path.id)?.place ?? group.place,
                            "rules of the paths `\(other)` and `\(path.id)` have the same precedence \(precedence)",
                            "add `metadata: { manifold.precedence: … }` to one of them, greater first; now the one that stands first is"
                        )
                    }
                    seen[key] = path.id
                }
            }
        }
    }

    // MARK: - Rules

    private func compileRules() -> [String: [NfpRule]] {
        var rules: [String: [NfpRule]] = [:]
        for policy in topology.policies(of: "tosca.policies.nfv.NfpRule") {
            let rule = rule(policy)
            for target in policy.targets { rules[target.text, default: []].append(rule) }
        }
        return rules
    }

    private func rule(_ policy: CheckedPolicy) -> NfpRule {
        let properties = policy.properties
        var metadata = OwnMetadata(of: policy, log: log)
        var rule = NfpRule(id: policy.name)
        if let precedence = metadata.take("manifold.precedence") {
            if let value = Int(precedence.text), (0...65535).contains(value) {
                rule.precedence = value
            } else {
                log.report(
                    .pathPrecedence, at: precedence.place, severity: .error,
                    "the precedence of `\(policy.name)` is `\(precedence.text)`", "write an integer from 0 to 65535")
            }
        }
        _ = metadata.rest()
        rule.etherDestination = mac(properties["ether_destination_address"])
        rule.etherSource = mac(properties["ether_source_address"])
        rule.etherType = properties["ether_type"]?.string.flatMap { IPVersion(rawValue: $0) }
        rule.vlanTags = properties["vlan_tag"]?.list.compactMap { number($0, "VLAN tag", 1...4094) } ?? []
        rule.dscp = properties["dscp"].flatMap { number($0, "DSCP", 0...63) }
        if let value = properties["protocol"], let name = value.string {
            rule.ipProtocol = ProtocolNumbers.ipProtocol(name)
            if rule.ipProtocol == nil {
                log.report(
                    .ipProtocol, at: value.place, "there is no protocol `\(name)`",
                    NearestName.remedy(
                        for: name, among: ProtocolNumbers.names, else: "write `tcp`, `udp`, another name or a number"))
            }
        }
        rule.sourcePorts = ports(properties["source_port_range"])
        rule.destinationPorts = ports(properties["destination_port_range"])
        rule.sourcePrefix = prefix(properties["source_ip_address_prefix"], &rule)
        rule.destinationPrefix = prefix(properties["destination_ip_address_prefix"], &rule)
        rule.masks = (properties["extended_criteria"]?.list ?? []).map {
            PacketMask(
                startingPoint: $0["starting_point"]?.int ?? 1, length: $0["length"]?.int ?? 1,
                value: $0["value"]?.string ?? "")
        }
        if let ports = properties["destination_port_range"] ?? properties["source_port_range"],
            rule.ipProtocol?.hasPorts != true, rule.ipProtocol != nil || properties["protocol"] == nil
        {
            log.report(
                .pathRule, at: ports.place, "the rule `\(policy.name)` names ports, but no protocol that has them",
                "add `protocol: tcp`, or another")
        }
        return rule
    }

    private func ports(_ value: CheckedValue?) -> PortRange? {
        guard case .range(let lower, let upper)? = value?.content else { return nil }
        return PortRange(UInt16(clamping: lower), UInt16(clamping: upper ?? 65535))
    }

    private func number(_ value: CheckedValue, _ what: String, _ range: ClosedRange<Int>) -> Int? {
        let text = value.string ?? ""
        let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        if let number, range.contains(number) { return number }
        log.report(
            .pathRule, at: value.place, "the \(what) is `\(text)`",
            "write an integer from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    private func mac(_ value: CheckedValue?) -> String? {
        guard let value, let text = value.string?.lowercased() else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 6, parts.allSatisfy({ $0.utf8.count == 2 && UInt8($0, radix: 16) != nil }) { return text }
        log.report(
            .addressInvalid, at: value.place, "`\(text)` is no MAC address", "write one such as `52:54:00:12:34:56`")
        return nil
    }

    private func prefix(_ value: CheckedValue?, _ rule: inout NfpRule) -> String? {
        guard let value, let text = value.string else { return nil }
        guard let prefix = IPPrefix(text) else {
            log.report(
                .addressInvalid, at: value.place, "`\(text)` is no IP prefix", "write one such as `192.0.2.0/24`")
            return nil
        }
        if let type = rule.etherType, type != prefix.version {
            log.report(
                .pathRule, at: value.place,
                "the rule `\(rule.id)` is about \(type.rawValue), and `\(text)` is \(prefix.version.rawValue)",
                "correct `ether_type`, or the prefix")
        }
        rule.etherType = prefix.version
        return text
    }
}
