package import FoundationEssentials
package import MANOModel

/// Renders resources as the standards have them: the bodies that are stored with each row, in the commit that changes it.
/// Without `_links`, which name the address that a client reached; keys are sorted, so that the same resource always gives
/// the same bytes.
package struct ResourceViews: Sendable {
    package init() {}

    /// SOL005 VnfPkgInfo.
    package func body(_ package: VNFPackage) throws -> Data { try WireJSON.encode(SOL005.VnfPkgInfo(package)) }

    /// SOL005 NsdInfo.
    package func body(_ info: NSDInfo) throws -> Data { try WireJSON.encode(SOL005.NsdInfo(info)) }

    /// SOL005 PnfdInfo.
    package func body(_ info: PNFDInfo) throws -> Data { try WireJSON.encode(SOL005.PnfdInfo(info)) }

    /// SOL003 VnfInstance.
    package func body(_ vnf: VNFInstance) throws -> Data { try WireJSON.encode(SOL003.VnfInstance(vnf)) }

    /// SOL005 VnfInstance: an element of an NS instance's `vnfInstance`.
    package func bodyInNS(_ vnf: VNFInstance) throws -> Data { try WireJSON.encode(SOL005.VnfInstance(vnf)) }

    /// SOL005 NsInstance without `vnfInstance`, which changes with the VNFs and not with the NS.
    package func body(_ ns: NSInstance) throws -> Data { try WireJSON.encode(SOL005.NsInstance(ns)) }

    /// SOL003 VnfLcmOpOcc or SOL005 NsLcmOpOcc.
    package func body(_ occurrence: OperationOccurrence) throws -> Data {
        switch occurrence.subject {
        case .vnf(let id): try WireJSON.encode(SOL003.VnfLcmOpOcc(occurrence, vnfInstanceID: id))
        case .ns(let id): try WireJSON.encode(SOL005.NsLcmOpOcc(occurrence, nsInstanceID: id))
        }
    }

    /// SOL003 Alarm.
    package func body(_ alarm: Alarm) throws -> Data { try WireJSON.encode(SOL003.Alarm(alarm)) }
}

/// Nil for an empty collection: optional attributes are absent rather than empty.
func nonEmpty<Elements: Collection>(_ elements: Elements) -> Elements? { elements.isEmpty ? nil : elements }
