import MANOModel

extension SOL005.NsInstance {
    init(_ ns: NSInstance) {
        let made = ns.instantiated
        self.init(
            id: ns.id.rawValue,
            nsInstanceName: ns.name,
            nsInstanceDescription: ns.description,
            nsdId: ns.nsdID,
            nsdInfoId: ns.nsdInfoID.rawValue,
            flavourId: made?.flavourID,
            virtualLinkInfo: made.flatMap { made in
                nonEmpty(
                    made.virtualLinks.map { link in
                        SOL005.NsVirtualLinkInfo(
                            id: link.id, nsVirtualLinkDescId: link.virtualLinkDescID,
                            nsVirtualLinkProfileId: link.virtualLinkDescID,
                            resourceHandle: [
                                SOL005.ResourceHandle(
                                    resourceId: link.networkID.rawValue, vimLevelResourceType: "network")
                            ])
                    })
            },
            vnffgInfo: made.flatMap { made in
                nonEmpty(
                    made.forwardingGraphs.map { graph in
                        SOL005.VnffgInfo(
                            id: graph.id, vnffgdId: graph.vnffgdID, vnfInstanceId: made.vnfInstanceIDs.map(\.rawValue),
                            pnfInfoId: [])
                    })
            },
            sapInfo: made.flatMap { made in
                nonEmpty(
                    made.saps.map {
                        SOL005.SapInfo(id: $0.id, sapdId: $0.sapdID, sapName: $0.name, sapProtocolInfo: [])
                    })
            },
            nsState: made?.isComplete == true ? "INSTANTIATED" : "NOT_INSTANTIATED")
    }
}
