import MANOModel
import SOL

/// A deployment flavour as a graph that is drawn like a running service: boxes with rows, links as lines beside them.
enum DescriptorPicture {
    /// VDUs with what they are made of, their links, and what is outside.
    static func topology(_ flavour: DeploymentFlavour, of vnfd: VNFD) -> ManifoldAPI.Topology {
        var links = flavour.virtualLinks.map { link in
            let outside = flavour.externalCps.contains { $0.attachment == .virtualLink(link.id) }
            return ManifoldAPI.Topology.Link(
                id: link.id, name: link.id + (outside ? ", outside" : ""), networkId: link.id,
                prefix: link.profile.protocols.compactMap { $0.l3?.cidr }.first)
        }
        for cp in flavour.externalCps {
            if case .virtualLink = cp.attachment { continue }
            let note = cp.isManagement ? "outside, management" : "outside"
            links.append(
                .init(id: cp.id, name: "\(cp.requirementName ?? cp.id), \(note)", networkId: "outside \(cp.id)"))
        }
        links += joints(flavour).map { .init(id: $0.id, name: $0.name, networkId: $0.id) }
        let level = flavour.instantiationLevel(nil)
        let vdus = flavour.vdus.map { vdu in
            let count = level?.vduInstances[vdu.id] ?? vdu.profile.minNumberOfInstances
            let bounds = DescriptorWords.bounds(vdu.profile.minNumberOfInstances, vdu.profile.maxNumberOfInstances)
            var rows: [(String, String)] = [("instances", bounds == "\(count)" ? bounds : "\(count) (\(bounds))")]
            rows.append(
                (
                    "\(vdu.compute.virtualCPUs) vCPU\(vdu.compute.virtualCPUs == 1 ? "" : "s")",
                    DescriptorWords.bytes(vdu.compute.memoryBytes)
                ))
            if let image = vdu.softwareImage {
                rows.append(("image \(image.name)", DescriptorWords.bytes(image.minDiskBytes)))
            }
            for storage in vdu.storageIDs.compactMap({ flavour.virtualStorage($0) }) {
                rows.append((storage.id, DescriptorText.disk(storage)))
            }
            for need in DescriptorWords.needs(vdu) { rows.append((need, "")) }
            let cps = flavour.cps(ofVDU: vdu.id).map { cp in
                (cp.id, cp.vnicType.rawValue, [network(of: cp, flavour)] + joints(of: cp.id, flavour))
            }
            return box(vdu.id, vdu.name == vdu.id ? vdu.description : vdu.name, rows, cps)
        }
        let containers = flavour.containerUnits.map { unit in
            box(unit.id, "container VDU", unit.containers.map { ($0.name, $0.image?.name ?? "") }, [])
        }
        let others =
            flavour.vduSubCps.map { cp in
                box(
                    cp.id, "sub-port of \(cp.trunkCpID)", [],
                    [(cp.id, "", [cp.virtualLinkID, trunk(cp.trunkCpID)] + joints(of: cp.id, flavour))])
            }
            + flavour.vipCps.map { cp in
                let isOutside = flavour.externalCps.contains { $0.attachment == .vipCp(cp.id) }
                return box(
                    cp.id, "virtual IP, \(cp.function)", [],
                    [(cp.id, "", [isOutside ? "outside \(cp.id)" : cp.virtualLinkID, address(cp.id)])])
            }
        return ManifoldAPI.Topology(
            ns: .init(
                id: vnfd.id, name: "\(vnfd.productName) \(vnfd.softwareVersion), flavour \(flavour.id)", state: ""),
            vnfs: vdus + containers + others, links: links, saps: [], paths: [])
    }

    // MARK: - CPs that belong to CPs

    private static func trunk(_ cp: String) -> String { "trunk \(cp)" }
    private static func address(_ vip: String) -> String { "address \(vip)" }

    /// Lines that join sub-ports to their trunks, and virtual addresses to the CPs that share them.
    private static func joints(_ flavour: DeploymentFlavour) -> [(id: String, name: String)] {
        var seen: Set<String> = []
        return flavour.vduSubCps.map(\.trunkCpID).filter { seen.insert($0).inserted }
            .map { (trunk($0), "\($0), trunk") }
            + flavour.vipCps.filter { !$0.targetCpIDs.isEmpty }.map { (address($0.id), "\($0.id), shared address") }
    }

    private static func joints(of cp: String, _ flavour: DeploymentFlavour) -> [String?] {
        (flavour.vduSubCps.contains { $0.trunkCpID == cp } ? [trunk(cp)] : [])
            + flavour.vipCps.filter { $0.targetCpIDs.contains(cp) }.map { address($0.id) }
    }

    private static func network(of cp: VduCp, _ flavour: DeploymentFlavour) -> String? {
        flavour.externalCps.contains { $0.vduCpID == cp.id } ? "outside \(cp.id)" : cp.virtualLinkID
    }

    /// Profiles and SAPs, the paths over them, and the links that no path goes over.
    static func topology(_ flavour: NSDeploymentFlavour, of nsd: NSD) -> ManifoldAPI.Topology {
        let level = flavour.instantiationLevel(nil)
        func rows(_ descriptor: String, _ flavourID: String?, _ count: Int?, _ bounds: String?) -> [(String, String)] {
            var rows = [(descriptor, "")]
            if let flavourID { rows.append(("flavour", flavourID)) }
            if let bounds {
                rows.append(("instances", bounds == count.map(String.init) ? bounds : "\(count ?? 0) (\(bounds))"))
            }
            return rows
        }
        func cps(_ connectivity: [VirtualLinkConnectivity]) -> [(String, String, [String?])] {
            connectivity.map { ($0.cpdID, $0.virtualLinkID, [$0.virtualLinkID]) }
        }
        let vnfs = flavour.vnfProfiles.map {
            box(
                $0.id, "VNF",
                rows(
                    $0.vnfdID, $0.flavourID, level?.vnfInstances[$0.id],
                    DescriptorWords.bounds($0.minNumberOfInstances, $0.maxNumberOfInstances)), cps($0.connectivity))
        }
        let nested = flavour.nestedNSProfiles.map {
            box(
                $0.id, "nested NS",
                rows(
                    $0.nsdID, $0.flavourID, level?.nestedNSInstances[$0.id],
                    DescriptorWords.bounds($0.minNumberOfInstances, $0.maxNumberOfInstances)), cps($0.connectivity))
        }
        let pnfs = flavour.pnfProfiles.map { box($0.id, "PNF", rows($0.pnfdID, nil, nil, nil), cps($0.connectivity)) }
        return ManifoldAPI.Topology(
            ns: .init(id: nsd.id, name: "\(nsd.name) \(nsd.version), flavour \(flavour.id)", state: ""),
            vnfs: vnfs + nested + pnfs,
            links: flavour.virtualLinks.map {
                .init(
                    id: $0.id, name: $0.id, networkId: $0.id,
                    prefix: $0.profile.protocols.compactMap { $0.l3?.cidr }.first)
            },
            saps: flavour.sapds.map {
                .init(id: $0.id, name: $0.id, networkId: $0.virtualLinkID ?? "", attachment: $0.description)
            }, paths: flavour.vnffgs.flatMap(\.nfps).map(path).sorted { $0.precedence > $1.precedence })
    }

    /// One box, and what it is connected by.
    static func topology(_ pnfd: PNFD) -> ManifoldAPI.Topology {
        var rows = [pnfd.functionDescription, pnfd.provider].filter { !$0.isEmpty }.map { ($0, "") }
        if let location = pnfd.location {
            rows.append((([location.countryCode] + location.civicAddress.map(\.value)).joined(separator: ", "), ""))
        }
        let cps = pnfd.externalCps.map { cp in
            (cp.id, DescriptorWords.protocols(cp.layerProtocols), ["outside \(cp.id)"] as [String?])
        }
        return ManifoldAPI.Topology(
            ns: .init(id: pnfd.id, name: "\(pnfd.name) \(pnfd.version)", state: ""),
            vnfs: [box(pnfd.id, "PNF", rows, cps)],
            links: pnfd.externalCps.map {
                .init(id: $0.id, name: "\($0.requirementName ?? $0.id), outside", networkId: "outside \($0.id)")
            }, saps: [], paths: [])
    }

    private static func path(_ nfp: NFP) -> ManifoldAPI.Topology.Path {
        let hops = nfp.positions.dropFirst().dropLast().compactMap(\.elements.first).map { element in
            ManifoldAPI.Topology.Hop(
                vnfProfileId: element.ingress.profileID, ingressCpd: element.ingress.cpdID ?? "",
                egressCpd: element.egress.cpdID ?? "")
        }
        return ManifoldAPI.Topology.Path(
            id: nfp.id, name: nfp.id, precedence: nfp.rules.map(\.precedence).max() ?? 0,
            classifier: nfp.classifierInWords, hops: hops,
            source: nfp.positions.first?.elements.first?.ingress.profileID ?? "",
            destination: nfp.positions.last?.elements.last?.egress.profileID ?? "")
    }

    /// Rows have a text to the left and one to the right; CPs are rows too.
    private static func box(
        _ id: String, _ detail: String, _ rows: [(String, String)], _ cps: [(String, String, [String?])]
    ) -> ManifoldAPI.Topology.VNF {
        var lines = rows.map { row in
            ManifoldAPI.Topology.VNFC(
                id: row.0, name: row.0, vduId: id, host: row.1, state: "", connectionPoints: [])
        }
        for (name, note, networks) in cps {
            let points = networks.compactMap { $0 }.map {
                ManifoldAPI.Topology.ConnectionPoint(
                    id: name, cpdId: name, networkId: $0, mac: "", addresses: [], port: "")
            }
            lines.append(.init(id: name, name: name, vduId: id, host: note, state: "", connectionPoints: points))
        }
        return .init(id: id, name: detail, vnfProfileId: id, product: detail, vnfcs: lines)
    }
}
