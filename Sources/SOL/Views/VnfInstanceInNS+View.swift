import MANOModel

extension SOL005.VnfInstance {
    init(_ vnf: VNFInstance) {
        self.init(
            id: vnf.id.rawValue,
            vnfInstanceName: vnf.name,
            vnfInstanceDescription: vnf.description,
            vnfdId: vnf.vnfdID,
            vnfProvider: vnf.provider,
            vnfProductName: vnf.productName,
            vnfSoftwareVersion: vnf.softwareVersion,
            vnfdVersion: vnf.vnfdVersion,
            vnfPkgId: vnf.packageID.rawValue,
            vnfConfigurableProperties: nonEmpty(vnf.configurableProperties),
            instantiationState: vnf.isInstantiated ? "INSTANTIATED" : "NOT_INSTANTIATED",
            instantiatedVnfInfo: (vnf.isInstantiated ? vnf.instantiated : nil).map {
                InstantiatedVnfInfo(InstantiatedVNFView($0, isInNS: true))
            },
            metadata: nonEmpty(vnf.metadata),
            extensions: nonEmpty(vnf.extensions))
    }
}

extension SOL005.VnfInstance.InstantiatedVnfInfo {
    init(_ view: InstantiatedVNFView) {
        self.init(
            flavourId: view.vnf.flavourID,
            vnfState: "STARTED",
            scaleStatus: nonEmpty(view.scaleStatus),
            extCpInfo: view.externalCPs,
            extVirtualLinkInfo: nonEmpty(view.externalLinks.flatMap(SOL005.ExtVirtualLinkInfo.parts)),
            vnfcResourceInfo: view.vnfcs,
            vnfVirtualLinkResourceInfo: nonEmpty(view.internalLinks),
            virtualStorageResourceInfo: nonEmpty(view.storages))
    }
}

extension SOL005.ExtVirtualLinkInfo {
    /// The same link once for each CPD, since this type has place for one.
    static func parts(of link: SOL003.ExtVirtualLinkInfo) -> [Self] {
        link.currentVnfExtCpData.map { data in
            let ports = Set((data.cpConfig ?? [:]).values.compactMap(\.linkPortId))
            return Self(
                id: link.id, resourceHandle: link.resourceHandle,
                extLinkPorts: nonEmpty((link.extLinkPorts ?? []).filter { ports.contains($0.id) }),
                currentVnfExtCpData: data)
        }
    }
}
