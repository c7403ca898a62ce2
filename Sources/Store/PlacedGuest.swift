package import MANOModel

/// A guest that should run, and where: as much of its VNFC as asking for it takes.
package struct PlacedGuest: Sendable, Hashable {
    package var vnfInstanceID: Identifier<VNFInstance>
    package var vnfcID: Identifier<VNFC>
    package var hostID: Identifier<Host>
    package var domainName: String

    package init(
        vnfInstanceID: Identifier<VNFInstance>, vnfcID: Identifier<VNFC>, hostID: Identifier<Host>, domainName: String
    ) {
        self.vnfInstanceID = vnfInstanceID
        self.vnfcID = vnfcID
        self.hostID = hostID
        self.domainName = domainName
    }
}

extension VNFInstance {
    /// Also those that are still being made.
    package var guests: [PlacedGuest] {
        (instantiated?.vnfcs ?? []).map {
            PlacedGuest(vnfInstanceID: id, vnfcID: $0.id, hostID: $0.hostID, domainName: $0.domainName)
        }
    }
}
