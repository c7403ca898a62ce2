import MANOModel

/// Forwarding graphs, paths and their rules.
extension SOL006NSFlavourCompiler {
    func compileGraphs(_ flavour: inout NSDeploymentFlavour) {
        let vnfs = Set(flavour.vnfProfiles.map(\.id))
        let pnfs = Set(flavour.pnfProfiles.map(\.id))
        let services = Set(flavour.nestedNSProfiles.map(\.id))
        let links = Set(flavour.virtualLinks.map(\.id))
        for node in nsd.list("vnffgd") {
            var graph = VNFFG(
                id: node.id, vnfProfileIDs: node.strings("vnf-profile-id").filter { vnfs.contains($0) },
                pnfProfileIDs: node.strings("pnf-profile-id").filter { pnfs.contains($0) },
                nestedNSProfileIDs: node.strings("nested-ns-profile-id").filter { services.contains($0) },
                virtualLinkIDs: node.strings("virtual-link-profile-id").filter { links.contains($0) })
            // A graph is described once for all flavours: one without any of its profiles has no use for it.
            if graph.vnfProfileIDs.isEmpty, node["vnf-profile-id"] != nil { continue }
            let elements = elements(of: node, flavour)
            let members = Set(graph.vnfProfileIDs)
            for path in node.list("nfpd") { graph.nfps.append(compile(path, elements, graph, members)) }
            flavour.vnffgs.append(graph)
        }
        checkPrecedence(flavour)
    }

    private struct Element {
        var cp: CpReference?
        var place: Place
    }

    private func elements(of graph: DataNode, _ flavour: NSDeploymentFlavour) -> [String: Element] {
        var elements: [String: Element] = [:]
        for node in graph.list("nfp-position-element") {
            let description = node["desc"]
            let kinds: [(CpReference.Kind, String, String, String, String)] = [
                (.vnf, "vnf-profile", "vnf-profile-id", "vnf", "cpd-id"),
                (.pnf, "pnf-profile", "pnf-profile-id", "pnf", "pnf-cpd-id"),
                (.ns, "ns-profile", "ns-profile-id", "ns", "sap-cpd-id"),
            ]
            var cp: CpReference?
            for (kind, profile, profileID, descriptor, cpd) in kinds {
                guard let id = description?[profile]?.string(profileID),
                    let cpdID = description?[descriptor]?.string(cpd)
                else { continue }
                cp = CpReference(kind: kind, profileID: id, cpdID: cpdID)
            }
            elements[node.id] = Element(cp: cp, place: node.place)
        }
        return elements
    }

    // MARK: - Paths

    private func compile(
        _ node: DataNode, _ elements: [String: Element], _ graph: VNFFG, _ members: Set<String>
    ) -> NFP {
        var path = NFP(id: node.id)
        for position in node.list("position-desc") {
            path.positions.append(
                NfpPosition(
                    id: position.id, elements: pairs(position, elements),
                    forwardingBehaviour: position.string("forwarding-behaviour").flatMap { .init(rawValue: $0) } ?? .lb,
                    forwardingParameters: position.string("forwarding-behavior-input-parameters").map {
                        SOL006Data.assignments([$0])
                    } ?? [:]))
        }
        path.rules = rules(node)
        for position in node.list("position-desc-id") { compileExtension(position, &path) }
        check(path, node, graph, members)
        return path
    }

    /// Elements of a position: two that follow each other and are of one profile are its way in and its way out.
    private func pairs(_ position: DataNode, _ elements: [String: Element]) -> [NfpPositionElement] {
        var result: [NfpPositionElement] = []
        for leaf in position.list("nfp-position-element-id") {
            guard let id = leaf.value, let element = elements[id] else { continue }
            guard let cp = element.cp else {
                log.report(
                    .forwardingPath, at: element.place, "the element `\(id)` stands for no CP",
                    "add `desc` with a profile and one of its external CPs")
                continue
            }
            if let last = result.last, last.ingress == last.egress, last.ingress.profileID == cp.profileID,
                last.ingress.kind == cp.kind, last.ingress != cp
            {
                result[result.count - 1].egress = cp
            } else {
                result.append(NfpPositionElement(id: id, ingress: cp, egress: cp))
            }
        }
        return result
    }

    /// Open Source MANO's way to say the same: positions with the CPs in and out, and rules.
    private func compileExtension(_ node: DataNode, _ path: inout NFP) {
        for group in node.list("cp-profile-id") {
            let elements = group.list("constituent-profile-elements").sorted {
                ($0.int("order") ?? 0) < ($1.int("order") ?? 0)
            }
            for element in elements {
                guard let profile = element.string("constituent-base-element-id"),
                    let ingress = element.string("ingress-constituent-cpd-id")
                else { continue }
                path.positions.append(
                    NfpPosition(
                        id: "\(group.id)-\(element.id)",
                        elements: [
                            NfpPositionElement(
                                id: element.id, ingress: CpReference(kind: .vnf, profileID: profile, cpdID: ingress),
                                egress: CpReference(
                                    kind: .vnf, profileID: profile,
                                    cpdID: element.string("egress-constituent-cpd-id") ?? ingress))
                        ], forwardingBehaviour: .lb))
            }
        }
        for match in node.list("match-attributes") {
            var text: [String] = []
            if let number = match.int("ip-proto") { text.append("protocol=\(number)") }
            for (leaf, word) in [
                ("source-ip-address", "source_ip_address_prefix"),
                ("destination-ip-address", "destination_ip_address_prefix"),
            ] {
                if let address = match.string(leaf) { text.append("\(word)=\(address)") }
            }
            for (leaf, word) in [("source-port", "source_port_range"), ("destination-port", "destination_port_range")] {
                // 0 is how it says that any port will do.
                if let port = match.int(leaf), port > 0 { text.append("\(word)=\(port)") }
            }
            path.rules += PathRuleText(text.joined(separator: " and "), at: match.place, log: log).rules { _ in match.id
            }
        }
    }

    private func rules(_ path: DataNode) -> [NfpRule] {
        guard let leaf = path["rule"], let text = leaf.value, !text.allSatisfy(\.isWhitespace) else { return [] }
        return PathRuleText(text, at: leaf.place, log: log).rules { "\(path.id)-rule-\($0)" }
    }

    // MARK: - Checks

    private func check(_ path: NFP, _ node: DataNode, _ graph: VNFFG, _ members: Set<String>) {
        // Where each profile is named by an element of the graph.
        let names = Dictionary(
            (node.parent?.list("nfp-position-element") ?? []).compactMap { element in
                element["desc"]?["vnf-profile"]?["vnf-profile-id"].map { ($0.value ?? "", $0) }
            }
        ) { first, _ in first }
        var seen: Set<CpReference> = []
        for element in path.positions.flatMap(\.elements) {
            for cp in Set([element.ingress, element.egress]) {
                if !seen.insert(cp).inserted {
                    log.report(
                        .forwardingPath, at: node.place,
                        "the path `\(path.id)` passes `\(cp.cpdID ?? "")` of `\(cp.profileID)` twice",
                        "let each CP be on a path once")
                }
                if cp.kind == .vnf, !members.contains(cp.profileID) {
                    let name = names[cp.profileID]
                    log.report(
                        .forwardingGraph, named: cp.profileID, of: "vnf-profile", at: name?.place ?? node.place,
                        "the path `\(path.id)` leads through `\(cp.profileID)`, which is not a member of `\(graph.id)`",
                        log.slip(of: cp.profileID, among: members).map { "did you mean `\($0)`?" }
                            ?? "add it to `vnf-profile-id`")
                }
            }
        }
        if path.positions.count < 2 {
            log.report(
                .forwardingPath, at: node.place,
                "the path `\(path.id)` has \(path.positions.isEmpty ? "no position" : "one position"), so it leads nowhere",
                "add the position where it ends")
        }
        if path.rules.isEmpty {
            log.report(
                .pathRule, at: node.place, severity: .warning, "no rule leads traffic onto the path `\(path.id)`",
                "add `rule`; see Docs/sol006.md for its words")
        }
    }

    /// Where two paths begin at one CP, precedence has to say which is looked at first.
    private func checkPrecedence(_ flavour: NSDeploymentFlavour) {
        for graph in flavour.vnffgs {
            var seen: [String: String] = [:]
            for path in graph.nfps {
                let precedences = Set(path.rules.map(\.precedence))
                let elements = path.positions.first?.elements ?? []
                guard log.spend(elements.count * precedences.count * 8, at: df.place) else { return }
                for element in elements {
                    for precedence in precedences {
                        let key = "\(precedence) \(element.ingress.profileID) \(element.ingress.cpdID ?? "")"
                        guard let other = seen.updateValue(path.id, forKey: key) else { continue }
                        log.report(
                            .pathPrecedence, at: df.place,
                            "rules of the paths `\(other)` and `\(path.id)` have the same precedence \(precedence)",
                            "add `precedence=…` to one of them, greater first; now the one that stands first is")
                    }
                }
            }
        }
    }
}
