import MANOModel

/// The parts of `instantiatedVnfInfo`. Ids of what the model has no id for follow from those it has: `ext-` and the CP's for
/// an external CP, `port-` and the CP's for a link port; an internal link has its network's.
struct InstantiatedVNFView {
    let vnf: InstantiatedVNF
    /// SOL005 has neither zones nor addresses outside `ipAddresses`.
    let isInNS: Bool

    init(_ vnf: InstantiatedVNF, isInNS: Bool = false) {
        self.vnf = vnf
        self.isInNS = isInNS
    }

    var scaleStatus: [SOL003.ScaleInfo] {
        vnf.scaleLevels.sorted { $0.key < $1.key }.map { SOL003.ScaleInfo(aspectId: $0.key, scaleLevel: $0.value) }
    }

    /// In the order of VNFCs and of their interfaces.
    var externalCPs: [SOL003.VnfExtCpInfo] {
        vnf.vnfcs.flatMap(\.connectionPoints).compactMap { cp in
            cp.externalCPDID.map { cpdID in
                SOL003.VnfExtCpInfo(
                    id: Self.externalID(cp), cpdId: cpdID, cpConfigId: Self.externalID(cp),
                    cpProtocolInfo: [protocolInfo(cp)], extLinkPortId: Self.portID(cp),
                    associatedVnfcCpId: cp.id.rawValue)
            }
        }
    }

    /// One for each `ExtVirtualLinkData` of the request, with all its CPs.
    var externalLinks: [SOL003.ExtVirtualLinkInfo] {
        var order: [String] = []
        var links: [String: [InstantiatedVNF.ExternalLink]] = [:]
        for link in vnf.externalLinks {
            if links[link.id] == nil { order.append(link.id) }
            links[link.id, default: []].append(link)
        }
        let cps = vnf.vnfcs.flatMap(\.connectionPoints)
        return order.map { id in
            let parts = links[id] ?? []
            let byCPD = parts.map { part in (part.cpdID, cps.filter { $0.externalCPDID == part.cpdID }) }
            return SOL003.ExtVirtualLinkInfo(
                id: id,
                resourceHandle: Self.network(parts[0].networkID),
                extLinkPorts: nonEmpty(
                    byCPD.flatMap { $0.1 }.map { cp in
                        SOL003.ExtLinkPortInfo(
                            id: Self.portID(cp), resourceHandle: Self.port(cp), cpInstanceId: Self.externalID(cp))
                    }),
                currentVnfExtCpData: byCPD.map { cpdID, cps in
                    SOL003.VnfExtCpData(
                        cpdId: cpdID,
                        cpConfig: nonEmpty(
                            Dictionary(
                                cps.map { (Self.externalID($0), SOL003.VnfExtCpConfig(linkPortId: Self.portID($0))) },
                                uniquingKeysWith: { first, _ in first })))
                })
        }
    }

    var vnfcs: [SOL003.VnfcResourceInfo] {
        vnf.vnfcs.map { vnfc in
            SOL003.VnfcResourceInfo(
                id: vnfc.id.rawValue,
                vduId: vnfc.vduID,
                computeResource: SOL003.ResourceHandle(resourceId: vnfc.domainName, vimLevelResourceType: "domain"),
                zoneId: isInNS ? nil : vnfc.hostID.rawValue,
                storageResourceIds: nonEmpty(vnfc.volumes.map(\.id)),
                vnfcCpInfo: nonEmpty(
                    vnfc.connectionPoints.map { cp in
                        SOL003.VnfcResourceInfo.VnfcCpInfo(
                            id: cp.id.rawValue, cpdId: cp.cpdID,
                            vnfExtCpId: cp.externalCPDID == nil ? nil : Self.externalID(cp),
                            cpProtocolInfo: [protocolInfo(cp)],
                            vnfLinkPortId: cp.externalCPDID == nil ? Self.portID(cp) : nil)
                    }))
        }
    }

    var internalLinks: [SOL003.VnfVirtualLinkResourceInfo] {
        let cps = vnf.vnfcs.flatMap(\.connectionPoints)
        return vnf.internalLinks.map { link in
            SOL003.VnfVirtualLinkResourceInfo(
                id: link.networkID.rawValue,
                vnfVirtualLinkDescId: link.virtualLinkDescID,
                networkResource: Self.network(link.networkID),
                vnfLinkPorts: nonEmpty(
                    cps.filter { $0.networkID == link.networkID && $0.externalCPDID == nil }.map { cp in
                        SOL003.VnfLinkPortInfo(
                            id: Self.portID(cp), resourceHandle: Self.port(cp), cpInstanceId: cp.id.rawValue,
                            cpInstanceType: "VNFC_CP")
                    }))
        }
    }

    var storages: [SOL003.VirtualStorageResourceInfo] {
        vnf.vnfcs.flatMap(\.volumes).map { volume in
            SOL003.VirtualStorageResourceInfo(
                id: volume.id, virtualStorageDescId: volume.virtualStorageDescID,
                storageResource: SOL003.ResourceHandle(resourceId: volume.name, vimLevelResourceType: "volume"))
        }
    }

    private func protocolInfo(_ cp: ConnectionPoint) -> SOL003.CpProtocolInfo {
        let addresses = cp.addresses.map { String($0.prefix { $0 != "/" }) }
        let families = [
            ("IPV4", addresses.filter { !$0.contains(":") }), ("IPV6", addresses.filter { $0.contains(":") }),
        ]
        return SOL003.CpProtocolInfo(
            layerProtocol: "IP_OVER_ETHERNET",
            ipOverEthernet: SOL003.IpOverEthernetAddressInfo(
                macAddress: cp.macAddress,
                segmentationId: String(cp.segment),
                ipAddresses: nonEmpty(
                    families.filter { !$0.1.isEmpty }.map {
                        SOL003.IpOverEthernetAddressInfo.IpAddresses(
                            type: $0.0, addresses: $0.1, isDynamic: false, subnetId: cp.networkID.rawValue)
                    }),
                addresses: isInNS ? nil : addresses))
    }

    private static func externalID(_ cp: ConnectionPoint) -> String { "ext-\(cp.id)" }

    private static func portID(_ cp: ConnectionPoint) -> String { "port-\(cp.id)" }

    private static func port(_ cp: ConnectionPoint) -> SOL003.ResourceHandle {
        SOL003.ResourceHandle(resourceId: cp.portName, vimLevelResourceType: "port")
    }

    private static func network(_ id: Identifier<Network>) -> SOL003.ResourceHandle {
        SOL003.ResourceHandle(resourceId: id.rawValue, vimLevelResourceType: "network")
    }
}
