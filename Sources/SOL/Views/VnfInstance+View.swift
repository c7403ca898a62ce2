import MANOModel

extension SOL003.VnfInstance {
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
            vnfConfigurableProperties: nonEmpty(vnf.configurableProperties),
            instantiationState: vnf.isInstantiated ? "INSTANTIATED" : "NOT_INSTANTIATED",
            instantiatedVnfInfo: (vnf.isInstantiated ? vnf.instantiated : nil).map {
                InstantiatedVnfInfo(InstantiatedVNFView($0))
            },
            metadata: nonEmpty(vnf.metadata),
            extensions: nonEmpty(vnf.extensions))
    }
}

extension SOL003.VnfInstance.InstantiatedVnfInfo {
    init(_ view: InstantiatedVNFView) {
        self.init(
            flavourId: view.vnf.flavourID,
            vnfState: "STARTED",
            scaleStatus: nonEmpty(view.scaleStatus),
            extCpInfo: view.externalCPs,
            extVirtualLinkInfo: nonEmpty(view.externalLinks),
            vnfcResourceInfo: view.vnfcs,
            vnfVirtualLinkResourceInfo: nonEmpty(view.internalLinks),
            virtualStorageResourceInfo: nonEmpty(view.storages))
    }
}
