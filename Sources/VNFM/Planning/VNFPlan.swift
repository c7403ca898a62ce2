package import MANOModel

/// What planning chose for one VNF.
package struct VNFPlan: Sendable {
    package var vnfInstanceID: Identifier<VNFInstance>?
    /// With the new VNFCs, and the networks that realise internal links.
    package var target: InstantiatedVNF
    package var created: [VNFC]
    package var networks: [Network]
    package var claims: [Claim]
    /// Of a VNF that is planned by itself.
    package var links = LinkPlan()
}
