import MANOModel
import SOL
import VNFM

/// What planning chose for a whole NS.
struct NSPlan: Sendable {
    var instantiated: InstantiatedNS
    var vnfs: [VNF]
    /// Networks that realise virtual links without a SAP.
    var networks: [Network]
    var claims: [Claim]
    var links: LinkPlan
    var warnings: [String]

    struct VNF: Sendable {
        var instance: VNFInstance
        var profile: VNFProfile
        var request: SOL003.InstantiateVnfRequest
        var plan: VNFPlan
    }
}
