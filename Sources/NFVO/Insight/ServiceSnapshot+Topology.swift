import Infrastructure
import MANOModel
import SOL

extension ServiceSnapshot {
    func topology(states: [Identifier<VNFC>: GuestState]) -> ManifoldAPI.Topology {
        ManifoldAPI.Topology(
            ns: .init(
                id: ns.id.rawValue, name: ns.name, state: ns.isInstantiated ? "INSTANTIATED" : "NOT_INSTANTIATED"),
            vnfs: vnfs.map { view($0, states) },
            links: (ns.instantiated?.virtualLinks ?? []).map { link in
                .init(
                    id: link.id, name: link.virtualLinkDescID, networkId: link.networkID.rawValue,
                    prefix: networks[link.networkID]?.prefix)
            },
            saps: (ns.instantiated?.saps ?? []).map { sap in
                .init(
                    id: sap.id, name: sap.name, networkId: sap.networkID.rawValue,
                    attachment: networks[sap.networkID]?.attachmentInWords ?? "")
            },
            paths: (ns.instantiated?.forwardingGraphs ?? []).flatMap(paths))
    }

    private func view(_ vnf: VNFInstance, _ states: [Identifier<VNFC>: GuestState]) -> ManifoldAPI.Topology.VNF {
        .init(
            id: vnf.id.rawValue, name: vnf.name ?? vnf.productName, vnfProfileId: vnf.vnfProfileID ?? "",
            product: "\(vnf.productName) \(vnf.softwareVersion)",
            vnfcs: (vnf.instantiated?.vnfcs ?? []).map { vnfc in
                .init(
                    id: vnfc.id.rawValue, name: vnf.guestName(of: vnfc, flavour(of: vnf)), vduId: vnfc.vduID,
                    host: hostNames[vnfc.hostID] ?? vnfc.hostID.rawValue, state: states[vnfc.id]?.name ?? "unknown",
                    connectionPoints: vnfc.connectionPoints.map { point in
                        .init(
                            id: point.id.rawValue, cpdId: point.externalCPDID ?? point.cpdID,
                            networkId: point.networkID.rawValue, mac: point.macAddress, addresses: point.addresses,
                            port: point.portName)
                    })
            })
    }

    /// The one that is looked at first comes first.
    private func paths(_ graph: InstantiatedNS.ForwardingGraph) -> [ManifoldAPI.Topology.Path] {
        let nfps = flavour?.vnffgs.first { $0.id == graph.vnffgdID }?.nfps ?? []
        let paths = nfps.compactMap { nfp -> ManifoldAPI.Topology.Path? in
            guard let source = sapID(nfp.positions.first?.elements.first?.ingress),
                let destination = sapID(nfp.positions.last?.elements.last?.egress)
            else { return nil }
            return .init(
                id: graph.paths[nfp.id] ?? nfp.id, name: nfp.id, precedence: nfp.shownPrecedence,
                classifier: nfp.classifierInWords,
                hops: nfp.hops.flatMap(NFP.elements).map { element in
                    .init(
                        vnfProfileId: element.ingress.profileID, ingressCpd: externalCPDID(element.ingress) ?? "",
                        egressCpd: externalCPDID(element.egress) ?? "")
                },
                source: source, destination: destination)
        }
        return paths.enumerated().sorted { left, right in
            left.element.precedence == right.element.precedence
                ? left.offset < right.offset : left.element.precedence > right.element.precedence
        }.map(\.element)
    }

    private func sapID(_ reference: CpReference?) -> String? {
        guard let reference, reference.kind == .sap else { return nil }
        return ns.instantiated?.saps.first { $0.sapdID == reference.profileID }?.id
    }
}

extension Network {
    /// What a SAP on the network lands on: `namespace mf-client 10.0.0.1/24`.
    var attachmentInWords: String {
        switch attachment {
        case .none: "network \(name)"
        case .namespace(let name, let address): ["namespace", name, address].compactMap(\.self).joined(separator: " ")
        case .physical(let interface, let vlan): "interface \(interface)" + (vlan.map { " VLAN \($0)" } ?? "")
        case .host(let address): "host \(address)"
        case .provider(let network, let vlan): "physical network \(network)" + (vlan.map { " VLAN \($0)" } ?? "")
        }
    }
}
